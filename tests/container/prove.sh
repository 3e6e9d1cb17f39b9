#!/usr/bin/env bash
# Builds the image, starts the containers and sees a message arrive through NGINX in a browser.
# Needs Docker with compose, Chromium, Node.js, and the page's packages (`make web`).
# Uses a project, ports, a network and volumes of its own and removes them in the end; the built
# image goes too, the build cache stays.
set -euo pipefail
cd "$(dirname "$0")/../.."

project=codebell-proof-$$
work=$(mktemp -d)
net=10.$((RANDOM % 100 + 100)).$((RANDOM % 256))
read -r HTTP_PORT HTTPS_PORT < <(node -e '
  const servers = [0, 0].map(() => require("node:net").createServer().listen(0));
  setTimeout(() => {
    console.log(servers.map((server) => server.address().port).join(" "));
    servers.forEach((server) => server.close());
  }, 100)')
url=https://localhost:$HTTPS_PORT
secret=$(node -p 'require("node:crypto").randomBytes(24).toString("hex")')
export HTTP_PORT HTTPS_PORT CODEBELL_PUBLIC_URL=$url CODEBELL_SUBNET=$net.0/24 CODEBELL_IMAGE=$project
export RECEIVESMS_WEBHOOK_SECRET=$secret DOCKER_BUILDKIT=1 COMPOSE_DOCKER_CLI_BUILD=1
# Nothing else of this user's settings may reach the containers.
unset CODEBELL_CERTS CODEBELL_SECRET_KEY CODEBELL_LOG CODEBELL_LOG_FORMAT CODEBELL_WEBHOOK_RATE JOLTSMS_WEBHOOK_SECRET
CHROMIUM_PATH=${CHROMIUM_PATH:-$(command -v chromium-headless-shell || command -v chromium)}
export CHROMIUM_PATH
: >"$work/env"

if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi
compose() { "${compose[@]}" --project-name "$project" --env-file "$work/env" "$@"; }
left_over() {
  docker ps -aq --filter "label=com.docker.compose.project=$project"
  docker volume ls -q --filter "label=com.docker.compose.project=$project"
  docker network ls -q --filter "label=com.docker.compose.project=$project"
}
finish() {
  local status=$?
  trap - EXIT
  [ "$status" = 0 ] || compose logs --tail 40 >&2 || true
  compose down --volumes --timeout 35 >"$work/down" 2>&1 || cat "$work/down" >&2
  docker image rm "$project" >/dev/null 2>&1 || true
  [ -z "$(left_over)" ] || { echo "FAIL  something was left over" >&2 && status=1; }
  rm -rf "$work"
  [ "$status" != 0 ] || echo "ok    all containers, volumes and networks are gone; $checks checks held"
  exit "$status"
}
trap finish EXIT

checks=0
check() { # <what> <expected pattern> <actual>
  # shellcheck disable=SC2053
  [[ $3 == $2 ]] || { echo "FAIL  $1: expected $2, got $3" >&2 && exit 1; }
  checks=$((checks + 1))
  local shown=${3//$'\n'/ }
  echo "ok    $1: ${shown:0:100}"
}
web() { curl -sS --max-time 20 --cacert "$work/certificate" "$@"; }
json() { node -p "JSON.parse(require('node:fs').readFileSync(0, 'utf8'))$1"; }
sql() { compose exec -T postgres psql -U codebell -tAc "$1"; }
message() { # <id> <code>
  printf '{"event":"sms.received","version":"1","data":{"messageId":%s,"from":"+14155551234","to":"+12025550100","body":"Your Acme Bank code is %s","receivedAt":"%s"}}' \
    "$1" "$2" "$(date -u +%FT%TZ)"
}
post() { # <body> [<secret>]: answers the body, then the status and the type
  local signature
  signature=$(BODY=$1 KEY=${2:-$secret} node -p 'require("node:crypto").createHmac("sha256", process.env.KEY).update(process.env.BODY).digest("hex")')
  web -w '\n%{http_code} %{content_type}' -H "X-Webhook-Signature: sha256=$signature" \
    -H 'content-type: application/json' -d "$1" "$url/webhooks/receivesms"
}
ready() {
  for _ in {1..120}; do
    web -fo /dev/null "$url/readyz" 2>/dev/null && return
    sleep 0.5
  done
  echo "FAIL  $url/readyz is not ready" >&2
  exit 1
}

compose build --quiet 2>"$work/build" || { tail -40 "$work/build" >&2 && exit 1; }
check "the image is built, MB" '[1-9]*' "$(($(docker image inspect -f '{{.Size}}' "$project") / 1000000))"
compose up -d >"$work/up" 2>&1 || { cat "$work/up" >&2 && exit 1; }
compose exec -T nginx cat /run/secrets/fullchain.pem >"$work/certificate"
ready
check "ready over TLS with the certificate that was made" '*ready*' "$(web "$url/readyz")"
check "http leads to https" "308 $url/x" "$(curl -s -o /dev/null -w '%{http_code} %{redirect_url}' "http://localhost:$HTTP_PORT/x")"

for service in codebell postgres nginx; do
  # shellcheck disable=SC2016
  check "$service runs as a user that is not root, without capabilities" '[1-9]* 0000000000000000' \
    "$(compose exec -T $service sh -c 'echo $(id -u) $(sed -n "s/^CapBnd:\s*//p" /proc/1/status)')"
done
check "the secrets are the reader's alone" '400 10001 400 999 400 101' "$(
  { compose exec -T codebell stat -c '%a %u' .env && compose exec -T postgres stat -c '%a %u' /run/secrets/password &&
    compose exec -T nginx stat -c '%a %u' /run/secrets/privkey.pem; } | xargs)"
compose exec -T codebell grep -oE '[0-9a-f]{64}|[A-Za-z0-9+/]{43}=' .env >"$work/secrets"
# shellcheck disable=SC2046
check "two secrets were made, and no container's configuration has them" '2 0' \
  "$(wc -l <"$work/secrets") $(docker inspect $(compose ps -aq) | grep -cFf "$work/secrets" || true)"

# shellcheck disable=SC2046
check "every volume has a name, so that none is left behind" 0 "$(docker inspect -f \
  '{{range .Mounts}}{{if eq .Type "volume"}}{{println .Name}}{{end}}{{end}}' $(compose ps -aq) | grep . | grep -vc "^${project}_" || true)"

link=$(compose logs codebell | grep -o "$url/setup#token=[^[:space:]\"]*" | tail -1)
export URL=$url EMAIL=ann@example.com PASSWORD=$secret CODE=739105
check "the setup link makes the owner" '20[01]' "$(web -o /dev/null -w '%{http_code}' -H 'content-type: application/json' \
  -d "{\"token\":\"${link#*token=}\",\"email\":\"$EMAIL\",\"name\":\"Ann Marlow\",\"password\":\"$PASSWORD\"}" "$url/api/v1/setup")"

check "a signed webhook is accepted" '*"accepted"*200*' "$(post "$(message 42 482913)")"
check "the same once more is a duplicate" '*"duplicate"*200*' "$(post "$(message 42 482913)")"
check "a wrong signature is refused" '*401 application/problem+json' "$(post "$(message 43 111111)" wrong)"
for size in 270000 400000; do
  head -c "$size" /dev/zero >"$work/large"
  check "a body of $size bytes is too large" '*"status":413*413 application/problem+json' \
    "$(web -w '\n%{http_code} %{content_type}' --data-binary "@$work/large" "$url/webhooks/receivesms")"
done

docker run --rm --network "${project}_web" --ip "$net.200" --entrypoint curl nginx:1.30 -sSko /dev/null \
  -H 'X-Forwarded-For: 198.51.100.7' -H 'Forwarded: for=198.51.100.7' -H 'X-Webhook-Signature: sha256=00' \
  -d '{}' https://nginx:8443/webhooks/receivesms
check "the address in the delivery log is the client's, whatever it claims" "$net.200" \
  "$(sql 'SELECT host(address) FROM source_deliveries ORDER BY id DESC LIMIT 1')"
check "no address of a webhook is in NGINX's log" 0 "$(compose logs nginx | grep -c webhooks/receivesms || true)"

coproc PAGE { node tests/container/page.mjs 2>"$work/page"; }
page=$PAGE_PID
read -r -t 60 opened <&"${PAGE[0]}" || { cat "$work/page" >&2 && exit 1; }
check "a browser signs in through NGINX" open "$opened"
check "a message is posted while it looks" '*"accepted"*200*' "$(post "$(message 44 "$CODE")")"
wait "$page" || { cat "$work/page" >&2 && exit 1; }
check "the code appears by itself, having come over the WebSocket" "$CODE" "$CODE"

compose stop --timeout 35 codebell >/dev/null 2>&1
check "codebell stops cleanly" 0 "$(docker inspect -f '{{.State.ExitCode}}' "$(compose ps -aq codebell)")"
check "without it NGINX says when to come again" '503 application/problem+json' \
  "$(web -o /dev/null -w '%{http_code} %{content_type}' "$url/readyz")"
compose up -d --force-recreate >"$work/up" 2>&1 || { cat "$work/up" >&2 && exit 1; }
ready
token=$(web -H 'content-type: application/json' -d "{\"email\":\"$EMAIL\",\"password\":\"$PASSWORD\"}" \
  "$url/api/v1/auth/login" | json .access_token)
check "containers made anew still have the user and the messages" "$CODE 482913" \
  "$(web -H "authorization: Bearer $token" "$url/api/v1/messages" | json '.data.map((message) => message.code).join(" ")')"
