//! A signed-in member of the team.

use codebell::accounts::{NewUser, add_user};
use codebell::auth::Role;
use codebell::clock::Clock;
use reqwest::{Method, Response, header};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use super::Server;

pub const PASSWORD: &str = "correct horse battery staple";

/// Someone with an access token and a refresh cookie.
pub struct Member<'a> {
    pub server: &'a Server,
    pub email: String,
    pub access_token: String,
    pub refresh_cookie: String,
}

impl Server {
    /// Adds a user and signs them in.
    pub async fn sign_in(&self, role: Role) -> Member<'_> {
        self.sign_in_new(role, &format!("{role}@example.com"), "Ana").await
    }

    /// Adds a user with a name of their own, and an address made of it, and signs them in.
    pub async fn sign_in_as(&self, role: Role, name: &str) -> Member<'_> {
        self.sign_in_new(role, &format!("{}@example.com", name.to_lowercase()), name).await
    }

    async fn sign_in_new(&self, role: Role, email: &str, name: &str) -> Member<'_> {
        let new = NewUser::parse(email, name, role, PASSWORD.to_owned().into()).expect("valid");
        let new = new.hash().await.expect("hashed");
        let pool = self.pool().await;
        let mut transaction = pool.begin().await.expect("a transaction");
        let added = add_user(&mut transaction, &Clock::system(), new).await;
        added.expect("added");
        transaction.commit().await.expect("committed");
        self.log_in(email).await
    }

    /// Signs in someone who is there.
    pub async fn log_in(&self, email: &str) -> Member<'_> {
        let answer = self
            .post_json("/api/v1/auth/login", json!({"email": email, "password": PASSWORD}))
            .await;
        assert_eq!(answer.status(), 200);
        Member::from_answer(self, email, answer).await
    }

    pub async fn post_json(&self, path: &str, body: Value) -> Response {
        let request = self.client.post(format!("{}{path}", self.url)).json(&body);
        request.send().await.expect("an answer")
    }

    /// Who has a token or a program's key.
    pub fn bearer(&self, token: &Value) -> Member<'_> {
        Member {
            server: self,
            email: String::new(),
            access_token: token.as_str().expect("a token").to_owned(),
            refresh_cookie: String::new(),
        }
    }

    /// All rows of all tables as text, one a line; bytes are hexadecimal.
    pub async fn stored_text(&self) -> String {
        let pool = self.pool().await;
        let tables = "SELECT table_name::text FROM information_schema.tables
                      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'";
        let tables: Vec<String> =
            sqlx::query_scalar(tables).fetch_all(&pool).await.expect("tables");
        let mut lines = Vec::new();
        for table in tables {
            let rows = AssertSqlSafe(format!("SELECT entry::text FROM \"{table}\" AS entry"));
            lines.extend(
                sqlx::query_scalar::<_, String>(rows).fetch_all(&pool).await.expect("rows"),
            );
        }
        lines.join("\n")
    }

    /// Posts without a body, with a cookie.
    pub async fn post_cookie(&self, path: &str, cookie: &str) -> Response {
        let request =
            self.client.post(format!("{}{path}", self.url)).header(header::COOKIE, cookie);
        request.send().await.expect("an answer")
    }
}

impl<'a> Member<'a> {
    /// Who an answer with tokens is for.
    pub async fn from_answer(server: &'a Server, email: &str, answer: Response) -> Self {
        let refresh_cookie = cookie(&answer);
        let body: Value = answer.json().await.expect("JSON");
        let access_token = body["access_token"].as_str().expect("a token").to_owned();
        Self { server, email: email.to_owned(), access_token, refresh_cookie }
    }

    pub async fn request(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        let url = format!("{}/api/v1{path}", self.server.url);
        let mut request = self.server.client.request(method, url).bearer_auth(&self.access_token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await.expect("an answer")
    }

    /// The status of an answer, and its JSON, null where it has none.
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let answer = self.request(method, path, body).await;
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("a body");
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call(Method::GET, path, None).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// The id of the member.
    pub async fn id(&self) -> String {
        self.get("/me").await["user"]["id"].as_str().expect("an id").to_owned()
    }

    /// The status of an answer alone.
    pub async fn status(&self, method: Method, path: &str, body: Option<Value>) -> u16 {
        self.call(method, path, body).await.0
    }

    /// The field that an answer with 422 names, and what it says of it.
    pub async fn refused_field(&self, path: &str, body: Value) -> (String, String) {
        let (status, problem) = self.call(Method::POST, path, Some(body)).await;
        assert_eq!(status, 422, "{path}: {problem}");
        broken_rule(&problem)
    }

    /// The entries of a list.
    pub async fn list(&self, path: &str) -> Vec<Value> {
        self.get(path).await["data"].as_array().expect("a list").clone()
    }
}

/// The first field that a problem names, and all that it says of it.
pub fn broken_rule(problem: &Value) -> (String, String) {
    let errors = problem["errors"].as_array().expect("errors");
    let text = |error: &Value, name: &str| error[name].as_str().expect("a text").to_owned();
    let field = text(&errors[0], "field");
    let rules = errors.iter().filter(|error| error["field"] == field.as_str());
    let rules: Vec<String> = rules.map(|error| text(error, "detail")).collect();
    (field, rules.join(". "))
}

/// The token of a link.
pub fn link_token(made: &Value) -> String {
    let url = made["url"].as_str().expect("a link");
    url.split_once("#token=").expect("a token").1.to_owned()
}

/// The refresh cookie of an answer, as a browser would send it back.
pub fn cookie(answer: &Response) -> String {
    let is_https = answer.headers().contains_key(header::STRICT_TRANSPORT_SECURITY);
    let prefix = if is_https { "__Host-" } else { "" };
    cookie_named(answer, &format!("{prefix}codebell_refresh"))
}

/// One of the cookies of an answer, as a browser would send it back.
pub fn cookie_named(answer: &Response, name: &str) -> String {
    let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
    let pairs = cookies.map(|cookie| cookie.to_str().expect("text").split(';').next());
    let mut pairs = pairs.map(|pair| pair.expect("a pair"));
    let found = pairs.find(|pair| pair.split_once('=').is_some_and(|(found, _)| found == name));
    found.expect("a cookie").to_owned()
}
