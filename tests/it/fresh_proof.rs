//! What a session that was left alone or stolen can't do without a fresh proof of who sits there.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::forwarding::{add_channel, id, open_to_loopback};
use crate::harness::member::PASSWORD;
use crate::harness::{Member, Server, signed_in};
use crate::openapi::{document, nowhere, operations};
use crate::second_factor::{CodeApp, forget_used_steps};

const REQUIRED: &str = "urn:codebell:fresh-proof-required";
const KEY: &str = r#"{"name": "CI", "scopes": ["messages:read"]}"#;

/// Lets time pass for the proofs of all sessions.
async fn grow_old(server: &Server, minutes: i32) {
    let statement = "UPDATE sessions SET proven_at = proven_at - make_interval(mins => $1)";
    let pool = server.pool().await;
    sqlx::query(statement).bind(minutes).execute(&pool).await.expect("older");
}

async fn make_key(member: &Member<'_>) -> (u16, Value) {
    member.call(Method::POST, "/api-keys", serde_json::from_str(KEY).ok()).await
}

async fn prove(member: &Member<'_>, proof: Value) -> u16 {
    member.status(Method::POST, "/me/proof", Some(proof)).await
}

#[tokio::test]
async fn an_open_page_of_an_owner_is_not_enough_for_keys_channels_secrets_roles_or_second_factors()
{
    let server = open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Owner).await;
    let viewer = server.sign_in(Role::Viewer).await;
    let settings = json!({"kind": "webhook", "url": "http://127.0.0.1:9/hook"});
    let made = add_channel(&owner, "Ours", settings.clone(), json!({})).await;
    let channel = format!("/channels/{}", id(&made["channel"]));
    let new = json!({"provider": "generic", "name": "Line"});
    let (_, opened) = owner.call(Method::POST, "/sources", Some(new.clone())).await;
    let source = format!("/sources/{}", id(&opened["source"]));
    let number = json!({"phone_number": "+12025550100"});
    let (_, number) = owner.call(Method::POST, "/numbers", Some(number)).await;
    let user = format!("/users/{}", viewer.id().await);
    let on_number = format!("/numbers/{}/members/{}", id(&number), viewer.id().await);
    let invited = json!({"email": "mallory@example.com", "role": "owner"});
    let (_, invitation) = owner.call(Method::POST, "/invitations", Some(invited.clone())).await;
    let resend = format!("/invitations/{}/resend", id(&invitation["invitation"]));
    let new_user = json!({"email": "m@example.com", "name": "M", "role": "owner",
        "password": "nine purple owls whisper"});
    let other = json!({"email": "eve@example.com", "role": "owner"});
    let attacks = [
        (Method::POST, "/api-keys".to_owned(), serde_json::from_str(KEY).expect("JSON")),
        (Method::POST, "/channels".to_owned(), json!({"name": "Mine", "settings": settings})),
        (Method::PATCH, channel.clone(), json!({"settings": settings})),
        (Method::PATCH, channel.clone(), json!({"is_thin": false})),
        (Method::PATCH, channel.clone(), json!({"is_enabled": true})),
        (Method::POST, format!("{channel}/rotate"), Value::Null),
        (Method::POST, "/sources".to_owned(), new),
        (Method::POST, format!("{source}/rotate"), json!({})),
        (Method::PATCH, source.clone(), json!({"scheme": null})),
        (Method::PATCH, user.clone(), json!({"role": "owner"})),
        (Method::PUT, on_number.clone(), json!({"role": "manager"})),
        (Method::DELETE, on_number, Value::Null),
        (Method::POST, "/users".to_owned(), new_user),
        (Method::POST, "/invitations".to_owned(), other),
        (Method::POST, resend, Value::Null),
        (Method::POST, format!("{user}/password-reset"), Value::Null),
        (Method::DELETE, format!("{user}/second-factor"), Value::Null),
        (Method::PATCH, "/team".to_owned(), json!({"require_second_factor": false})),
        (Method::POST, "/me/totp".to_owned(), Value::Null),
        (Method::POST, "/me/totp/confirm".to_owned(), json!({"code": "000000"})),
        (Method::POST, "/me/totp/remove".to_owned(), Value::Null),
        (Method::POST, "/me/recovery-codes".to_owned(), Value::Null),
        (Method::POST, "/me/passkeys/options".to_owned(), Value::Null),
        (Method::DELETE, format!("/me/passkeys/{}", uuid::Uuid::nil()), Value::Null),
    ];
    let call = |(method, path, body): &(Method, String, Value)| {
        let body = Some(body.clone()).filter(|body| !body.is_null());
        let (method, path) = (method.clone(), path.clone());
        let owner = &owner;
        async move { owner.call(method, &path, body).await }
    };

    grow_old(&server, 10).await;
    for attack in &attacks {
        let (status, problem) = call(attack).await;
        assert_eq!((status, &problem["type"]), (403, &json!(REQUIRED)), "{attack:?}");
        assert_eq!(problem["methods"], json!(["password"]), "{attack:?}");
    }
    assert!(owner.list("/api-keys").await.is_empty());
    assert_eq!((owner.list("/channels").await.len(), owner.list("/users").await.len()), (1, 2));
    assert_eq!(owner.get(&user).await["role"], "viewer");
    // What changes nothing of all that asks for nothing, nor does stopping something.
    let stop = Some(json!({"is_enabled": false}));
    assert_eq!(owner.status(Method::PATCH, &channel, stop).await, 200);
    let rename = Some(json!({"name": "Renamed"}));
    for path in [&channel, &source, &user] {
        assert_eq!(owner.status(Method::PATCH, path, rename.clone()).await, 200, "{path}");
    }

    assert_eq!(prove(&owner, json!({"password": PASSWORD})).await, 204);
    for attack in &attacks {
        let (status, answer) = call(attack).await;
        assert_ne!(answer["type"], REQUIRED, "{attack:?}: {status}");
    }
    assert_eq!(owner.list("/api-keys").await.len(), 1);
    assert_eq!(owner.get(&user).await["role"], "owner");
}

#[tokio::test]
async fn the_document_says_of_exactly_those_operations_that_they_need_a_fresh_proof() {
    signed_in!(server, owner: Owner);
    grow_old(&server, 10).await;
    let document = document();
    for (method, path) in operations(&document) {
        let operation = &document["paths"][&path][&method];
        if operation["security"] == json!([{}]) {
            continue;
        }
        let address = nowhere(&path);
        let body = operation.get("requestBody").map(|_| json!({}));
        let called: Method = method.to_uppercase().parse().expect("a method");
        let (status, problem) = owner.call(called, &address, body).await;
        let forbidden = &operation["responses"]["403"]["description"];
        let is_said =
            forbidden.as_str().is_some_and(|text| text.contains("A fresh proof is needed:"));
        let is_asked = problem["type"] == REQUIRED;
        assert_eq!(is_asked, is_said, "{method} {path}: {status} {problem}, {forbidden}");
    }
}

#[tokio::test]
async fn a_proof_lasts_ten_minutes_and_in_its_own_session() {
    signed_in!(server, member: Viewer);
    let stolen = server.log_in(&member.email).await;
    grow_old(&server, 9).await;
    assert_eq!(make_key(&member).await.0, 201);
    grow_old(&server, 1).await;
    assert_eq!(make_key(&member).await.0, 403);
    assert_eq!(prove(&member, json!({"password": PASSWORD})).await, 204);
    assert_eq!(make_key(&member).await.0, 201);
    assert_eq!(make_key(&stolen).await.0, 403, "another session proves for itself");
    let refreshed = server.post_cookie("/api/v1/auth/refresh", &stolen.refresh_cookie).await;
    let refreshed = Member::from_answer(&server, &stolen.email, refreshed).await;
    assert_eq!(make_key(&refreshed).await.0, 403, "a refresh proves nothing");
    // A session from before proofs were kept has none.
    let forget = sqlx::query("UPDATE sessions SET proven_at = NULL");
    forget.execute(&server.pool().await).await.expect("forgotten");
    assert_eq!(make_key(&member).await.0, 403);
}

#[tokio::test]
async fn a_code_or_a_recovery_code_proves_it_once_and_a_wrong_one_does_not() {
    signed_in!(server, member: Viewer);
    let (app, codes) = CodeApp::set_up(&member).await;
    grow_old(&server, 10).await;
    let (status, problem) = make_key(&member).await;
    assert_eq!((status, &problem["methods"]), (403, &json!(["password", "totp", "recovery_code"])));
    let wrong = json!({"totp": app.code(20)});
    assert_eq!(member.refused_field("/me/proof", wrong).await.0, "totp");
    let used = json!({"totp": app.code(0)});
    assert_eq!(member.refused_field("/me/proof", used).await.0, "totp", "it set the app up");
    assert_eq!(make_key(&member).await.0, 403);
    assert_eq!(prove(&member, json!({"totp": app.code(1)})).await, 204);
    assert_eq!(make_key(&member).await.0, 201);

    grow_old(&server, 10).await;
    let recovery = json!({"totp": codes[0]});
    assert_eq!(prove(&member, recovery.clone()).await, 204);
    assert_eq!(make_key(&member).await.0, 201);
    assert_eq!(prove(&member, recovery).await, 422, "it was used");
    assert_eq!(member.get("/me").await["two_factor"]["recovery_codes_left"], 9);
    // All of it is in the trail.
    let owner = server.sign_in(Role::Owner).await;
    let proven = owner.list("/audit?action=session.proven").await;
    let methods: Vec<&Value> = proven.iter().map(|entry| &entry["details"]["method"]).collect();
    assert_eq!(methods, ["recovery_code", "totp"]);
    let refused = owner.list("/audit?action=login.refused").await;
    assert_eq!(refused.len(), 1, "the others of the minute are counted");
}

#[tokio::test]
async fn a_session_from_before_the_second_factor_changes_it_once_it_has_shown_it() {
    signed_in!(server, member: Viewer);
    let older = server.log_in(&member.email).await;
    let (app, _) = CodeApp::set_up(&member).await;
    assert_eq!(prove(&older, json!({"password": PASSWORD})).await, 204);
    let renew = || older.call(Method::POST, "/me/recovery-codes", None);
    let (status, problem) = renew().await;
    assert_eq!((status, &problem["type"]), (403, &json!(REQUIRED)));
    assert_eq!(problem["methods"], json!(["totp", "recovery_code"]), "the password is no proof");
    forget_used_steps(&server).await;
    assert_eq!(prove(&older, json!({"totp": app.code(0)})).await, 204);
    assert_eq!(renew().await.0, 200);
}

#[tokio::test]
async fn a_passkey_is_asked_for_where_there_is_one_and_nothing_else_proves_anything() {
    let server =
        Server::builder().await.set("CODEBELL_PUBLIC_URL", "http://localhost:1234").start().await;
    let member = server.sign_in(Role::Viewer).await;
    assert_eq!(member.status(Method::POST, "/me/proof/options", None).await, 409);
    grow_old(&server, 10).await;
    let both = json!({"password": PASSWORD, "totp": "123456"});
    for nothing in [json!({}), json!({"password": ""}), both, json!({"mfa": true})] {
        assert_eq!(prove(&member, nothing.clone()).await, 422, "{nothing}");
    }
    let bogus = json!({"passkey": {"challenge_id": uuid::Uuid::nil(), "credential": {
        "id": "AAAA", "rawId": "AAAA", "type": "public-key", "extensions": {},
        "response": {"authenticatorData": "AAAA", "clientDataJSON": "AAAA", "signature": "AAAA"},
    }}});
    assert_eq!(member.refused_field("/me/proof", bogus).await.0, "passkey");
    assert_eq!(make_key(&member).await.0, 403);
}
