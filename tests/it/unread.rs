//! What a member has not read yet: counts, marks, and the member's other pages.

use std::collections::{BTreeMap, HashSet};

use codebell::auth::Role;
use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::api_keys::{key, number_id};
use crate::harness::listener::Listener;
use crate::harness::provider::receivesms;
use crate::harness::{Member, Server, signed_in};

const BANK: &str = "+12025550100";
const SHOP: &str = "+12025550101";

/// Unread messages by number, after they agreed with the list and the sum.
async fn unread(member: &Member<'_>) -> BTreeMap<String, i64> {
    let found = member.get("/messages/unread").await;
    let entries = found["numbers"].as_array().expect("a list").iter();
    let counts: BTreeMap<String, i64> = entries
        .map(|entry| {
            let id = entry["number_id"].as_str().expect("an id").to_owned();
            (id, entry["unread"].as_i64().expect("a count"))
        })
        .collect();
    assert_eq!(found["total"], counts.values().sum::<i64>(), "{found}");
    let mut listed = BTreeMap::<String, i64>::new();
    for message in member.list("/messages?unread=true&limit=200").await {
        assert_eq!(message["read"], false, "{message}");
        let id = message["number"]["id"].as_str().expect("an id").to_owned();
        *listed.entry(id).or_default() += 1;
    }
    listed.values_mut().for_each(|count| *count = (*count).min(100));
    assert_eq!(counts, listed, "the filter finds what is counted");
    counts
}

async fn total(member: &Member<'_>) -> i64 {
    unread(member).await.values().sum()
}

async fn mark(member: &Member<'_>, read: Value) {
    let (status, answer) = member.call(Method::POST, "/messages/read", Some(read)).await;
    assert_eq!(status, 204, "{answer}");
}

/// Messages to one number, in the order of their ids.
async fn receive(server: &Server, ids: std::ops::Range<u64>, to: &str) -> Vec<String> {
    let mut received = Vec::new();
    for id in ids {
        received.push(server.receive(id, to, "Your code is 482913").await);
    }
    received.sort_unstable();
    received
}

/// The messages that are read, of all that the member sees.
async fn read(member: &Member<'_>) -> Vec<String> {
    let found = member.list("/messages?unread=false").await;
    let mut ids: Vec<String> =
        found.iter().map(|message| message["id"].as_str().expect("an id").to_owned()).collect();
    assert!(found.iter().all(|message| message["read"] == true), "{found:?}");
    ids.sort_unstable();
    ids
}

async fn seen_by(member: &Member<'_>, id: &str) -> usize {
    let activity = member.get(&format!("/messages/{id}/activity")).await;
    activity["seen_by"].as_array().expect("a list").len()
}

#[tokio::test]
async fn unread_messages_are_counted_by_number_and_a_count_ends_at_100() {
    signed_in!(server, owner: Owner);
    assert_eq!(owner.get("/messages/unread").await, json!({"total": 0, "numbers": []}));
    receive(&server, 0..2, SHOP).await;
    receive(&server, 2..5, BANK).await;
    let (bank, shop) = (number_id(&owner, BANK).await, number_id(&owner, SHOP).await);
    assert_eq!(unread(&owner).await, BTreeMap::from([(bank.clone(), 3), (shop.clone(), 2)]));
    for first in [5, 55] {
        let posts = (first..first + 50).map(async |id| {
            let body = receivesms(id, BANK, "x").to_string();
            assert_eq!(server.post_receivesms(&body).await.status(), 200);
        });
        join_all(posts).await;
    }
    assert_eq!(unread(&owner).await, BTreeMap::from([(bank, 100), (shop, 2)]));
}

#[tokio::test]
async fn who_joins_later_has_nothing_unread_but_what_comes_from_then_on() {
    signed_in!(server, owner: Owner);
    let before = receive(&server, 1..3, BANK).await;
    let manager = server.sign_in(Role::Manager).await;
    assert_eq!(total(&manager).await, 0);
    assert_eq!(read(&manager).await, before);
    assert_eq!(seen_by(&owner, &before[0]).await, 0, "nobody saw it for that");
    let after = server.receive(3, BANK, "Your code is 482913").await;
    assert_eq!(total(&manager).await, 1);
    assert_eq!(manager.get(&format!("/messages/{after}")).await["read"], false);
    assert_eq!(total(&owner).await, 3);
}

#[tokio::test]
async fn a_message_is_read_by_the_one_who_saw_it_which_is_written_down() {
    signed_in!(server, owner: Owner, manager: Manager);
    let ids = receive(&server, 1..4, BANK).await;
    mark(&owner, json!({"ids": [ids[0], ids[2], Uuid::nil()]})).await;
    assert_eq!((total(&owner).await, total(&manager).await), (1, 3));
    assert_eq!(read(&owner).await, [ids[0].clone(), ids[2].clone()]);
    assert_eq!(seen_by(&owner, &ids[0]).await, 1);
    assert_eq!(owner.list("/audit?action=message.read").await.len(), 2);
    mark(&owner, json!({})).await;
    assert_eq!(total(&owner).await, 1);
}

#[tokio::test]
async fn everything_up_to_a_message_counts_as_read_without_having_been_seen() {
    signed_in!(server, owner: Owner, manager: Manager);
    let mut ids = receive(&server, 1..3, BANK).await;
    ids.extend(receive(&server, 3..5, SHOP).await);
    ids.sort_unstable();
    mark(&owner, json!({"up_to": ids[2]})).await;
    assert_eq!(read(&owner).await, ids[..3], "older ones too, of every number, and no later one");
    assert_eq!((total(&owner).await, total(&manager).await), (1, 4));
    // An older message takes nothing back, and one that was never there changes nothing.
    for earlier in [ids[0].clone(), Uuid::nil().to_string()] {
        mark(&owner, json!({"up_to": earlier})).await;
        assert_eq!(total(&owner).await, 1, "{earlier}");
    }
    for id in &ids {
        assert_eq!(seen_by(&owner, id).await, 0);
    }
    assert!(owner.list("/audit?action=message.read").await.is_empty());
    // Seen, it is written down all the same.
    mark(&owner, json!({"ids": [ids[0]]})).await;
    assert_eq!(seen_by(&manager, &ids[0]).await, 1);
}

#[tokio::test]
async fn an_id_of_the_far_future_reads_nothing_that_is_yet_to_come() {
    signed_in!(server, owner: Owner);
    mark(&owner, json!({"up_to": Uuid::max()})).await;
    receive(&server, 1..3, BANK).await;
    assert_eq!(total(&owner).await, 2);
    mark(&owner, json!({"up_to": Uuid::max()})).await;
    assert_eq!(total(&owner).await, 0);
    receive(&server, 3..4, BANK).await;
    assert_eq!(total(&owner).await, 1);
}

#[tokio::test]
async fn a_number_that_a_member_does_not_see_is_not_counted() {
    signed_in!(server, owner: Owner, manager: Manager);
    let hidden = receive(&server, 1..3, BANK).await;
    receive(&server, 3..4, SHOP).await;
    let (bank, shop) = (number_id(&owner, BANK).await, number_id(&owner, SHOP).await);
    let restricted = Some(json!({"access": "restricted"}));
    let path = format!("/numbers/{bank}");
    assert_eq!(owner.status(Method::PATCH, &path, restricted).await, 200);
    assert_eq!(unread(&manager).await, BTreeMap::from([(shop.clone(), 1)]));
    mark(&manager, json!({"ids": hidden})).await;
    let path = format!("/numbers/{bank}/members/{}", manager.id().await);
    let grant = Some(json!({"role": "viewer"}));
    assert_eq!(owner.status(Method::PUT, &path, grant).await, 204);
    assert_eq!(unread(&manager).await, BTreeMap::from([(bank, 2), (shop, 1)]));
}

#[tokio::test]
async fn a_members_other_pages_hear_what_was_read_and_no_one_elses_do() {
    let server = Server::start().await;
    let another = server.start_another_node().await;
    let owner = server.sign_in(Role::Owner).await;
    let manager = server.sign_in(Role::Manager).await;
    let ids = receive(&server, 1..4, BANK).await;
    let elsewhere = server.log_in(&owner.email).await;
    let mut own = [
        Listener::connect(&server.url, &owner.access_token, "websocket").await,
        Listener::connect(&another.url, &elsewhere.access_token, "websocket").await,
    ];
    let mut others = Listener::connect(&server.url, &manager.access_token, "websocket").await;
    mark(&owner, json!({"ids": [ids[0]]})).await;
    // What was read before is no news.
    mark(&owner, json!({"ids": [ids[0]]})).await;
    mark(&owner, json!({"up_to": ids[1]})).await;
    mark(&owner, json!({"up_to": Uuid::max()})).await;
    for listener in &mut own {
        let heard = listener.expect("message.read").await;
        assert_eq!(heard["data"], json!({"ids": [ids[0]], "up_to": null}));
        // What was asked for, which tells nothing of messages that are not for the member.
        for up_to in [ids[1].clone(), Uuid::max().to_string()] {
            let heard = listener.expect("message.read").await;
            assert_eq!(heard["data"], json!({"ids": [], "up_to": up_to}));
        }
    }
    // The next message shows that nothing before it was for this member.
    let next = server.receive(4, BANK, "Your code is 482913").await;
    assert_eq!(others.expect("message.received").await["data"]["id"], next);
}

#[tokio::test]
async fn the_other_pages_of_who_copies_a_code_hear_that_it_is_read() {
    signed_in!(server, owner: Owner);
    let id = &receive(&server, 1..2, BANK).await[0];
    let mut page = Listener::connect(&server.url, &owner.access_token, "websocket").await;
    let copy = async || {
        let path = format!("/messages/{id}/copied");
        assert_eq!(owner.call(Method::POST, &path, None).await.0, 204);
    };
    copy().await;
    assert_eq!(page.expect("message.read").await["data"]["ids"], json!([id]));
    let body = Some(json!({"ids": [id]}));
    assert_eq!(owner.call(Method::POST, "/messages/unread", body).await.0, 204);
    page.expect("message.unread").await;
    copy().await;
    assert_eq!(page.expect("message.read").await["data"]["ids"], json!([id]));
}

#[tokio::test]
async fn members_who_read_at_once_hear_only_of_their_own_reading() {
    signed_in!(server, owner: Owner, manager: Manager);
    let ids = receive(&server, 1..41, BANK).await;
    let (own, theirs) = ids.split_at(20);
    let mut pages = Vec::new();
    for (member, expected) in [(&owner, own), (&manager, theirs)] {
        let page = Listener::connect(&server.url, &member.access_token, "websocket").await;
        pages.push((page, expected));
    }
    // New messages keep the server busy with telling, so that what was read comes close together.
    let arriving = join_all((100..160).map(|id| server.receive(id, BANK, "x")));
    let reading = join_all((0..20).flat_map(|at| {
        [mark(&owner, json!({"ids": [own[at]]})), mark(&manager, json!({"ids": [theirs[at]]}))]
    }));
    futures::future::join(arriving, reading).await;
    for (mut page, expected) in pages {
        let mut missing: HashSet<&str> = expected.iter().map(String::as_str).collect();
        while !missing.is_empty() {
            let heard = page.next().await;
            if heard["event"] == "message.received" {
                continue;
            }
            assert_eq!(heard["event"], "message.read", "{heard}");
            for id in heard["data"]["ids"].as_array().expect("a list") {
                let id = id.as_str().expect("an id");
                assert!(missing.remove(id), "{id} is foreign or came twice: {heard}");
            }
        }
    }
}

#[tokio::test]
async fn a_program_reads_by_ids_alone_and_for_itself_alone() {
    signed_in!(server, owner: Owner);
    let ids = receive(&server, 1..4, BANK).await;
    let new = json!({"name": "A program", "scopes": ["messages:read", "messages:copy"]});
    let (_, program) = key(&owner, new).await;
    let count = async |member: &Member<'_>| member.get("/messages/unread").await["total"].clone();
    let (field, rule) = program.refused_field("/messages/read", json!({"up_to": ids[2]})).await;
    assert_eq!(field, "up_to");
    assert!(rule.contains("program"), "{rule}");
    assert_eq!((count(&program).await, count(&owner).await), (json!(3), json!(3)));
    mark(&program, json!({"ids": [ids[0]]})).await;
    mark(&owner, json!({"up_to": ids[1]})).await;
    assert_eq!((count(&program).await, count(&owner).await), (json!(2), json!(1)));
    // What it fetches it has read; its maker has not.
    assert_eq!(program.list("/messages").await.len(), 3);
    assert_eq!((count(&program).await, count(&owner).await), (json!(0), json!(1)));
}

#[tokio::test]
async fn what_is_unread_behind_a_hundred_read_messages_is_counted() {
    signed_in!(server, owner: Owner);
    let mut ids = Vec::new();
    for id in 0..105 {
        ids.push(server.receive(id, BANK, "x").await);
    }
    ids.sort();
    let read = json!({"ids": ids[5..]});
    assert_eq!(owner.call(Method::POST, "/messages/read", Some(read)).await.0, 204);
    assert_eq!(owner.list("/messages?unread=true").await.len(), 5);
    assert_eq!(owner.get("/messages/unread").await["total"], 5);
}

#[tokio::test]
async fn a_refused_up_to_marks_nothing() {
    signed_in!(server, owner: Owner);
    let id = server.receive(1, BANK, "x").await;
    let scopes = json!({"name": "A", "scopes": ["messages:read", "messages:copy"]});
    let (_, program) = key(&owner, scopes).await;
    let read = json!({"ids": [id], "up_to": id});
    assert_eq!(program.status(Method::POST, "/messages/read", Some(read)).await, 422);
    assert_eq!(program.get("/messages/unread").await["total"], 1);
}

#[tokio::test]
async fn an_id_that_a_member_may_not_see_is_not_told() {
    signed_in!(server, viewer: Viewer);
    let id = server.receive(1, BANK, "x").await;
    let mut page = Listener::connect(&server.url, &viewer.access_token, "websocket").await;
    let read = json!({"up_to": Uuid::max()});
    assert_eq!(viewer.call(Method::POST, "/messages/read", Some(read)).await.0, 204);
    assert_ne!(page.expect("message.read").await["data"]["up_to"], json!(id));
}

async fn mark_unread(member: &Member<'_>, ids: &[String]) {
    let body = json!({"ids": ids});
    let (status, answer) = member.call(Method::POST, "/messages/unread", Some(body)).await;
    assert_eq!(status, 204, "{answer}");
}

#[tokio::test]
async fn what_is_marked_as_unread_counts_again_until_it_is_read_and_who_saw_it_stays_on_record() {
    signed_in!(server, owner: Owner, manager: Manager);
    let ids = receive(&server, 0..4, BANK).await;
    mark(&owner, json!({"ids": [ids[0]]})).await;
    mark(&owner, json!({"up_to": ids[2]})).await;
    assert_eq!(total(&owner).await, 1);
    // One that was seen, one that counted as read unseen, and one that is unread anyway.
    mark_unread(&owner, &[ids[0].clone(), ids[2].clone(), ids[3].clone()]).await;
    assert_eq!(total(&owner).await, 3);
    assert_eq!(read(&owner).await, [ids[1].clone()]);
    assert_eq!(seen_by(&owner, &ids[0]).await, 1, "it was seen all the same");
    assert_eq!(total(&manager).await, 4, "nobody else's count changes");
    mark(&owner, json!({"ids": [ids[0]]})).await;
    let path = format!("/messages/{}/copied", ids[3]);
    assert_eq!(owner.status(Method::POST, &path, None).await, 204);
    assert_eq!(total(&owner).await, 1);
    mark(&owner, json!({"up_to": ids[3]})).await;
    assert_eq!(total(&owner).await, 0);
    assert_eq!(seen_by(&owner, &ids[0]).await, 1, "a second look is none");
}

#[tokio::test]
async fn other_pages_of_the_member_hear_what_was_marked_as_unread_and_read_again() {
    signed_in!(server, owner: Owner, manager: Manager);
    let ids = receive(&server, 0..2, BANK).await;
    mark(&owner, json!({"ids": ids})).await;
    let mut own = Listener::connect(&server.url, &owner.access_token, "websocket").await;
    let mut others = Listener::connect(&server.url, &manager.access_token, "websocket").await;
    mark_unread(&owner, &ids).await;
    assert_eq!(own.expect("message.unread").await["data"], json!({"ids": ids}));
    mark(&owner, json!({"ids": [ids[1]]})).await;
    let heard = own.expect("message.read").await;
    assert_eq!(heard["data"], json!({"ids": [ids[1]], "up_to": null}));
    let next = server.receive(4, BANK, "Your code is 482913").await;
    assert_eq!(others.expect("message.received").await["data"]["id"], next);
}

#[tokio::test]
async fn marking_as_unread_is_for_members_and_for_what_they_see() {
    signed_in!(server, owner: Owner, manager: Manager);
    let ids = receive(&server, 0..1, BANK).await;
    let (_, program) =
        key(&owner, json!({"name": "A", "scopes": ["messages:read", "messages:copy"]})).await;
    let (field, rule) = program.refused_field("/messages/unread", json!({"ids": ids})).await;
    assert_eq!(field, "ids");
    assert!(rule.contains("program"), "{rule}");
    let many = vec![Uuid::nil(); 201];
    let (field, rule) = owner.refused_field("/messages/unread", json!({"ids": many})).await;
    assert_eq!((field.as_str(), rule.as_str()), ("ids", "must have at most 200 entries"));
    let path = format!("/numbers/{}", number_id(&owner, BANK).await);
    let restricted = Some(json!({"access": "restricted"}));
    assert_eq!(owner.status(Method::PATCH, &path, restricted).await, 200);
    mark_unread(&manager, &ids).await;
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM kept_unread")
        .fetch_one(&server.pool().await)
        .await
        .expect("a count");
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn a_message_that_is_kept_unread_and_unread_anyway_counts_once_up_to_100() {
    signed_in!(server, owner: Owner);
    let ids = receive(&server, 0..104, BANK).await;
    mark(&owner, json!({"ids": ids[..3]})).await;
    mark_unread(&owner, &ids[..5]).await;
    assert_eq!(total(&owner).await, 100);
    mark(&owner, json!({"up_to": ids[97]})).await;
    mark_unread(&owner, &ids[95..]).await;
    assert_eq!(total(&owner).await, 9);
}
