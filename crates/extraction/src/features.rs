//! What is seen of a number that could be the code.

use std::ops::Range;

use super::context::{Context, Gap};
use super::kinds::Kinds;
use super::numbers::{Form, Number};
use super::words::Word;

macro_rules! features {
    ($($name:ident $doc:literal)*) => {
        /// What is seen of a candidate; each is 0 to 1.
        #[derive(Clone, Copy, Debug, Default)]
        pub struct Features { $(#[doc = $doc] pub $name: f32,)* }

        impl Features {
            /// The names, in the order of [`Self::values`].
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];

            /// All that was seen.
            pub fn values(&self) -> [f32; Self::NAMES.len()] {
                [$(self.$name),*]
            }
        }
    };
}

features! {
    otp_tight "A word for a one-time code right in front, but for \"is\" and punctuation."
    otp_near "How near such a word in front is."
    otp_behind "How near such a word behind is."
    code_tight "A word that often stands for a code right in front."
    code_near "How near a word that also means other things is in front."
    code_behind "How near it is behind."
    pickup_tight "A word for the code of a parcel or a courier right in front."
    pickup_near "How near such a word is."
    act_tight "What one does with a code right in front: \"enter\"."
    act_near "How near that is in front."
    act_behind "How near it is behind."
    copula "\"is\" or a colon right in front, and a word for a code before it."
    act_copula "The same with what one does with a code."
    after_name "A name and a colon are all that stands in front."
    at_start "The first thing in the message."
    start_called "The same, with a word for a code soon after."
    own_line "Alone on its line."
    alone "Alone on its line, with a validity or a secret."
    apart "Words for a code stand in other sentences alone, and it neither begins the message nor has its own line."
    act "The message says what one does with a code."
    many_act "It says so more than once."
    secret "It asks to keep something secret."
    valid "It says how long something is valid."
    minutes "It names minutes."
    none "It says that there is no code, and this number is not called one."
    promo "How many advertising words it has, where nothing is called a one-time code."
    promo_behind "How near an advertising word is the next one behind."
    percent "It has a percent sign, and this is not called a one-time code."
    no_word "It has no word for a code."
    rivals "Other candidates, up to three."
    outdone "Another one is called a one-time code, and this is not."
    qualified "The word for a code is that of something else: \"customer code\"."
    label_before "A word right in front that names something else."
    label_is "The same with \"is\" between."
    label_behind "Such a word right behind."
    money_before "A currency or an amount right in front."
    money_behind "The same right behind."
    valid_before "\"valid until\" right in front."
    grouped "Digits in groups."
    prefixed "A letter and a dash before the digits."
    mixed "Letters and digits."
    mixed_uncalled "Mixed, and not called a code."
    vanity "A word and a number: SAVE20."
    length_3 "Three digits."
    length_4 "Four."
    length_6 "Six."
    length_8 "Eight."
    length_9_or_10 "Nine or ten."
    year "It reads as a year."
    date "It reads as a date."
    leading_zero "It begins with a zero."
}

/// What a message says as a whole.
#[derive(Clone, Copy, Default)]
pub struct Tone {
    pub otp: bool,
    pub code: bool,
    pub act: bool,
    pub many_act: bool,
    pub secret: bool,
    pub valid: bool,
    pub none: bool,
    pub promo: f32,
    pub pickup: bool,
    pub minutes: bool,
    pub percent: bool,
}

impl Tone {
    pub fn of(context: &Context<'_>) -> Self {
        let count = |kinds: Kinds| {
            context.words.iter().filter(|word| word.kinds.any(kinds)).take(4).count()
        };
        let promo = u8::try_from(count(Kinds::PROMO)).unwrap_or(4);
        Self {
            otp: count(Kinds::OTP) > 0,
            code: count(Kinds::CODE) > 0,
            act: count(Kinds::ACT) > 0,
            many_act: count(Kinds::ACT) > 1,
            secret: count(Kinds::SECRET) > 0,
            valid: count(Kinds::VALID) > 0,
            none: count(Kinds::NONE) > 0,
            promo: f32::from(promo.min(3)) / 3.0,
            pickup: count(Kinds::PICKUP) > 0,
            minutes: count(Kinds::MINUTE) > 0,
            percent: context.text().contains('%'),
        }
    }
}

/// What is seen of one candidate among the numbers of a message.
pub fn of(context: &Context<'_>, tone: &Tone, candidate: &Number, numbers: &[Number]) -> Features {
    let span = &candidate.span;
    let flag = |holds: bool| f32::from(u8::from(holds));
    let mut seen = Features::default();

    link_before(context, candidate, numbers, &mut seen);
    link_behind(context, candidate, numbers, &mut seen);

    seen.act = flag(tone.act);
    seen.many_act = flag(tone.many_act);
    seen.secret = flag(tone.secret);
    seen.valid = flag(tone.valid);
    // A warning or an advertisement beside a number that is called a code changes nothing.
    let is_called =
        seen.otp_tight > 0.0 || seen.code_tight > 0.0 || seen.copula > 0.0 || seen.otp_behind > 0.7;
    if !is_called {
        seen.none = flag(tone.none);
    }
    if seen.otp_tight == 0.0 && !(is_called && tone.otp) {
        seen.promo = tone.promo;
    }
    seen.no_word = flag(!tone.otp && !tone.code);
    let (is_own_line, is_at_start) = (context.is_own_line(span), context.is_at_start(span.start));
    seen.own_line = flag(is_own_line);
    seen.at_start = flag(is_at_start);
    let codes = Kinds::OTP.and(Kinds::CODE).and(Kinds::PICKUP);
    let is_spoken_of = context.has_beside(span, codes, |gap| gap.sentences == 0);
    seen.apart = flag((tone.otp || tone.code) && !is_own_line && !is_at_start && !is_spoken_of);
    seen.start_called = seen.at_start * flag(seen.otp_behind.max(seen.code_behind) > 0.5);
    seen.minutes = flag(tone.minutes);
    seen.after_name = flag(context.is_after_name(span.start));
    let written = &context.text()[span.clone()];
    let rivals = numbers.iter().filter(|n| n.is_candidate() && n.length > 3 && n.span != *span);
    let rivals = u8::try_from(rivals.take(3).count()).unwrap_or(3);
    seen.rivals = f32::from(rivals) / 3.0;

    seen.grouped = flag(candidate.form == Form::Grouped);
    seen.prefixed = flag(candidate.form == Form::Prefixed);
    let is_mixed = candidate.form == Form::Mixed;
    seen.mixed = flag(is_mixed);
    seen.mixed_uncalled = flag(is_mixed && !is_called);
    seen.vanity = flag(is_mixed && is_vanity(written));
    seen.percent = flag(tone.percent && seen.otp_tight == 0.0);
    seen.alone = seen.own_line * flag(tone.valid || tone.minutes || tone.secret);
    seen.length_3 = flag(candidate.length == 3);
    seen.length_4 = flag(candidate.length == 4);
    seen.length_6 = flag(candidate.length == 6);
    seen.length_8 = flag(candidate.length == 8);
    seen.length_9_or_10 = flag(candidate.length >= 9);
    seen.year = flag(is_year(written));
    seen.date = flag(is_date(written));
    seen.leading_zero = flag(written.starts_with('0'));
    seen
}

/// How near a word is, 0 to 1, from what lies between.
fn nearness(gap: &Gap) -> f32 {
    let far = (1.0 - 0.07 * gap.words).max(0.0);
    let crossed = u8::try_from(gap.sentences * 2 + gap.lines).unwrap_or(u8::MAX);
    far * 0.75_f32.powi(i32::from(crossed.min(12)))
}

fn raise(value: &mut f32, to: f32) {
    *value = value.max(to);
}

/// What the words in front say, the nearest first.
fn link_before(context: &Context<'_>, candidate: &Number, numbers: &[Number], seen: &mut Features) {
    let start = candidate.span.start;
    let mut is_nearest = true;
    // "Internet banking: your customer number is 4829": what one does has nothing to do with it.
    let mut is_labelled = false;
    for word in context.before(start) {
        if word.kinds.any(Kinds::IS) && !word.kinds.any(Kinds::OTP.and(Kinds::CODE)) {
            continue;
        }
        let between = word.span.end..start;
        let gap = context.gap(between.clone());
        let passed = numbers_in(numbers, &between);
        let near = nearness(&gap) * 0.6_f32.powi(passed);
        let sentence = gap.sentences == 0;
        for (kind, tight, close) in [
            (Kinds::OTP, &mut seen.otp_tight, &mut seen.otp_near),
            (Kinds::CODE, &mut seen.code_tight, &mut seen.code_near),
            (Kinds::PICKUP, &mut seen.pickup_tight, &mut seen.pickup_near),
            (Kinds::ACT, &mut seen.act_tight, &mut seen.act_near),
        ] {
            if word.kinds.any(kind) && !(is_labelled && kind == Kinds::ACT) {
                if gap.is_tight {
                    raise(tight, 1.0);
                }
                raise(close, near);
            }
        }
        if word.kinds.any(Kinds::CODE) && sentence && passed == 0 && is_qualified(context, word) {
            seen.qualified = 1.0;
        }
        if sentence && passed == 0 && copula_before(context, &between) {
            if word.kinds.any(Kinds::OTP.and(Kinds::CODE)) && !is_qualified(context, word) {
                seen.copula = 1.0;
            } else if word.kinds.any(Kinds::ACT) && !is_labelled {
                seen.act_copula = 1.0;
            }
        }
        if is_nearest && sentence && passed == 0 && context.joins(between.clone()) {
            let strength = if gap.is_tight { 1.0 } else { (1.0 - 0.4 * gap.words).max(0.0) };
            if word.kinds.any(Kinds::LABEL) {
                is_labelled = gap.is_tight;
                let said = if gap.has_copula { &mut seen.label_is } else { &mut seen.label_before };
                raise(said, strength);
            }
            if word.kinds.any(Kinds::MONEY) && !gap.has_copula {
                raise(&mut seen.money_before, strength);
            }
            if word.kinds.any(Kinds::VALID) {
                raise(&mut seen.valid_before, strength);
            }
        }
        is_nearest = false;
    }
}

/// Whether a label makes a word for a code that of something else: "customer code".
fn is_qualified(context: &Context<'_>, word: &Word) -> bool {
    context.before(word.span.start).next().is_some_and(|label| {
        label.kinds.any(Kinds::LABEL)
            && context.text()[label.span.end..word.span.start]
                .bytes()
                .all(|b| matches!(b, b' ' | b'-'))
    })
}

/// Whether a word or sign for "is" stands right before the end of `between`.
fn copula_before(context: &Context<'_>, between: &Range<usize>) -> bool {
    let text = context.text()[between.clone()]
        .trim_end_matches(|c: char| !c.is_alphanumeric() && !":=".contains(c));
    if text.ends_with([':', '=']) {
        return true;
    }
    let end = between.start + text.len();
    let index = context.words.partition_point(|word| word.span.end < end);
    context.words.get(index).is_some_and(|word| word.span.end == end && word.kinds.any(Kinds::IS))
}

/// What the words behind say, the nearest first.
fn link_behind(context: &Context<'_>, candidate: &Number, numbers: &[Number], seen: &mut Features) {
    let end = candidate.span.end;
    let mut is_nearest = true;
    for word in context.behind(end) {
        let gap = context.gap(end..word.span.start);
        if word.kinds.any(Kinds::IS) && !word.kinds.any(Kinds::OTP.and(Kinds::CODE)) {
            is_nearest &= !gap.is_tight;
            continue;
        }
        let passed = numbers_in(numbers, &(end..word.span.start));
        let near = nearness(&gap) * 0.6_f32.powi(passed);
        for (kind, close) in [
            (Kinds::OTP, &mut seen.otp_behind),
            (Kinds::CODE, &mut seen.code_behind),
            (Kinds::PICKUP, &mut seen.pickup_near),
            (Kinds::ACT, &mut seen.act_behind),
        ] {
            if word.kinds.any(kind) {
                raise(close, near);
            }
        }
        let is_joined = gap.is_tight
            && context.text()[end..word.span.start].bytes().all(|b| matches!(b, b' ' | b'-'));
        if is_nearest && word.kinds.any(Kinds::PROMO) && gap.sentences == 0 {
            raise(&mut seen.promo_behind, near);
        }
        if is_nearest && is_joined {
            if word.kinds.any(Kinds::MONEY) {
                raise(&mut seen.money_behind, 1.0);
            }
            if word.kinds.any(Kinds::LABEL) {
                raise(&mut seen.label_behind, 1.0);
            }
        }
        is_nearest = false;
    }
}

/// Candidates in `span`, three at most.
fn numbers_in(numbers: &[Number], span: &Range<usize>) -> i32 {
    let first = numbers.partition_point(|number| number.span.start < span.start);
    let count = numbers[first..]
        .iter()
        .take_while(|number| number.span.end <= span.end)
        .filter(|number| number.is_candidate())
        .take(3)
        .count();
    i32::try_from(count).unwrap_or(3)
}

/// A word and a number, as advertisements make them up: `save20`.
fn is_vanity(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    letters >= 2
        && text.len() >= letters + 2
        && text.bytes().skip(letters).all(|b| b.is_ascii_digit())
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: u16| (1980..=2039).contains(&year))
}

/// `20261009` or `09102026`.
fn is_date(text: &str) -> bool {
    let part = |range: Range<usize>| {
        text.get(range).and_then(|part| part.parse::<u16>().ok()).unwrap_or(0)
    };
    let is_day = |day: u16, month: u16, year: u16| {
        (1..=31).contains(&day) && (1..=12).contains(&month) && (1990..=2060).contains(&year)
    };
    text.len() == 8
        && (is_day(part(6..8), part(4..6), part(0..4))
            || is_day(part(0..2), part(2..4), part(4..8)))
}
