//! Setup, login, sessions, and who may do what.

use codebell::auth::Role;
use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::harness::member::{PASSWORD, cookie, cookie_named};
use crate::harness::{Member, Server, signed_in};

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
    signed_in!(server, member: Viewer);
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
    signed_in!(server, member: Viewer);
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
async fn under_https_the_refresh_cookie_can_come_from_no_neighbour_on_the_same_domain() {
    let server = Server::builder()
        .await
        .set("CODEBELL_PUBLIC_URL", "https://codes.example.com")
        .start()
        .await;
    let member = server.sign_in(Role::Viewer).await;
    let who = json!({"email": member.email, "password": PASSWORD});
    let log_in = || server.post_json("/api/v1/auth/login", who.clone());
    let (victim, attacker) = (log_in().await, log_in().await);
    for header in victim.headers().get_all(header::SET_COOKIE) {
        let header = header.to_str().expect("text");
        // What a browser asks of the prefix: https, this host alone, all of it.
        assert!(header.starts_with("__Host-codebell_"), "{header}");
        for attribute in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/;"] {
            assert!(format!("{header};").contains(attribute), "{attribute}: {header}");
        }
        assert!(!header.contains("Domain"), "{header}");
    }
    let own = cookie_named(&victim, "__Host-codebell_refresh");
    let planted = cookie_named(&attacker, "__Host-codebell_refresh");
    let planted = planted.trim_start_matches("__Host-").to_owned();
    // A neighbour's cookie of the plain name comes first, and counts nothing beside the own one.
    let both = format!("{planted}; {own}");
    let answer = server.post_cookie("/api/v1/auth/refresh", &both).await;
    assert_eq!(answer.status(), 200);
    let gone = answer.headers().get_all(header::SET_COOKIE).iter();
    let gone = gone.filter(|header| header.as_bytes().starts_with(b"codebell_refresh=;")).count();
    assert_eq!(gone, 1, "it is cleared");
    let spent = server.post_cookie("/api/v1/auth/refresh", &own).await;
    assert_eq!(spent.status(), 401, "the own one was used");

    // A browser from before the prefix stays signed in, once.
    let answer = server.post_cookie("/api/v1/auth/refresh", &planted).await;
    assert_eq!(answer.status(), 200);
    let renewed = cookie_named(&answer, "__Host-codebell_refresh");
    let answer = server.post_cookie("/api/v1/auth/logout", &renewed).await;
    assert_eq!(answer.status(), 204);
    let header = answer.headers()[header::SET_COOKIE].to_str().expect("text");
    let is_gone = header.starts_with("__Host-codebell_refresh=;") && header.contains("Secure");
    assert!(is_gone && header.contains("Path=/;"), "{header}");
}

#[tokio::test]
async fn a_refresh_token_that_is_used_twice_ends_the_whole_session() {
    signed_in!(server, member: Viewer);
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
    signed_in!(server, member: Viewer);
    member.get("/me").await;
    let answer = server.post_cookie("/api/v1/auth/logout", &member.refresh_cookie).await;
    assert_eq!(answer.status(), 204);
    assert_eq!(member.call(Method::GET, "/me", None).await.0, 401);
    let refreshed = server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie).await;
    assert_eq!(refreshed.status(), 401);
}

#[tokio::test]
async fn a_token_that_is_not_as_this_installation_signs_it_is_refused() {
    use codebell::auth::token::Claims;
    use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};

    signed_in!(server, owner: Owner, viewer: Viewer);
    let keys = server.keys();
    let key = EncodingKey::from_secret(keys.signing_key());
    let now = chrono::DateTime::timestamp(&codebell::clock::Clock::system().now());
    let me = owner.get("/me").await;
    let claims = json!({
        "sub": me["user"]["id"], "role": "owner", "sid": me["session"]["id"],
        "iat": now, "exp": now + 900, "iss": "codebell",
    });
    let with = |field: &str, value: Value| {
        let mut claims = claims.clone();
        claims[field] = value;
        claims
    };
    let signed = |algorithm, claims: &Value, key: &EncodingKey| {
        encode(&Header::new(algorithm), claims, key).expect("a token")
    };
    let hs256 = |claims: &Value| signed(Algorithm::HS256, claims, &key);
    let status = async |token: &str| {
        let holder = Member {
            server: &server,
            email: String::new(),
            access_token: token.to_owned(),
            refresh_cookie: String::new(),
        };
        holder.call(Method::GET, "/users", None).await.0
    };
    assert_eq!(status(&hs256(&claims)).await, 200, "what is signed right is taken");

    let (head, signature) = owner.access_token.rsplit_once('.').expect("a JWT");
    let body = head.split_once('.').expect("a JWT").1;
    // {"alg":"none","typ":"JWT"}
    let none = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{body}.");
    let viewer_head = viewer.access_token.rsplit_once('.').expect("a JWT").0;
    let viewers: Claims = {
        use base64::Engine;
        let body = viewer_head.split_once('.').expect("a JWT").1;
        let json = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(body).expect("base64");
        serde_json::from_slice(&json).expect("claims")
    };
    let other_key = EncodingKey::from_secret(&[7; 32]);
    for (what, token) in [
        ("none", none),
        ("no signature", format!("{head}.")),
        ("another algorithm", signed(Algorithm::HS384, &claims, &key)),
        ("another key", signed(Algorithm::HS256, &claims, &other_key)),
        ("expired", hs256(&with("exp", json!(now - 60)))),
        ("issued in the future", hs256(&with("iat", json!(now + 60)))),
        ("another issuer", hs256(&with("iss", json!("codebel")))),
        ("no issuer", hs256(&with("iss", Value::Null))),
        ("another user's session", hs256(&with("sub", json!(viewers.sub)))),
        ("an unknown session", hs256(&with("sid", json!(uuid::Uuid::nil())))),
        ("another one's signature", format!("{viewer_head}.{signature}")),
        ("nothing", String::new()),
        ("a key that is none", "cbk_x".to_owned()),
    ] {
        assert_eq!(status(&token).await, 401, "{what}");
    }
    // Signed right, and still: the database says what the role is.
    let edited = json!({
        "sub": viewers.sub, "role": "owner", "sid": viewers.sid,
        "iat": now, "exp": now + 900, "iss": "codebell",
    });
    assert_eq!(status(&hs256(&edited)).await, 403, "a role that the user does not have");
    let by_hand = viewer.access_token.replace(viewer_head, &format!("{viewer_head}A"));
    assert_eq!(status(&by_hand).await, 401, "a role edited by hand");
}

#[tokio::test]
async fn of_two_refreshes_at_once_with_one_token_at_most_one_is_served_and_the_session_ends() {
    let server = Server::start().await;
    let another = server.start_another_node().await;
    let member = server.sign_in(Role::Viewer).await;
    let (first, second) = tokio::join!(
        server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie),
        another.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie),
    );
    let mut statuses = [first.status().as_u16(), second.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
    assert_eq!(member.call(Method::GET, "/me", None).await.0, 401);
    let winner = if first.status() == 200 { first } else { second };
    let after = server.post_cookie("/api/v1/auth/refresh", &cookie(&winner)).await;
    assert_eq!(after.status(), 401);
}

#[tokio::test]
async fn a_refresh_that_another_site_sends_is_refused_and_harms_nothing() {
    signed_in!(server, member: Viewer);
    for path in ["refresh", "logout"] {
        let request = server.client.post(format!("{}/api/v1/auth/{path}", server.url));
        let request = request.header(header::COOKIE, &member.refresh_cookie);
        let answer =
            request.header("sec-fetch-site", "cross-site").send().await.expect("an answer");
        assert_eq!(answer.status(), 403, "{path}");
    }
    let answer = server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie).await;
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn sessions_are_listed_with_their_place_and_end_one_by_one_or_all_others() {
    signed_in!(server, here: Viewer);
    let phone = server.log_in(&here.email).await;
    let laptop = server.log_in(&here.email).await;
    let stranger = server.sign_in(Role::Owner).await;
    let sessions = here.list("/me/sessions").await;
    assert_eq!(sessions.len(), 3);
    assert!(sessions.iter().all(|session| session["address"] == "127.0.0.1"));
    assert_eq!(sessions.iter().filter(|session| session["is_current"] == true).count(), 1);
    let id = phone.get("/me").await["session"]["id"].as_str().expect("an id").to_owned();
    let path = format!("/me/sessions/{id}");
    assert_eq!(stranger.call(Method::DELETE, &path, None).await.0, 404, "somebody else's");
    assert_eq!(here.call(Method::DELETE, &path, None).await.0, 204);
    assert_eq!(phone.call(Method::GET, "/me", None).await.0, 401);
    assert_eq!(here.call(Method::DELETE, &path, None).await.0, 404, "it has ended");
    assert_eq!(here.call(Method::DELETE, "/me/sessions", None).await.0, 204);
    assert_eq!(laptop.call(Method::GET, "/me", None).await.0, 401);
    assert_eq!(here.call(Method::GET, "/me", None).await.0, 200);
}

#[tokio::test]
async fn another_password_ends_all_other_sessions_and_needs_the_old_one() {
    signed_in!(server, here: Viewer);
    let elsewhere = server.log_in(&here.email).await;
    let change = |current: &str| {
        Some(json!({"current_password": current, "new_password": "nine purple owls whisper"}))
    };
    let (status, problem) = here.call(Method::POST, "/me/password", change("wrong password")).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (422, &json!("current_password")));
    assert_eq!(here.call(Method::POST, "/me/password", change(PASSWORD)).await.0, 204);
    assert_eq!(elsewhere.call(Method::GET, "/me", None).await.0, 401);
    assert_eq!(here.call(Method::GET, "/me", None).await.0, 200);
    let old = json!({"email": here.email, "password": PASSWORD});
    assert_eq!(server.post_json("/api/v1/auth/login", old).await.status(), 401);
    let new = json!({"email": here.email, "password": "nine purple owls whisper"});
    assert_eq!(server.post_json("/api/v1/auth/login", new).await.status(), 200);
}

#[tokio::test]
async fn a_password_hash_of_weaker_days_is_renewed_when_it_is_next_used() {
    use argon2::password_hash::PasswordHasher;
    use argon2::{Algorithm, Argon2, Params, Version};

    signed_in!(server, member: Viewer);
    let weak = Params::new(1024, 1, 1, None).expect("valid");
    let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, weak)
        .hash_password(PASSWORD.as_bytes())
        .expect("a hash")
        .to_string();
    let pool = server.pool().await;
    sqlx::query("UPDATE users SET password_hash = $1")
        .bind(weak)
        .execute(&pool)
        .await
        .expect("set");
    server.log_in(&member.email).await;
    let hash: String = sqlx::query_scalar("SELECT password_hash FROM users")
        .fetch_one(&pool)
        .await
        .expect("a hash");
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    server.log_in(&member.email).await;
}

#[tokio::test]
async fn a_trusted_proxys_https_makes_the_cookie_secure_and_a_strangers_does_not() {
    for (trusted, is_secure) in [("127.0.0.1/32", true), ("10.0.0.0/8", false)] {
        let server = Server::builder().await.set("CODEBELL_TRUSTED_PROXIES", trusted).start().await;
        let token = server.setup_token.clone().expect("a setup link");
        let request = server.client.post(format!("{}/api/v1/setup", server.url));
        let request = request.header("x-forwarded-proto", "https").json(&setup(&token));
        let answer = request.send().await.expect("an answer");
        let header = answer.headers()[header::SET_COOKIE].to_str().expect("text");
        assert_eq!(header.contains("Secure"), is_secure, "{header}");
        assert_eq!(answer.headers().contains_key("strict-transport-security"), is_secure);
    }
}

#[tokio::test]
async fn an_access_token_from_another_time_is_refused() {
    use codebell::auth::token;
    use codebell::clock::Clock;
    use codebell::id::{SessionId, UserId};

    signed_in!(server, member: Owner);
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
async fn a_source_is_shown_without_its_address_or_secret() {
    signed_in!(server, owner: Owner);
    for source in owner.list("/sources").await {
        assert!(source.get("slug").is_none() && !source.to_string().contains("whsec"), "{source}");
    }
}
