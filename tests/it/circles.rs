//! No files import each other in a circle: whoever reads one never ends where they began.
//!
//! What a module's own file uses of its parts counts; what the parts use of their module's types does
//! not, since a folder is read as one.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::{code, files, root};

type Imports = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = imports();
    assert!(imports["app.rs"].contains("context.rs"), "imports are found");
    assert!(imports["inbox/mod.rs"].contains("inbox/filter.rs"), "and those of a module's parts");
    let circles: Vec<String> = imports.keys().filter_map(|file| circle(&imports, file)).collect();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn a_circle_is_found_however_long_it_is() {
    let edge = |from: &str, to: &str| (from.to_owned(), BTreeSet::from([to.to_owned()]));
    let imports = Imports::from([edge("a", "b"), edge("b", "c"), edge("c", "d"), edge("d", "b")]);
    assert_eq!(circle(&imports, "a"), None);
    assert_eq!(circle(&imports, "b").as_deref(), Some("b → c → d → b"));
}

/// The shortest way from a file back to itself.
fn circle(imports: &Imports, start: &str) -> Option<String> {
    let mut ways: Vec<Vec<&str>> = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in imports.get(*way.last()?).into_iter().flatten() {
                let way = [way.as_slice(), &[next.as_str()]].concat();
                if next == start {
                    return Some(way.join(" → "));
                }
                if seen.insert(next) {
                    longer.push(way);
                }
            }
        }
        ways = longer;
    }
    None
}

/// The files that each file of the program imports.
fn imports() -> Imports {
    let source = root().join("src");
    let all = files(&source);
    let name = |file: &std::path::PathBuf| {
        file.strip_prefix(&source).expect("a source file").display().to_string()
    };
    let names: BTreeSet<String> = all.iter().map(name).collect();
    let imports = all.iter().map(|file| {
        let from = name(file);
        let folder = from.strip_suffix("/mod.rs").map(|folder| folder.replace('/', "::"));
        let paths = paths(&code(file)).into_iter().filter_map(|path| {
            let path = match (path.strip_prefix("crate::"), &folder) {
                (Some(path), _) => path.to_owned(),
                (None, Some(folder)) => format!("{folder}::{}", path.trim_start_matches("self::")),
                (None, None) => return None,
            };
            file_of(&names, &path)
        });
        let to = paths.filter(|to| *to != from).collect();
        (from.clone(), to)
    });
    imports.filter(|(from, _)| from != "lib.rs" && from != "main.rs").collect()
}

/// The file that defines what a path names: as far down as there are files.
fn file_of(names: &BTreeSet<String>, path: &str) -> Option<String> {
    let mut found = None;
    let mut place = String::new();
    for part in path.split("::") {
        place = if place.is_empty() { part.to_owned() } else { format!("{place}/{part}") };
        let candidates = [format!("{place}.rs"), format!("{place}/mod.rs")];
        match candidates.into_iter().find(|file| names.contains(file)) {
            Some(file) => found = Some(file),
            None => break,
        }
    }
    found
}

/// All paths that a text names: of its `use`, and those that begin with `crate::`.
fn paths(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut rest = String::new();
    // Who may see something is no import.
    let text = text.replace("(in crate::", "(in ");
    for (index, part) in text.split("use ").enumerate() {
        let is_use = index > 0 && part.contains(';');
        let (tree, after) =
            if is_use { part.split_once(';').unwrap_or_default() } else { ("", part) };
        spread("", &tree.split_whitespace().collect::<Vec<_>>().join(" "), &mut found);
        rest += after;
    }
    for part in rest.split("crate::").skip(1) {
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let end = part.find(|c| !is_path(c)).unwrap_or(part.len());
        found.insert(format!("crate::{}", &part[..end]));
    }
    found
}

/// The paths of `a::{b, c::{d, e}}`.
fn spread(prefix: &str, tree: &str, found: &mut BTreeSet<String>) {
    let Some((start, inner)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        if !path.is_empty() {
            found.insert(format!("{prefix}{path}"));
        }
        return;
    };
    let prefix = format!("{prefix}{}", start.trim());
    let (mut depth, mut from) = (0, 0);
    let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                spread(&prefix, &inner[from..at], found);
                from = at + 1;
            }
            _ => {}
        }
    }
}
