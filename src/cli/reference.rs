//! What the program tells of itself: a help that fits a screen, its manual page, and completions.

use std::io;
use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};
use clap_complete::Shell;

use super::{CommandResult, print};
use crate::config::environment::Placed;

/// The settings that most set; `codebell config list` and the manual page have all.
const USUAL: [&str; 6] =
    ["listen", "public_url", "data_dir", "database_url", "secret_key", "trusted_proxies"];
const HEADING: &str = "Settings";

/// The command with the settings in a section of their own, in a line each.
pub fn brief(command: Command) -> Command {
    let lines = USUAL.iter().filter_map(|id| {
        let setting = command.get_arguments().find(|setting| setting.get_id() == id)?;
        let name = setting.get_env()?.to_string_lossy().into_owned();
        let words = meaning(setting);
        let words = words.split(" [default").next().unwrap_or_default();
        Some(format!("  {name:<26}{words}"))
    });
    let lines: Vec<String> = lines.collect();
    let settings = command.get_arguments().filter(|setting| is_setting(setting)).count();
    let all = format!("  and {} more: codebell config list", settings - lines.len());
    let section = format!("{HEADING}:\n{}\n{all}", lines.join("\n"));
    command
        .mut_args(|setting| if is_setting(&setting) { setting.hide(true) } else { setting })
        .after_help(StyledStr::from(section))
        // The same for -h and --help: the longer one would not fit a screen.
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::HelpShort)
                .global(true)
                .help_heading(None::<&str>)
                .help("Print help"),
        )
}

fn is_setting(argument: &Arg) -> bool {
    argument.get_help_heading() == Some(HEADING)
}

fn meaning(setting: &Arg) -> String {
    setting.get_help().map(ToString::to_string).unwrap_or_default()
}

/// The manual page, with all settings.
pub fn manual(command: Command) -> CommandResult {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    print::raw(&page)?;
    Ok(ExitCode::SUCCESS)
}

/// What a shell completes.
pub fn completions(mut command: Command, shell: Shell) -> CommandResult {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "codebell", &mut script);
    print::raw(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// All settings: their names, what they say now, where that stands, and what they are.
pub fn settings(
    command: &Command,
    matches: &ArgMatches,
    placed: &Placed,
    as_json: bool,
) -> io::Result<()> {
    let settings: Vec<&Arg> = command.get_arguments().filter(|one| is_setting(one)).collect();
    let rows: Vec<Setting> =
        settings.iter().filter_map(|one| Setting::of(one, matches, placed)).collect();
    print::list(as_json, &rows, ["SETTING", "VALUE", "FROM", "MEANING"], |one| {
        let value = one.value.clone().unwrap_or_else(|| "-".to_owned());
        [one.name.clone(), value, one.place.clone(), one.meaning.clone()]
    })
}

/// A setting, as `codebell config list` shows it.
#[derive(serde::Serialize)]
struct Setting {
    name: String,
    /// None where it is not set; of a secret only that it is.
    value: Option<String>,
    /// Where it is set, or `default`.
    place: String,
    meaning: String,
}

impl Setting {
    fn of(argument: &Arg, matches: &ArgMatches, placed: &Placed) -> Option<Self> {
        let name = argument.get_env()?.to_string_lossy().into_owned();
        let id = argument.get_id().as_str();
        let place = match (matches.value_source(id), placed.get(&name)) {
            (Some(ValueSource::CommandLine), _) => "option".to_owned(),
            (_, Some((_, place))) => place.clone(),
            (_, None) => "default".to_owned(),
        };
        let raw = matches.get_raw(id).map(|values| {
            values.map(|value| value.to_string_lossy().into_owned()).collect::<Vec<_>>().join(",")
        });
        let is_secret = argument.is_hide_env_values_set();
        let value = if is_secret { raw.map(|_| "(secret)".to_owned()) } else { raw };
        Some(Self { name, value, place, meaning: meaning(argument) })
    }
}
