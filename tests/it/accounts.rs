//! Setup, login, sessions, and who may do what.

use codebell::auth::Role;
use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::harness::member::{PASSWORD, cookie};
use crate::harness::{Member, Server};

fn setup(token: &str) -> Value {
    json!({"token": token, "email": "ana@example.com", "name": "Ana", "password": PASSWORD})
}

#[tokio::test]
async fn the_setup_link_makes_the_first_owner_once() {
    let server = Server::start().await;
    let token = server.setup_token.clone().expect("a setup link");
    let wrong = server.post_json("/api/v1/setup", setup("wrong")).await;
    assert_eq!(wrong.status(), 401);
    let (first, second) = tokio::join!(
        server.post_json("/api/v1/setup", setup(&token)),
        server.post_json("/api/v1/setup", setup(&token)),
    );
    let mut statuses = [first.status().as_u16(), second.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 401]);
    let made = if first.status() == 201 { first } else { second };
    let owner = Member::from_answer(&server, "ana@example.com", made).await;
    let me = owner.get("/me").await;
    assert_eq!((&me["user"]["role"], &me["user"]["name"]), (&"owner".into(), &"Ana".into()));
    let open: Value = server.get("/api/v1/setup").await.json().await.expect("JSON");
    assert_eq!(open, json!({"open": false}));
}

#[tokio::test]
async fn a_setup_that_breaks_rules_names_each_field_and_leaves_the_link_valid() {
    let server = Server::start().await;
    let token = server.setup_token.clone().expect("a setup link");
    let bad = json!({"token": token, "email": "ana", "name": " ", "password": "short"});
    let answer = server.post_json("/api/v1/setup", bad).await;
    assert_eq!(answer.status(), 422);
    let text = answer.text().await.expect("a body");
    let problem: Value = serde_json::from_str(&text).expect("JSON");
    let fields: Vec<&str> = problem["errors"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|error| error["field"].as_str())
        .collect();
    assert_eq!(fields, ["email", "name", "password"]);
    assert!(!text.contains("short") && !text.contains(&token), "{text}");
    let unknown = json!({"token": token, "email": "a@b.example", "name": "A", "password": PASSWORD, "role": "owner"});
    let answer = server.post_json("/api/v1/setup", unknown).await;
    assert_eq!(answer.status(), 422);
    assert!(answer.text().await.expect("a body").contains("role"));
    assert_eq!(server.post_json("/api/v1/setup", setup(&token)).await.status(), 201);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let server = Server::start().await;
    let member = server.sign_in(Role::Viewer).await;
    let mut problems = Vec::new();
    for email in [member.email.as_str(), "nobody@example.com"] {
        let answer = server
            .post_json("/api/v1/auth/login", json!({"email": email, "password": "wrong password"}))
            .await;
        assert_eq!(answer.status(), 401);
        let mut problem: Value = answer.json().await.expect("JSON");
        problem["instance"] = Value::Null;
        problems.push(problem);
    }
    assert_eq!(problems[0], problems[1]);
    server.log_in("VIEWER@example.com").await;
}

#[tokio::test]
async fn the_refresh_cookie_is_out_of_scripts_reach_and_changes_at_each_use() {
    let server = Server::start().await;
    let member = server.sign_in(Role::Viewer).await;
    let answer = server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie).await;
    assert_eq!(answer.status(), 200);
    let header = answer.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/auth"] {
        assert!(header.contains(attribute), "{header}");
    }
    assert!(!header.contains("Secure"), "http on this machine: {header}");
    assert_ne!(cookie(&answer), member.refresh_cookie);
    let renewed = Member::from_answer(&server, &member.email, answer).await;
    renewed.get("/me").await;
}

#[tokio::test]
async fn the_refresh_cookie_insists_on_https_where_the_public_url_does() {
    let server = Server::builder()
        .await
        .set("CODEBELL_PUBLIC_URL", "https://codes.example.com")
        .start()
        .await;
    let token = server.setup_token.clone().expect("a setup link");
    let answer = server.post_json("/api/v1/setup", setup(&token)).await;
    assert_eq!(answer.status(), 201);
    let header = answer.headers()[header::SET_COOKIE].to_str().expect("text");
    assert!(header.contains("Secure"), "{header}");
    assert!(answer.headers().contains_key("strict-transport-security"));
}

#[tokio::test]
async fn a_refresh_token_that_is_used_twice_ends_the_whole_session() {
    let server = Server::start().await;
    let member = server.sign_in(Role::Viewer).await;
    let renewed = server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie).await;
    let renewed = Member::from_answer(&server, &member.email, renewed).await;
    let reused = server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie).await;
    assert_eq!(reused.status(), 401);
    assert_eq!(renewed.call(Method::GET, "/me", None).await.0, 401);
    let newest = server.post_cookie("/api/v1/auth/refresh", &renewed.refresh_cookie).await;
    assert_eq!(newest.status(), 401);
}

#[tokio::test]
async fn signing_out_ends_the_access_token_at_once() {
    let server = Server::start().await;
    let member = server.sign_in(Role::Viewer).await;
    member.get("/me").await;
    let answer = server.post_cookie("/api/v1/auth/logout", &member.refresh_cookie).await;
    assert_eq!(answer.status(), 204);
    assert_eq!(member.call(Method::GET, "/me", None).await.0, 401);
    let refreshed = server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie).await;
    assert_eq!(refreshed.status(), 401);
}

#[tokio::test]
async fn a_token_that_this_installation_did_not_sign_is_refused() {
    let server = Server::start().await;
    let member = server.sign_in(Role::Owner).await;
    let (head, signature) = member.access_token.rsplit_once('.').expect("a JWT");
    let (header, claims) = head.split_once('.').expect("a JWT");
    // {"alg":"none","typ":"JWT"}
    let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{claims}.");
    let edited = format!("{header}.{}A.{signature}", &claims[..claims.len() - 1]);
    for token in [unsigned, edited, format!("{head}."), String::new(), "cbk_x".to_owned()] {
        let forged = Member {
            server: &server,
            email: String::new(),
            access_token: token.clone(),
            refresh_cookie: String::new(),
        };
        assert_eq!(forged.call(Method::GET, "/me", None).await.0, 401, "{token}");
    }
}

#[tokio::test]
async fn an_access_token_from_another_time_is_refused() {
    use codebell::auth::token;
    use codebell::clock::Clock;
    use codebell::id::{SessionId, UserId};

    let server = Server::start().await;
    let member = server.sign_in(Role::Owner).await;
    let session = member.get("/me").await;
    let id =
        |value: &Value| -> uuid::Uuid { value.as_str().expect("an id").parse().expect("a UUID") };
    let (user, session) =
        (UserId::from(id(&session["user"]["id"])), SessionId::from(id(&session["session"]["id"])));
    let now = Clock::system().now();
    for (minutes, status) in [(0, 200), (-14, 200), (-16, 401), (2, 401)] {
        let clock = Clock::stopped_at(now + chrono::TimeDelta::minutes(minutes));
        let access_token =
            token::issue(&server.keys(), &clock, user, Role::Owner, session).expect("a token");
        let holder = Member {
            server: &server,
            email: String::new(),
            access_token,
            refresh_cookie: String::new(),
        };
        assert_eq!(holder.call(Method::GET, "/me", None).await.0, status, "{minutes} min");
    }
}

#[tokio::test]
async fn too_many_attempts_to_sign_in_are_turned_away_with_the_time_to_wait() {
    let server = Server::start().await;
    for _ in 0..100 {
        let answer = server
            .post_json("/api/v1/auth/login", json!({"email": "a@example.com", "password": "x"}))
            .await;
        if answer.status() == 429 {
            assert!(answer.headers().contains_key("retry-after"));
            return;
        }
    }
    panic!("never limited");
}

#[tokio::test]
async fn what_needs_a_role_is_refused_to_those_without_it() {
    let server = Server::start().await;
    server.receive(1, "+12025550100", "Your code is 482913").await;
    let owner = server.sign_in(Role::Owner).await;
    let manager = server.sign_in(Role::Manager).await;
    let viewer = server.sign_in(Role::Viewer).await;
    let number = owner.list("/numbers").await[0]["id"].as_str().expect("an id").to_owned();
    let source = owner.list("/sources").await[0]["id"].as_str().expect("an id").to_owned();
    let patch = format!("/numbers/{number}");
    let log = format!("/sources/{source}/deliveries");
    for (member, expected) in
        [(&viewer, [403, 403, 403]), (&manager, [403, 200, 200]), (&owner, [200, 200, 200])]
    {
        let statuses = [
            member.call(Method::PATCH, &patch, Some(json!({"label": "Bank"}))).await.0,
            member.call(Method::GET, "/sources", None).await.0,
            member.call(Method::GET, &log, None).await.0,
        ];
        assert_eq!(statuses, expected, "{}", member.email);
    }
    for source in owner.list("/sources").await {
        assert!(source.get("slug").is_none() && !source.to_string().contains("whsec"), "{source}");
    }
}
