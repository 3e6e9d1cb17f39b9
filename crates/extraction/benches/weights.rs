//! Fits the extractor's weights to `crates/extraction/messages` by logistic regression, and prints
//! `crates/extraction/src/weights.rs` with them. `make weights`
//!
//! What people know is kept: that a word for a code speaks for a number and an amount against it,
//! and how much the most and the least of some is worth, so that the habits of those who wrote the
//! messages don't decide.

#![allow(clippy::expect_used, reason = "weights without messages are none")]

use std::path::Path;

use codebell_extraction::{Features, observe};

const ROUNDS: i32 = 6000;
const STEP: f64 = 0.02;
/// Pulls weights that few messages speak for to nothing.
const RIDGE: f64 = 0.4;
/// A number in a message without a code that is taken for one is worse than the wrong one of two.
const OF_OTHERS: f64 = 1.6;
const OF_RIVALS: f64 = 0.6;
const THRESHOLDS: [f64; 5] = [0.5, 0.6, 0.65, 0.7, 0.8];

struct Sample {
    message: usize,
    values: Vec<f64>,
    is_code: bool,
    worth: f64,
}

fn main() {
    let mut samples = Vec::new();
    let mut has_code = Vec::new();
    for (message, (code, text)) in messages().into_iter().enumerate() {
        for (candidate, features) in observe(&text) {
            let is_code = code.as_ref().is_some_and(|code| code.eq_ignore_ascii_case(&candidate));
            let worth = match (is_code, &code) {
                (true, _) => 1.0,
                (false, None) => OF_OTHERS,
                (false, Some(_)) => OF_RIVALS,
            };
            // The first value is always one: its weight is the bias.
            let values = std::iter::once(1.0).chain(features.values().map(f64::from)).collect();
            samples.push(Sample { message, values, is_code, worth });
        }
        has_code.push(code.is_some());
    }
    let weights = fit(&samples);
    report(&weights, &samples, &has_code);
    print(&weights);
}

/// Each labelled message with its code.
fn messages() -> Vec<(Option<String>, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("messages");
    let mut files: Vec<_> =
        folder.read_dir().expect("the folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).expect("a text");
        for (code, text) in text.lines().filter_map(|line| line.split_once(" | ")) {
            all.push(((code != "-").then(|| code.to_owned()), text.replace("\\n", "\n")));
        }
    }
    all
}

/// The least and the most that a feature may weigh.
fn bounds(name: &str) -> (f64, f64) {
    match name {
        "code_tight" => (2.5, 12.0),
        "code_near" => (1.3, 12.0),
        "code_behind" | "start_called" => (1.2, 12.0),
        "pickup_tight" => (2.0, 3.0),
        "pickup_near" => (0.5, 1.5),
        "act_near" => (0.0, 2.0),
        "act_behind" => (0.0, 1.5),
        "act_tight" | "length_6" => (0.0, 0.9),
        "mixed" | "rivals" => (-1.5, 0.0),
        "promo" => (-2.5, 0.0),
        "promo_behind" => (-12.0, -3.5),
        "none" => (-4.0, 0.0),
        "no_word" => (-12.0, -1.0),
        "length_8" => (-0.3, 12.0),
        "apart" | "length_3" | "length_9_or_10" | "year" | "date" | "qualified" | "outdone"
        | "vanity" | "percent" | "label_before" | "label_is" | "label_behind" | "money_before"
        | "money_behind" | "valid_before" | "mixed_uncalled" => (-12.0, 0.0),
        "leading_zero" | "length_4" | "act" => (-12.0, 12.0),
        _ => (0.0, 12.0),
    }
}

fn fit(samples: &[Sample]) -> Vec<f64> {
    let count = Features::NAMES.len() + 1;
    let limits: Vec<(f64, f64)> = std::iter::once((-12.0, 12.0))
        .chain(Features::NAMES.iter().map(|name| bounds(name)))
        .collect();
    let mut weights = vec![0.0; count];
    let (mut mean, mut square) = (vec![0.0; count], vec![0.0; count]);
    for round in 1..=ROUNDS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| RIDGE * weight).collect();
        slope[0] = 0.0;
        for sample in samples {
            let error =
                sample.worth * (likelihood(&weights, sample) - f64::from(u8::from(sample.is_code)));
            for (slope, value) in slope.iter_mut().zip(&sample.values) {
                *slope += error * value;
            }
        }
        for index in 0..count {
            mean[index] = 0.9 * mean[index] + 0.1 * slope[index];
            square[index] = 0.999 * square[index] + 0.001 * slope[index] * slope[index];
            let step = mean[index]
                / (1.0 - 0.9_f64.powi(round))
                / ((square[index] / (1.0 - 0.999_f64.powi(round))).sqrt() + 1e-9);
            weights[index] = (weights[index] - STEP * step).clamp(limits[index].0, limits[index].1);
        }
    }
    weights
}

fn likelihood(weights: &[f64], sample: &Sample) -> f64 {
    let sum: f64 = weights.iter().zip(&sample.values).map(|(weight, value)| weight * value).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// What would be found at several thresholds, as a comment above the weights.
fn report(weights: &[f64], samples: &[Sample], has_code: &[bool]) {
    let mut best = vec![(0.0, false); has_code.len()];
    for sample in samples {
        let likely = likelihood(weights, sample);
        if likely > best[sample.message].0 {
            best[sample.message] = (likely, sample.is_code);
        }
    }
    let codes = has_code.iter().filter(|has| **has).count();
    for threshold in THRESHOLDS {
        let over = |(likely, _): &(f64, bool)| *likely >= threshold;
        let found = best.iter().filter(|best| over(best) && best.1).count();
        let wrong = best.iter().zip(has_code).filter(|(best, has)| over(best) && !**has).count();
        println!(
            "// From {threshold} on: {found} of {codes} codes found, {wrong} of {} other messages taken for one.",
            has_code.len() - codes
        );
    }
}

fn print(weights: &[f64]) {
    println!(
        "//! What each feature is worth. Written by `make weights`, which fits them to `crates/extraction/messages`.\n"
    );
    println!("use super::features::Features;\n");
    println!("pub const BIAS: f32 = {:.2};\n", weights[0]);
    println!("pub const WEIGHTS: [(&str, f32); Features::NAMES.len()] = [");
    for (name, weight) in Features::NAMES.iter().zip(&weights[1..]) {
        println!("    ({name:?}, {:.2}),", weight + 0.0);
    }
    println!("];");
}
