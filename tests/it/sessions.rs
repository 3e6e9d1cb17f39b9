//! How long sessions last, and that nothing outlives them.

use chrono::TimeDelta;
use codebell::auth::Role;
use reqwest::{Response, header};
use serde_json::{Value, json};

use crate::harness::in_process::ServerWithClock;
use crate::harness::listener::Listener;
use crate::harness::member::{PASSWORD, cookie};

/// A signed-in browser of a server whose clock the test owns.
struct Browser<'a> {
    server: &'a ServerWithClock,
    cookie: String,
    access_token: String,
    /// What the cookie's Max-Age was.
    days: i64,
}

impl<'a> Browser<'a> {
    async fn sign_in(server: &'a ServerWithClock, role: Role) -> Self {
        let who = json!({"email": format!("{role}@example.com"), "password": PASSWORD});
        let url = format!("{}/api/v1/auth/login", server.url);
        let answer = server.client.post(url).json(&who).send().await.expect("an answer");
        Self::from_answer(server, answer).await
    }

    async fn from_answer(server: &'a ServerWithClock, answer: Response) -> Self {
        assert_eq!(answer.status(), 200);
        let cookie = cookie(&answer);
        let headers = answer.headers().get_all(header::SET_COOKIE).iter();
        let mut headers = headers.map(|header| header.to_str().expect("text"));
        let header = headers.rfind(|header| header.starts_with(&cookie));
        let seconds = header.and_then(|header| header.split("Max-Age=").nth(1));
        let seconds = seconds.and_then(|rest| rest.split(';').next()).expect("a Max-Age");
        let seconds: i64 = seconds.parse().expect("seconds");
        let body: Value = answer.json().await.expect("JSON");
        let access_token = body["access_token"].as_str().expect("a token").to_owned();
        Self { server, cookie, access_token, days: seconds / 86_400 }
    }

    async fn refresh(&self) -> Response {
        let url = format!("{}/api/v1/auth/refresh", self.server.url);
        let request = self.server.client.post(url).header(header::COOKIE, &self.cookie);
        request.send().await.expect("an answer")
    }

    async fn refreshed(&self) -> Self {
        Self::from_answer(self.server, self.refresh().await).await
    }

    async fn status(&self) -> u16 {
        let request = self.server.client.get(format!("{}/api/v1/me", self.server.url));
        let answer = request.bearer_auth(&self.access_token).send().await.expect("an answer");
        answer.status().as_u16()
    }
}

fn pass(server: &ServerWithClock, days: i64) {
    server.clock.set(server.clock.now() + TimeDelta::days(days));
}

#[tokio::test]
async fn a_session_ends_seven_days_after_its_last_use_and_thirty_after_it_began() {
    let server = ServerWithClock::start().await;
    server.add_member(Role::Viewer).await;
    let idle = Browser::sign_in(&server, Role::Viewer).await;
    let mut used = Browser::sign_in(&server, Role::Viewer).await;
    assert_eq!(used.days, 7);
    for days in [7, 7, 7, 6] {
        pass(&server, 6);
        used = used.refreshed().await;
        assert_eq!(used.days, days);
    }
    assert_eq!(idle.refresh().await.status(), 401, "nobody used it");
    pass(&server, 6);
    assert_eq!(used.refresh().await.status(), 401, "it began 30 days ago");
    assert_eq!(used.status().await, 401);
}

#[tokio::test]
async fn a_session_from_before_the_limits_lasts_as_it_was_told_and_no_longer_than_the_next_refresh()
{
    let server = ServerWithClock::start().await;
    server.add_member(Role::Viewer).await;
    let old = Browser::sign_in(&server, Role::Viewer).await;
    let young = Browser::sign_in(&server, Role::Viewer).await;
    let now = server.clock.now();
    for (session, began_days_ago) in [(&old, 40), (&young, 20)] {
        let hash = codebell::secrets::token_hash(session.cookie.split_once('=').expect("a pair").1);
        sqlx::query(
            "UPDATE sessions SET created_at = $2, last_used_at = $2, expires_at = $3 WHERE id =
             (SELECT session_id FROM refresh_tokens WHERE token_hash = $1)",
        )
        .bind(&hash[..])
        .bind(now - TimeDelta::days(began_days_ago))
        .bind(now + TimeDelta::days(10))
        .execute(&server.context.pool)
        .await
        .expect("older");
    }
    assert_eq!((old.status().await, young.status().await), (200, 200));
    assert_eq!(old.refresh().await.status(), 401);
    assert_eq!(old.status().await, 401, "it has ended");
    assert_eq!(young.refreshed().await.days, 7);
}

#[tokio::test]
async fn a_socket_ends_when_its_session_expires_unless_that_was_refreshed() {
    let server = ServerWithClock::start().await;
    server.add_member(Role::Viewer).await;
    let left = Browser::sign_in(&server, Role::Viewer).await;
    let used = Browser::sign_in(&server, Role::Viewer).await;
    let mut of_left = Listener::connect(&server.url, &left.access_token, "websocket").await;
    let mut of_used = Listener::connect(&server.url, &used.access_token, "websocket").await;
    pass(&server, 6);
    let used = used.refreshed().await;
    pass(&server, 1);
    of_left.expect("session.revoked").await;
    of_left.expect("disconnect").await;
    assert_eq!(used.status().await, 401, "its access token is old");
    used.refreshed().await;
    pass(&server, 7);
    // Nothing came before: the socket outlived the end that its session had when it connected.
    of_used.expect("session.revoked").await;
    of_used.expect("disconnect").await;
}
