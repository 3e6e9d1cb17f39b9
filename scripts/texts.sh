#!/usr/bin/env bash
# Fails where the page has texts that its catalogs don't: a build would show their ids instead. What
# is new is then in web/src/locales, to be translated; it fails too while a translation is empty.
set -euo pipefail
cd "$(dirname "$0")/../web"

state() { cat src/locales/*.po | sha256sum; }
before=$(state)
npm run --silent texts >/dev/null
if [ "$before" != "$(state)" ]; then
  echo "the page's texts changed: translate what is empty in web/src/locales, and commit it" >&2
  exit 1
fi

# The head of a catalog begins with an empty text too, which goes on in the next line.
if empty=$(grep -lPz '\nmsgstr ""\n(?!")' src/locales/*.po); then
  echo "translate what is empty in: ${empty//$'\n'/ }" >&2
  exit 1
fi
