#!/usr/bin/env bash
# Generates a client of a server's API and runs a program with it: run.sh <generator> <url> <token>
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tools=$here/../../.tools/clients
web=$here/../../web/node_modules/.bin
generator=$1 url=$2 token=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
curl -sS --fail "$url/api/openapi.json" -o "$folder/openapi.json"

# What the generator made has to be right for the compiler, and is then put into one file for Node.js.
run_typescript() {
  ln -s "$1" "$folder/node_modules"
  printf '{"compilerOptions":{"strict":true,"noEmit":true,"skipLibCheck":true,"target":"es2022","module":"esnext","moduleResolution":"bundler","allowImportingTsExtensions":true,"lib":["es2022","dom","dom.iterable"],"types":[]},"files":["program.ts"]}' >"$folder/tsconfig.json"
  "$tools/node_modules/.bin/tsc" -p "$folder"
  (cd "$folder" && "$web/rolldown" program.ts --platform node --format esm --file program.mjs >/dev/null)
  node "$folder/program.mjs" "$url" "$token"
}

case $generator in
  validator)
    "$tools/venv/bin/python" -c 'import json, sys, openapi_spec_validator as v; v.validate(json.load(open(sys.argv[1])))' "$folder/openapi.json"
    ;;
  openapi-python-client)
    "$tools/venv/bin/openapi-python-client" generate --path "$folder/openapi.json" --meta none \
      --output-path "$folder/codebell_client" >/dev/null
    PYTHONPATH=$folder "$tools/venv/bin/python" "$here/python_client.py" "$url" "$token"
    ;;
  hey-api)
    (cd "$tools" && node_modules/.bin/openapi-ts -i "$folder/openapi.json" -o "$folder/client" >/dev/null)
    cp "$here/hey_api.ts" "$folder/program.ts"
    run_typescript "$tools/node_modules"
    ;;
  openapi-typescript)
    "$web/openapi-typescript" "$folder/openapi.json" --output "$folder/schema.ts" >/dev/null 2>&1
    cp "$here/openapi_fetch.ts" "$folder/program.ts"
    run_typescript "$here/../../web/node_modules"
    ;;
  *)
    echo "run.sh knows validator, openapi-python-client, hey-api and openapi-typescript, not $generator" >&2
    exit 2
    ;;
esac
