#!/usr/bin/env bash
# An operator's first hour with a release build, from the installation to a full disk. Prints what was
# done and what each step said, as docs/first-hour.md has it. Run as root on a machine to try things on:
# it makes a user codebell, mounts a small disk at /srv/codebell, and cleans up after itself.
set -uo pipefail
cd "$(dirname "$0")/../.."
project=$PWD
nginx=$(command -v nginx || ls .tools/proxies/usr/sbin/nginx)
home=/srv/codebell
proxy=$(mktemp -d)

id codebell >/dev/null 2>&1 || useradd --system --home-dir $home --shell /bin/bash codebell
mkdir -p $home
mount -t tmpfs -o size=420m,mode=0711 tmpfs $home
chown codebell $home
finish() {
  pkill -u codebell -x codebell
  while pgrep -u codebell >/dev/null; do sleep 0.2; done
  [ -f "$proxy/pid" ] && kill "$(cat "$proxy/pid")"
  umount $home
  rm -rf "$proxy" /usr/local/bin/codebell
}
trap finish EXIT

# Paths of this machine and secrets are nobody's business.
clean() {
  sed -E -e "s#$project/##g; s#$proxy#/etc/nginx#g" -e 's/token=[A-Za-z0-9_-]+/token=…/g' \
    -e 's#/webhooks/[0-9a-f]{32,}#/webhooks/…#g' -e 's/cbk_[A-Za-z0-9_-]+/cbk_…/g'
}
step() { printf '\n## %s\n' "$1"; }
# Shows a command and what it prints.
show() {
  printf '\n```\n$ %s\n' "$1"
  (cd $home && setpriv --reuid codebell --regid codebell --init-groups env -i HOME=$home \
    PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin bash -c "$1" 2>&1 | clean)
  printf '```\n'
}
# The same in the background, until the server answers or has ended.
serve() {
  printf '\n```\n$ codebell serve\n'
  (cd $home && exec setpriv --reuid codebell --regid codebell --init-groups env -i HOME=$home \
    PATH=/usr/local/bin:/usr/bin:/bin codebell serve >$home/out 2>$home/log) &
  server=$!
  for _ in $(seq 300); do
    curl -sf http://127.0.0.1:8080/readyz >/dev/null && break
    kill -0 $server 2>/dev/null || break
    sleep 0.2
  done
  sleep 0.5
  { cat $home/out; grep -v '"INFO"\|"level":"INFO"' $home/log; } | clean
  printf '```\n'
}
stop() {
  printf '\n```\n$ systemctl stop codebell    # SIGTERM\n'
  pkill -TERM -u codebell -x codebell
  wait "$server"
  printf 'ended with %s\n```\n' $?
}

printf '# An operator’s first hour\n\nWhat each step printed, on a Debian machine with one disk of 420 MB for Codebell; made by\n[tests/first-hour/run.sh](../tests/first-hour/run.sh). Tokens and random addresses are shortened.\n'

step 'Install'
install target/release/codebell /usr/local/bin/codebell
show 'codebell --version'
cat >$home/.env <<'S'
CODEBELL_PUBLIC_URL=https://codes.example.com
CODEBELL_TRUSTED_PROXIES=127.0.0.1
S
show 'cat .env; codebell config check'
serve
show 'codebell doctor'

step 'TLS by NGINX'
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=codes.example.com \
  -keyout "$proxy/privkey.pem" -out "$proxy/fullchain.pem" 2>/dev/null
sed -e "s#/etc/letsencrypt/live/codes.example.com#$proxy#; s#/var/log/nginx#$proxy#" \
  -e '/\[::\]/d; s/listen 80;/listen 127.0.0.1:80;/; s/listen 443/listen 127.0.0.1:443/' \
  deploy/nginx/codebell.conf >"$proxy/site.conf"
temporary=$(for kind in client_body proxy fastcgi uwsgi scgi; do printf '%s_temp_path %s/%s; ' $kind "$proxy" $kind; done)
printf 'pid %s/pid; error_log %s/log; events {} http { %s include %s/site.conf; }\n' \
  "$proxy" "$proxy" "$temporary" "$proxy" >"$proxy/nginx.conf"
printf '\n```\n$ nginx -t && systemctl reload nginx\n'
"$nginx" -e "$proxy/log" -t -c "$proxy/nginx.conf" 2>&1 | clean
"$nginx" -e "$proxy/log" -c "$proxy/nginx.conf"
printf '```\n'
show 'curl -sk --resolve codes.example.com:443:127.0.0.1 https://codes.example.com/readyz; echo'

step 'The first user and the first source'
show 'printf "four unrelated words\n" | codebell user add --email ana@example.com --name Ana --role owner --password-stdin'
show 'printf "whsec_of_the_provider\n" | codebell source add --provider receivesms --name Marketing --secret-stdin'
show 'codebell simulate --count 3 --interval 100ms'
show 'codebell status'

step 'A backup'
show 'pg_dump -h /srv/codebell/data/postgres -U postgres -Fc postgres > codebell.dump; ls -s --block-size=K codebell.dump data/secret.key'
mkdir -p $home/safe && chown codebell $home/safe && cp -p $home/codebell.dump $home/data/secret.key $home/safe/

step 'A restart, with the program put in place anew as for an upgrade'
stop
install target/release/codebell /usr/local/bin/codebell
serve
show 'codebell audit verify'

step 'The key is lost'
stop
show 'mv data/secret.key /tmp/lost.key; codebell serve; echo "exit $?"'
show 'openssl rand -base64 32 > data/secret.key && chmod 600 data/secret.key; codebell serve; echo "exit $?"'
show 'codebell secrets reset --yes'
serve
show 'codebell doctor | grep -v ^ok'
stop
show 'mv /tmp/lost.key data/secret.key && codebell secrets reset --yes    # it was found again'

step 'The disk is full'
serve
show 'dd if=/dev/zero of=filler bs=1M 2>&1 | tail -n 1; df -h --output=avail /srv/codebell | tail -n 1'
show 'codebell simulate --count 40 --interval 1ms | tail -n 2'
show 'curl -s -o /dev/null -w "%{http_code}\n" http://127.0.0.1:8080/readyz'
show 'rm filler; for n in $(seq 100); do curl -sf http://127.0.0.1:8080/readyz && break; sleep 0.2; done; echo'
show 'codebell simulate --count 2 --interval 1ms; codebell status | tail -n 3'
stop
