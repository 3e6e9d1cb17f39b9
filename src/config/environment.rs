//! Where settings are read from: the environment, then the file `.env` in the working directory, and
//! for each secret a file that `NAME_FILE` names.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::{env, fs, io};

use clap::Command;
use secrecy::{ExposeSecret, SecretString};

use super::env_file;

const FILE: &str = ".env";
const PREFIX: &str = "CODEBELL_";
/// What stands in the same file, or beside it, for others: Docker Compose and programs that call the API.
const FOR_OTHERS: [&str; 4] =
    ["CODEBELL_API_KEY", "CODEBELL_CERTS", "CODEBELL_SUBNET", "CODEBELL_URL"];
/// A name is taken for a misspelt one up to so many wrong letters.
const NEAR: usize = 2;

/// Why settings can't be read. Holds no value.
#[derive(Debug, thiserror::Error)]
pub enum EnvironmentError {
    /// The file is there and can't be read.
    #[error("the file .env can't be read: {0}")]
    File(io::Error),
    /// A line of the file has no such form.
    #[error("line {number} of .env can't be read: {mend}")]
    Line {
        /// Counted from 1.
        number: usize,
        mend: &'static str,
    },
    /// Which one counts is not to be guessed.
    #[error("{name} is set twice in .env, on lines {first} and {second}; take one of them away")]
    Twice { name: String, first: usize, second: usize },
    /// Nobody reads it.
    #[error("there is no setting {name} ({place}); {hint}codebell --help lists all")]
    Unknown {
        name: String,
        /// Where it is set.
        place: String,
        /// The setting that is meant.
        hint: String,
    },
    /// A secret that is there and empty.
    #[error("{name} is empty ({place}); give it a value, or take it away to do without")]
    Empty {
        name: String,
        /// Where it is set.
        place: String,
    },
    /// A secret that is given in two ways.
    #[error("both {name} and {name}_FILE are set; take one of them away")]
    Both { name: String },
    /// The file of a secret.
    #[error("the file {path} of {name}_FILE can't be read: {source}")]
    SecretFile { name: String, path: String, source: io::Error },
}

/// What a program reads from the environment.
struct Known {
    names: BTreeSet<String>,
    /// Those that are never shown.
    secrets: BTreeSet<String>,
}

impl Known {
    fn of(command: &Command) -> Self {
        let mut known = Self { names: BTreeSet::new(), secrets: BTreeSet::new() };
        known.add(command);
        known
    }

    fn add(&mut self, command: &Command) {
        for argument in command.get_arguments() {
            let Some(name) = argument.get_env() else { continue };
            let name = name.to_string_lossy().into_owned();
            if argument.is_hide_env_values_set() {
                self.secrets.insert(name.clone());
            }
            self.names.insert(name);
        }
        command.get_subcommands().for_each(|command| self.add(command));
    }

    /// The secret that a name with `_FILE` at its end is the file of.
    fn secret_of<'a>(&self, name: &'a str) -> Option<&'a str> {
        name.strip_suffix("_FILE").filter(|secret| self.secrets.contains(*secret))
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(name) || self.secret_of(name).is_some() || FOR_OTHERS.contains(&name)
    }

    /// The known name that a misspelt one is meant for.
    fn meant_by(&self, name: &str) -> Option<&str> {
        let distance = |known: &str| strsim::damerau_levenshtein(name, known);
        let nearest = self.names.iter().min_by_key(|known| distance(known))?;
        (distance(nearest) <= NEAR).then_some(nearest)
    }
}

/// The settings as the environment, the file and the files of secrets have them, by name.
pub type Values = BTreeMap<String, SecretString>;

/// The same, each with where it stands: `line 3 of .env`.
pub type Placed = BTreeMap<String, (SecretString, String)>;

/// Puts into the environment what the file `.env` says, and what the files of secrets hold. What is in
/// the environment already wins. `command` knows the names.
///
/// To be called before there are threads.
pub fn complete(command: &Command) -> Result<(Settings, Values), EnvironmentError> {
    let known = Known::of(command);
    let ours = env::vars_os().filter_map(|(name, value)| {
        Some((name.into_string().ok()?, value.into_string().ok()?.into()))
    });
    let settings = Settings { known, ours: ours.collect() };
    let values = settings.read()?;
    for (name, value) in &values {
        // SAFETY: there is only the first thread yet.
        unsafe { env::set_var(name, value.expose_secret()) };
    }
    Ok((settings, values))
}

/// Where settings are read from, as often as they are asked for.
pub struct Settings {
    known: Known,
    /// The environment that the process was started with.
    ours: Values,
}

impl Settings {
    /// What all of them say now.
    pub fn read(&self) -> Result<Values, EnvironmentError> {
        let placed = self.read_placed()?;
        Ok(placed.into_iter().map(|(name, (value, _))| (name, value)).collect())
    }

    /// The same, with where each stands.
    pub fn read_placed(&self) -> Result<Placed, EnvironmentError> {
        let Self { known, ours } = self;
        let mut all = read_file(known)?;
        // A cluster names its services' addresses in the environment as well, so that only what is
        // nearly a setting is taken for one.
        for name in ours.keys().filter(|name| name.starts_with(PREFIX) && !known.has(name)) {
            if let Some(meant) = known.meant_by(name) {
                let hint = format!("did you mean {meant}? ");
                let place = "in the environment".to_owned();
                return Err(EnvironmentError::Unknown { name: name.clone(), place, hint });
            }
        }
        for name in ours.keys() {
            // Whichever way it gives a secret, the environment wins.
            let other = known.secret_of(name).map_or_else(|| format!("{name}_FILE"), str::to_owned);
            all.remove(&other);
        }
        for (name, value) in ours {
            all.insert(name.clone(), (value.clone(), "in the environment".to_owned()));
        }
        for name in &known.secrets {
            if let Some((path, _)) = all.get(&format!("{name}_FILE")) {
                if all.contains_key(name) {
                    return Err(EnvironmentError::Both { name: name.clone() });
                }
                let path = path.expose_secret().to_owned();
                let value = read_secret(name, &path)?;
                all.insert(name.clone(), (value, format!("in the file {path}")));
            }
            if let Some((value, place)) = all.get(name)
                && value.expose_secret().trim().is_empty()
            {
                return Err(EnvironmentError::Empty { name: name.clone(), place: place.clone() });
            }
        }
        all.retain(|name, _| known.names.contains(name));
        Ok(all)
    }
}

/// The settings of the file in the working directory, with where they stand; none where there is no file.
fn read_file(known: &Known) -> Result<Placed, EnvironmentError> {
    let text = match fs::read_to_string(FILE) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
        read => read.map_err(EnvironmentError::File)?,
    };
    let lines = env_file::parse(&text)
        .map_err(|env_file::Unreadable { number, mend }| EnvironmentError::Line { number, mend })?;
    let mut found: BTreeMap<String, (usize, SecretString)> = BTreeMap::new();
    for line in lines {
        let env_file::Line { number, name, value } = line;
        let meant = known.meant_by(&name);
        if !known.has(&name) && (name.starts_with(PREFIX) || meant.is_some()) {
            let hint = meant.map(|meant| format!("did you mean {meant}? ")).unwrap_or_default();
            let place = format!("line {number} of .env");
            return Err(EnvironmentError::Unknown { name, place, hint });
        }
        if let Some((first, _)) = found.get(&name) {
            return Err(EnvironmentError::Twice { first: *first, second: number, name });
        }
        found.insert(name, (number, value));
    }
    let placed = found
        .into_iter()
        .map(|(name, (number, value))| (name, (value, format!("line {number} of .env"))));
    Ok(placed.collect())
}

/// What a file holds, without the line break at its end.
fn read_secret(name: &str, path: &str) -> Result<SecretString, EnvironmentError> {
    let failed = |source| EnvironmentError::SecretFile {
        name: name.to_owned(),
        path: path.to_owned(),
        source,
    };
    let text = SecretString::from(fs::read_to_string(path).map_err(failed)?);
    if text.expose_secret().contains('\0') {
        return Err(failed(io::Error::new(ErrorKind::InvalidData, "it holds a NUL byte")));
    }
    Ok(text.expose_secret().trim_end_matches(['\r', '\n']).to_owned().into())
}
