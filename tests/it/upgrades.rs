//! Migrations that landed stay as they are, and each keeps the data that it finds.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use codebell::db::MIGRATOR;
use sqlx::{AssertSqlSafe, Column, Row};

use crate::harness::cluster::TestDatabase;

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/migrations")
}

#[test]
fn a_migration_that_landed_is_never_edited() {
    let landed = fs::read_to_string(fixtures().join("checksums")).expect("checksums");
    let landed: BTreeMap<&str, &str> = landed
        .lines()
        .map(|line| line.split_once(' ').expect("a version and a checksum"))
        .collect();
    for migration in MIGRATOR.iter() {
        let (version, checksum) = (migration.version.to_string(), hex::encode(&migration.checksum));
        match landed.get(version.as_str()) {
            Some(landed) => assert_eq!(
                *landed, checksum,
                "{version} landed: databases have run it. Take the edit back and write a new one"
            ),
            None => panic!(
                "add this line to tests/fixtures/migrations/checksums:\n{version} {checksum}"
            ),
        }
    }
    assert_eq!(landed.len(), MIGRATOR.iter().count(), "a migration that landed was removed");
}

#[tokio::test]
async fn each_migration_keeps_the_data_of_the_state_before_it() {
    let pool = TestDatabase::create_unmigrated().await.pool().await;
    for migration in MIGRATOR.iter() {
        let name = format!("{}_{}", migration.version, migration.description.replace(' ', "_"));
        let file = fixtures().join(format!("{name}.sql"));
        let text = fs::read_to_string(&file).unwrap_or_else(|_| {
            panic!("{name} needs {}: rows of the state before it under \"-- before\", and under \
                    \"-- after\" what must be true, each a SELECT of one boolean named as a sentence",
                   file.display())
        });
        let (before, after) = text.split_once("-- after\n").expect("-- after");
        let filled = sqlx::raw_sql(AssertSqlSafe(before.to_owned())).execute(&pool).await;
        filled.unwrap_or_else(|error| panic!("{name}: {error}"));
        let run = MIGRATOR.run_to(migration.version, &pool).await;
        run.unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut checks = 0;
        for check in after.split(";\n").filter(|check| !check.trim().is_empty()) {
            let row = sqlx::query(AssertSqlSafe(check.to_owned())).fetch_one(&pool).await;
            let row = row.unwrap_or_else(|error| panic!("{name}: {error} in {check}"));
            let is_true: Option<bool> = row.get(0);
            assert_eq!(is_true, Some(true), "after {name}: {}", row.column(0).name());
            checks += 1;
        }
        assert!(checks > 0, "nothing is said of the data after {name}");
    }
}
