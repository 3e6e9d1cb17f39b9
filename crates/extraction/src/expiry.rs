//! How long a message says that its code is valid.

use chrono::TimeDelta;

use super::context::Context;
use super::kinds::Kinds;
use super::numbers::Number;
use super::words::Word;

/// Longer is no validity of a one-time code.
const LONGEST: TimeDelta = TimeDelta::days(7);

/// The stated duration: the one nearest to words like "valid for", else the first.
pub fn find(context: &Context<'_>, numbers: &[Number]) -> Option<TimeDelta> {
    let stated = context.words.iter().filter_map(|unit| {
        let one = length_of(unit)?;
        let count = counted(context, numbers, unit)?;
        let duration = one.checked_mul(count)?;
        let is_said = context.before(unit.span.start).any(|word| word.kinds.any(Kinds::VALID))
            || context.behind(unit.span.end).take(3).any(|word| word.kinds.any(Kinds::VALID));
        (duration > TimeDelta::zero() && duration <= LONGEST).then_some((!is_said, duration))
    });
    // The first of those that come with such words, in the order of the text.
    stated.min_by_key(|(is_unsaid, _)| *is_unsaid).map(|(_, duration)| duration)
}

fn length_of(unit: &Word) -> Option<TimeDelta> {
    [
        (Kinds::MINUTE, TimeDelta::minutes(1)),
        (Kinds::SECOND, TimeDelta::seconds(1)),
        (Kinds::HOUR, TimeDelta::hours(1)),
        (Kinds::DAY, TimeDelta::days(1)),
    ]
    .into_iter()
    .find_map(|(kind, length)| unit.kinds.any(kind).then_some(length))
}

/// The number right before a unit, or behind it where a language puts it there.
fn counted(context: &Context<'_>, numbers: &[Number], unit: &Word) -> Option<i32> {
    let value = |number: &Number| -> Option<i32> {
        (number.span.len() <= 3).then(|| context.text()[number.span.clone()].parse().ok())?
    };
    let joins = |text: &str| text.len() <= 3 && text.chars().all(|c| matches!(c, ' ' | '-' | '\''));
    let behind = numbers.partition_point(|number| number.span.end <= unit.span.start);
    let before = behind
        .checked_sub(1)
        .map(|index| &numbers[index])
        .filter(|number| joins(&context.text()[number.span.end..unit.span.start]))
        .and_then(value);
    before.or_else(|| ideographs(&context.text()[..unit.span.start])).or_else(|| {
        // "dakika 5", "dakika: 5"
        let number = numbers.get(behind)?;
        let between = context.text().get(unit.span.end..number.span.start)?;
        (between.len() <= 4 && between.contains(' ')).then(|| value(number))?
    })
}

/// 一 to 九十 right before the end of `text`.
fn ideographs(text: &str) -> Option<i32> {
    const DIGITS: &str = "一二三四五六七八九";
    let one = |c: char| {
        let c = if c == '两' || c == '兩' { '二' } else { c };
        DIGITS.chars().position(|digit| digit == c).and_then(|at| i32::try_from(at + 1).ok())
    };
    let mut chars = text.chars().rev();
    let last = chars.next()?;
    if last == '十' {
        return Some(chars.next().and_then(one).unwrap_or(1) * 10);
    }
    let units = one(last)?;
    if chars.next() == Some('十') {
        return Some(chars.next().and_then(one).unwrap_or(1) * 10 + units);
    }
    Some(units)
}
