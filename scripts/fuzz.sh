#!/usr/bin/env bash
# Tries arbitrary input on what reads what strangers send: fuzz.sh [SECONDS] [TARGET…], all targets
# for a minute each unless said otherwise. Stops at the first input that breaks something, and keeps it.
#
# libFuzzer needs no more of the compiler than coverage, which the stable one has too. There is no
# sanitizer: nothing that is tried here has unsafe code.
set -euo pipefail
cd "$(dirname "$0")/../tests/fuzz"

seconds=${1:-60}
[ $# -le 1 ] && set -- "$seconds" $(sed -n 's/^name = "\([a-z_]*\)"$/\1/p' Cargo.toml)
shift
target=${CARGO_TARGET_DIR:-$PWD/target}
SQLX_OFFLINE=true RUSTC_WRAPPER=$PWD/count-coverage.sh CARGO_TARGET_DIR=$target cargo build --quiet --locked
for name in "$@"; do
  echo "$name"
  mkdir -p "corpus/$name" "artifacts/$name"
  "$target/debug/$name" -dict=words.dict -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=1024 \
    -artifact_prefix="artifacts/$name/" -print_final_stats=1 "corpus/$name" 2>&1 |
    grep -E 'ERROR|panicked|Test unit|stat::number_of_executed_units|stat::new_units_added|assertion|left:|right:' || true
  [ -z "$(ls "artifacts/$name")" ] || { echo "tests/fuzz/artifacts/$name has what broke it" >&2; exit 1; }
done
