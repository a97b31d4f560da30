//! Facts from a TOML or JSON file: the same keys as the log, the same forms as the flags.

use std::io::Read;
use std::path::Path;

use toml::{Table, Value};

use super::fact_args::FactArgs;
use crate::domain::fact::{InternalFact, TextFact};
use crate::domain::locale::Locale;
use crate::failure::Failure;
use crate::text::similar::similar;

/// More than anybody writes, less than hurts.
const MOST_BYTES: u64 = 1 << 20;

/// Reads the file that `--facts` names; `-` is standard input.
pub fn read(name: &str) -> Result<FactArgs, Failure> {
    let shown = if name == "-" { "standard input" } else { name };
    let refuse = |problem: String| Failure::usage(format!("`--facts`: `{shown}` {problem}"));
    let bytes = load(name).map_err(|e| refuse(format!("could not be read: {e}")))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(
            refuse("is larger than 1 MiB".to_owned()).hint("give the facts of one entry only")
        );
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        refuse(format!(
            "is not UTF-8 (byte {})",
            e.utf8_error().valid_up_to() + 1
        ))
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let table = if text.trim_start().starts_with('{') {
        json(text).map_err(|e| refuse(format!("is not valid JSON: {e}")))?
    } else {
        text.parse::<Table>().map_err(|e| {
            let drawn = e.to_string().trim_end().replace('\n', "\n  ");
            refuse(format!("is not valid TOML: {drawn}"))
        })?
    };
    from_table(table).map_err(refuse)
}

/// Takes facts from a table with the keys of the log; the error says what is wrong with which key.
pub fn from_table(table: Table) -> Result<FactArgs, String> {
    let mut args = FactArgs::default();
    for (key, value) in table {
        take(&mut args, &key.replace('-', "_"), value)?;
    }
    Ok(args)
}

fn load(name: &str) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if name == "-" {
        std::io::stdin()
            .lock()
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)?;
    } else {
        let path = Path::new(name);
        if path.metadata()?.is_dir() {
            return Err(std::io::Error::other("it is a folder"));
        }
        std::fs::File::open(path)?
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Reads JSON as a table; `null` counts as not stated.
fn json(text: &str) -> Result<Table, String> {
    fn value(json: serde_json::Value) -> Option<Value> {
        Some(match json {
            serde_json::Value::Null => return None,
            serde_json::Value::Bool(b) => Value::Boolean(b),
            serde_json::Value::Number(n) => match n.as_i64() {
                Some(whole) => Value::Integer(whole),
                None => n.as_f64().map(Value::Float)?,
            },
            serde_json::Value::String(s) => Value::String(s),
            serde_json::Value::Array(items) => {
                Value::Array(items.into_iter().filter_map(value).collect())
            }
            serde_json::Value::Object(map) => Value::Table(table(map)),
        })
    }
    fn table(map: serde_json::Map<String, serde_json::Value>) -> Table {
        let mut table = Table::new();
        table.extend(map.into_iter().filter_map(|(k, v)| Some((k, value(v)?))));
        table
    }
    let parsed: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(text).map_err(|e| e.to_string())?;
    Ok(table(parsed))
}

fn take(args: &mut FactArgs, key: &str, value: Value) -> Result<(), String> {
    match (key, value) {
        ("internal", Value::Table(table)) => {
            for (key, value) in table {
                // Whoever writes a fact under `internal` means it to stay inside.
                if InternalFact::of_key(&key).is_none() && key != "link" {
                    return Err(format!(
                        "has `{key}` under `internal`, where only cause, people, links, note, aware, classified, mended, affected, factors, went_well, went_badly and lucky can stand"
                    ));
                }
                take(args, &key, value)?;
            }
        }
        ("component" | "components", Value::Table(table)) => {
            for (name, status) in table {
                let status = words("components", status)?;
                args.component.push(format!("{name}={}", status.join("")));
            }
        }
        ("component" | "components", value) => args.component.extend(words(key, value)?),
        ("waived", Value::Table(table)) => {
            for (rule, reason) in table {
                let reason = words("waived", reason)?.join(" ");
                args.waive.push(format!("{rule}={reason}"));
            }
        }
        ("waived", value) => {
            let got = value.type_str();
            return Err(format!(
                "has a {got} for `waived`; use a table with a reason for each rule"
            ));
        }
        ("link" | "links", value) => args.link.extend(words(key, value)?),
        ("measure" | "measures", value) => args.review.measure.extend(words(key, value)?),
        ("clear", value) => args.clear.extend(words(key, value)?),
        (_, Value::Table(table)) if TextFact::of_key(key).is_some() => {
            for (locale, text) in table {
                let text = words(key, text)?.join("\n");
                args.translation.push(format!("{key}.{locale}={text}"));
            }
        }
        (_, Value::String(text)) if translated(key).is_some() => {
            let (fact, locale) = translated(key).unwrap_or((key, ""));
            args.translation.push(format!("{fact}.{locale}={text}"));
        }
        (_, value) => match args.slot(key) {
            // `next-update` and `next_update` are one fact, and `cause` is one inside and outside.
            Some(Some(_)) => return Err(format!("has `{key}` twice; say it once")),
            Some(slot) => *slot = Some(words(key, value)?.join("\n")),
            None => return Err(unknown(key)),
        },
    }
    Ok(())
}

/// Takes `impact_es` or `impact.es` apart, as the flag `--impact-es` is.
fn translated(key: &str) -> Option<(&str, &str)> {
    TextFact::ALL.iter().find_map(|fact| {
        let locale = key.strip_prefix(fact.key())?.strip_prefix(['_', '.'])?;
        locale.parse::<Locale>().ok().map(|_| (fact.key(), locale))
    })
}

/// The texts of a value; a date-time is taken as it is written.
fn words(key: &str, value: Value) -> Result<Vec<String>, String> {
    match value {
        Value::String(text) => Ok(vec![text]),
        Value::Datetime(moment) => Ok(vec![moment.to_string()]),
        Value::Array(items) => {
            let lists: Result<Vec<_>, _> = items.into_iter().map(|item| words(key, item)).collect();
            Ok(lists?.into_iter().flatten().collect())
        }
        other => {
            let got = other.type_str();
            let a = if got == "integer" { "an" } else { "a" };
            Err(format!("has {a} {got} for `{key}`; use a text"))
        }
    }
}

fn unknown(key: &str) -> String {
    let known = FactArgs::KEYS.into_iter().chain([
        "components",
        "links",
        "clear",
        "waived",
        "internal",
        "measures",
    ]);
    match similar(key, known).first() {
        Some(meant) => format!("has the unknown key `{key}`; `{meant}` is a similar one"),
        None => format!("has the unknown key `{key}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_that_is_said_twice_is_named() {
        for (text, key) in [
            ("next_update = '30m'\nnext-update = '20m'\n", "next_update"),
            ("cause = 'a'\ninternal.cause = 'b'\n", "cause"),
            (r#"{"internal": {"cause": "a"}, "cause": "b"}"#, "cause"),
        ] {
            let error = read_text(text).unwrap_err();
            assert!(
                error.ends_with(&format!("has `{key}` twice; say it once")),
                "{error}"
            );
        }
    }

    fn read_text(text: &str) -> Result<FactArgs, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facts");
        std::fs::write(&path, text).unwrap();
        read(path.to_str().unwrap()).map_err(|failure| failure.message)
    }

    #[test]
    fn toml_and_json_say_the_same() {
        let toml = "title = 'Search is slow'\nnext-update = '30m'\nimpact.es = 'Busca lento.'\n\
                    started = 2026-11-21T09:58:00Z\n[components]\nSearch = 'partial-outage'\n\
                    [waived]\nshouting = 'it is our name'\n\
                    [internal]\ncause = 'a full disk'\nlinks = ['https://d.example']";
        let json = r#"{"title": "Search is slow", "next_update": "30m", "impact": {"es": "Busca lento."},
            "started": "2026-11-21T09:58:00Z", "components": {"Search": "partial-outage"}, "scope": null,
            "waived": {"shouting": "it is our name"},
            "internal": {"cause": "a full disk", "links": ["https://d.example"]}}"#;
        let args = read_text(toml).unwrap();
        assert_eq!(args, read_text(json).unwrap());
        assert_eq!(args.component, ["Search=partial-outage"]);
        assert_eq!(args.translation, ["impact.es=Busca lento."]);
        assert_eq!(args.waive, ["shouting=it is our name"]);
    }

    #[test]
    fn an_unknown_key_offers_a_similar_one() {
        let problem = read_text("impcat = 'x'").unwrap_err();
        assert!(
            problem.ends_with("has the unknown key `impcat`; `impact` is a similar one"),
            "{problem}"
        );
    }

    #[test]
    fn what_is_neither_toml_nor_json_is_refused() {
        assert!(
            read_text("{ oops")
                .unwrap_err()
                .contains("is not valid JSON")
        );
        assert!(read_text("oops").unwrap_err().contains("is not valid TOML"));
        assert!(
            read_text("waived = 'all'")
                .unwrap_err()
                .contains("has a string for `waived`; use a table")
        );
        assert!(
            read_text("title = 3")
                .unwrap_err()
                .contains("has an integer for `title`")
        );
    }

    #[test]
    fn a_flag_wins_over_the_file() {
        let file = FactArgs {
            title: Some("File".into()),
            impact: Some("File.".into()),
            ..FactArgs::default()
        };
        let flags = FactArgs {
            title: Some("Flag".into()),
            ..FactArgs::default()
        };
        let both = file.under(flags);
        assert_eq!(
            (both.title.as_deref(), both.impact.as_deref()),
            (Some("Flag"), Some("File."))
        );
    }
}
