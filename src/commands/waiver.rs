//! Waivers: what a check finds and the author of an entry lets be, with a reason.

use crate::check::page;
use crate::domain::dictionary::OwnRule;
use crate::domain::entry::Waived;
use crate::failure::Failure;
use crate::text::clean;
use crate::text::similar::similar;

/// The rule whose findings are told apart by a fingerprint: every secret is a decision of its own.
pub const SECRET: &str = "leak-secret";

/// The most characters of a reason.
const LIMIT: usize = 500;

/// Reads `RULE=REASON`, of a built-in rule or one of the house; says what is wrong with it.
pub fn read(given: &str, own: &[OwnRule]) -> Result<(String, String), String> {
    let (rule, reason) = given
        .split_once('=')
        .ok_or_else(|| format!("`{given}` gives no reason; write `RULE=REASON`"))?;
    let rule = key(rule.trim(), own)?;
    Ok((rule.clone(), self::reason(&rule, reason)?))
}

/// Reads what is let be in words from elsewhere: secrets alone, for nothing else stops them.
pub fn of_secrets(given: &[String]) -> Result<Waived, Failure> {
    let mut waived = Waived::new();
    for given in given {
        let (key, reason) =
            read(given, &[]).map_err(|e| Failure::usage(format!("`--waive`: {e}")))?;
        if !is_secret(&key) {
            return Err(Failure::usage(format!(
                "`--waive`: `{key}` stops nothing here; only a secret does"
            )));
        }
        waived.insert(key, reason);
    }
    Ok(waived)
}

/// Reads the reason for letting a rule be.
pub fn reason(rule: &str, given: &str) -> Result<String, String> {
    let fit = clean::fit_line(given, LIMIT).map_err(|unfit| format!("the reason {unfit}"))?;
    if fit.text.is_empty() {
        return Err(format!(
            "the reason for `{rule}` is empty; say why it is right here"
        ));
    }
    Ok(fit.text)
}

/// The name of a rule that exists; a secret with its fingerprint.
fn key(given: &str, own: &[OwnRule]) -> Result<String, String> {
    let (rule, print) = match given.split_once(':') {
        Some((rule, print)) => (rule, Some(print)),
        None => (given, None),
    };
    let built_in = page::all().iter().map(|entry| entry.rule);
    let mut rules = built_in.chain(own.iter().map(|own| own.name.as_str()));
    if !rules.clone().any(|known| known == rule) {
        let near = similar(rule, rules.by_ref());
        return Err(match near.first() {
            Some(near) => format!("there is no rule `{rule}`; `{near}` is a similar one"),
            None => format!("there is no rule `{rule}`; see `vocero check --list`"),
        });
    }
    let is_print = |print: &str| print.len() == 8 && print.bytes().all(|b| b.is_ascii_hexdigit());
    match (rule == SECRET, print) {
        (false, None) => Ok(rule.to_owned()),
        (false, Some(_)) => Err(format!(
            "`{rule}` takes no fingerprint; write `{rule}=REASON`"
        )),
        (true, Some(print)) if is_print(print) => Ok(of_secret(&print.to_ascii_lowercase())),
        (true, _) => Err(format!(
            "a secret is let be one by one; write `{SECRET}:FINGERPRINT=REASON` with the eight digits \
             that the finding shows"
        )),
    }
}

/// Whether this is what a secret is waived by.
pub fn is_secret(key: &str) -> bool {
    key.split_once(':').is_some_and(|(rule, _)| rule == SECRET)
}

/// What a secret with this fingerprint is waived by.
pub fn of_secret(fingerprint: &str) -> String {
    format!("{SECRET}:{fingerprint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_waived_with_its_reason() {
        let read = read(" vague-eta = we say the hour = below\n ", &[]);
        let expected = ("vague-eta".to_owned(), "we say the hour = below".to_owned());
        assert_eq!(read, Ok(expected));
    }

    #[test]
    fn a_secret_is_waived_by_its_fingerprint_alone() {
        let known = "leak-secret:1a2b3c4d".to_owned();
        assert_eq!(
            read("leak-secret:1A2B3C4D=a public key", &[]),
            Ok((known, "a public key".to_owned()))
        );
        for given in [
            "leak-secret=x",
            "leak-secret:1a2b=x",
            "vague-eta:1a2b3c4d=x",
        ] {
            assert!(read(given, &[]).is_err(), "{given}");
        }
    }

    #[test]
    fn a_rule_of_the_house_is_waived_by_its_name() {
        let own = OwnRule {
            name: "no-robots".to_owned(),
            ..OwnRule::default()
        };
        let own = [own];
        let expected = ("no-robots".to_owned(), "it is one".to_owned());
        assert_eq!(read("no-robots=it is one", &own), Ok(expected));
        assert!(read("no-robots=it is one", &[]).is_err());
        let near = read("no-robot=it is one", &own).unwrap_err();
        assert!(near.ends_with("`no-robots` is a similar one"), "{near}");
    }

    #[test]
    fn what_is_no_waiver_says_why() {
        for (given, problem) in [
            (
                "vague-eta",
                "`vague-eta` gives no reason; write `RULE=REASON`",
            ),
            (
                "vague-eta= ",
                "the reason for `vague-eta` is empty; say why it is right here",
            ),
            (
                "vauge-eta=x",
                "there is no rule `vauge-eta`; `vague-eta` is a similar one",
            ),
            ("zzz=x", "there is no rule `zzz`; see `vocero check --list`"),
        ] {
            assert_eq!(read(given, &[]), Err(problem.to_owned()));
        }
    }
}
