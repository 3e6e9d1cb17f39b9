#!/usr/bin/env bash
# Fails where the page has texts that its catalogs don't: a build would show their ids instead. What
# is new is then in web/src/locales, to be translated.
set -euo pipefail
cd "$(dirname "$0")/../web"

state() { cat src/locales/*.po | sha256sum; }
before=$(state)
npm run --silent texts >/dev/null
if [ "$before" != "$(state)" ]; then
  echo "the page's texts changed: translate what is empty in web/src/locales, and commit it" >&2
  exit 1
fi
