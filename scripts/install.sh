#!/usr/bin/env bash
# Installs what is named and missing, asking for nothing: install.sh cc|c++|node|postgres|chromium|go|python|jq|clients|proxies|schemathesis …
# Uses apt-get where there is one; elsewhere says what to install.
set -euo pipefail
cd "$(dirname "$0")/.."

# install <what for> <package>…
install() {
  local purpose=$1
  shift
  if ! command -v apt-get >/dev/null; then
    echo "$purpose is missing; install it with your system's package manager (Debian's packages: $*)" >&2
    exit 1
  fi
  local root=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "$purpose is missing; as root: apt-get install $*" >&2; exit 1; }
    root="sudo -n"
  fi
  echo "installing $purpose: $*" >&2
  $root apt-get update -qq
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

has_postgres() {
  command -v initdb >/dev/null && command -v postgres >/dev/null && return
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null && return
  compgen -G '/usr/pgsql-*/bin/postgres' >/dev/null
}

has_chromium() {
  [ -x "${CHROMIUM_PATH:-}" ] || command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null
}

has_proxy() {
  command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] ||
    compgen -G ".tools/proxies/usr/*bin/$1" >/dev/null
}

unpack_proxy() {
  command -v apt-get >/dev/null || { echo "$1 is missing; install it with your system's package manager" >&2; exit 1; }
  echo "unpacking $1 into .tools/proxies" >&2
  mkdir -p .tools/proxies
  if ! (cd .tools/proxies && apt-get download -qq "$1" 2>/dev/null); then
    if [ "$(id -u)" = 0 ]; then apt-get update -qq; else sudo -n apt-get update -qq; fi
    (cd .tools/proxies && apt-get download -qq "$1")
  fi
  dpkg-deb --extract .tools/proxies/"$1"_*.deb .tools/proxies
  rm .tools/proxies/"$1"_*.deb
}

for what in "$@"; do
  case $what in
    cc)
      command -v cc >/dev/null || install "a C compiler" gcc libc6-dev
      ;;
    c++)
      command -v c++ >/dev/null || install "a C++ compiler" g++
      ;;
    schemathesis)
      if [ ! -x .tools/venv/bin/schemathesis ]; then
        python3 -c 'import ensurepip' 2>/dev/null || install "Python" python3 python3-venv
        echo "installing Schemathesis into .tools/venv" >&2
        python3 -m venv .tools/venv
        .tools/venv/bin/pip install --quiet --disable-pip-version-check schemathesis==4.32.5
      fi
      ;;
    node)
      version=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/' || true)
      if [ "${version:-0}" -lt 22 ]; then
        command -v npm >/dev/null || install "npm" npm
        echo "installing Node.js 24 into .tools/node" >&2
        npm install --silent --no-audit --no-fund --prefix .tools/node node@24
      fi
      ;;
    postgres)
      if ! has_postgres; then
        # Debian would make and start a cluster of its own, which nobody needs here.
        if [ "$(id -u)" = 0 ] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
          mkdir -p /etc/postgresql-common
          echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
        fi
        install "PostgreSQL" postgresql
      fi
      ;;
    chromium)
      has_chromium || install "Chromium" chromium-headless-shell
      ;;
    go)
      command -v go >/dev/null || install "Go" golang-go
      ;;
    jq)
      # What the documents' own commands take.
      command -v jq >/dev/null || install "jq" jq
      command -v curl >/dev/null || install "curl" curl ca-certificates
      ;;
    python)
      command -v python3 >/dev/null || install "Python" python3
      ;;
    clients)
      # Generators of API clients, for tests/clients.
      if [ ! -x .tools/clients/venv/bin/openapi-python-client ]; then
        python3 -c 'import ensurepip' 2>/dev/null || install "Python" python3 python3-venv
        echo "installing generators of API clients into .tools/clients" >&2
        python3 -m venv .tools/clients/venv
        .tools/clients/venv/bin/pip install --quiet --disable-pip-version-check \
          openapi-python-client==0.29.1 openapi-spec-validator==0.9.0
      fi
      [ -x .tools/clients/node_modules/.bin/openapi-ts ] ||
        npm install --silent --no-audit --no-fund --prefix .tools/clients @hey-api/openapi-ts@0.99.0 typescript@5.9.3
      ;;
    proxies)
      # Their certificate in tests.
      command -v openssl >/dev/null || install "OpenSSL" openssl
      # Unpacked, not installed: Debian would start them, on ports that are in use.
      for proxy in nginx caddy; do
        has_proxy $proxy || unpack_proxy $proxy
      done
      ;;
    *)
      echo "install.sh knows cc, c++, node, postgres, chromium, go, python, jq, clients, proxies and schemathesis, not $what" >&2
      exit 2
      ;;
  esac
done
