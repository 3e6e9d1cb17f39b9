//! Proxies in front of a server, as the files under deploy/ have them: the real programs.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;
use tokio::process::{Child, Command};

const START: Duration = Duration::from_secs(20);

/// A running proxy.
pub struct Proxy {
    _folder: TempDir,
    // Ends with it.
    _process: Child,
}

/// A port that nobody listens at.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("its address").port()
}

/// A file of the project.
pub fn project_file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

/// The program, of the system or as scripts/install.sh puts it.
fn program(name: &str) -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/proxies/usr");
    let mut places = codebell::config::search_path();
    places.extend(["/usr/sbin".into(), own.join("bin"), own.join("sbin")]);
    let found = places.into_iter().map(|place| place.join(name)).find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("{name} is missing; run: scripts/install.sh proxies"))
}

/// The deployed text with what differs here: each part must be in it.
pub fn changed(text: &str, parts: &[(&str, &str)]) -> String {
    parts.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in the file");
        text.replace(from, to)
    })
}

/// A certificate that its maker signed.
pub fn certificate(folder: &Path) {
    let mut command = std::process::Command::new("openssl");
    command.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]);
    command.args(["-nodes", "-days", "2", "-subj", "/CN=codes.example.com"]);
    let made = command.arg("-keyout").arg(folder.join("privkey.pem")).arg("-out");
    let output = made.arg(folder.join("fullchain.pem")).output().expect("openssl runs");
    assert!(output.status.success(), "{output:?}");
}

impl Proxy {
    /// NGINX with `http` in its block of that name. `{folder}` there is a folder for its files; it
    /// has to listen at `port`.
    pub async fn nginx(port: u16, http: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        certificate(folder.path());
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {{folder}}/{kind};"));
        let text = format!(
            "daemon off; master_process off; pid {{folder}}/pid; error_log {{folder}}/log; events {{}} http {{ {} \
             access_log off; {http} }}",
            temporary.join(" ")
        );
        let name = folder.path().display().to_string();
        let text = text.replace("{folder}", &name);
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, text).expect("written");
        let mut command = Command::new(program("nginx"));
        command.arg("-e").arg(folder.path().join("log")).arg("-c").arg(&file);
        Self::spawn(command, port, folder).await
    }

    /// Caddy with a file that has it listen at `port`.
    pub async fn caddy(port: u16, caddyfile: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("Caddyfile");
        let text = format!("{{\n\tadmin off\n}}\n{caddyfile}");
        std::fs::write(&file, text).expect("written");
        let mut command = Command::new(program("caddy"));
        command.arg("run").arg("--config").arg(&file).args(["--adapter", "caddyfile"]);
        for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
            command.env(variable, folder.path());
        }
        Self::spawn(command, port, folder).await
    }

    async fn spawn(mut command: Command, port: u16, folder: TempDir) -> Self {
        let log = std::fs::File::create(folder.path().join("output")).expect("a file");
        let process = command
            .stdout(std::process::Stdio::null())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .expect("the proxy starts");
        let answers = async {
            while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        if tokio::time::timeout(START, answers).await.is_err() {
            let said =
                ["output", "log"].map(|name| std::fs::read_to_string(folder.path().join(name)));
            panic!("the proxy does not answer: {said:?}");
        }
        Self { _folder: folder, _process: process }
    }
}
