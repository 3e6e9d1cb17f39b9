//! How many files, and with them connections, the system lets the process open.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// As many as are ever asked for.
const ENOUGH: u64 = 65_536;

/// Raises the limit as far as is useful and the system allows, and says what it is then: shells and
/// service managers start programs with 1,024, which as many idle connections would use up.
pub fn raise_open_files() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let allowed = limit.current.unwrap_or(u64::MAX);
    let wanted = limit.maximum.unwrap_or(u64::MAX).min(ENOUGH);
    let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
    match allowed < wanted && setrlimit(Resource::Nofile, raised).is_ok() {
        true => wanted,
        false => allowed,
    }
}
