//! The database's own rules.

use codebell::db::MIGRATOR;
use sqlx::{AssertSqlSafe, PgPool};

use crate::harness::cluster::TestDatabase;

async fn constraint_of(pool: &PgPool, statement: &str) -> String {
    let error =
        sqlx::query(AssertSqlSafe(statement.to_owned())).execute(pool).await.expect_err("refused");
    let error = error.as_database_error().expect("a database error");
    error.constraint().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn all_migrations_run_on_an_empty_database_and_again_do_nothing() {
    let database = TestDatabase::create_unmigrated().await;
    let pool = database.pool().await;
    MIGRATOR.run(&pool).await.expect("migrated");
    MIGRATOR.run(&pool).await.expect("nothing to do");
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM _sqlx_migrations WHERE success")
        .fetch_one(&pool)
        .await
        .expect("a count");
    assert_eq!(count, MIGRATOR.iter().count() as i64);
}

#[tokio::test]
async fn what_must_be_unique_is_kept_so_by_the_database() {
    let pool = TestDatabase::create().await.pool().await;
    let fill = "
        INSERT INTO users (id, email, name, role, password_hash, created_at)
            VALUES (gen_random_uuid(), 'ana@example.com', 'Ana', 'owner', '', now());
        INSERT INTO numbers (id, phone_number, created_at) VALUES (gen_random_uuid(), '+12025550100', now());
        INSERT INTO sources (id, slug, provider, name, created_at) VALUES (gen_random_uuid(), 'a', 'generic', 'A', now());
        INSERT INTO messages (id, source_id, number_id, dedupe_key, sender, body, received_at, stored_at)
            SELECT gen_random_uuid(), sources.id, numbers.id, 'id:1', 'A', 'x', now(), now() FROM sources, numbers;
        INSERT INTO setup_links (token_hash, expires_at) VALUES (decode(repeat('00', 32), 'hex'), now());
        INSERT INTO invitations (id, email, role, token_hash, created_at, expires_at)
            VALUES (gen_random_uuid(), 'bo@example.com', 'viewer', decode(repeat('01', 32), 'hex'), now(), now());
        INSERT INTO password_resets SELECT id, decode(repeat('02', 32), 'hex'), now() FROM users;
        INSERT INTO passkeys (id, user_id, name, credential_id, passkey, created_at)
            SELECT gen_random_uuid(), id, 'Phone', '\\x01', '{}', now() FROM users;
        INSERT INTO api_keys (id, user_id, name, key_hash, prefix, scopes, networks, created_at)
            SELECT gen_random_uuid(), id, 'A', decode(repeat('03', 32), 'hex'), 'cbk_', '{otp}', '{}', now() FROM users;
        INSERT INTO message_reads (message_id, user_id, read_at)
            SELECT messages.id, users.id, now() FROM messages, users;
        INSERT INTO message_reads (message_id, user_id, api_key_id, read_at)
            SELECT messages.id, users.id, api_keys.id, now() FROM messages, users, api_keys;
        INSERT INTO saved_views SELECT gen_random_uuid(), id, 'Codes', '', now() FROM users;
        INSERT INTO read_watermarks SELECT id, id FROM users;
        INSERT INTO channels (id, kind, name, retry_at_seconds, created_at) VALUES (gen_random_uuid(), 'slack', 'A', '{}', now());
        INSERT INTO rules (id, event, position, name, is_enabled, conditions, stop, created_at)
            VALUES (gen_random_uuid(), 'message', 1, 'A', true, '{}', false, now());
        INSERT INTO rule_channels SELECT rules.id, channels.id FROM rules, channels;
        INSERT INTO notices (id, kind, title, text, details, dedupe_key, created_at)
            VALUES (gen_random_uuid(), 'billing.issue', 'A', 'A', '{}', 'a', now());
        INSERT INTO deliveries (id, channel_id, event, message_id, created_at, next_attempt_at)
            SELECT gen_random_uuid(), channels.id, 'message', messages.id, now(), now() FROM channels, messages;
        INSERT INTO deliveries (id, channel_id, event, notice_id, created_at, next_attempt_at)
            SELECT gen_random_uuid(), channels.id, 'notice', notices.id, now(), now() FROM channels, notices;
        INSERT INTO delivery_attempts (delivery_id, attempt, started_at, duration_ms, is_success)
            SELECT id, 1, now(), 1, true FROM deliveries;";
    sqlx::raw_sql(fill).execute(&pool).await.expect("filled");
    for (statement, constraint) in [
        (
            "INSERT INTO users SELECT gen_random_uuid(), upper(email), name, role, '', now() FROM users",
            "users_email_key",
        ),
        ("INSERT INTO numbers SELECT gen_random_uuid(), phone_number, label, access, now() FROM numbers", "numbers_phone_number_key"),
        ("INSERT INTO sources (id, slug, provider, name, created_at) VALUES (gen_random_uuid(), 'a', 'generic', 'B', now())", "sources_slug_key"),
        (
            "INSERT INTO messages (id, source_id, number_id, dedupe_key, sender, body, received_at, stored_at)
             SELECT gen_random_uuid(), source_id, number_id, dedupe_key, 'B', 'y', now(), now() FROM messages",
            "messages_source_id_dedupe_key_key",
        ),
        (
            "INSERT INTO invitations (id, email, role, token_hash, created_at, expires_at)
             SELECT gen_random_uuid(), upper(email), 'owner', decode(repeat('09', 32), 'hex'), now(), now() FROM invitations",
            "invitations_email_key",
        ),
        (
            "INSERT INTO invitations (id, email, role, token_hash, created_at, expires_at)
             SELECT gen_random_uuid(), 'cy@example.com', 'owner', token_hash, now(), now() FROM invitations",
            "invitations_token_hash_key",
        ),
        ("INSERT INTO password_resets SELECT user_id, decode(repeat('09', 32), 'hex'), now() FROM password_resets", "password_resets_pkey"),
        (
            "WITH other AS (INSERT INTO users (id, email, name, role, password_hash, created_at)
                 VALUES (gen_random_uuid(), 'di@example.com', 'Di', 'viewer', '', now()) RETURNING id)
             INSERT INTO password_resets SELECT other.id, token_hash, now() FROM password_resets, other",
            "password_resets_token_hash_key",
        ),
        (
            "INSERT INTO passkeys SELECT gen_random_uuid(), user_id, 'Other', credential_id, passkey, now() FROM passkeys",
            "passkeys_credential_id_key",
        ),
        (
            "INSERT INTO api_keys (id, user_id, name, key_hash, prefix, scopes, networks, created_at)
             SELECT gen_random_uuid(), user_id, 'B', key_hash, 'cbk_', '{otp}', '{}', now() FROM api_keys",
            "api_keys_key_hash_key",
        ),
        ("INSERT INTO message_reads SELECT user_id, message_id, now(), NULL FROM message_reads LIMIT 1", "message_reads_key"),
        (
            "INSERT INTO message_reads SELECT user_id, message_id, now(), api_key_id FROM message_reads WHERE api_key_id IS NOT NULL",
            "message_reads_key",
        ),
        (
            "INSERT INTO saved_views SELECT gen_random_uuid(), user_id, upper(name), query, now() FROM saved_views",
            "saved_views_user_id_name_key",
        ),
        ("INSERT INTO read_watermarks SELECT user_id, user_id FROM read_watermarks", "read_watermarks_pkey"),
        ("INSERT INTO rule_channels SELECT * FROM rule_channels", "rule_channels_pkey"),
        ("INSERT INTO rules_version DEFAULT VALUES", "rules_version_pkey"),
        (
            "INSERT INTO notices (id, kind, title, text, details, dedupe_key, created_at)
             SELECT gen_random_uuid(), kind, 'B', 'B', '{}', dedupe_key, now() FROM notices",
            "notices_dedupe_key_key",
        ),
        (
            "INSERT INTO deliveries (id, channel_id, event, message_id, created_at, next_attempt_at)
             SELECT gen_random_uuid(), channel_id, event, message_id, now(), now() FROM deliveries WHERE message_id IS NOT NULL",
            "deliveries_message_id_channel_id_key",
        ),
        (
            "INSERT INTO deliveries (id, channel_id, event, notice_id, created_at, next_attempt_at)
             SELECT gen_random_uuid(), channel_id, event, notice_id, now(), now() FROM deliveries WHERE notice_id IS NOT NULL",
            "deliveries_notice_id_channel_id_key",
        ),
        ("INSERT INTO delivery_attempts SELECT * FROM delivery_attempts", "delivery_attempts_pkey"),
        ("INSERT INTO setup_links SELECT true, token_hash, now() FROM setup_links", "setup_links_pkey"),
    ] {
        assert_eq!(constraint_of(&pool, statement).await, constraint);
    }
    let other_source = "
        WITH other AS (INSERT INTO sources (id, slug, provider, name, created_at)
            VALUES (gen_random_uuid(), 'b', 'generic', 'B', now()) RETURNING id)
        INSERT INTO messages (id, source_id, number_id, dedupe_key, sender, body, received_at, stored_at)
            SELECT gen_random_uuid(), other.id, number_id, dedupe_key, 'B', 'y', now(), now() FROM messages, other";
    sqlx::query(other_source)
        .execute(&pool)
        .await
        .expect("the same id of another source is another message");
}

#[tokio::test]
async fn an_address_belongs_to_one_source_that_is_not_removed() {
    let pool = TestDatabase::create().await.pool().await;
    let insert = "INSERT INTO sources (id, slug, provider, name, created_at)
                  VALUES (gen_random_uuid(), 'a', 'generic', 'A', now())";
    for _ in 0..2 {
        sqlx::query(insert).execute(&pool).await.expect("the address is free");
        assert_eq!(constraint_of(&pool, insert).await, "sources_slug_key");
        let remove = "UPDATE sources SET removed_at = now()";
        sqlx::query(remove).execute(&pool).await.expect("removed, beside another removed one");
    }
    let back = "UPDATE sources SET removed_at = NULL";
    assert_eq!(constraint_of(&pool, back).await, "sources_slug_key");
}
