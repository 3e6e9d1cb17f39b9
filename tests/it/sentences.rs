//! What the server says to people: in English, and with what a page needs to say it otherwise.

use std::collections::BTreeSet;

use codebell::sentence::TEMPLATES;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::signed_in;

#[tokio::test]
async fn a_refusal_names_its_sentence_by_a_code_and_what_stands_in_its_gaps() {
    signed_in!(server, owner: Owner, viewer: Viewer);
    let many = json!({"ids": vec![Uuid::nil(); 201]});
    let (status, problem) = owner.call(Method::POST, "/messages/read", Some(many)).await;
    assert_eq!(status, 422);
    let expected = json!([{
        "field": "ids", "detail": "must have at most 200 entries",
        "code": "must-have-at-most-entries", "params": {"most": "200"},
    }]);
    assert_eq!(problem["errors"], expected);
    assert_eq!(problem["detail"], "ids: must have at most 200 entries");

    let (status, problem) = viewer.call(Method::GET, "/audit", None).await;
    assert_eq!(status, 403);
    assert_eq!(problem["code"], "this-needs-the-role-yours-is");
    assert_eq!(problem["params"], json!({"roles": "owner or auditor", "role": "viewer"}));

    let path = format!("/messages/{}", Uuid::nil());
    let (_, problem) = viewer.call(Method::GET, &path, None).await;
    assert_eq!(problem["code"], "there-is-no-such-message-or-it-is-not-visible-to-you");
    assert_eq!(problem["params"], json!({}));
}

#[tokio::test]
async fn what_forms_and_steps_say_is_among_the_sentences_that_the_page_translates() {
    signed_in!(server, owner: Owner);
    let mut said = BTreeSet::new();
    let mut note = |words: &Value| said.extend(words.as_str().map(str::to_owned));
    for path in ["/channels/kinds", "/gateways/kinds"] {
        for kind in owner.list(path).await {
            note(&kind["about"]);
            for field in kind["fields"].as_array().expect("fields") {
                note(&field["label"]);
                note(&field["about"]);
            }
        }
    }
    for provider in owner.list("/providers").await {
        let guide = &provider["guide"];
        note(&guide["secured_by"]);
        note(&guide["number_hint"]);
        note(&guide["open_format"]["offered_as"]);
        guide["steps"].as_array().expect("steps").iter().for_each(|step| note(&step["words"]));
        let presets = guide["open_format"]["presets"].as_array();
        presets.into_iter().flatten().for_each(|preset| note(&preset["label"]));
    }
    let known: BTreeSet<&str> = TEMPLATES.iter().copied().collect();
    let lacking: Vec<&String> =
        said.iter().filter(|words| !words.is_empty() && !known.contains(words.as_str())).collect();
    assert!(lacking.is_empty(), "written without words!(…): {lacking:#?}");
    assert!(said.len() > 50, "{} found", said.len());
}
