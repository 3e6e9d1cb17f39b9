//! What people rely on, on messages of many languages.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;

fn code(text: &str) -> Option<String> {
    extract(text, None).map(|otp| otp.code)
}

/// A labelled message of `crates/extraction/messages`.
struct Labelled {
    language: String,
    code: Option<String>,
    text: String,
}

fn labelled() -> Vec<Labelled> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("messages");
    let mut all = Vec::new();
    for file in folder.read_dir().expect("the folder") {
        let path = file.expect("a file").path();
        let language = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a text");
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (code, text) =
                line.split_once(" | ").unwrap_or_else(|| panic!("{language}: {line}"));
            all.push(Labelled {
                language: language.clone(),
                code: (code != "-").then(|| code.to_owned()),
                text: text.replace("\\n", "\n"),
            });
        }
    }
    all
}

#[test]
fn of_the_labelled_messages_hardly_any_code_is_missed_and_hardly_any_is_seen_where_none_is() {
    let (mut codes, mut found, mut others, mut wrong) = (0, 0, 0, 0);
    let mut failures = Vec::new();
    for message in labelled() {
        let answer = code(&message.text);
        let is_right = match &message.code {
            Some(code) => answer.as_ref().is_some_and(|answer| answer.eq_ignore_ascii_case(code)),
            None => answer.is_none(),
        };
        let (all, counted) = match message.code {
            Some(_) => (&mut codes, &mut found),
            None => (&mut others, &mut wrong),
        };
        *all += 1;
        *counted += i32::from(is_right == message.code.is_some());
        if !is_right {
            failures.push(format!("{}: {:?} in {}", message.language, answer, message.text));
        }
    }
    let (recall, false_share) =
        (f64::from(found) / f64::from(codes), f64::from(wrong) / f64::from(others));
    let failures = failures.join("\n");
    assert!(codes > 2_000 && others > 2_500, "{codes} messages with a code, {others} without");
    assert!(recall >= 0.97, "{found} of {codes} codes were found; wrong were\n{failures}");
    assert!(false_share <= 0.005, "{wrong} of {others} held no code; wrong were\n{failures}");
}

#[test]
fn every_language_has_messages_of_both_kinds_and_most_of_its_codes_are_found() {
    let mut languages: BTreeMap<String, (u32, u32, u32)> = BTreeMap::new();
    for message in labelled() {
        let (codes, found, others) = languages.entry(message.language).or_default();
        match message.code {
            Some(expected) => {
                *codes += 1;
                *found += u32::from(
                    code(&message.text).is_some_and(|code| code.eq_ignore_ascii_case(&expected)),
                );
            }
            None => *others += 1,
        }
    }
    assert!(languages.len() >= 60, "{} languages", languages.len());
    for (language, (codes, found, others)) in languages {
        assert!(
            codes + others >= 10 && codes >= 5 && others >= 5,
            "{language}: {codes} and {others}"
        );
        assert!(found * 100 >= codes * 75, "{language}: {found} of {codes}");
    }
}

#[test]
fn a_code_is_found_in_every_usual_form_and_handed_over_as_it_is_typed() {
    for (text, expected) in [
        ("Your Acme Bank verification code is 482913. Do not share it.", "482913"),
        ("482913 is your ExampleCloud login code.", "482913"),
        ("G-482913 is your Google verification code.", "482913"),
        ("WhatsApp code: 482-913", "482913"),
        ("Your code is 482 913", "482913"),
        ("Your code is 48 29 13", "482913"),
        ("Your code: 482.913", "482913"),
        ("Your code is #482913", "482913"),
        ("Your verification code: №482913", "482913"),
        ("𝐘𝐎𝐔𝐑 𝐎𝐓𝐏 𝐈𝐒 482913", "482913"),
        ("TAN\n 4 u 8 k u f\nPlease check all values", "4u8kuf"),
        ("Your one-time passcode is K7QX9P", "K7QX9P"),
        ("Your ExampleApp code is QGFDAE", "QGFDAE"),
        ("**482913** is your verification code", "482913"),
        ("Code482913", "482913"),
        ("رمز التحقق ٤٨٢٩١٣", "482913"),
        ("Your OTP is ４８２９１３", "482913"),
        ("Your code\u{200B} is \u{202A}482913\u{202C}", "482913"),
        ("<#> Your code: 482913\naAbBcCdDeEf", "482913"),
        ("Ihr Sicherheitscode lautet 482913.", "482913"),
        ("Ваш код подтверждения: 482913", "482913"),
        ("【示例】您的验证码是482913,5分钟内有效", "482913"),
        ("482913は認証コードです", "482913"),
    ] {
        assert_eq!(code(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn numbers_that_are_no_code_are_left_alone() {
    for text in [
        "Your parcel arrives on 12.05.2026 between 1400 and 1600.",
        "Hello, this is a test message",
        "Call 0800 555 0100 for help",
        "You paid EUR 4210 at SHOP 24",
        "Order 8839201 has shipped: https://shop.example/t/8839201",
        "Your promo code is SAVE20",
        "Login from a new device, order #482913",
        "the foOTPath is closed until 2027, take the hotpot 12345",
        "We will never ask for your PIN or OTP. Questions? Call 18005550",
        "Your verification code was sent to ana@example.com at 1405",
        "Visa **** 4821 was charged USD 24.80. No code is needed.",
        "",
    ] {
        assert_eq!(code(text), None, "{text}");
    }
}

#[test]
fn amounts_links_and_hotlines_beside_a_code_do_not_win_and_the_payment_is_told() {
    let text = "Use OTP 918273 to authorise your payment of EUR 4210.00 at SHOP 24. \
                Questions? 0800 555 0100, https://bank.example/483920. Valid for 5 minutes.";
    let otp = extract(text, None).expect("a code");
    assert_eq!((otp.code.as_str(), &text[otp.span]), ("918273", "918273"));
    assert_eq!(otp.expires_in, Some(TimeDelta::minutes(5)));
    let payment = otp.payment.expect("a payment");
    assert_eq!(
        (payment.amount.as_str(), payment.merchant.as_deref()),
        ("EUR 4210.00", Some("SHOP 24"))
    );
    for (text, amount) in [
        ("OTP for your payment of ₹500 is 482913", "₹500"),
        ("Dein Code 482913 für 24,80 EUR bei Beispiel", "24,80 EUR"),
        ("您正在付款80元，验证码482913", "80元"),
        ("OTP 918273 for order no. 123456, payment of EUR 42.00 at SHOP 24.", "EUR 42.00"),
    ] {
        let payment = extract(text, None).and_then(|otp| otp.payment);
        assert_eq!(payment.map(|payment| payment.amount).as_deref(), Some(amount), "{text}");
    }
}

#[test]
fn a_code_that_stands_only_in_a_link_is_a_link() {
    let text = "Confirm your login: https://a.example/verify/482913";
    assert_eq!(code(text), None);
    assert_eq!(link(text), Some("https://a.example/verify/482913"));
}

#[test]
fn a_stated_validity_is_read_in_several_languages() {
    for (text, seconds) in [
        ("Your code is 482913. It expires in 10 minutes", 600),
        ("Code 482913. Valid for 90 seconds.", 90),
        ("Votre code est 482913. Il expire dans 15 minutes", 900),
        ("验证码482913,5分钟内有效", 300),
        ("你的驗證碼為：482913，十分鐘後失效。", 600),
        ("Ваш код 482913, действителен 5 мин", 300),
        ("Ihr Code 482913 ist gültig für 2 Stunden", 7200),
    ] {
        let otp = extract(text, None).expect(text);
        assert_eq!(otp.expires_in, Some(TimeDelta::seconds(seconds)), "{text}");
    }
    assert_eq!(extract("Your code is 482913", None).expect("a code").expires_in, None);
}

#[test]
fn an_origin_bound_last_line_decides_and_names_the_domain() {
    for (text, code, domain) in [
        ("Your ExampleShop code is 482913.\n\n@shop.example #482913", "482913", "shop.example"),
        ("Use 999999 if asked\n@example.com #1", "1", "example.com"),
        ("Sign in\n@example.com #AB12 %frame.example", "AB12", "example.com"),
    ] {
        let otp = extract(text, None).expect("a code");
        assert_eq!((otp.code.as_str(), otp.domain.as_deref()), (code, Some(domain)));
        assert_eq!(&text[otp.span], code);
    }
}

#[test]
fn a_message_that_speaks_of_a_code_without_one_is_told_apart_from_other_messages() {
    assert!(speaks_of_code("Verification code for the third of May, 1999 or 2031, see 44/5512"));
    assert!(!speaks_of_code("See you at 1800"));
    assert!(!speaks_of_code("Your verification code has expired, call 18005550"));
}

#[test]
fn printing_what_was_found_shows_no_code() {
    let otp = extract("Your code is 482 913", None).expect("a code");
    assert!(!format!("{otp:?}").contains("482"));
}

#[test]
fn a_text_as_long_as_a_webhook_may_be_is_no_long_work_and_its_code_is_still_found() {
    for piece in [
        "code 1234 ",
        "1234 ",
        "code ",
        "0",
        " ",
        "\u{301}",
        "验证码",
        "4 ",
        "a@b",
        "\n",
        "1-",
        "never ask for your PIN or OTP ",
        "5 minutes ",
        "Acme Code ",
    ] {
        let text = format!("Your code is 482913.\n{}", piece.repeat((64 << 10) / piece.len()));
        assert_eq!(code(&text).as_deref(), Some("482913"), "{piece:?}");
    }
}

fn any_message() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "code",
        "OTP",
        "is",
        ":",
        "验证码",
        "код",
        "482913",
        "48-29-13",
        "K7QX9P",
        "EUR",
        "1.234,50",
        "\n",
        ". ",
        "@a.example",
        "#1234",
        "٤٨٢٩",
        "min",
        "5",
        "https://a.example/1",
        "\u{200F}",
        "ß",
        "İ",
        "\u{1F512}",
        "*",
        "Ⅷ",
        "½",
    ]);
    prop_oneof![
        "\\PC{0,120}",
        prop::collection::vec(words, 0..24).prop_map(|words| words.join(" ")),
        prop::collection::vec(any::<char>(), 0..80).prop_map(String::from_iter),
    ]
}

proptest! {
    #[test]
    fn any_text_has_an_answer_whose_span_slices_it_and_whose_code_is_in_it_in_order(text in any_message()) {
        speaks_of_code(&text);
        if let Some(otp) = extract(&text, Some("Sender")) {
            let written = &text[otp.span.clone()];
            prop_assert_eq!(typed(written), otp.code.as_str());
            let folded = Folded::new(&text).text;
            let mut rest = folded.chars();
            prop_assert!(otp.code.to_lowercase().chars().all(|c| rest.any(|other| other == c)));
            prop_assert!((0.0..=1.0).contains(&otp.confidence));
        }
    }

    #[test]
    fn a_sentence_without_digits_behind_a_message_keeps_its_code(
        code_ in "[0-9]{6}",
        sentence in prop::sample::select(vec![
            "Have a nice day.", "Bis bald!", "Спасибо, что вы с нами.", "谢谢！", "Merci de votre visite.", "شكرا لك",
        ]),
    ) {
        for start in ["Your verification code is", "Ihr Bestätigungscode lautet", "您的验证码是", "رمز التحقق الخاص بك هو"] {
            let text = format!("{start} {code_}.");
            prop_assert_eq!(code(&text), Some(code_.clone()));
            prop_assert_eq!(code(&format!("{text} {sentence}")), Some(code_.clone()));
        }
    }
}
