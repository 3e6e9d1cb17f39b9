#!/usr/bin/env python3
"""Asks every operation of the API's document with odd and ordinary requests, as every kind of caller.

Starts a server of its own on an embedded database, with a member of each role, a key of each that has
all scopes, and something of everything to find. Fails where an answer is a 5xx, or has a status, a
content type, a header or a body that the document does not name. It asks the same each time.

    tests/schemathesis/run.py [BINARY] [EXAMPLES] [CALLER…]      default: target/release/codebell 5, all
"""

import hashlib
import hmac
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Without any token Schemathesis looks for a way to sign up, and stumbles where there is none.
NOBODY = "nobody"
ROLES = ["owner", "manager", "viewer", "auditor"]
SCOPES = [
    "messages:read", "messages:copy", "messages:claim", "sources:read", "channels:read", "notices",
    "otp", "otp:attempts", "audit:read", "billing:read",
]
PASSWORD = "correct horse battery staple"
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
    "unsupported_method",
    "allow_header_conformance",
]
# What can take callers their way in: asked at the end, by an Owner.
ENDS_CALLERS = r"^/(auth/logout|me/sessions.*|team|users/\{id\}.*)$"


def call(url, method, path, token=None, body=None, headers=()):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}{path}", data, method=method)
    request.add_header("content-type", "application/json")
    if token:
        request.add_header("authorization", f"Bearer {token}")
    for name, value in headers:
        request.add_header(name, value)
    try:
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        sys.exit(f"{method} {path}: {error.read().decode()}")
    return json.loads(text) if text else None


def start(binary, home):
    """The server's process, its address, and a way to run further commands."""
    environment = {
        "PATH": os.environ["PATH"],
        "CODEBELL_DATA_DIR": f"{home}/data",
        "CODEBELL_LISTEN": "127.0.0.1:0",
        "CODEBELL_LOG": "warn",
        "CODEBELL_ALLOW_PRIVATE_TARGETS": "127.0.0.0/8",
        "RECEIVESMS_WEBHOOK_SECRET": "whsec_demo",
    }
    log = open(f"{home}/server.log", "w")
    server = subprocess.Popen(
        [binary, "serve"], env=environment, cwd=home, stdout=subprocess.PIPE, stderr=log, text=True
    )
    found = re.search(r"http://\S+", server.stdout.readline())
    if not found:
        sys.exit(f"the server did not start: {pathlib.Path(log.name).read_text()}")

    def command(*arguments, stdin=""):
        subprocess.run(
            [binary, *arguments], env=environment, cwd=home, input=stdin, text=True, check=True,
            stdout=subprocess.DEVNULL,
        )

    return server, found.group().rstrip("/"), command


def sign_in(api, role):
    login = {"email": f"{role}@example.com", "password": PASSWORD}
    return call(api, "POST", "/auth/login", body=login)["access_token"]


def seed(url, command):
    """Members and their keys, and one of everything; the keys."""
    api = f"{url}/api/v1"
    keys = {}
    for role in ROLES:
        add = ["user", "add", "--email", f"{role}@example.com", "--name", role, "--role", role]
        command(*add, "--password-stdin", stdin=PASSWORD)
        token = sign_in(api, role)
        may = call(api, "GET", "/me", token)["capabilities"]
        key = {"name": f"{role}'s", "scopes": [scope for scope in SCOPES if scope in may]}
        keys[role] = call(api, "POST", "/api-keys", token, key)["key"]
    owner = sign_in(api, "owner")
    sms = {
        "event": "sms.received",
        "version": "1",
        "data": {
            "messageId": 1,
            "from": "+14155551234",
            "to": "+12025550100",
            "body": "Your code is 482913",
            "receivedAt": "2026-03-01T15:30:00.000Z",
        },
    }
    signature = hmac.new(b"whsec_demo", json.dumps(sms).encode(), hashlib.sha256).hexdigest()
    signed = [("x-webhook-signature", f"sha256={signature}")]
    call(url, "POST", "/webhooks/receivesms", body=sms, headers=signed)
    number = call(api, "GET", "/numbers", owner)["data"][0]["id"]
    call(api, "PATCH", f"/numbers/{number}", owner, {"access": "team"})
    # It forwards to itself: nothing leaves this machine.
    channel = {"name": "Itself", "settings": {"kind": "webhook", "url": f"{url}/webhooks/nobody"}}
    channel = call(api, "POST", "/channels", owner, channel)["channel"]["id"]
    # What it sends ends at a route of its own that takes everything and does nothing.
    gateway = {"kind": "http", "name": "Itself", "settings": {"url": f"{api}/auth/logout"}}
    call(api, "POST", "/gateways", owner, gateway)
    call(api, "POST", "/rules", owner, {"name": "All", "event": "message", "channel_ids": [channel]})
    call(api, "POST", "/me/views", owner, {"name": "Codes", "query": "has_code=true"})
    return keys


def ask(url, home, token, examples, reads, is_last=False):
    """Runs the operations as one caller; whether it found nothing, and the figures."""
    arguments = [
        str(ROOT / ".tools/venv/bin/schemathesis"), "run", f"{url}/api/openapi.json",
        "--url", f"{url}/api/v1", "--checks", ",".join(CHECKS),
        "--max-examples", str(examples), "--generation-deterministic", "--continue-on-failure",
        "--suppress-health-check", "all", "--warnings", "off", "--no-color",
        "-H", f"Authorization: Bearer {token}",
    ]
    if token != NOBODY:
        arguments += ["--include-path-regex" if is_last else "--exclude-path-regex", ENDS_CALLERS]
    ran = subprocess.run(arguments, cwd=home, capture_output=True, text=True)
    if ran.returncode:
        print(ran.stdout, ran.stderr)
    if token != NOBODY and not is_last:
        # Whoever was signed out on the way has asked for nothing since.
        call(f"{url}/api/v1", "GET", reads, token)
    figures = re.search(r"[\d,]+ generated.*", ran.stdout)
    return ran.returncode == 0, figures.group() if figures else "no figures"


def main():
    binary = str(pathlib.Path((sys.argv[1:] or [ROOT / "target/release/codebell"])[0]).resolve())
    examples = int((sys.argv[2:] or [5])[0])
    with tempfile.TemporaryDirectory(prefix="codebell-schemathesis-") as home:
        # PostgreSQL's account has to get in when this runs as root.
        os.chmod(home, 0o711)
        server, url, command = start(binary, home)
        try:
            keys = seed(url, command)
            sessions = {role: lambda role=role: sign_in(f"{url}/api/v1", role) for role in ROLES}
            callers = {"nobody": lambda: NOBODY, **sessions}
            callers |= {f"{role}'s key": lambda key=key: key for role, key in keys.items()}
            # The last one may sign everybody out.
            callers["owner, at last"] = sessions["owner"]
            failed = []
            for caller in sys.argv[3:] or callers:
                is_last = caller == "owner, at last"
                reads = "/audit/actions" if caller.startswith("auditor") else "/messages"
                is_fine, figures = ask(url, home, callers[caller](), examples, reads, is_last)
                print(f"{caller:14} {'fine' if is_fine else 'FAILED'}: {figures}", flush=True)
                failed += [] if is_fine else [caller]
        finally:
            server.terminate()
            server.wait()
        if failed:
            print(pathlib.Path(f"{home}/server.log").read_text()[-4000:])
            sys.exit(f"failed as: {', '.join(failed)}")


if __name__ == "__main__":
    main()
