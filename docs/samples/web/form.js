const [send, verify, said, again] = ["send", "verify", "said", "again"].map((id) =>
  document.getElementById(id),
);
let waiting = new AbortController();

send.addEventListener("submit", (event) => {
  event.preventDefault();
  whileBusy(send, ask);
});

again.addEventListener("click", () => whileBusy(verify, ask));

verify.addEventListener("submit", (event) => {
  event.preventDefault();
  whileBusy(verify, confirm);
});

async function ask() {
  const { resend_after } = await post("/send", { phone: send.phone.value });
  document.getElementById("to").textContent = send.phone.value;
  send.hidden = true;
  verify.hidden = false;
  verify.code.value = "";
  verify.code.focus();
  again.disabled = true;
  setTimeout(() => {
    again.disabled = false;
  }, Date.parse(resend_after) - Date.now());
  say("");
  fillInFromSms();
}

async function confirm() {
  waiting.abort();
  const { verified } = await post("/verify", { code: verify.code.value });
  if (!verified) {
    verify.code.select();
    return say("This code is wrong or has expired.", "wrong");
  }
  verify.hidden = true;
  say("Your number is confirmed.", "right");
}

/** WebOTP: the browser asks whether the page may have the code of the SMS. Others offer it above the
 * keyboard, by autocomplete="one-time-code". */
async function fillInFromSms() {
  waiting.abort();
  waiting = new AbortController();
  if (!("OTPCredential" in window)) return;
  const { signal } = waiting;
  try {
    const { code } = await navigator.credentials.get({ otp: { transport: ["sms"] }, signal });
    verify.code.value = code;
    verify.requestSubmit();
  } catch {
    // It was typed, or not allowed: people type it then.
  }
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.message);
  return told;
}

async function whileBusy(form, work) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    await work();
  } catch (error) {
    say(
      error instanceof TypeError ? "There is no connection. Please try again." : error.message,
      "wrong",
    );
  } finally {
    form.ariaBusy = "false";
  }
}

function say(text, kind = "") {
  said.textContent = text;
  said.className = kind;
}
