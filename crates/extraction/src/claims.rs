//! Numbers that a word beside them claims for something else: amounts, quantities, orders.

use super::context::Context;
use super::kinds::Kinds;
use super::numbers::Number;

/// Marks the numbers that are no candidates because of the word right before or behind them.
pub fn mark(context: &Context<'_>, numbers: &mut [Number]) {
    for number in numbers.iter_mut().filter(|number| number.is_candidate()) {
        number.is_claimed = is_counted(context, number)
            || claimant(context, number)
                .is_some_and(|kinds| kinds.any(Kinds::MONEY.and(Kinds::LABEL)));
    }
    for index in 1..numbers.len() {
        let (number, next) = (&numbers[index - 1], &numbers[index]);
        numbers[index - 1].is_claimed |=
            number.is_candidate() && next.is_candidate() && leads_on(context, number, next);
    }
    // "Access code for customer 1203": the word before does not claim the only number there is.
    if !numbers.iter().any(Number::is_candidate) {
        for number in numbers {
            number.is_claimed &= is_counted(context, number);
        }
    }
}

/// What the word right before a number says: "EUR 4829", "order no. 4829".
fn claimant(context: &Context<'_>, number: &Number) -> Option<Kinds> {
    let word = context.before(number.span.start).next()?;
    let between = word.span.end..number.span.start;
    let gap = context.gap(between.clone());
    (gap.is_tight && !gap.has_copula && gap.lines == 0 && context.joins(between))
        .then_some(word.kinds)
}

/// "4829 EUR", "4829 points", where no word for a code stands right before it.
fn is_counted(context: &Context<'_>, number: &Number) -> bool {
    let (start, end) = (number.span.start, number.span.end);
    let time = Kinds::MINUTE.and(Kinds::SECOND).and(Kinds::HOUR).and(Kinds::DAY);
    let Some(word) = context.behind(end).next() else { return false };
    let is_joined = context.text()[end..word.span.start].bytes().all(|b| matches!(b, b' ' | b'-'));
    if !is_joined
        || word.kinds.any(Kinds::IS)
        || !word.kinds.any(time.and(Kinds::MONEY).and(Kinds::UNIT))
    {
        return false;
    }
    let is_called =
        context.before(start).find(|word| !word.kinds.any(Kinds::IS)).is_some_and(|word| {
            word.kinds.any(Kinds::OTP.and(Kinds::CODE))
                && context.gap(word.span.end..start).is_tight
        });
    !is_called || word.kinds.any(time)
}

/// "Your code for 1177: 482913": what is named before a colon is not the code.
fn leads_on(context: &Context<'_>, number: &Number, next: &Number) -> bool {
    let gap = context.gap(number.span.end..next.span.start);
    gap.is_tight && gap.has_copula && gap.lines == 0
}
