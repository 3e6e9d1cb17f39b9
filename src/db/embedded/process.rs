//! Runs `initdb` and `postgres`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, set_parent_process_death_signal};
use tokio::sync::{oneshot, watch};

use super::account::Account;
use super::programs::Programs;
use super::{EmbeddedError, io_error};

const STOP_TIMEOUT: Duration = Duration::from_secs(10);
const LARGEST_LOG: u64 = 10 << 20;
/// The directory belongs to an account that must not choose which file we write.
pub const NO_FOLLOW: i32 = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();

/// A running `postgres`.
pub struct Postgres {
    pid: Pid,
    ended: watch::Receiver<Option<String>>,
}

impl Postgres {
    /// Starts `postgres` on the cluster in `home`. It gets SIGINT when this process dies.
    pub fn spawn(
        programs: &Programs,
        home: &Path,
        account: Option<&Account>,
    ) -> Result<Self, EmbeddedError> {
        let path = programs.path("postgres");
        let mut command = command(&path, account);
        command.arg("-D").arg(home.join("data"));
        for setting in [
            "listen_addresses=".to_owned(),
            format!("unix_socket_directories={}", home.display()),
            "unix_socket_permissions=0700".to_owned(),
            "port=5432".to_owned(),
            "fsync=on".to_owned(),
            "synchronous_commit=on".to_owned(),
            "full_page_writes=on".to_owned(),
            "shared_buffers=128MB".to_owned(),
            "max_connections=100".to_owned(),
            "logging_collector=off".to_owned(),
            // A statement in the log could hold a code.
            "log_min_error_statement=panic".to_owned(),
            "log_error_verbosity=terse".to_owned(),
        ] {
            command.arg("-c").arg(setting);
        }
        let log = open_log(home)?;
        command.stdout(log.try_clone().map_err(io_error(home))?).stderr(log);
        // SAFETY: between fork and exec only one system call is made, which allocates nothing.
        unsafe {
            command.pre_exec(|| {
                set_parent_process_death_signal(Some(Signal::INT)).map_err(io::Error::from)
            });
        }
        let (started, pid) = std::sync::mpsc::channel();
        let (tell_ended, ended) = watch::channel(None);
        // The death signal comes when the *thread* that forked ends, so it must live as long.
        let waiter =
            thread::Builder::new().name("postgres".to_owned()).spawn(move || {
                match command.spawn() {
                    Ok(mut child) => {
                        let _ = started.send(Ok(Pid::from_child(&child)));
                        let how = match child.wait() {
                            Ok(status) => status.to_string(),
                            Err(error) => error.to_string(),
                        };
                        let _ = tell_ended.send(Some(how));
                    }
                    Err(error) => drop(started.send(Err(error))),
                }
            });
        waiter.map_err(io_error(&path))?;
        match pid.recv() {
            Ok(Ok(pid)) => Ok(Self { pid, ended }),
            Ok(Err(error)) => Err(io_error(&path)(error)),
            Err(_) => Err(io_error(&path)(io::ErrorKind::Other.into())),
        }
    }

    /// How the process ended; `None` while it lives.
    pub fn ended_how(&self) -> Option<String> {
        self.ended.borrow().clone()
    }

    /// Waits for the process to end, and says how it did.
    pub async fn ended(&mut self) -> String {
        match self.ended.wait_for(Option::is_some).await {
            Ok(how) => how.clone().unwrap_or_default(),
            Err(error) => error.to_string(),
        }
    }

    /// Asks for a fast shutdown and waits for it.
    pub async fn stop(mut self) {
        // The id of one that is gone may be another program's by now.
        if self.ended_how().is_some() {
            return;
        }
        let _ = kill_process(self.pid, Signal::INT);
        if tokio::time::timeout(STOP_TIMEOUT, self.ended()).await.is_err() {
            tracing::error!("the database did not stop in time; it will recover at the next start");
            let _ = kill_process(self.pid, Signal::QUIT);
        }
    }
}

/// Makes a new cluster: UTF-8, local connections only. It gets its name only when it is whole, so
/// that nothing but an unfinished one is ever removed.
pub async fn initialise(
    programs: &Programs,
    data: &Path,
    account: Option<&Account>,
) -> Result<(), EmbeddedError> {
    let partial = data.with_extension("partial");
    if partial.exists() {
        fs::remove_dir_all(&partial).map_err(io_error(&partial))?;
    }
    let path = programs.path("initdb");
    let mut command = command(&path, account);
    command.arg("-D").arg(&partial).args([
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]);
    let (done, output) = oneshot::channel();
    let run = move || drop(done.send(command.output()));
    thread::Builder::new().name("initdb".to_owned()).spawn(run).map_err(io_error(&path))?;
    let output = match output.await {
        Ok(output) => output.map_err(io_error(&path))?,
        Err(_) => return Err(io_error(&path)(io::ErrorKind::Other.into())),
    };
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(EmbeddedError::Failed { program: "initdb", output: text });
    }
    fs::rename(&partial, data).map_err(io_error(data))?;
    let home = data.parent().unwrap_or(data);
    File::open(home).and_then(|home| home.sync_all()).map_err(io_error(home))
}

/// The last lines that `postgres` wrote.
pub fn log_tail(home: &Path) -> String {
    let mut text = String::new();
    if let Ok(mut file) = File::open(home.join("postgres.log")) {
        let length = file.metadata().map_or(0, |meta| meta.len());
        let _ = file.seek(SeekFrom::Start(length.saturating_sub(1000)));
        let _ = file.read_to_string(&mut text);
    }
    text.trim().replace('\n', " | ")
}

fn command(program: &Path, account: Option<&Account>) -> Command {
    let mut command = Command::new(program);
    // Nothing of our environment concerns PostgreSQL, and some of it is secret.
    command.env_clear().current_dir("/").stdin(Stdio::null());
    // Ctrl-C at the terminal is for codebell, which stops PostgreSQL last.
    command.process_group(0);
    if let Some(account) = account {
        account.apply(&mut command);
    }
    command
}

/// The log file, begun anew when it has grown large.
fn open_log(home: &Path) -> Result<File, EmbeddedError> {
    let path = home.join("postgres.log");
    let large = fs::metadata(&path).is_ok_and(|meta| meta.len() > LARGEST_LOG);
    let mut options = OpenOptions::new();
    options.create(true).mode(0o600).custom_flags(NO_FOLLOW);
    if large {
        options.write(true).truncate(true)
    } else {
        options.append(true)
    };
    options.open(&path).map_err(io_error(&path))
}
