//! Invitations by e-mail: a real SMTP server gets them, and one that is away is no obstacle.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::Server;
use crate::harness::mail::MailServer;
use crate::harness::member::link_token;
use crate::invitations::{accept, invite, path};

async fn start_with_mail(port: &str) -> Server {
    let builder = Server::builder().await.set("SMTP_URL", &format!("smtp://127.0.0.1:{port}"));
    builder.set("SMTP_FROM", "Codebell <codes@example.com>").start().await
}

#[tokio::test]
async fn an_invitation_is_e_mailed_with_its_link_where_a_mail_server_is_set() {
    let mut mail = MailServer::start().await;
    let server = start_with_mail(&mail.port).await;
    let owner = server.sign_in_as(Role::Owner, "Zoë").await;
    assert_eq!(owner.get("/team").await["emails_invitations"], true);
    let made = invite(&owner, "bo@example.com", "viewer").await;
    assert!(made["invitation"]["emailed_at"].is_string(), "{made}");
    let (_, resent) = owner.call(Method::POST, &format!("{}/resend", path(&made)), None).await;
    assert!(resent["invitation"]["emailed_at"].is_string(), "{resent}");
    for link in [&made, &resent] {
        let received = mail.next().await;
        assert_eq!(
            (&received["from"], &received["to"]),
            (&json!("codes@example.com"), &json!(["bo@example.com"]))
        );
        let text = received["text"].as_str().expect("text");
        assert!(text.lines().any(|line| line == link["url"]), "{text}");
        assert!(text.starts_with("Zoë invites you"), "{text}");
    }
}

#[tokio::test]
async fn an_invitation_succeeds_without_its_e_mail_where_the_mail_server_is_away() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = closed.local_addr().expect("an address").port().to_string();
    drop(closed);
    let server = start_with_mail(&port).await;
    let owner = server.sign_in(Role::Owner).await;
    let made = invite(&owner, "bo@example.com", "viewer").await;
    assert_eq!(made["invitation"]["emailed_at"], Value::Null);
    assert_eq!(accept(&server, &link_token(&made)).await.status(), 201);
    assert!(server.log().contains("could not be e-mailed"));
    assert!(!server.log().contains(&link_token(&made)), "the log is no place for links");
}
