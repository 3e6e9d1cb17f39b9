//! Messages as people get them, from senders that don't exist.

use chrono::{DateTime, Utc};

use crate::inbound::Sample;
use crate::random;

/// Senders and texts; `{}` is the code.
const MESSAGES: [(&str, &str); 12] = [
    ("+18005550101", "Your Acme Bank verification code is {}. Do not share it with anyone."),
    (
        "+18005550102",
        "{} is your ExampleCloud login code. It expires in 10 minutes, never share it.",
    ),
    ("ExampleShop", "Your ExampleShop code is {}.\n\n@shop.example #{}"),
    (
        "+18005550103",
        "Use OTP {} to authorise your payment of EUR 42.10 at SHOP 24. Valid for 5 minutes.",
    ),
    ("ExRide", "Your ExampleRide PIN is {}. If you didn't ask for it, call 0800 555 0100."),
    (
        "+18005550104",
        "[ExampleChat] Sign-in code: {}. You can also tap https://chat.example/v/83921",
    ),
    ("ExempleMail", "Votre code de validation est {}. Il expire dans 15 minutes."),
    ("+4915550100", "Ihr Sicherheitscode lautet {}. Bitte geben Sie ihn niemals weiter."),
    ("+34600555010", "Tu código de verificación es {}. No lo compartas con nadie."),
    ("+18005550105", "ExampleDocs: your one-time passcode is {} and is valid for 3 minutes."),
    ("+18005550106", "Ваш код подтверждения: {}. Никому его не сообщайте."),
    ("+18005550107", "【示例】您的验证码是{},5分钟内有效,请勿泄露给他人。"),
];

/// A message with a code of its own, which comes beside it; `at` chooses among the texts.
pub fn write(at: usize, to: &str, now: DateTime<Utc>) -> (Sample, String) {
    let (from, text) = MESSAGES[at % MESSAGES.len()];
    let code = format!("{:06}", random::below(1_000_000));
    let sample = Sample {
        id: u64::try_from(now.timestamp_micros()).unwrap_or_default(),
        from: from.to_owned(),
        to: to.to_owned(),
        text: text.replace("{}", &code),
        received_at: now,
    };
    (sample, code)
}

/// Any of the texts, to begin with.
pub fn any() -> usize {
    random::below(MESSAGES.len() as u32) as usize
}
