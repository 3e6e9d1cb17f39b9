#!/usr/bin/env bash
# Lints the Rust code against a real database and tells when .sqlx is stale. With --write, renews it;
# with --test, goes on to the tests with what was built.
#
# clippy-driver stands in for rustc in an ordinary build, so that what the tests need is compiled
# once, where `cargo clippy` would check all of it a second time.
set -euo pipefail
cd "$(dirname "$0")/.."

fresh=$PWD/target/sqlx
rm -rf "$fresh"
mkdir -p "$fresh"
# The statements are written out only while the crate is compiled.
touch src/lib.rs
export RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-Dwarnings__CLIPPY_HACKERY__
SQLX_OFFLINE=false SQLX_OFFLINE_DIR=$fresh \
  scripts/with-postgres.sh cargo build --locked --workspace --all-targets

if [ "${1:-}" = --write ]; then
  rm -rf .sqlx
  cp -r "$fresh" .sqlx
elif ! diff -rq .sqlx "$fresh"; then
  echo "the statements in .sqlx are stale; run: make sqlx" >&2
  exit 1
elif [ "${1:-}" = --test ]; then
  # Tests wait for their servers as long as they compute.
  RUST_TEST_THREADS=$((2 * $(nproc))) SQLX_OFFLINE=true cargo test --locked --workspace
fi
