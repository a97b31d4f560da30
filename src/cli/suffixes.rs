//! Locale suffixes: `--impact-es TEXT` states the impact in Spanish. Any locale may follow any flag
//! with a text, so these cannot be listed as flags; they are unfolded before parsing. So is a text
//! that begins with a dash, which would be taken for a flag.

use std::ffi::{OsStr, OsString};

use crate::commands::fact_args::FactArgs;
use crate::domain::fact::TextFact;
use crate::domain::locale::Locale;
use crate::failure::Failure;

/// The hidden flag that carries `FACT.LOCALE=TEXT`.
const CARRIER: &str = "--translation";

/// Unfolds every flag with a locale suffix. What follows `--` is left alone.
pub(super) fn unfold(args: impl IntoIterator<Item = OsString>) -> Result<Vec<OsString>, Failure> {
    let mut unfolded = Vec::new();
    let mut args = args.into_iter().peekable();
    while let Some(arg) = args.next() {
        if arg == "--" {
            unfolded.push(arg);
            unfolded.extend(args);
            break;
        }
        let Some((fact, locale, inline)) = arg.to_str().and_then(suffixed) else {
            match args.next_if(|next| wants_a_text(&arg) && is_a_text_with_a_dash(next)) {
                Some(text) => {
                    let mut joined = arg;
                    joined.push("=");
                    joined.push(text);
                    unfolded.push(joined);
                }
                None => unfolded.push(arg),
            }
            continue;
        };
        let text = match inline {
            Some(text) => OsString::from(text),
            None => args.next().ok_or_else(|| {
                Failure::usage(format!("`--{}-{locale}` needs a text", fact.flag()))
            })?,
        };
        let mut value = OsString::from(format!("{}.{locale}=", fact.key()));
        value.push(text);
        unfolded.push(CARRIER.into());
        unfolded.push(value);
    }
    Ok(unfolded)
}

/// Whether a flag states a fact, so that what follows is its text even if it begins with a dash.
fn wants_a_text(arg: &OsStr) -> bool {
    let flag = arg.to_str().and_then(|arg| arg.strip_prefix("--"));
    flag.is_some_and(|flag| {
        FactArgs::KEYS
            .iter()
            .any(|key| behind(key, flag) == Some(""))
    })
}

/// What follows the flag of a key.
fn behind<'a>(key: &str, flag: &'a str) -> Option<&'a str> {
    let (name, rest) = flag.split_at_checked(key.len())?;
    let typed = key.bytes().map(|b| if b == b'_' { b'-' } else { b });
    typed.eq(name.bytes()).then_some(rest)
}

/// Whether an argument is a text that begins with a dash, such as an item of a list, and no flag.
fn is_a_text_with_a_dash(arg: &OsStr) -> bool {
    let single = |arg: &str| arg.starts_with('-') && !arg.starts_with("--");
    arg.to_str().is_some_and(|arg| {
        let sentence = arg.starts_with('-') && arg.contains(char::is_whitespace);
        sentence || (single(arg) && arg.len() > 1 && !["-q", "-h", "-V"].contains(&arg))
    })
}

/// Takes `--impact-es` or `--impact-es=TEXT` apart.
fn suffixed(arg: &str) -> Option<(TextFact, Locale, Option<&str>)> {
    let flag = arg.strip_prefix("--")?;
    let (name, inline) = match flag.split_once('=') {
        Some((name, text)) => (name, Some(text)),
        None => (flag, None),
    };
    let fact = TextFact::ALL.iter().copied().find_map(|fact| {
        let locale = behind(fact.key(), name)?.strip_prefix('-')?;
        Some((fact, locale.parse().ok()?))
    })?;
    Some((fact.0, fact.1, inline))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfolded(args: &[&str]) -> Vec<String> {
        let args = unfold(args.iter().map(OsString::from)).unwrap();
        args.into_iter().map(|a| a.into_string().unwrap()).collect()
    }

    #[test]
    fn a_locale_suffix_becomes_a_translation() {
        assert_eq!(
            unfolded(&["--impact-es", "No va.", "--third-party-pt-BR=Não."]),
            [
                "--translation",
                "impact.es=No va.",
                "--translation",
                "third_party.pt-BR=Não."
            ]
        );
    }

    #[test]
    fn other_flags_and_what_follows_the_dashes_stay() {
        let args = ["--impact", "x", "--do-now", "y", "--", "--impact-es"];
        assert_eq!(unfolded(&args), args);
    }

    #[test]
    fn a_text_that_begins_with_a_dash_stays_a_text() {
        assert_eq!(
            unfolded(&[
                "--action",
                "- Switched.",
                "--note",
                "-x",
                "--json",
                "--scope",
                "-q"
            ]),
            [
                "--action=- Switched.",
                "--note=-x",
                "--json",
                "--scope",
                "-q"
            ]
        );
    }

    #[test]
    fn a_suffix_without_a_text_is_named() {
        let failure = unfold(["--impact-es".into()]).unwrap_err();
        assert_eq!(failure.message, "`--impact-es` needs a text");
    }
}
