//! The documentation as its readers meet it: a first page that is short, links that lead somewhere,
//! and an index that leaves nothing out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::architecture::root;

/// The most bytes of README.md; what is beyond them has its place in a document of its own.
const MOST: usize = 8_000;

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The documents of `docs`, its index among them.
fn documents() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("docs")).expect("a folder").flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

/// The lines of a document that are not in a block of code.
fn prose(text: &str) -> Vec<&str> {
    let mut is_code = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            lines.push(line);
        }
    }
    lines
}

/// Where the links and the pictures of a document lead.
fn targets(text: &str) -> Vec<String> {
    let text = prose(text).join("\n");
    let mut targets = Vec::new();
    for (start, end) in [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"'), ("href=\"", '"')] {
        let found = text.split(start).skip(1).filter_map(|rest| rest.split(end).next());
        targets.extend(found.map(str::to_owned));
    }
    targets
}

/// What GitHub makes of a heading: lower case, punctuation dropped, spaces to hyphens.
fn anchor(heading: &str) -> String {
    let heading = heading.to_lowercase();
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The anchors of all headings of a document; one that is taken gets a number.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    for line in prose(text) {
        let after = line.trim_start_matches('#');
        let is_heading = (1..=6).contains(&(line.len() - after.len())) && after.starts_with(' ');
        if !is_heading {
            continue;
        }
        let first = anchor(after.trim());
        let mut free = first.clone();
        for number in 1.. {
            if anchors.insert(free) {
                break;
            }
            free = format!("{first}-{number}");
        }
    }
    anchors
}

/// What is wrong with a link of a document.
fn fault(document: &Path, target: &str) -> Option<String> {
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (target, None),
    };
    let file = match path {
        "" => document.to_owned(),
        path => document.parent().expect("a folder").join(path),
    };
    if !file.exists() {
        return Some(format!("{}: {target} leads to no file", document.display()));
    }
    let is_there = anchor.is_none_or(|anchor| anchors(&read(&file)).contains(anchor));
    (!is_there).then(|| format!("{}: {target} leads to no heading", document.display()))
}

#[test]
fn the_readme_is_at_most_8_000_bytes() {
    let size = read(&root().join("README.md")).len();
    assert!(size <= MOST, "README.md has {size} bytes: move what few people look for into docs");
}

#[test]
fn every_link_leads_to_a_file_that_is_there_and_to_a_heading_in_it() {
    let others = ["README.md", "CONTRIBUTING.md", "SECURITY.md"].map(|name| root().join(name));
    let mut followed = 0;
    let mut faults = Vec::new();
    for document in documents().into_iter().chain(others) {
        for target in targets(&read(&document)) {
            if target.contains("://") {
                continue;
            }
            followed += 1;
            faults.extend(fault(&document, &target));
        }
    }
    assert!(followed > 50, "links are found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let readme = root().join("README.md");
    for target in ["LICENSE", "#start", "docs/containers.md#a-certificate-of-your-own"] {
        assert_eq!(fault(&readme, target), None);
    }
    for target in ["NOTHING.md", "#nothing", "docs/containers.md#nothing", "docs/none.md#start"] {
        assert!(fault(&readme, target).is_some(), "{target}");
    }
    let text = "# Kept, and `how`?\n```sh\n# no heading, [no](link)\n```\n## A-b_c\n## A-b_c\n";
    let expected = ["a-b_c", "a-b_c-1", "kept-and-how"].map(str::to_owned);
    assert_eq!(anchors(text), expected.into());
    assert!(targets(text).is_empty());
}

#[test]
fn every_document_is_linked_from_the_index() {
    let linked = targets(&read(&root().join("docs/README.md")));
    let documents = documents();
    assert!(documents.len() > 10, "documents are found");
    for document in documents {
        let name = document.file_name().and_then(|name| name.to_str()).expect("a name");
        let is_index = name == "README.md";
        assert!(is_index || linked.iter().any(|link| link == name), "{name} is not in the index");
    }
}
