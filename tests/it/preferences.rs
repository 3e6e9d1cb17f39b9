//! What members keep of their own: how they like the page, and searches under a name.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::member::broken_rule;
use crate::harness::{Member, signed_in};

fn usual() -> Value {
    json!({"claim_on_copy": true, "date_format": "auto", "muted_number_ids": [],
        "pinned_number_ids": []})
}

async fn put(member: &Member<'_>, preferences: Value) -> (u16, Value) {
    member.call(Method::PUT, "/me/preferences", Some(preferences)).await
}

async fn preferences(member: &Member<'_>) -> Value {
    member.get("/me").await["preferences"].clone()
}

async fn add(member: &Member<'_>, name: &str, query: &str) -> (u16, Value) {
    let view = json!({"name": name, "query": query});
    member.call(Method::POST, "/me/views", Some(view)).await
}

/// Keeps a view; its path.
async fn keep(member: &Member<'_>, name: &str, query: &str) -> String {
    let (status, view) = add(member, name, query).await;
    assert_eq!(status, 201, "{view}");
    format!("/me/views/{}", view["id"].as_str().expect("an id"))
}

async fn names(member: &Member<'_>) -> Vec<String> {
    let views = member.list("/me/views").await;
    views.iter().map(|view| view["name"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test]
async fn preferences_follow_their_member_and_no_one_else() {
    signed_in!(server, viewer: Viewer);
    let other = server.sign_in_as(Role::Viewer, "Bo").await;
    assert_eq!(preferences(&viewer).await, usual());
    let wanted = json!({"claim_on_copy": false, "date_format": "european",
        "muted_number_ids": [Uuid::from_u128(7)],
        "pinned_number_ids": [Uuid::from_u128(9), Uuid::from_u128(8)]});
    assert_eq!(put(&viewer, wanted.clone()).await, (200, wanted.clone()));
    let elsewhere = server.log_in(&viewer.email).await;
    assert_eq!(preferences(&elsewhere).await, wanted);
    assert_eq!(preferences(&other).await, usual());
    // What is left out is as it is for somebody new, and not as it was.
    let (status, replaced) = put(&elsewhere, json!({"date_format": "iso"})).await;
    let expected = json!({"claim_on_copy": true, "date_format": "iso", "muted_number_ids": [],
        "pinned_number_ids": []});
    assert_eq!((status, &replaced), (200, &expected));
    assert_eq!(preferences(&viewer).await, expected);
}

#[tokio::test]
async fn preferences_that_nobody_can_have_are_refused_and_change_nothing() {
    signed_in!(server, viewer: Viewer);
    let muted = |count| json!({"muted_number_ids": vec![Uuid::nil(); count]});
    let pinned = |count| json!({"pinned_number_ids": vec![Uuid::nil(); count]});
    assert_eq!(put(&viewer, pinned(8)).await.0, 200);
    assert_eq!(put(&viewer, muted(1000)).await.0, 200);
    for (wrong, field) in [
        (muted(1001), "muted_number_ids"),
        (pinned(9), "pinned_number_ids"),
        (json!({"muted_number_ids": ["+12025550100"]}), "body"),
        (json!({"date_format": "roman"}), "body"),
        (json!({"claim_on_copy": null}), "body"),
        (json!({"colour": "red"}), "body"),
    ] {
        let (status, problem) = put(&viewer, wrong).await;
        assert_eq!(status, 422, "{problem}");
        assert_eq!(broken_rule(&problem).0, field, "{problem}");
    }
    assert_eq!(preferences(&viewer).await["muted_number_ids"].as_array().map(Vec::len), Some(1000));
}

#[tokio::test]
async fn preferences_of_another_version_keep_nobody_out() {
    signed_in!(server, viewer: Viewer);
    sqlx::query(r#"UPDATE users SET preferences = '{"date_format": "lunar", "font": 3}'"#)
        .execute(&server.pool().await)
        .await
        .expect("stored");
    assert_eq!(preferences(&viewer).await, usual());
    server.log_in(&viewer.email).await;
}

#[tokio::test]
async fn a_search_is_kept_under_a_name_until_it_is_deleted() {
    signed_in!(server, viewer: Viewer);
    assert_eq!(viewer.get("/me/views").await, json!({"data": [], "next_cursor": null}));
    let (status, made) = add(&viewer, "  bank codes ", "has_code=true&q=bank").await;
    assert_eq!(status, 201, "{made}");
    assert_eq!(
        (&made["name"], &made["query"]),
        (&json!("bank codes"), &json!("has_code=true&q=bank"))
    );
    assert!(made["created_at"].is_string(), "{made}");
    assert_eq!(viewer.list("/me/views").await, std::slice::from_ref(&made));
    keep(&viewer, "Zoo", "").await;
    keep(&viewer, "Airline", "unread=true").await;
    let elsewhere = server.log_in(&viewer.email).await;
    assert_eq!(names(&elsewhere).await, ["Airline", "bank codes", "Zoo"], "by name, in any case");

    let path = format!("/me/views/{}", made["id"].as_str().expect("an id"));
    let mut expected = made.clone();
    for (change, field, value) in [
        (json!({"query": "q=card"}), "query", "q=card"),
        (json!({"name": " Cards "}), "name", "Cards"),
        (json!({"name": "CARDS"}), "name", "CARDS"),
    ] {
        expected[field] = value.into();
        assert_eq!(viewer.call(Method::PATCH, &path, Some(change)).await, (200, expected.clone()));
    }
    assert_eq!(names(&viewer).await, ["Airline", "CARDS", "Zoo"]);
    assert_eq!(viewer.status(Method::DELETE, &path, None).await, 204);
    assert_eq!(viewer.status(Method::DELETE, &path, None).await, 404);
    assert_eq!(names(&viewer).await, ["Airline", "Zoo"]);
}

#[tokio::test]
async fn two_views_of_one_member_never_have_the_same_name_in_any_case() {
    signed_in!(server, viewer: Viewer);
    let other = server.sign_in_as(Role::Viewer, "Bo").await;
    keep(&viewer, "Bank", "q=bank").await;
    let second = keep(&viewer, "Bänk", "").await;
    for name in ["Bank", " bANK "] {
        assert_eq!(add(&viewer, name, "").await.0, 409, "{name}");
        let change = Some(json!({ "name": name }));
        assert_eq!(viewer.status(Method::PATCH, &second, change).await, 409, "{name}");
    }
    assert_eq!(names(&viewer).await.len(), 2);
    assert_eq!(viewer.list("/me/views").await[0]["query"], "q=bank");
    keep(&other, "Bank", "").await;
}

#[tokio::test]
async fn a_view_of_another_member_does_not_exist() {
    signed_in!(server, viewer: Viewer, owner: Owner);
    let path = keep(&viewer, "Bank", "q=bank").await;
    assert!(owner.list("/me/views").await.is_empty());
    let change = || Some(json!({"name": "Mine", "query": ""}));
    assert_eq!(owner.status(Method::PATCH, &path, change()).await, 404);
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 404);
    let nobodys = format!("/me/views/{}", Uuid::nil());
    assert_eq!(viewer.status(Method::PATCH, &nobodys, change()).await, 404);
    let kept = &viewer.list("/me/views").await[0];
    assert_eq!((&kept["name"], &kept["query"]), (&json!("Bank"), &json!("q=bank")));
}

#[tokio::test]
async fn a_member_keeps_fifty_views_at_most() {
    signed_in!(server, viewer: Viewer);
    let other = server.sign_in_as(Role::Viewer, "Bo").await;
    keep(&other, "Bank", "").await;
    let mut last = String::new();
    for number in 1..=50 {
        last = keep(&viewer, &format!("View {number}"), "").await;
    }
    let one_more = Some(json!({"name": "One more", "query": ""}));
    let (status, answer) = viewer.call(Method::POST, "/me/views", one_more).await;
    assert_eq!(status, 409);
    assert!(answer["detail"].to_string().contains("There are 50 views of yours"), "{answer}");
    assert_eq!(viewer.status(Method::DELETE, &last, None).await, 204);
    keep(&viewer, "One more", "").await;
}

#[tokio::test]
async fn a_view_that_could_not_be_shown_is_refused_by_its_field() {
    signed_in!(server, viewer: Viewer);
    let longest = keep(&viewer, &"ü".repeat(100), &"ü".repeat(1000)).await;
    for (wrong, field) in [
        (json!({"name": " ", "query": ""}), "name"),
        (json!({"name": "ü".repeat(101), "query": ""}), "name"),
        (json!({"name": "a\nb", "query": ""}), "name"),
        (json!({"name": "A", "query": "x".repeat(1001)}), "query"),
        (json!({"name": "A", "query": "q=\u{0}"}), "query"),
        (json!({"name": "A"}), "body"),
        (json!({"name": "A", "query": "", "user_id": Uuid::nil()}), "body"),
    ] {
        assert_eq!(viewer.refused_field("/me/views", wrong.clone()).await.0, field, "{wrong}");
        if field != "body" {
            let (status, problem) = viewer.call(Method::PATCH, &longest, Some(wrong)).await;
            assert_eq!((status, broken_rule(&problem).0.as_str()), (422, field), "{problem}");
        }
    }
    assert_eq!(names(&viewer).await, ["ü".repeat(100)]);
}
