#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a throw-away PostgreSQL that has all migrations.
set -euo pipefail
folder=$PWD
cd "$(dirname "$0")/.."

postgres=$(command -v postgres || ls -d /usr/lib/postgresql/*/bin/postgres /usr/pgsql-*/bin/postgres 2>/dev/null | tail -n 1 || true)
[ -n "$postgres" ] || { echo "no PostgreSQL server programs found; run: scripts/install.sh postgres" >&2; exit 1; }
bin=$(dirname "$(readlink -f "$postgres")")
home=$(mktemp -d /tmp/codebell-sqlx.XXXXXX)
as_postgres() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  user=postgres
  id -u $user >/dev/null 2>&1 || user=nobody
  chown $user "$home"
  as_postgres() { setpriv --reuid $user --regid "$(id -g $user)" --clear-groups "$@"; }
fi
finish() {
  # The process id of PostgreSQL itself, not of the shell around it.
  ! pid=$(head -n 1 "$home/data/postmaster.pid" 2>/dev/null) || kill -INT "$pid"
  wait
  rm -rf "$home"
}
trap finish EXIT

(cd / && as_postgres "$bin/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C >/dev/null)
(cd / && exec 2>"$home/log" && as_postgres "$bin/postgres" -D "$home/data" -c listen_addresses= -c fsync=off \
  -c unix_socket_directories="$home" -c unix_socket_permissions=0777) &
server=$!
chmod 711 "$home"
psql=("$bin/psql" -h "$home" -U postgres -Xq -v ON_ERROR_STOP=1)
until "${psql[@]}" -c 'SELECT 1' >/dev/null 2>&1; do
  kill -0 "$server" 2>/dev/null || { cat "$home/log" >&2; exit 1; }
done
cat migrations/*.sql | "${psql[@]}"
cd "$folder"
PATH=$PATH:$bin DATABASE_URL="postgres://postgres@localhost/postgres?host=$home" "$@"
