//! What the words of one text give away: every rule that needs nothing but the text and a few gates.

use super::finding::{Finding, Level, Place};
use super::known::Known;
use super::page;
use super::secrets::{article, secrets};
use crate::domain::locale::Locale;
use crate::domain::words::{Audience, Severity, State};

/// One text to check, with whatever is known about it. What is not known silences the rules that
/// depend on it, except where a rule is right without it.
#[derive(Debug, Clone, Default)]
pub struct Draft<'a> {
    /// The text; spans of findings are bytes of it.
    pub text: &'a str,
    /// The language in which it is written.
    pub locale: Option<&'a Locale>,
    /// The state that it announces.
    pub state: Option<State>,
    /// The channel that carries it.
    pub channel: Option<&'a str>,
    /// Who reads it.
    pub audience: Option<Audience>,
    /// Whether the text is all there is: no facts behind it are asked for what it leaves out.
    pub alone: bool,
    /// The names of the house's suppliers, as they are written.
    pub vendors: &'a [String],
    /// What the facts allow it to say.
    pub gates: Gates,
    /// What is known besides the text: names, own rules, the numbers of the incident.
    pub known: Option<&'a Known>,
}

/// What the facts behind a text allow it to say, and how bad things are.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each gate is a question of its own, open or closed"
)]
pub struct Gates {
    /// What we do about it is said, in a fact of its own.
    pub action: bool,
    /// It is about planned work.
    pub planned: bool,
    /// It is about planned work that was called off: nothing ended, for nothing began.
    pub cancelled: bool,
    /// It is the report of what is over: that it is over was said before.
    pub report: bool,
    /// It takes something back: whether it is over was said before.
    pub corrects: bool,
    /// Somebody may have got in, or out with data.
    pub security: bool,
    /// Somebody confirmed when it will be repaired.
    pub estimate_confirmed: bool,
    /// Somebody confirmed what happened to customers' data.
    pub data_confirmed: bool,
    /// Somebody confirmed what customers are offered.
    pub offer_confirmed: bool,
    /// How bad it is for customers.
    pub severity: Option<Severity>,
}

/// Returns what the words of a text give away, in the order of their places.
pub fn words(draft: &Draft<'_>) -> Vec<Finding> {
    let mut found = leaked_secrets(draft);
    found.extend(super::words::read(draft));
    found
}

/// Whether the words of a text are read. In a language without rules only signs are: numbers, names,
/// what must not leave the house.
pub fn is_read(draft: &Draft<'_>) -> bool {
    super::words::is_read(draft)
}

/// Returns the secrets of a text, whoever reads it: logs and messages are kept for years.
pub fn leaked_secrets(draft: &Draft<'_>) -> Vec<Finding> {
    let found = secrets(draft.text);
    if found.is_empty() {
        return Vec::new();
    }
    let page = page::named("leak-secret");
    let found = found.into_iter();
    let finding = found.map(|secret| Finding {
        rule: "leak-secret".into(),
        level: Level::Error,
        place: Place::Text {
            channel: draft.channel.map(str::to_owned),
            locale: draft.locale.cloned(),
            span: secret.start..secret.end,
        },
        what: format!(
            "{} {} stands in the text: `{}` (fingerprint {})",
            article(secret.kind),
            secret.kind,
            secret.redacted(draft.text),
            secret.fingerprint(draft.text)
        ),
        why: page.why().into(),
        help: page.help(None).to_owned(),
    });
    finding.collect()
}
