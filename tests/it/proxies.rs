//! Behind a proxy, as the files under deploy/ set it up: the page, the API, webhooks, sockets, who the
//! client is, and what no proxy may let through. Below a path of a site, too.

use codebell::auth::Role;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::harness::Server;
use crate::harness::listener::Listener;
use crate::harness::member::PASSWORD;
use crate::harness::provider::hmac_sha256_hex;
use crate::harness::proxy::{Proxy, changed, free_port, project_file};

const NUMBER: &str = "+12025550100";

/// A server that is told that it is reached at `url`.
async fn reached_at(url: &str) -> Server {
    let builder = Server::builder().await.set("CODEBELL_PUBLIC_URL", url);
    builder.set("CODEBELL_TRUSTED_PROXIES", "127.0.0.1").start().await
}

/// Where the server itself listens, as proxies write it.
fn upstream(server: &Server) -> String {
    server.url.trim_start_matches("http://").to_owned()
}

/// From here on all requests go through the proxy at `url`.
fn go_through(server: &mut Server, url: &str) {
    let client = Client::builder().danger_accept_invalid_certs(true);
    server.client = client.build().expect("a client");
    url.clone_into(&mut server.url);
}

/// All that people and providers do works through the proxy, and the client is who it is.
async fn assert_works(server: &Server) {
    server.sign_in(Role::Owner).await;
    let login = json!({"email": "owner@example.com", "password": PASSWORD});
    let url = format!("{}/api/v1/auth/login", server.url);
    let spoofed = server.client.post(url).header("x-forwarded-for", "203.0.113.9").json(&login);
    let answer = spoofed.send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let is_https = server.url.starts_with("https");
    let cookies: Vec<String> = answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().expect("text").to_owned())
        .collect();
    let base = reqwest::Url::parse(&server.url).expect("an address").path().to_owned();
    let path = format!("Path={}/api/v1/auth", base.trim_end_matches('/'));
    let as_meant = |cookie: &String| match is_https {
        true => cookie.starts_with("__Host-") && cookie.contains("Secure"),
        false => cookie.contains(&path),
    };
    assert!(cookies.iter().filter(|cookie| as_meant(cookie)).count() >= 2, "{cookies:?}");
    let owner = crate::harness::Member::from_answer(server, "owner@example.com", answer).await;
    let sessions = owner.list("/me/sessions").await;
    assert!(sessions.iter().all(|session| session["address"] == "127.0.0.1"), "{sessions:?}");

    server.receive(1, NUMBER, "Your code is 482912").await;
    for (id, transport) in [(2, "websocket"), (3, "polling")] {
        let mut listener = Listener::connect(&server.url, &owner.access_token, transport).await;
        let message = server.receive(id, NUMBER, "Your code is 482913").await;
        let heard = listener.expect("message.received").await;
        assert_eq!(heard["data"]["id"], json!(message), "over {transport}");
    }
    let facts = owner.get("/onboarding").await;
    assert_eq!(facts["public_url"], json!(server.url));
    let sources = owner.list("/sources").await;
    let address = sources[0]["webhook_url"].as_str().expect("an address");
    assert!(address.starts_with(&format!("{}/webhooks/", server.url)), "{address}");

    let large = "x".repeat(310 * 1024);
    assert_eq!(server.post("receivesms", &[], large).await.status(), 413);
    let page = server.get("/forwarding/rules").await;
    assert!(page.text().await.expect("text").contains("<div id=\"root\">"));
}

#[tokio::test]
async fn behind_nginx_under_a_name_of_its_own_all_works_over_tls() {
    let (port, plain) = (free_port(), free_port());
    let url = format!("https://127.0.0.1:{port}");
    let mut server = reached_at(&url).await;
    let conf = changed(
        &project_file("deploy/nginx/codebell.conf"),
        &[
            ("127.0.0.1:8080", &upstream(&server)),
            ("    listen [::]:80;\n", ""),
            ("    listen [::]:443 ssl http2;\n", ""),
            ("listen 80;", &format!("listen 127.0.0.1:{plain};")),
            ("listen 443 ssl http2;", &format!("listen 127.0.0.1:{port} ssl http2;")),
            ("server_name codes.example.com", "server_name 127.0.0.1"),
            ("/etc/letsencrypt/live/codes.example.com", "{folder}"),
            ("/var/log/nginx", "{folder}"),
        ],
    );
    let _proxy = Proxy::nginx(port, &conf).await;
    go_through(&mut server, &url);
    assert_works(&server).await;
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build();
    let asked = client.expect("a client").get(format!("http://127.0.0.1:{plain}/numbers?a=1"));
    let answer = asked.send().await.expect("an answer");
    assert_eq!(answer.status(), 308);
    assert_eq!(answer.headers()["location"], "https://codes.example.com/numbers?a=1");
}

#[tokio::test]
async fn behind_nginx_below_a_path_of_a_site_all_works() {
    let port = free_port();
    let url = format!("http://127.0.0.1:{port}/codebell");
    let mut server = reached_at(&url).await;
    let direct = server.url.clone();
    let locations = changed(
        &project_file("deploy/nginx/codebell-path.conf"),
        &[("127.0.0.1:8080", &upstream(&server)), ("/var/log/nginx", "{folder}")],
    );
    let site = format!("server {{ listen 127.0.0.1:{port}; absolute_redirect off; {locations} }}");
    let _proxy = Proxy::nginx(port, &site).await;
    go_through(&mut server, &url);
    assert_works(&server).await;
    let page = server.get("/").await.text().await.expect("text");
    assert!(page.contains(r#"<meta name="base" content="/codebell/""#), "{page}");
    assert!(
        page.contains(r#"src="/codebell/assets/"#) && !page.contains(r#"="/assets/"#),
        "{page}"
    );
    let document: Value = server.get("/api/openapi.json").await.json().await.expect("JSON");
    assert_eq!(document["servers"][0]["url"], "/codebell/api/v1");

    // A proxy may take the path away, and who looks after the server asks it without.
    let ready = server.client.get(format!("{direct}/readyz")).send().await.expect("an answer");
    assert_eq!(ready.status(), 200);
    let page = server.client.get(direct).send().await.expect("an answer");
    assert!(page.text().await.expect("text").contains(r#"content="/codebell/""#));
    // Elsewhere on the site there is nothing of ours.
    let outside = format!("http://127.0.0.1:{port}/api/v1/setup");
    assert_eq!(server.client.get(outside).send().await.expect("an answer").status(), 404);
}

#[tokio::test]
async fn below_a_path_links_lead_there() {
    let port = free_port();
    let url = format!("http://127.0.0.1:{port}/team/codes/");
    let server = reached_at(&url).await;
    let owner = server.sign_in(Role::Owner).await;
    let invited = json!({"email": "bo@example.com", "role": "viewer"});
    let (status, made) = owner.call(Method::POST, "/invitations", Some(invited)).await;
    assert_eq!(status, 201, "{made}");
    let link = made["url"].as_str().expect("a link");
    assert!(link.starts_with(&format!("{url}invitation#token=")), "{link}");
    let under = format!("{}/team/codes/api/v1/setup", server.url);
    assert_eq!(server.client.get(under).send().await.expect("an answer").status(), 200);
    // What is signed with the address is signed with the public one, whatever the proxy passes on.
    let scheme = json!({"header": "X-Signature", "template": "{url}{body}"});
    let new = json!({"provider": "generic", "name": "A", "scheme": scheme, "secret": "our secret"});
    let (_, made) = owner.call(Method::POST, "/sources", Some(new)).await;
    let address = made["webhook_url"].as_str().expect("an address");
    let slug = address.rsplit('/').next().expect("a slug");
    for (id, path) in
        [(1, format!("/team/codes/webhooks/{slug}")), (2, format!("/webhooks/{slug}"))]
    {
        let body = json!({"id": id, "from": "A", "to": NUMBER, "text": "Your code is 482913"});
        let body = body.to_string();
        let parts = [address.as_bytes(), body.as_bytes()];
        let request = server.client.post(format!("{}{path}", server.url));
        let signature = hmac_sha256_hex("our secret", &parts);
        let answer = request.header("x-signature", signature).body(body).send().await;
        assert_eq!(answer.expect("an answer").status(), 200, "{path}");
    }
    let missing = format!("{}/team/codes/api/v1/nothing", server.url);
    assert_eq!(server.client.get(missing).send().await.expect("an answer").status(), 404);
}

#[tokio::test]
async fn behind_caddy_all_works() {
    let port = free_port();
    let url = format!("http://127.0.0.1:{port}");
    let mut server = reached_at(&url).await;
    let site = format!("http://127.0.0.1:{port}");
    let caddyfile = changed(
        &project_file("deploy/caddy/Caddyfile"),
        &[("127.0.0.1:8080", &upstream(&server)), ("codes.example.com {", &format!("{site} {{"))],
    );
    let _proxy = Proxy::caddy(port, &caddyfile).await;
    go_through(&mut server, &url);
    assert_works(&server).await;
}
