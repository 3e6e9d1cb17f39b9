//! The team's own texts in place of the usual ones: of all codes, or of what one source relays; and in
//! whose name a source does.

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{PgExecutor, PgPool};
use utoipa::{IntoParams, ToSchema};

use super::code::Code;
use super::languages;
use super::request::{LONGEST_COMPANY, check_language, check_line};
use super::text::{self, Filling, Length};
use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{SourceId, new_v7};

/// The usual text of an invitation.
const INVITATION: &str = "{message}";

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schema(as = SendTextPurpose)]
pub enum For {
    /// A code, with places for `{code}`, `{company}` and `{validity}`.
    Code,
    /// An invitation of a source, with places for `{message}` and `{url}`.
    Invitation,
}

/// A text in one language.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SendText {
    /// What it is for.
    pub purpose: For,
    /// The language, as BCP 47 writes it.
    pub language: String,
    /// The source that relays with it; null: of all codes.
    #[schema(required)]
    pub source_id: Option<SourceId>,
    pub text: String,
    /// Whether it is the team's own.
    pub is_own: bool,
    /// How long it is with an example in it.
    pub length: Length,
}

/// A text of the team's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetText {
    /// What it is for.
    pub purpose: For,
    /// The language, as BCP 47 writes it.
    pub language: String,
    /// The source that relays with it; absent: of all codes.
    #[serde(default)]
    pub source_id: Option<SourceId>,
    /// The text, up to 480 characters.
    pub text: String,
}

/// Which text.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// What it is for.
    #[param(inline)]
    pub purpose: For,
    /// The language, as BCP 47 writes it.
    pub language: String,
    /// The source that relays with it; absent: of all codes.
    pub source_id: Option<SourceId>,
}

/// In whose name a source relays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// What stands for `{company}`, 1 to 40 characters.
    pub company: String,
    /// The language of its texts, as BCP 47 writes it.
    pub language: String,
}

/// The usual texts of codes, in all languages, with the team's own in their place; and the team's own
/// of sources.
pub async fn list(context: &Context) -> Result<Vec<SendText>> {
    let own = sqlx::query!(
        r#"SELECT purpose AS "purpose: For", language, source_id AS "source_id: SourceId", text
           FROM send_texts ORDER BY source_id NULLS FIRST, purpose, language"#
    )
    .fetch_all(&context.pool)
    .await?;
    let own: Vec<SendText> = own
        .into_iter()
        .map(|row| {
            let length = measure(row.purpose, &row.language, &row.text);
            let (purpose, language, source_id) = (row.purpose, row.language, row.source_id);
            SendText { purpose, language, source_id, text: row.text, is_own: true, length }
        })
        .collect();
    let is_replaced = |language: &str| {
        own.iter().any(|text| {
            text.source_id.is_none() && text.purpose == For::Code && text.language == language
        })
    };
    let usual = languages::ALL.iter().filter(|wording| !is_replaced(wording.language));
    let usual = usual.map(|wording| SendText {
        purpose: For::Code,
        language: wording.language.to_owned(),
        source_id: None,
        text: wording.text.to_owned(),
        is_own: false,
        length: measure(For::Code, wording.language, wording.text),
    });
    let mut all: Vec<SendText> = usual.collect();
    all.extend(own);
    all.sort_by(|a, b| (a.source_id, &a.language).cmp(&(b.source_id, &b.language)));
    Ok(all)
}

/// Sets a text of the team's own.
pub async fn set(context: &Context, caller: &Caller, new: SetText) -> Result<SendText> {
    let SetText { purpose, language, source_id, text } = new;
    let language = check_language(&language)?;
    let text = match purpose {
        For::Code => text::check(&text)?,
        For::Invitation => check_invitation(&text)?,
    };
    if purpose == For::Invitation && source_id.is_none() {
        return Err(Error::invalid("source_id", say!("is needed: invitations are a source's")));
    }
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    let added = sqlx::query!(
        "INSERT INTO send_texts (id, source_id, purpose, language, text, created_at)
         SELECT $1, $2, $3, $4, $5, $6
         WHERE $2::uuid IS NULL OR EXISTS (SELECT FROM sources WHERE id = $2 AND removed_at IS NULL)
         ON CONFLICT (COALESCE(source_id, '00000000-0000-0000-0000-000000000000'), purpose, language)
         DO UPDATE SET text = EXCLUDED.text",
        new_v7(now),
        source_id as Option<SourceId>,
        purpose as For,
        language,
        text,
        now,
    )
    .execute(&mut *transaction)
    .await?;
    if added.rows_affected() == 0 {
        return Err(not_found!("source"));
    }
    let entry = caller.did(Action::SendTextSet);
    let details = json!({"purpose": purpose, "language": language, "source_id": source_id});
    audit::record(context, &mut transaction, &[entry.with(details)]).await?;
    transaction.commit().await?;
    let length = measure(purpose, &language, &text);
    Ok(SendText { purpose, language, source_id, text, is_own: true, length })
}

/// Removes a text of the team's own: the usual one takes its place.
pub async fn remove(context: &Context, caller: &Caller, which: &Which) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let removed = sqlx::query!(
        "DELETE FROM send_texts
         WHERE purpose = $1 AND language = $2 AND source_id IS NOT DISTINCT FROM $3",
        which.purpose as For,
        which.language,
        which.source_id as Option<SourceId>,
    )
    .execute(&mut *transaction)
    .await?;
    if removed.rows_affected() == 0 {
        return Err(not_found!("custom text"));
    }
    let entry = caller.did(Action::SendTextRemoved);
    let details = json!({
        "purpose": which.purpose, "language": which.language, "source_id": which.source_id,
    });
    audit::record(context, &mut transaction, &[entry.with(details)]).await?;
    Ok(transaction.commit().await?)
}

/// The team's own text, if there is one.
pub async fn find(
    pool: &PgPool,
    source_id: Option<SourceId>,
    purpose: For,
    language: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT text FROM send_texts
         WHERE purpose = $1 AND language = $2 AND (source_id = $3 OR source_id IS NULL)
         ORDER BY source_id NULLS LAST LIMIT 1",
        purpose as For,
        language,
        source_id as Option<SourceId>,
    )
    .fetch_optional(pool)
    .await
}

/// In whose name a source relays, where that was said.
pub async fn find_brand(
    executor: impl PgExecutor<'_>,
    source_id: SourceId,
) -> Result<Option<Brand>, sqlx::Error> {
    sqlx::query_as!(
        Brand,
        "SELECT company, language FROM source_brands WHERE source_id = $1",
        source_id as SourceId,
    )
    .fetch_optional(executor)
    .await
}

/// Says in whose name a source relays.
pub async fn set_brand(
    context: &Context,
    caller: &Caller,
    source_id: SourceId,
    brand: Brand,
) -> Result<Brand> {
    let company = check_line("company", &brand.company, LONGEST_COMPANY)?;
    let language = check_language(&brand.language)?;
    let mut transaction = context.pool.begin().await?;
    let set = sqlx::query!(
        "INSERT INTO source_brands (source_id, company, language)
         SELECT id, $2, $3 FROM sources WHERE id = $1 AND removed_at IS NULL
         ON CONFLICT (source_id) DO UPDATE
         SET company = EXCLUDED.company, language = EXCLUDED.language",
        source_id as SourceId,
        company,
        language,
    )
    .execute(&mut *transaction)
    .await?;
    if set.rows_affected() == 0 {
        return Err(not_found!("source"));
    }
    let brand = Brand { company, language };
    let entry = caller.did(Action::SendTextSet);
    let details = json!({"source_id": source_id, "brand": brand});
    audit::record(context, &mut transaction, &[entry.with(details)]).await?;
    transaction.commit().await?;
    Ok(brand)
}

/// An invitation with its places filled.
pub fn write_invitation(own: Option<&str>, message: &str, url: &str) -> String {
    text::fill(own.unwrap_or(INVITATION), &[("{message}", message), ("{url}", url)])
}

fn check_invitation(text: &str) -> Result<String> {
    let text = text.trim();
    let is_short = (1..=text::LONGEST).contains(&text.chars().count());
    let has_place = text.contains("{message}") || text.contains("{url}");
    match is_short && has_place && !text.chars().any(|c| c.is_control() && c != '\n') {
        true => Ok(text.to_owned()),
        false => {
            let rule = say!(
                "must have 1 to 480 characters with {message} or {url} in it",
                message = "{message}",
                url = "{url}"
            );
            Err(Error::invalid("text", rule))
        }
    }
}

/// How long a text is with an example in it.
fn measure(purpose: For, language: &str, text: &str) -> Length {
    let filled = match purpose {
        For::Code => {
            let filling = Filling {
                code: &Code::random(6),
                company: "Example",
                ttl_seconds: 300,
                comment: None,
                webotp_domain: None,
            };
            text::write(text::wording(Some(language)), Some(text), &filling)
        }
        For::Invitation => write_invitation(Some(text), "", "https://example.com/s/abcdef"),
    };
    text::measure(&filled)
}

/// A text to be measured and shown with an example in it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewText {
    /// The language, as BCP 47 writes it.
    pub language: String,
    /// The text; absent: the usual one.
    #[serde(default)]
    pub text: Option<String>,
    /// In whose name.
    #[serde(default)]
    pub company: Option<String>,
    /// How long the code is good for.
    #[serde(default)]
    #[schema(minimum = 60, maximum = 3600, default = 300)]
    pub ttl_seconds: Option<i64>,
    /// The host of the site whose form takes the code by itself.
    #[serde(default)]
    pub webotp_domain: Option<String>,
}

/// A text with an example in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TextPreview {
    /// The text, with a code of the example alone.
    pub text: String,
    /// How long it is.
    pub length: Length,
}

/// Shows a text of codes with an example in it.
pub fn preview(request: &PreviewText) -> Result<TextPreview> {
    let own = request.text.as_deref().map(text::check).transpose()?;
    let language = check_language(&request.language)?;
    let company = request.company.as_deref().unwrap_or("Example");
    let company = check_line("company", company, LONGEST_COMPANY)?;
    let code = Code::given("482174").ok_or_else(|| Error::internal("no example"))?;
    let filling = Filling {
        code: &code,
        company: &company,
        ttl_seconds: request.ttl_seconds.unwrap_or(300),
        comment: None,
        webotp_domain: request.webotp_domain.as_deref(),
    };
    let text = text::write(text::wording(Some(&language)), own.as_deref(), &filling);
    Ok(TextPreview { length: text::measure(&text), text })
}
