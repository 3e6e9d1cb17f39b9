//! Providers, all of them alike: what is told of one to connect it, and that nobody but its file knows it.

use std::collections::BTreeSet;
use std::fs;

use codebell::auth::Role;
use codebell::inbound::guide::SecretWay;
use codebell::inbound::signature::Scheme;
use codebell::inbound::{PROVIDERS, Provider};
use serde_json::{Value, json};
use url::Url;

use crate::architecture::{files, root};
use crate::harness::source::{add, post_example};
use crate::harness::{Server, signed_in};

/// All sentences of a provider that people read.
fn sentences(provider: &Provider) -> Vec<&'static str> {
    let guide = &provider.guide;
    let steps = guide.steps.iter().map(|step| step.words);
    steps.chain([guide.secured_by, guide.number_hint]).collect()
}

/// What else people read of a provider, as a name or in a list.
fn labels(provider: &Provider) -> Vec<&'static str> {
    let format = provider.guide.open_format.iter();
    format
        .flat_map(|format| {
            let presets = format.presets.iter().map(|preset| preset.label);
            presets.chain([format.offered_as])
        })
        .collect()
}

#[test]
fn every_provider_says_all_that_it_takes_to_connect_it() {
    for provider in PROVIDERS {
        let (id, guide) = (provider.id, &provider.guide);
        assert_eq!(PROVIDERS.iter().filter(|other| other.id == id).count(), 1, "{id}");
        assert!(!provider.name.is_empty() && guide.steps.len() > 1, "{id}");
        for sentence in sentences(&provider) {
            let is_one = sentence.ends_with('.') && sentence.trim() == sentence;
            assert!(is_one && sentence.len() > 1, "{id}: {sentence:?}");
        }
        for label in labels(&provider) {
            assert!(!label.is_empty() && !label.ends_with('.'), "{id}: {label:?}");
        }
        let address = guide.docs_url.map(|url| Url::parse(url).expect("an address"));
        assert!(address.is_none_or(|url| url.scheme() == "https"), "{id}");
        let is_signed = provider.scheme.is_some();
        let asks = guide.steps.iter().filter(|step| step.asks_secret).count();
        assert_eq!(asks, usize::from(is_signed), "{id} asks for its secret where it has one");
        let ways = guide.secret_ways;
        assert_eq!(ways.is_empty(), !is_signed, "{id} has a way to its secret where it has one");
        assert_eq!(ways.contains(&SecretWay::Paste), is_signed, "what is made is lost once");
        let repeats = (1..ways.len()).any(|at| ways[at..].contains(&ways[at - 1]));
        assert!(!repeats, "{id}: {ways:?}");
    }
}

#[tokio::test]
async fn what_it_takes_to_connect_a_provider_is_asked_of_the_api() {
    let server = Server::start().await;
    let listed = server.sign_in(Role::Manager).await.list("/providers").await;
    let ids: Vec<&str> = listed.iter().filter_map(|provider| provider["id"].as_str()).collect();
    assert_eq!(ids, PROVIDERS.map(|provider| provider.id));
    for (provider, shown) in PROVIDERS.iter().zip(&listed) {
        let (id, guide) = (provider.id, &shown["guide"]);
        assert_eq!(shown["is_signed"], provider.scheme.is_some(), "{id}");
        assert_eq!(shown["relays"], provider.relays, "{id}");
        let scheme = provider.scheme.map(|scheme| scheme());
        assert_eq!(shown["usual_scheme"], json!(scheme), "{id}");
        let again = scheme.map(|_| Scheme::parse(shown["usual_scheme"].clone()).expect("one"));
        assert_eq!(again, provider.scheme.map(|scheme| scheme()), "{id}");
        assert_eq!(guide["secured_by"], provider.guide.secured_by, "{id}");
        assert_eq!(guide["docs_url"], json!(provider.guide.docs_url), "{id}");
        assert_eq!(guide["number_hint"], provider.guide.number_hint, "{id}");
        let steps = provider.guide.steps.iter();
        let steps = steps.map(|step| json!({"words": step.words, "asks_secret": step.asks_secret}));
        assert_eq!(guide["steps"], steps.collect::<Value>(), "{id}");
    }
    let ways = |id: &str| {
        let provider = listed.iter().find(|provider| provider["id"] == id);
        provider.expect("a provider")["guide"]["secret_ways"].clone()
    };
    assert_eq!(ways("receivesms"), json!(["later", "paste"]));
    assert_eq!(ways("sealroute"), json!(["make", "paste"]));
    assert_eq!(ways("websms"), json!([]));
}

#[tokio::test]
async fn a_source_takes_every_well_known_way_to_sign_as_it_is_offered() {
    signed_in!(server, manager: Manager);
    let mut taken = BTreeSet::new();
    for provider in manager.list("/providers").await {
        let presets = provider["guide"]["open_format"]["presets"].as_array();
        for preset in presets.into_iter().flatten() {
            let id = preset["id"].as_str().expect("an id");
            assert!(taken.insert(id.to_owned()), "{id} twice");
            let scheme = &preset["scheme"];
            let new = json!({"provider": provider["id"], "name": id, "scheme": scheme});
            let made = add(&manager, new).await;
            assert_eq!(&made["source"]["scheme"], scheme, "{id}");
            let path = format!("/sources/{}", made["source"]["id"].as_str().expect("an id"));
            post_example(&manager, &path).await;
        }
    }
    let known = ["github", "shopify", "simple", "slack", "standard", "stripe"];
    assert_eq!(taken, known.map(str::to_owned).into());
}

/// Files of the page that may name a provider, each for its reason.
const MAY_NAME: [&str; 3] = [
    "api/schema.gen.ts", // made from the API's document, whose example has all of them
    "api/sentences.gen.ts", // what the server says, by codes that begin with its words
    "app/palette-synonyms.ts", // what people may search by
];

#[test]
fn the_page_knows_no_provider_by_its_id() {
    let page = root().join("web/src");
    let mut read = 0;
    for file in files(&page) {
        let name = file.strip_prefix(&page).expect("a file of the page").display().to_string();
        let is_code = [".ts", ".tsx"].iter().any(|ending| name.ends_with(ending));
        let is_of_tests = name.contains(".test.") || name.ends_with("samples.ts");
        if !is_code || is_of_tests || MAY_NAME.contains(&name.as_str()) {
            continue;
        }
        read += 1;
        let text = fs::read_to_string(&file).expect("readable");
        let is_sign = |c: char| !c.is_alphanumeric() && c != '_';
        let words: BTreeSet<&str> = text.split(is_sign).collect();
        for provider in PROVIDERS {
            assert!(!words.contains(provider.id), "web/src/{name} names {}", provider.id);
        }
    }
    assert!(read > 100, "the page's files are found");
}

#[test]
fn the_readme_names_every_provider() {
    let text = fs::read_to_string(root().join("README.md")).expect("readable");
    for provider in PROVIDERS {
        let name = match provider.guide.open_format {
            Some(_) => "any other",
            None => provider.name,
        };
        let is_row = |line: &str| {
            let cell = line.strip_prefix("| ").and_then(|line| line.split(" | ").next());
            cell.is_some_and(|cell| cell.split(", ").any(|part| part == name))
        };
        assert!(text.lines().any(is_row), "README.md has no row for {name}");
    }
}
