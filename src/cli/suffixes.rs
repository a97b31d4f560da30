//! Locale suffixes: `--impact-es TEXT` states the impact in Spanish. Any locale may follow any flag
//! with a text, so these cannot be listed as flags; they are unfolded before parsing.

use std::ffi::OsString;

use crate::domain::fact::TextFact;
use crate::domain::locale::Locale;
use crate::failure::Failure;

/// The hidden flag that carries `FACT.LOCALE=TEXT`.
const CARRIER: &str = "--translation";

/// Unfolds every flag with a locale suffix. What follows `--` is left alone.
pub(super) fn unfold(args: impl IntoIterator<Item = OsString>) -> Result<Vec<OsString>, Failure> {
    let mut unfolded = Vec::new();
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        if arg == "--" {
            unfolded.push(arg);
            unfolded.extend(args);
            break;
        }
        let Some((fact, locale, inline)) = arg.to_str().and_then(suffixed) else {
            unfolded.push(arg);
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

/// Takes `--impact-es` or `--impact-es=TEXT` apart.
fn suffixed(arg: &str) -> Option<(TextFact, Locale, Option<&str>)> {
    let flag = arg.strip_prefix("--")?;
    let (name, inline) = match flag.split_once('=') {
        Some((name, text)) => (name, Some(text)),
        None => (flag, None),
    };
    let fact = TextFact::ALL.iter().copied().find_map(|fact| {
        let locale = name.strip_prefix(&fact.flag())?.strip_prefix('-')?;
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
    fn a_suffix_without_a_text_is_named() {
        let failure = unfold(["--impact-es".into()]).unwrap_err();
        assert_eq!(failure.message, "`--impact-es` needs a text");
    }
}
