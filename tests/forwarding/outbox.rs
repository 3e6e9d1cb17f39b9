//! What the server is told to forward, and how far it is with it.

use codebell::auth::Role;
use serde_json::json;
use sqlx::PgPool;

use crate::harness::server::Server;

/// A webhook channel for each, and one rule that sends every message to all.
pub async fn forward_to(server: &Server, urls: impl Iterator<Item = &str>) {
    let token = server.sign_in(Role::Owner).await;
    let mut ids = Vec::new();
    for url in urls {
        let new = json!({"name": url, "settings": {"kind": "webhook", "url": url}});
        ids.push(server.call("channels", &token, &new).await["channel"]["id"].clone());
    }
    let rule = json!({"event": "message", "name": "All", "channel_ids": ids});
    assert!(server.call("rules", &token, &rule).await["id"].is_string());
}

/// From the commit to what was written down as delivered: median, p99 and most, in seconds.
pub async fn seconds_to_delivered(pool: &PgPool) -> (f64, f64, f64) {
    sqlx::query_as(
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds),
                percentile_cont(0.99) WITHIN GROUP (ORDER BY seconds), max(seconds)
         FROM (SELECT extract(epoch FROM finished_at - created_at)::float8 AS seconds
               FROM deliveries WHERE status = 'delivered') AS delivered",
    )
    .fetch_one(pool)
    .await
    .expect("figures")
}

/// Depth and age of the queue.
pub async fn metrics(server: &Server) -> String {
    let url = format!("http://{}/metrics", server.address);
    let text = server.client.get(url).send().await.expect("an answer").text().await.expect("text");
    let lines = text.lines().filter(|line| {
        line.starts_with("codebell_outbox_waiting") || line.starts_with("codebell_outbox_oldest")
    });
    lines.collect::<Vec<_>>().join(", ")
}
