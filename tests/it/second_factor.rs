//! Code apps and recovery codes: setting up, signing in, and that nothing works twice.

use codebell::auth::Role;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use sha1::Sha1;

use crate::harness::member::PASSWORD;
use crate::harness::{Member, Server, signed_in};

/// A code app (RFC 6238), not that of the code under test.
pub struct CodeApp {
    key: Vec<u8>,
    pub secret: String,
}

impl CodeApp {
    /// One that was told this secret, in base 32.
    pub fn new(secret: &str) -> Self {
        let bits: String = secret
            .bytes()
            .map(|letter| match letter {
                b'A'..=b'Z' => letter - b'A',
                b'2'..=b'7' => letter - b'2' + 26,
                _ => panic!("no base 32: {secret}"),
            })
            .map(|value| format!("{value:05b}"))
            .collect();
        let bytes = bits.as_bytes().chunks_exact(8);
        let byte = |bits| u8::from_str_radix(str::from_utf8(bits).expect("bits"), 2);
        let key = bytes.map(|bits| byte(bits).expect("a byte")).collect();
        Self { key, secret: secret.to_owned() }
    }

    /// The code of so many steps from now.
    pub fn code(&self, steps: i64) -> String {
        let step = codebell::clock::Clock::system().now().timestamp() / 30 + steps;
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.key).expect("a key");
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let start = usize::from(digest[19] & 15);
        let number = digest[start..start + 4].try_into().map(u32::from_be_bytes).expect("4 bytes");
        format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
    }

    /// Begins to set one up.
    async fn begin(member: &Member<'_>) -> Self {
        let (status, made) = member.call(Method::POST, "/me/totp", None).await;
        assert_eq!(status, 200, "{made}");
        let app = Self::new(made["secret"].as_str().expect("a secret"));
        let url = made["otpauth_url"].as_str().expect("a URL");
        assert!(url.starts_with("otpauth://totp/Codebell:"), "{url}");
        assert!(url.contains(&format!("secret={}", app.secret)), "{url}");
        let picture = made["qr_code"].as_str().expect("a picture");
        assert!(picture.starts_with("data:image/svg+xml;base64,"), "{picture}");
        app
    }

    /// Sets one up; codes from the next step on are good then. With the recovery codes.
    pub async fn set_up(member: &Member<'_>) -> (Self, Vec<String>) {
        let app = Self::begin(member).await;
        let body = json!({"code": app.code(0)});
        let (status, answer) = member.call(Method::POST, "/me/totp/confirm", Some(body)).await;
        assert_eq!(status, 200, "{answer}");
        (app, texts(&answer["recovery_codes"]))
    }
}

fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().expect("a list").iter();
    texts.map(|text| text.as_str().expect("a text").to_owned()).collect()
}

pub async fn log_in_with(server: &Server, email: &str, code: &str) -> Response {
    let body = json!({"email": email, "password": PASSWORD, "totp": code});
    server.post_json("/api/v1/auth/login", body).await
}

async fn status_with(server: &Server, email: &str, code: &str) -> u16 {
    log_in_with(server, email, code).await.status().as_u16()
}

/// Lets the codes of this and the next step count as unused again.
pub async fn forget_used_steps(server: &Server) {
    let pool = server.pool().await;
    sqlx::query("UPDATE totp_secrets SET last_step = 0").execute(&pool).await.expect("forgotten");
}

#[tokio::test]
async fn a_code_app_counts_once_a_first_code_was_right() {
    signed_in!(server, member: Viewer);
    let code = json!({"code": "123456"});
    assert_eq!(member.status(Method::POST, "/me/totp/confirm", Some(code)).await, 409);
    let app = CodeApp::begin(&member).await;
    for wrong in [app.code(20), "nonsense".to_owned(), String::new()] {
        let body = json!({"code": wrong});
        assert_eq!(member.refused_field("/me/totp/confirm", body).await.0, "code", "{wrong}");
    }
    let two_factor = member.get("/me").await["two_factor"].clone();
    assert_eq!(
        (&two_factor["totp"], &two_factor["recovery_codes_left"]),
        (&json!(false), &json!(0))
    );
    server.log_in(&member.email).await;

    let body = json!({"code": app.code(0)});
    let (status, answer) = member.call(Method::POST, "/me/totp/confirm", Some(body)).await;
    let codes = texts(&answer["recovery_codes"]);
    let distinct: std::collections::BTreeSet<&String> = codes.iter().collect();
    assert_eq!((status, distinct.len()), (200, 10), "{answer}");
    let me = member.get("/me").await;
    let expected = json!({"totp": true, "passkeys": 0, "recovery_codes_left": 10,
        "required": false, "setup_required": false});
    assert_eq!(me["two_factor"], expected);
    assert!(me["session"]["mfa_verified_at"].is_string(), "{me}");
    assert_eq!(member.status(Method::POST, "/me/totp", None).await, 409);
}

#[tokio::test]
async fn signing_in_needs_a_right_code_beside_the_password() {
    signed_in!(server, member: Viewer);
    let (app, _) = CodeApp::set_up(&member).await;
    let password = json!({"email": member.email, "password": PASSWORD});
    let without = server.post_json("/api/v1/auth/login", password).await;
    for answer in [without, log_in_with(&server, &member.email, &app.code(20)).await] {
        assert_eq!(answer.status(), 401);
        assert!(!answer.headers().contains_key("set-cookie"));
        let problem: Value = answer.json().await.expect("JSON");
        assert_eq!(problem["type"], "urn:codebell:second-factor-required");
        assert_eq!(problem["methods"], json!(["totp", "recovery_code"]));
        assert_eq!(problem.get("passkey"), None);
    }
    // Whoever does not know the password learns nothing of second factors.
    let body = json!({"email": member.email, "password": "wrong password", "totp": app.code(1)});
    let problem: Value =
        server.post_json("/api/v1/auth/login", body).await.json().await.expect("JSON");
    assert_eq!((&problem["type"], problem.get("methods")), (&json!("about:blank"), None));

    let answer = log_in_with(&server, &member.email, &app.code(1)).await;
    assert_eq!(answer.status(), 200);
    let signed_in = Member::from_answer(&server, &member.email, answer).await;
    assert!(signed_in.get("/me").await["session"]["mfa_verified_at"].is_string());
}

#[tokio::test]
async fn a_code_is_good_once_and_none_before_it_afterwards() {
    signed_in!(server, member: Viewer);
    let (app, _) = CodeApp::set_up(&member).await;
    let (now, next) = (app.code(0), app.code(1));
    assert_eq!(status_with(&server, &member.email, &now).await, 401, "it set the app up");
    assert_eq!(status_with(&server, &member.email, &next).await, 200);
    assert_eq!(status_with(&server, &member.email, &next).await, 401, "it was used");
    assert_eq!(status_with(&server, &member.email, &now).await, 401, "a later one was used");
    forget_used_steps(&server).await;
    assert_eq!(status_with(&server, &member.email, &now).await, 200, "it was right but for that");
}

#[tokio::test]
async fn of_two_sign_ins_at_once_with_one_code_one_is_served() {
    let server = Server::start().await;
    let another = server.start_another_node().await;
    let member = server.sign_in(Role::Viewer).await;
    let (app, recovery_codes) = CodeApp::set_up(&member).await;
    for code in [&app.code(1), &recovery_codes[0]] {
        let (first, second) = tokio::join!(
            status_with(&server, &member.email, code),
            status_with(&another, &member.email, code),
        );
        let served = [first, second].iter().filter(|status| **status == 200).count();
        assert_eq!(served, 1, "{code}: {first} {second}");
    }
}

#[tokio::test]
async fn a_recovery_code_is_good_once_however_it_is_typed() {
    signed_in!(server, member: Viewer, stranger: Manager);
    let (_, codes) = CodeApp::set_up(&member).await;
    CodeApp::set_up(&stranger).await;
    let typed = [codes[0].clone(), codes[1].to_uppercase(), codes[2].replace('-', "")];
    for code in &typed {
        assert_eq!(status_with(&server, &stranger.email, code).await, 401, "another member's");
        assert_eq!(status_with(&server, &member.email, code).await, 200, "{code}");
        assert_eq!(status_with(&server, &member.email, code).await, 401, "{code} again");
    }
    assert_eq!(member.get("/me").await["two_factor"]["recovery_codes_left"], 7);

    let (status, answer) = member.call(Method::POST, "/me/recovery-codes", None).await;
    let renewed = texts(&answer["recovery_codes"]);
    assert_eq!((status, renewed.len()), (200, 10));
    assert_eq!(status_with(&server, &member.email, &codes[3]).await, 401, "it was renewed");
    assert_eq!(status_with(&server, &member.email, &renewed[0]).await, 200);
}

#[tokio::test]
async fn a_code_app_takes_the_recovery_codes_along_when_it_goes() {
    signed_in!(server, member: Viewer);
    assert_eq!(member.status(Method::POST, "/me/totp/remove", None).await, 404);
    assert_eq!(member.status(Method::POST, "/me/recovery-codes", None).await, 409);
    CodeApp::set_up(&member).await;
    assert_eq!(member.status(Method::POST, "/me/totp/remove", None).await, 204);
    let two_factor = member.get("/me").await["two_factor"].clone();
    assert_eq!(
        (&two_factor["totp"], &two_factor["recovery_codes_left"]),
        (&json!(false), &json!(0))
    );
    server.log_in(&member.email).await;
}

#[tokio::test]
async fn neither_secrets_nor_recovery_codes_can_be_read_in_the_database() {
    signed_in!(server, member: Viewer);
    let (app, codes) = CodeApp::set_up(&member).await;
    let stored = server.stored_text().await.to_lowercase();
    assert!(stored.contains(&member.email), "the search would find it");
    let plain = codes.iter().flat_map(|code| [code.clone(), code.replace('-', "")]);
    let plain = plain.chain([app.secret.to_lowercase()]).collect::<Vec<_>>();
    for text in plain.iter().cloned().chain(plain.iter().map(hex::encode)) {
        assert!(!stored.contains(&text), "{text}");
    }
    assert!(!stored.contains(&hex::encode(&app.key)));
}

#[tokio::test]
async fn a_session_from_before_the_second_factor_changes_none_though_it_has_just_signed_in() {
    signed_in!(server, member: Viewer);
    let older = server.log_in(&member.email).await;
    CodeApp::set_up(&member).await;
    for path in ["/me/totp", "/me/totp/remove", "/me/recovery-codes", "/me/passkeys/options"] {
        assert_eq!(older.status(Method::POST, path, None).await, 403, "{path}");
    }
    let passkey = format!("/me/passkeys/{}", uuid::Uuid::nil());
    assert_eq!(older.status(Method::DELETE, &passkey, None).await, 403);
    assert_eq!(member.status(Method::POST, "/me/recovery-codes", None).await, 200);
}
