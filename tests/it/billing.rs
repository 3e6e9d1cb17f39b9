//! What numbers cost: exact sums, what renews soon, and the table for a spreadsheet.

use chrono::TimeDelta;
use codebell::auth::Role;
use codebell::clock::Clock;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::member::broken_rule;
use crate::harness::{Member, signed_in};

/// Adds a number; its path.
async fn add(owner: &Member<'_>, phone_number: &str, label: &str) -> String {
    let new = json!({"phone_number": phone_number, "label": label});
    let (status, made) = owner.call(Method::POST, "/numbers", Some(new)).await;
    assert_eq!(status, 201, "{made}");
    format!("/numbers/{}", made["id"].as_str().expect("an id"))
}

async fn set_cost(owner: &Member<'_>, path: &str, cost: Value) -> (u16, Value) {
    owner.call(Method::PATCH, path, Some(json!({"cost": cost}))).await
}

fn cost(monthly_cost: &str, currency: &str, renews_on: Option<&str>) -> Value {
    json!({"monthly_cost": monthly_cost, "currency": currency, "renews_on": renews_on})
}

fn in_days(days: i64) -> String {
    (Clock::system().now() + TimeDelta::days(days)).date_naive().to_string()
}

#[tokio::test]
async fn costs_are_added_up_exactly_for_each_currency() {
    signed_in!(server, owner: Owner);
    assert_eq!(owner.get("/billing").await, json!({"totals": [], "renewing": [], "numbers": []}));
    for (phone_number, label, monthly_cost, currency) in [
        ("+12025550100", "A", "0.1", "EUR"),
        ("+12025550101", "B", "0.2", "EUR"),
        ("+12025550102", "C", "9999999.9999", "USD"),
        ("+12025550103", "D", "9999999.9999", "USD"),
    ] {
        let path = add(&owner, phone_number, label).await;
        assert_eq!(set_cost(&owner, &path, cost(monthly_cost, currency, None)).await.0, 200);
    }
    let free = add(&owner, "+12025550104", "E").await;
    let billing = owner.get("/billing").await;
    let totals = json!([
        {"currency": "EUR", "monthly_cost": "0.3"},
        {"currency": "USD", "monthly_cost": "19999999.9998"},
    ]);
    assert_eq!((&billing["totals"], &billing["renewing"]), (&totals, &json!([])));
    assert_eq!(billing["numbers"].as_array().map(Vec::len), Some(5));
    let id = free.trim_start_matches("/numbers/");
    let unknown = json!({"number": {"id": id, "phone_number": "+12025550104", "label": "E"},
        "monthly_cost": null, "currency": null, "renews_on": null});
    assert_eq!(billing["numbers"][4], unknown);
}

#[tokio::test]
async fn a_cost_stays_until_it_is_cleared_or_replaced() {
    signed_in!(server, owner: Owner);
    let path = add(&owner, "+12025550100", "A").await;
    let known = async || owner.get("/billing").await["numbers"][0].clone();
    assert_eq!(set_cost(&owner, &path, cost("2.5", "EUR", Some("2031-02-28"))).await.0, 200);
    let label = Some(json!({"label": "Bank"}));
    assert_eq!(owner.status(Method::PATCH, &path, label).await, 200);
    let entry = known().await;
    let found = (&entry["monthly_cost"], &entry["currency"], &entry["renews_on"]);
    assert_eq!(found, (&json!("2.5"), &json!("EUR"), &json!("2031-02-28")));
    assert_eq!(entry["number"]["label"], "Bank");
    assert_eq!(set_cost(&owner, &path, cost("3", "USD", None)).await.0, 200);
    let entry = known().await;
    let found = (&entry["monthly_cost"], &entry["currency"], &entry["renews_on"]);
    assert_eq!(found, (&json!("3"), &json!("USD"), &Value::Null));
    assert_eq!(set_cost(&owner, &path, Value::Null).await.0, 200);
    let billing = owner.get("/billing").await;
    assert_eq!(
        (&billing["totals"], &billing["numbers"][0]["monthly_cost"]),
        (&json!([]), &Value::Null)
    );
}

#[tokio::test]
async fn what_renews_within_thirty_days_or_should_have_is_listed_the_soonest_first() {
    signed_in!(server, owner: Owner);
    for (phone_number, days) in
        [("+12025550100", 29), ("+12025550101", 32), ("+12025550102", -40), ("+12025550103", 1)]
    {
        let path = add(&owner, phone_number, "").await;
        let day = in_days(days);
        assert_eq!(set_cost(&owner, &path, cost("1", "EUR", Some(&day))).await.0, 200);
    }
    let billing = owner.get("/billing").await;
    let renewing = billing["renewing"].as_array().expect("a list");
    let found: Vec<&str> =
        renewing.iter().filter_map(|entry| entry["number"]["phone_number"].as_str()).collect();
    assert_eq!(found, ["+12025550102", "+12025550103", "+12025550100"]);
    assert_eq!(renewing[0]["renews_on"], in_days(-40));
}

#[tokio::test]
async fn a_cost_that_is_none_is_refused_by_its_field() {
    signed_in!(server, owner: Owner);
    let path = add(&owner, "+12025550100", "A").await;
    for (cost, named) in [
        (cost("-1", "EUR", None), "cost.monthly_cost"),
        (cost("1,50", "EUR", None), "cost.monthly_cost"),
        (cost("1e3", "EUR", None), "cost.monthly_cost"),
        (cost("NaN", "EUR", None), "cost.monthly_cost"),
        (cost("12345678", "EUR", None), "cost.monthly_cost"),
        (cost("1.23456", "EUR", None), "cost.monthly_cost"),
        (cost("1", "eur", None), "cost.currency"),
        (cost("1", "€", None), "cost.currency"),
        (cost("1", "EUR", Some("2031-02-30")), "body"),
        (json!({"monthly_cost": 1, "currency": "EUR"}), "body"),
        (json!({"monthly_cost": "1"}), "body"),
    ] {
        let (status, problem) = set_cost(&owner, &path, cost.clone()).await;
        assert_eq!(status, 422, "{cost}: {problem}");
        assert_eq!(broken_rule(&problem).0, named, "{cost}: {problem}");
    }
    assert_eq!(owner.get("/billing").await["totals"], json!([]));
}

#[tokio::test]
async fn the_exported_table_holds_no_formula() {
    signed_in!(server, owner: Owner);
    let path = add(&owner, "+12025550100", "=1+1").await;
    assert_eq!(set_cost(&owner, &path, cost("2.5", "EUR", Some("2031-02-28"))).await.0, 200);
    add(&owner, "+12025550101", "Bank, \"main\"").await;
    let answer = owner.request(Method::GET, "/billing/export", None).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8");
    let disposition = answer.headers()["content-disposition"].to_str().expect("text");
    assert!(disposition.starts_with("attachment") && disposition.contains(".csv"), "{disposition}");
    let expected = "phone_number,label,monthly_cost,currency,renews_on\n\
                    +12025550100,'=1+1,2.5,EUR,2031-02-28\n\
                    +12025550101,\"Bank, \"\"main\"\"\",,,\n";
    assert_eq!(answer.text().await.expect("a body"), expected);
    assert_eq!(owner.list("/audit?action=billing.exported").await.len(), 1);
}

#[tokio::test]
async fn what_numbers_cost_is_for_owners_alone() {
    signed_in!(server, owner: Owner);
    let path = add(&owner, "+12025550100", "A").await;
    for role in [Role::Manager, Role::Viewer] {
        let member = server.sign_in(role).await;
        assert_eq!(member.status(Method::GET, "/billing", None).await, 403, "{role}");
        assert_eq!(member.status(Method::GET, "/billing/export", None).await, 403, "{role}");
        assert_eq!(set_cost(&member, &path, cost("1", "EUR", None)).await.0, 403, "{role}");
    }
    assert_eq!(set_cost(&owner, &path, cost("1", "EUR", None)).await.0, 200);
    let manager = server.log_in("manager@example.com").await;
    assert!(!manager.get(&path).await.to_string().contains("EUR"), "nor with the number");
}

#[tokio::test]
async fn a_time_that_the_database_cannot_keep_is_refused_by_its_field() {
    signed_in!(server, owner: Owner);
    let path = add(&owner, "+12025550100", "A").await;
    assert_eq!(set_cost(&owner, &path, cost("1", "EUR", Some("-9999-01-01"))).await.0, 422);
    for path in ["/messages", "/audit", "/audit/export"] {
        let path = format!("{path}?since=-9999-01-01T00:00:00Z");
        assert_eq!(owner.status(Method::GET, &path, None).await, 422, "{path}");
    }
}
