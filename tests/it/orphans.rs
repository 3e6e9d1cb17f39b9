//! Channels of members who may not say any more where messages go.

use codebell::auth::Role;
use codebell::db::MIGRATOR;
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::migrate::Migrator;

use crate::harness::cluster::TestDatabase;
use crate::harness::forwarding::{Forwarding, add_channel, add_rule, id};
use crate::harness::receiver::status;

const NUMBER: &str = "+12025550100";

/// A Manager with a channel of theirs; their id and token, and the channel's id.
async fn forwarder(forwarding: &Forwarding, name: &str, more: Value) -> (String, String, String) {
    let member = forwarding.server.sign_in_as(Role::Manager, name).await;
    let url = format!("{}/{name}", forwarding.receiver.url);
    let settings = json!({"kind": "webhook", "url": url});
    let made = add_channel(&member, name, settings, more).await;
    (member.id().await, member.access_token, id(&made["channel"]))
}

/// The names of the channels that the next message goes to.
async fn forwarded_to(forwarding: &Forwarding, id: u64) -> Vec<String> {
    let message = forwarding.server.receive(id, NUMBER, "Your code is 482913").await;
    let owner = forwarding.owner();
    let deliveries = owner.list(&format!("/deliveries?message_id={message}")).await;
    let mut names: Vec<String> = deliveries
        .iter()
        .map(|delivery| delivery["channel"]["name"].as_str().expect("a name").to_owned())
        .collect();
    names.sort();
    names
}

async fn orphaned(forwarding: &Forwarding) -> Vec<Value> {
    let mut notices = forwarding.owner().list("/notices?open=true").await;
    notices.retain(|notice| notice["kind"] == "channel.orphaned");
    notices
}

#[tokio::test]
async fn nothing_is_forwarded_any_more_over_channels_of_who_left_until_an_owner_takes_them_over() {
    let forwarding = Forwarding::start().await;
    let mut members = Vec::new();
    for name in ["Ann", "Bea", "Cid"] {
        members.push(forwarder(&forwarding, name, json!({})).await);
    }
    let [ann, bea, cid] = &members[..] else { unreachable!() };
    let (own, _) = forwarding.webhook("Own", "/own").await;
    let owner = forwarding.owner();
    // A rule stays whoever made it: it says what goes to channels that somebody answers for.
    let by_ann = forwarding.server.bearer(&json!(ann.1));
    add_rule(&by_ann, json!({"channel_ids": [ann.2, bea.2, cid.2, own]})).await;
    assert_eq!(forwarded_to(&forwarding, 1).await, ["Ann", "Bea", "Cid", "Own"]);

    let user = |id: &str| format!("/users/{id}");
    assert_eq!(owner.status(Method::DELETE, &user(&ann.0), None).await, 204);
    assert_eq!(forwarded_to(&forwarding, 2).await, ["Bea", "Cid", "Own"], "removed");
    let disabled = Some(json!({"disabled": true}));
    assert_eq!(owner.status(Method::PATCH, &user(&bea.0), disabled).await, 200);
    assert_eq!(forwarded_to(&forwarding, 3).await, ["Cid", "Own"], "disabled");
    let demoted = Some(json!({"role": "viewer"}));
    assert_eq!(owner.status(Method::PATCH, &user(&cid.0), demoted).await, 200);
    assert_eq!(forwarded_to(&forwarding, 4).await, ["Own"], "demoted");

    let told = orphaned(&forwarding).await;
    let details: Vec<&Value> = told.iter().map(|notice| &notice["details"]).collect();
    let of = |name: &str, channel: &str| json!({"member": name, "channels": [{"id": channel, "name": name}]});
    assert_eq!(details, [&of("Cid", &cid.2), &of("Bea", &bea.2), &of("Ann", &ann.2)]);
    let audit = owner.list("/audit?action=channel.orphaned").await;
    assert_eq!(audit.len(), 3, "{audit:?}");
    assert_eq!(audit[0]["target"]["name"], "Cid");

    // Whoever comes back finds their channels off.
    let enabled = Some(json!({"disabled": false}));
    assert_eq!(owner.status(Method::PATCH, &user(&bea.0), enabled).await, 200);
    assert_eq!(forwarded_to(&forwarding, 5).await, ["Own"], "enabled again");

    let path = format!("/channels/{}", ann.2);
    let (status, channel) =
        owner.call(Method::PATCH, &path, Some(json!({"is_enabled": true}))).await;
    assert_eq!((status, &channel["disabled_reason"]), (200, &Value::Null), "{channel}");
    assert_eq!(channel["set_by"]["id"], owner.id().await, "the Owner answers for it now");
    assert_eq!(forwarded_to(&forwarding, 6).await, ["Ann", "Own"]);
}

#[tokio::test]
async fn a_manager_who_becomes_an_auditor_leaves_their_channels_behind() {
    let forwarding = Forwarding::start().await;
    let (ann, _, channel) = forwarder(&forwarding, "Ann", json!({})).await;
    add_rule(&forwarding.owner(), json!({"channel_ids": [channel]})).await;
    assert_eq!(forwarded_to(&forwarding, 1).await, ["Ann"]);
    let change = Some(json!({"role": "auditor"}));
    let owner = forwarding.owner();
    assert_eq!(owner.status(Method::PATCH, &format!("/users/{ann}"), change).await, 200);
    assert!(forwarded_to(&forwarding, 2).await.is_empty());
    assert_eq!(orphaned(&forwarding).await[0]["details"]["member"], "Ann");
}

#[tokio::test]
async fn a_member_who_stays_a_manager_keeps_their_channels_and_one_without_any_is_no_news() {
    let forwarding = Forwarding::start().await;
    let owner = forwarding.owner();
    let second = forwarding.server.sign_in_as(Role::Owner, "Dee").await;
    let settings = json!({"kind": "webhook", "url": format!("{}/dee", forwarding.receiver.url)});
    let made = add_channel(&second, "Dee", settings, json!({})).await;
    add_rule(&owner, json!({"channel_ids": [made["channel"]["id"]]})).await;
    let path = format!("/users/{}", second.id().await);
    let demoted = Some(json!({"role": "manager"}));
    assert_eq!(owner.status(Method::PATCH, &path, demoted).await, 200);
    assert_eq!(forwarded_to(&forwarding, 1).await, ["Dee"]);
    let viewer = forwarding.server.sign_in_as(Role::Viewer, "Eve").await;
    let path = format!("/users/{}", viewer.id().await);
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    assert!(orphaned(&forwarding).await.is_empty());
}

#[tokio::test]
async fn what_waits_for_the_channel_of_a_member_who_left_is_not_sent() {
    let mut forwarding = Forwarding::start().await;
    forwarding.receiver.always(status(503));
    let (member, _, channel) =
        forwarder(&forwarding, "Ann", json!({"retry_at_seconds": [2, 4]})).await;
    add_rule(&forwarding.owner(), json!({"channel_ids": [channel]})).await;
    forwarding.server.receive(1, NUMBER, "Your code is 482913").await;
    let waiting = forwarding.heard("waiting").await;
    assert_eq!(waiting["attempts"], 1);
    let path = format!("/users/{member}");
    assert_eq!(forwarding.owner().status(Method::DELETE, &path, None).await, 204);
    let failed = forwarding.heard("failed").await;
    assert_eq!((&failed["id"], &failed["reason"]), (&waiting["id"], &json!("channel_disabled")));
    assert_eq!(forwarding.receiver.waiting().len(), 1, "the first attempt alone");
}

#[tokio::test]
async fn a_channel_that_its_member_left_switched_off_is_not_switched_on_for_them() {
    let forwarding = Forwarding::start().await;
    let (member, token, channel) = forwarder(&forwarding, "Ann", json!({})).await;
    let path = format!("/channels/{channel}");
    let off = Some(json!({"is_enabled": false}));
    let ann = forwarding.server.bearer(&json!(token));
    assert_eq!(ann.status(Method::PATCH, &path, off).await, 200);
    let owner = forwarding.owner();
    let user = format!("/users/{member}");
    assert_eq!(owner.status(Method::DELETE, &user, None).await, 204);
    assert!(orphaned(&forwarding).await.is_empty(), "nothing was forwarded that stops now");
    assert_eq!(owner.get(&path).await["disabled_reason"], "orphaned");
    let manager = forwarding.server.sign_in_as(Role::Manager, "Bea").await;
    let on = Some(json!({"is_enabled": true}));
    let (status, channel) = manager.call(Method::PATCH, &path, on).await;
    assert_eq!((status, &channel["set_by"]["name"]), (200, &json!("Bea")), "{channel}");
}

#[tokio::test]
async fn an_attempt_asks_whether_whoever_set_the_channel_up_is_still_there() {
    let mut forwarding = Forwarding::start().await;
    let (member, _, channel) = forwarder(&forwarding, "Ann", json!({})).await;
    add_rule(&forwarding.owner(), json!({"channel_ids": [channel]})).await;
    // As when they add it in the moment in which they are removed, or get another role.
    let pool = forwarding.server.pool().await;
    for (id, role, is_disabled) in
        [(1, "manager", true), (2, "viewer", false), (3, "auditor", false)]
    {
        let leave = "UPDATE users SET role = $2, disabled_at = CASE WHEN $3 THEN now() END
                     WHERE id = $1::uuid";
        let leave = sqlx::query(leave).bind(&member).bind(role).bind(is_disabled);
        leave.execute(&pool).await.expect("left");
        forwarding.server.receive(id, NUMBER, "Your code is 482913").await;
        assert_eq!(forwarding.heard("failed").await["reason"], "not_allowed", "{role}");
        assert!(forwarding.receiver.waiting().is_empty());
    }
}

#[tokio::test]
async fn channels_that_were_left_behind_before_the_upgrade_are_switched_off_and_told_of() {
    let database = TestDatabase::create_unmigrated().await;
    let pool = database.pool().await;
    let earlier = MIGRATOR.iter().filter(|migration| migration.version < 20_261_130_000_301);
    let earlier = Migrator::with_migrations(earlier.cloned().collect());
    earlier.run(&pool).await.expect("migrated");
    let fill = "
        INSERT INTO users (id, email, name, role, password_hash, created_at, disabled_at)
            SELECT gen_random_uuid(), name || '@example.com', name, role, '', now(), disabled_at
            FROM (VALUES ('Ann', 'manager', now()), ('Bea', 'viewer', NULL), ('Cid', 'manager', NULL))
              AS members (name, role, disabled_at);
        INSERT INTO channels (id, kind, name, retry_at_seconds, set_by, created_at)
            SELECT gen_random_uuid(), 'slack', name, '{}', id, now() FROM users;
        INSERT INTO channels (id, kind, name, retry_at_seconds, set_by, created_at, disabled_reason)
            SELECT gen_random_uuid(), 'slack', 'Off', '{}', id, now(), 'by_member' FROM users WHERE name = 'Ann';";
    sqlx::raw_sql(fill).execute(&pool).await.expect("filled");
    MIGRATOR.run(&pool).await.expect("migrated");
    let channels: Vec<(String, Option<String>)> =
        sqlx::query_as("SELECT name, disabled_reason FROM channels ORDER BY name")
            .fetch_all(&pool)
            .await
            .expect("channels");
    let off = Some("orphaned".to_owned());
    let of = |name: &str, reason: &Option<String>| (name.to_owned(), reason.clone());
    assert_eq!(channels, [of("Ann", &off), of("Bea", &off), of("Cid", &None), of("Off", &off)]);
    let told: Vec<(String, Value)> = sqlx::query_as(
        "SELECT title, jsonb_path_query_array(details, '$.channels[*].name') FROM notices
         WHERE id BETWEEN '01000000-0000-7000-8000-000000000000' AND '02000000-0000-0000-0000-000000000000'
         ORDER BY title",
    )
    .fetch_all(&pool)
    .await
    .expect("notices");
    let told_of = |name: &str| (format!("Channels of {name} are switched off"), json!([name]));
    assert_eq!(told, [told_of("Ann"), told_of("Bea")]);
}
