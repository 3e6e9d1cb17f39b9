//! Who sent a code, as people call them.

use std::sync::LazyLock;

use regex::Regex;

const LONGEST: usize = 40;

#[allow(clippy::unwrap_used)]
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"(?P<NAME>[A-Z][\w&.+-]*(?:\ [A-Z][\w&.+-]*){0,2})";
    let patterns = [
        r"^\s*[\[【<(](?P<bracket>[^\]】>)#]{1,40})[\]】>)]".to_owned(),
        format!(
            r"\b(?:[Yy]our|[Tt]he|[Aa])\ {}\ (?:[a-z-]+\ ){{0,2}}(?:code|pin|PIN|password|passcode|OTP|otp)\b",
            name.replace("NAME", "your")
        ),
        format!(r"^{}(?:\ [a-z]+)?\ code:", name.replace("NAME", "leading")),
        format!(r"^{}:\ ", name.replace("NAME", "prefix")),
    ];
    Regex::new(&patterns.join("|")).unwrap()
});

/// Words that stand where a name could, and are none.
const NOT_A_NAME: [&str; 8] = ["Your", "OTP", "PIN", "Code", "The", "SMS", "Use", "Alert"];

/// The name in the text (brackets, "your X code"), else an alphanumeric sender.
pub fn find(text: &str, sender: Option<&str>) -> Option<String> {
    let named = NAMED.captures(text).and_then(|found| {
        let names = ["bracket", "your", "leading", "prefix"];
        let name = names.iter().find_map(|name| found.name(name))?.as_str().trim();
        (!name.is_empty() && !NOT_A_NAME.contains(&name)).then(|| name.to_owned())
    });
    let sender = sender.map(str::trim).filter(|sender| sender.chars().any(char::is_alphabetic));
    let service = named.or_else(|| sender.map(str::to_owned))?;
    Some(service.chars().take(LONGEST).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_is_named_by_brackets_by_the_sentence_or_by_the_sender() {
        for (text, sender, service) in [
            ("【示例】您的验证码是482913", None, Some("示例")),
            ("[ExampleChat] Sign-in code: 482913", None, Some("ExampleChat")),
            ("Your Acme Bank verification code is 482913", None, Some("Acme Bank")),
            ("G-482913 is your Google verification code.", None, Some("Google")),
            ("Your code is 482913", Some("AMAZON"), Some("AMAZON")),
            ("Your code is 482913", Some("+12025550100"), None),
        ] {
            assert_eq!(find(text, sender).as_deref(), service, "{text}");
        }
    }
}
