//! Guessing: growing delays after failed sign-ins, on all nodes and for all alike, and limits.

use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicU32, Ordering};

use codebell::auth::Role;
use reqwest::{Response, header};
use serde_json::{Value, json};

use crate::harness::Server;
use crate::harness::member::{PASSWORD, cookie_named};

/// What the next address ends with.
static NEXT: AtomicU32 = AtomicU32::new(1);

/// A server that believes where a request says it comes from, so that no limit of one address is
/// in the way of the delays of one account.
async fn start() -> Server {
    Server::builder().await.set("CODEBELL_TRUSTED_PROXIES", "127.0.0.1/32").start().await
}

/// Signs in from an address that was not seen before.
async fn log_in(server: &Server, email: &str, password: &str, cookie: Option<&str>) -> Response {
    let address = Ipv4Addr::from(0x0a00_0000 + NEXT.fetch_add(1, Ordering::Relaxed));
    let mut request = server
        .client
        .post(format!("{}/api/v1/auth/login", server.url))
        .header("x-forwarded-for", address.to_string())
        .json(&json!({"email": email, "password": password}));
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    request.send().await.expect("an answer")
}

async fn status(server: &Server, email: &str, password: &str) -> u16 {
    log_in(server, email, password, None).await.status().as_u16()
}

/// Lets all delays have ended; the failures stay counted.
async fn end_delays(server: &Server) {
    sqlx::query("UPDATE login_failures SET blocked_until = now() - interval '1 second'")
        .execute(&server.pool().await)
        .await
        .expect("ended");
}

/// Fails until the next attempt has to wait for a quarter of an hour.
async fn block(server: &Server, email: &str) {
    fail(server, email, 1).await;
    sqlx::query("UPDATE login_failures SET failures = 15")
        .execute(&server.pool().await)
        .await
        .expect("counted");
    fail(server, email, 1).await;
}

/// Fails so often, waiting each delay out.
async fn fail(server: &Server, email: &str, times: usize) {
    for _ in 0..times {
        end_delays(server).await;
        assert_eq!(status(server, email, "wrong password").await, 401);
    }
}

#[tokio::test]
async fn failed_sign_ins_delay_the_next_one_with_the_right_password_too() {
    let server = start().await;
    let member = server.sign_in(Role::Viewer).await;
    for _ in 0..5 {
        assert_eq!(status(&server, &member.email, "wrong password").await, 401, "they are free");
    }
    // The fifth made the next wait 1 s; four more: 2 s, 4 s, 8 s, 16 s.
    fail(&server, &member.email, 4).await;
    for password in ["wrong password", PASSWORD] {
        let answer = log_in(&server, &member.email, password, None).await;
        assert_eq!(answer.status(), 429);
        let seconds = answer.headers()["retry-after"].to_str().expect("text").to_owned();
        assert!((2..=16).contains(&seconds.parse::<u32>().expect("seconds")), "{seconds}");
        let problem: Value = answer.json().await.expect("JSON");
        let detail = problem["detail"].as_str().expect("text");
        assert!(detail.contains(&format!("wait {seconds} s")), "{detail}");
    }
    end_delays(&server).await;
    assert_eq!(status(&server, &member.email, PASSWORD).await, 200);
}

#[tokio::test]
async fn many_guesses_at_once_are_no_way_around_the_delay() {
    let server = start().await;
    let member = server.sign_in(Role::Viewer).await;
    fail(&server, &member.email, 7).await;
    end_delays(&server).await;
    let guesses = (0..12).map(|_| status(&server, &member.email, "wrong password"));
    let mut statuses = futures::future::join_all(guesses).await;
    statuses.sort_unstable();
    assert_eq!(statuses[0], 401);
    assert!(statuses[1..].iter().all(|status| *status == 429), "{statuses:?}");
}

#[tokio::test]
async fn the_delay_holds_on_other_nodes_and_after_a_restart() {
    let mut server = start().await;
    let email = server.sign_in(Role::Viewer).await.email;
    block(&server, &email).await;
    let another = server.start_another_node().await;
    assert_eq!(status(&another, &email, PASSWORD).await, 429);
    assert!(server.stop().await.success());
    let server = server.start_again().await;
    assert_eq!(status(&server, &email, PASSWORD).await, 429);
    end_delays(&server).await;
    assert_eq!(status(&another, &email, PASSWORD).await, 200);
}

#[tokio::test]
async fn whoever_fails_on_purpose_does_not_keep_the_owner_of_a_known_browser_out() {
    let server = start().await;
    let email = server.sign_in(Role::Viewer).await.email;
    let other = server.sign_in(Role::Manager).await.email;
    let answer = log_in(&server, &email, PASSWORD, None).await;
    let header: Vec<&str> = answer
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|cookie| cookie.to_str().ok())
        .filter(|cookie| cookie.starts_with("codebell_device="))
        .collect();
    assert!(header[0].contains("HttpOnly") && header[0].contains("SameSite=Strict"), "{header:?}");
    let device = cookie_named(&answer, "codebell_device");
    let others = cookie_named(&log_in(&server, &other, PASSWORD, None).await, "codebell_device");
    block(&server, &email).await;
    assert_eq!(status(&server, &email, PASSWORD).await, 429);
    let forged = format!("{device}0");
    for stranger in [others.as_str(), forged.as_str(), "codebell_device=x", "codebell_device=a.b"] {
        let answer = log_in(&server, &email, PASSWORD, Some(stranger)).await;
        assert_eq!(answer.status(), 429, "{stranger}");
    }
    assert_eq!(log_in(&server, &email, PASSWORD, Some(&device)).await.status(), 200);
    assert_eq!(status(&server, &email, PASSWORD).await, 429, "strangers still wait");
    // Guessing in a known browser counts too.
    for _ in 0..10 {
        end_delays(&server).await;
        let answer = log_in(&server, &email, "wrong password", Some(&device)).await;
        assert_eq!(answer.status(), 401);
    }
    assert_eq!(log_in(&server, &email, PASSWORD, Some(&device)).await.status(), 429);
}

#[tokio::test]
async fn an_unknown_address_is_treated_exactly_like_a_known_one() {
    let server = start().await;
    let member = server.sign_in(Role::Viewer).await;
    let mut told = Vec::new();
    for email in [member.email.as_str(), "nobody@example.com"] {
        let mut answers = Vec::new();
        for attempt in 0..14 {
            if attempt < 12 {
                end_delays(&server).await;
            }
            let answer = log_in(&server, email, "wrong password", None).await;
            let mut names: Vec<String> = answer.headers().keys().map(ToString::to_string).collect();
            names.sort_unstable();
            let mut problem: Value = answer.json().await.expect("JSON");
            problem["instance"] = Value::Null;
            let detail = problem["detail"].as_str().expect("text");
            // How many seconds are left depends on when it was asked.
            let detail: String = detail.chars().filter(|c| !c.is_ascii_digit()).collect();
            problem["detail"] = json!(detail);
            answers.push((names, problem));
        }
        assert_eq!(
            (&answers[11].1["status"], &answers[12].1["status"]),
            (&json!(401), &json!(429))
        );
        told.push(answers);
    }
    assert_eq!(told[0], told[1]);
}

#[tokio::test]
async fn a_success_forgets_the_failures() {
    let server = start().await;
    let member = server.sign_in(Role::Viewer).await;
    for _ in 0..3 {
        for _ in 0..4 {
            assert_eq!(status(&server, &member.email, "wrong password").await, 401);
        }
        assert_eq!(status(&server, &member.email, PASSWORD).await, 200);
    }
    let counted: i64 = sqlx::query_scalar("SELECT count(*) FROM login_failures")
        .fetch_one(&server.pool().await)
        .await
        .expect("a count");
    assert_eq!(counted, 0);
}

#[tokio::test]
async fn a_stolen_session_cannot_guess_the_password_or_a_code_either() {
    let server = start().await;
    let member = server.sign_in(Role::Viewer).await;
    for _ in 0..12 {
        end_delays(&server).await;
        let wrong = json!({"password": "wrong password"});
        assert_eq!(member.refused_field("/me/proof", wrong).await.0, "password");
    }
    for (path, body) in [
        ("/me/proof", json!({"password": PASSWORD})),
        ("/me/proof", json!({"totp": "123456"})),
        ("/me/totp/confirm", json!({"code": "123456"})),
        (
            "/me/password",
            json!({"current_password": PASSWORD, "new_password": "nine purple owls whisper"}),
        ),
    ] {
        let answer = member.request(reqwest::Method::POST, path, Some(body)).await;
        assert_eq!(answer.status(), 429, "{path}");
        assert!(answer.headers().contains_key("retry-after"), "{path}");
    }
    assert_eq!(status(&server, &member.email, PASSWORD).await, 200, "signing in is another matter");
}

/// Asks until it is too often; what the answers before that were.
async fn until_limited(server: &Server, path: &str, body: Value, most: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    while statuses.len() < most {
        let answer = server.post_json(path, body.clone()).await;
        if answer.status() == 429 {
            let seconds = answer.headers()["retry-after"].to_str().expect("text").to_owned();
            assert!(seconds.parse::<u32>().expect("seconds") >= 1, "{seconds}");
            return statuses;
        }
        statuses.push(answer.status().as_u16());
    }
    panic!("{path} is never limited");
}

#[tokio::test]
async fn tried_links_and_refreshes_of_one_address_are_limited() {
    let server = Server::start().await;
    let setup =
        json!({"token": "guess", "email": "eve@example.com", "name": "Eve", "password": PASSWORD});
    for (path, body) in [("invitations/lookup", json!({"token": "guess"})), ("setup", setup)] {
        let path = format!("/api/v1/{path}");
        let statuses = until_limited(&server, &path, body, 60).await;
        assert!(statuses.len() >= 20, "{path}: after {} only", statuses.len());
    }
    // All links share one limit.
    for path in ["invitations/accept", "password-resets/lookup", "password-resets/accept"] {
        let body = json!({"token": "guess", "name": "Eve", "password": PASSWORD});
        let body = match path {
            "password-resets/lookup" => json!({"token": "guess"}),
            "password-resets/accept" => json!({"token": "guess", "password": PASSWORD}),
            _ => body,
        };
        assert!(until_limited(&server, &format!("/api/v1/{path}"), body, 10).await.len() < 10);
    }
    let statuses = until_limited(&server, "/api/v1/auth/refresh", json!({}), 1000).await;
    assert!(statuses.len() >= 300 && statuses.iter().all(|status| *status == 401));
}

#[tokio::test]
async fn right_sign_ins_at_once_are_all_served() {
    let server = Server::start().await;
    let another = server.start_another_node().await;
    let email = server.sign_in(Role::Viewer).await.email;
    let body = json!({"email": email, "password": PASSWORD});
    for _ in 0..5 {
        let logins = (0..4)
            .map(|n| [&server, &another][n % 2].post_json("/api/v1/auth/login", body.clone()));
        for answer in futures::future::join_all(logins).await {
            assert_eq!(answer.status(), 200);
        }
    }
}

#[tokio::test]
async fn a_stranger_who_empties_an_accounts_bucket_does_not_keep_a_known_browser_out() {
    let server = start().await;
    let token = server.setup_token.clone().expect("a setup link");
    let setup =
        json!({"token": token, "email": "ana@example.com", "name": "Ana", "password": PASSWORD});
    let made = server.post_json("/api/v1/setup", setup).await;
    assert_eq!(made.status(), 201);
    let browser = cookie_named(&made, "codebell_device");
    for _ in 0..40 {
        log_in(&server, "ana@example.com", "wrong password", None).await;
    }
    assert_eq!(status(&server, "ana@example.com", PASSWORD).await, 429);
    let own = log_in(&server, "ana@example.com", PASSWORD, Some(&browser)).await;
    assert_eq!(own.status(), 200, "a browser that came in by the setup link is known");
}
