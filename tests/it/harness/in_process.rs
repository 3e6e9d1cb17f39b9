//! A server inside the test, whose clock the test owns.

use chrono::{DateTime, Utc};
use codebell::accounts::{NewUser, add_user};
use codebell::app::App;
use codebell::auth::Role;
use codebell::clock::Clock;
use codebell::context::Context;
use codebell::installation;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::cluster::TestDatabase;
use super::member::PASSWORD;
use super::provider::config;

/// A server at a time that passes only when the test says so.
pub struct ServerWithClock {
    pub url: String,
    pub clock: Clock,
    pub context: Context,
    pub client: Client,
    _data_dir: TempDir,
}

impl ServerWithClock {
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// The same with further settings.
    pub async fn start_with(settings: &[&str]) -> Self {
        let data_dir = tempfile::tempdir().expect("a directory");
        let database = TestDatabase::create().await;
        let (directory, url) = (data_dir.path().display().to_string(), database.url());
        let usual = ["--listen=127.0.0.1:0", "--data-dir", &directory, "--database-url", &url];
        let config = config(&[&usual[..], settings].concat());
        let clock = Clock::stopped_at(at(1_700_000_000));
        let (database, keys) = installation::open_for_server(&config).await.expect("a database");
        let app = App::start(config, clock.clone(), database, keys).await.expect("a server");
        let url = format!("http://{}", app.address().expect("an address"));
        let context = app.context.clone();
        tokio::spawn(app.run());
        Self { url, clock, context, client: Client::new(), _data_dir: data_dir }
    }

    /// Adds somebody with this role.
    pub async fn add_member(&self, role: Role) {
        let email = format!("{role}@example.com");
        let new = NewUser::parse(&email, "Ana", role, PASSWORD.to_owned().into()).expect("valid");
        let new = new.hash().await.expect("hashed");
        let mut transaction = self.context.pool.begin().await.expect("a transaction");
        let added = add_user(&mut transaction, &self.clock, new).await;
        added.expect("added");
        transaction.commit().await.expect("committed");
    }

    /// Asks the API as the member with this role, who signs in for it: tokens end with the hours.
    pub async fn call(
        &self,
        role: Role,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let api = format!("{}/api/v1", self.url);
        let who = json!({"email": format!("{role}@example.com"), "password": PASSWORD});
        let answer = self.client.post(format!("{api}/auth/login")).json(&who).send().await;
        let answer: Value = answer.expect("an answer").json().await.expect("JSON");
        let token = answer["access_token"].as_str().expect("a token");
        let mut request = self.client.request(method, format!("{api}{path}")).bearer_auth(token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("a body");
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Posts to a source.
    pub async fn post(
        &self,
        slug: &str,
        headers: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
        body: &str,
    ) -> Response {
        let mut request = self.client.post(format!("{}/webhooks/{slug}", self.url));
        for (name, value) in headers {
            request = request.header(name.as_ref(), value.as_ref());
        }
        request.body(body.to_owned()).send().await.expect("an answer")
    }
}

/// A time in Unix seconds.
pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("a time")
}
