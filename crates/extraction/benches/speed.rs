//! How many messages a second the extractor reads on one core, and how long texts made to be hard
//! take it. `cargo bench --bench extraction`

#![allow(clippy::expect_used, reason = "a measure without its messages is none")]

use std::hint::black_box;
use std::path::Path;

use codebell_extraction::extract;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// The texts of `crates/extraction/messages`.
fn messages() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("messages");
    let mut all = Vec::new();
    for file in folder.read_dir().expect("the folder") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("a text");
        let lines = text.lines().filter_map(|line| line.split_once(" | "));
        all.extend(lines.map(|(_, text)| text.replace("\\n", "\n")));
    }
    all
}

fn throughput(criterion: &mut Criterion) {
    let messages = messages();
    let mut group = criterion.benchmark_group("extract");
    group.throughput(Throughput::Elements(messages.len() as u64));
    group.bench_function("messages of all languages", |bencher| {
        bencher.iter(|| {
            messages.iter().filter(|text| extract(black_box(text), None).is_some()).count()
        });
    });
    group.finish();
}

fn hard_texts(criterion: &mut Criterion) {
    const LENGTH: usize = 64 << 10;
    let mut group = criterion.benchmark_group("64 KiB");
    for (name, piece) in [
        ("digits", "1"),
        ("groups of digits", "4821 "),
        ("spaces", " "),
        ("keywords", "verification code "),
        ("keywords and digits", "验证码1234"),
        ("combining marks", "\u{301}"),
    ] {
        let text = piece.repeat(LENGTH / piece.len());
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bencher, text| {
            bencher.iter(|| extract(black_box(text), None));
        });
    }
    group.finish();
}

criterion_group!(benches, throughput, hard_texts);
criterion_main!(benches);
