//! What providers tell of numbers and accounts becomes a notice.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::News;
use super::endpoints::Resolved;
use crate::context::Context;
use crate::error::Result;
use crate::notices::{NewNotice, NoticeKind};
use crate::{delivery, numbers};

/// Characters of the provider's own words.
const LONGEST_TEXT: usize = 500;

/// Writes a provider's news down and forwards them by rule. The same event counts once, by the
/// provider's id, else once a day.
pub async fn announce(
    context: &Context,
    source: &Resolved,
    event: &str,
    news: &News,
) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let number = news.number.as_ref().map(ToString::to_string);
    let number_id = match &number {
        Some(number) => numbers::find_id(&mut transaction, number).await?,
        None => None,
    };
    let today = context.clock.now().date_naive().to_string();
    let id = news.id.as_deref().unwrap_or(&today);
    let told = [event, number.as_deref().unwrap_or_default(), id].join("\n");
    let hash = hex::encode(Sha256::digest(told));
    let notice = NewNotice {
        kind: news.kind,
        source_id: Some(source.id),
        number_id,
        channel_id: None,
        title: title(source, news, number.as_deref()),
        text: text(source, news),
        details: json!({
            "event": event, "source": source.name, "days": news.days, "number": number,
            "said": said(news),
        }),
        dedupe_key: format!("source:{}:{hash}", source.id),
    };
    delivery::announce(context, &mut transaction, &notice).await?;
    Ok(transaction.commit().await?)
}

fn title(source: &Resolved, news: &News, number: Option<&str>) -> String {
    let number = number.unwrap_or("A number");
    match (news.kind, news.days) {
        (NoticeKind::BillingIssue, _) => format!("{} has trouble with a payment", source.name),
        (_, Some(1)) => format!("{number} ends tomorrow"),
        (_, Some(days)) => format!("{number} ends in {days} days"),
        (_, None) => format!("{number} ends soon"),
    }
}

fn text(source: &Resolved, news: &News) -> String {
    let mend = match news.kind {
        NoticeKind::BillingIssue => {
            format!("Look at the payment at {}, or its numbers may be lost.", source.name)
        }
        _ => format!("Renew it at {}, or codes that are sent to it are lost.", source.name),
    };
    [said(news), Some(mend)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What the provider says itself, on one line.
fn said(news: &News) -> Option<String> {
    let text = news.text.as_ref()?;
    Some(text.chars().filter(|c| !c.is_control()).take(LONGEST_TEXT).collect())
}
