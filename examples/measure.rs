//! Measures texts in every unit, to hold them against what others count:
//! `cargo run --example measure < texts.jsonl > counts.jsonl`.
//!
//! Each line read is a JSON string, each line written an object with a count for every unit, the
//! encoding of a text message, and where links stand for X (in bytes).

use std::io::{self, BufRead, Write};

use anyhow::Context;
use serde_json::{Map, json};
use vocero::text::measure::{Unit, sms, weighted};

fn main() -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let text: String = serde_json::from_str(&line?)
            .with_context(|| format!("line {} is not a JSON string", number + 1))?;
        let mut counts: Map<String, serde_json::Value> = Unit::ALL
            .iter()
            .map(|unit| (unit.word().to_owned(), json!(unit.count(&text))))
            .collect();
        let length = sms::length(&text);
        counts.insert("encoding".to_owned(), json!(length.encoding));
        counts.insert("units".to_owned(), json!(length.units));
        let links = weighted::links(&text);
        let links: Vec<&str> = links.into_iter().map(|link| &text[link]).collect();
        counts.insert("links".to_owned(), json!(links));
        writeln!(out, "{}", json!(counts))?;
    }
    Ok(())
}
