"""Sends a code to a phone and checks what comes back. Python 3.9 or newer, standard library only.

    CODEBELL_URL=https://codes.example.com CODEBELL_API_KEY=cbk_… \
        python3 send_code.py +6421234567 MyApp

Exits with 0 when the code was right, and with 1 otherwise.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

LONGEST_WAIT_SECONDS = 60
MOST_TRIES = 3


class Problem(Exception):
    """What Codebell says no with, as problem+json (RFC 9457)."""


def post(path, body, idempotency_key=None):
    headers = {
        "Authorization": f"Bearer {os.environ['CODEBELL_API_KEY']}",
        "Content-Type": "application/json",
    }
    if idempotency_key:
        headers["Idempotency-Key"] = idempotency_key
    url = f"{os.environ['CODEBELL_URL'].rstrip('/')}/api/v1{path}"
    request = urllib.request.Request(url, json.dumps(body).encode(), headers, method="POST")
    for tries in range(1, MOST_TRIES + 1):
        is_last = tries == MOST_TRIES
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            detail, wait = detail_of(error), seconds_of(error)
            if error.code != 429 or wait > LONGEST_WAIT_SECONDS or is_last:
                raise Problem(detail) from error
            print(detail, file=sys.stderr)
            time.sleep(wait)
        except OSError as error:
            # The answer was lost. With a key the request can be repeated: it is not sent twice.
            if not idempotency_key or is_last:
                raise Problem(f"Codebell can't be reached: {error}") from error


def detail_of(error):
    try:
        return json.load(error)["detail"]
    except (ValueError, KeyError):
        return f"Codebell answered {error.code}"


def seconds_of(error):
    return float(error.headers.get("Retry-After", "inf"))


def main(to, company):
    # One key for one wish of one person: who presses a button twice gets one SMS.
    sent = post("/otp/send", {"to": to, "company": company}, str(uuid.uuid4()))
    print(f"sent {sent['id']}")
    if sent["status"] == "unknown":
        print("It may have been sent: wait for it.")
    code = input("Code: ")
    verified = post("/otp/verify", {"id": sent["id"], "code": code})["verified"]
    print("verified" if verified else "not verified")
    return verified


if __name__ == "__main__":
    if len(sys.argv) != 3 or not {"CODEBELL_URL", "CODEBELL_API_KEY"} <= os.environ.keys():
        sys.exit("Set CODEBELL_URL and CODEBELL_API_KEY, and name a number and a company.")
    try:
        sys.exit(0 if main(*sys.argv[1:]) else 1)
    except (Problem, EOFError) as problem:
        sys.exit(str(problem))
