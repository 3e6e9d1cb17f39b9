//! Parses the command line and calls the library.

use std::process::ExitCode;

/// Gives back what a flood took; the system's own keeps it in pieces.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    codebell::cli::main()
}
