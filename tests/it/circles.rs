//! No files import each other in a circle: whoever reads one never ends where they began.
//!
//! What a module's own file uses of its parts counts; what the parts use of their module's types does
//! not, since a folder is read as one.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::{code, files, paths, root};

type Imports = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = imports();
    assert!(imports["app.rs"].contains("context.rs"), "imports are found");
    assert!(
        imports["inbox/mod.rs"].contains("inbox/finding/mod.rs"),
        "and those of a module's parts"
    );
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
