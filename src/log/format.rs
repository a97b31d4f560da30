//! The canonical form of a record: one key a line, single-line basic strings, keys in one fixed
//! order. That form is what lets the reader find its way by lines, a diff show one fact a line,
//! and a person read the file.

use chrono::{DateTime, Utc};
use toml_writer::{ToTomlValue as _, TomlStringBuilder};

use crate::domain::entry::Entry;
use crate::domain::fact::{FactName, InternalFact, TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::feedback::Heard;
use crate::domain::locale::Locale;
use crate::text::clean::is_driving;

/// The newest format of the log that this version reads, and the one that it writes.
pub const FORMAT: i64 = 1;

/// The line that begins a record.
pub(super) const HEADER: &str = "[[entry]]";

/// How a new log begins.
pub(super) const PREAMBLE: &str = "\
# vocero incident log: one [[entry]] for each thing that happened, oldest first. Add; do not rewrite.
format = 1
";

/// The keys of a record, in the order of the canonical form. A text fact may continue with a
/// locale (`impact.en`), `components`, `waived` and `redacted` with a quoted name.
pub const KEYS: [&str; 76] = [
    "id",
    "at",
    "by",
    "via",
    "incident",
    "kind",
    "corrects",
    "type",
    "title",
    "severity",
    "state",
    "locale",
    "started",
    "detected",
    "ended",
    "components",
    "impact",
    "scope",
    "workaround",
    "third_party",
    "action",
    "outcome",
    "harm",
    "do_now",
    "data",
    "offer",
    "next_update",
    "estimate",
    "follow_up",
    "confirmed_by",
    "decision",
    "happened",
    "why",
    "learned",
    "report",
    "contact",
    "feedback",
    "what",
    "clear",
    "waived",
    "internal.cause",
    "internal.people",
    "internal.links",
    "internal.note",
    "internal.aware",
    "internal.classified",
    "internal.mended",
    "internal.affected",
    "internal.factors",
    "internal.went_well",
    "internal.went_badly",
    "internal.lucky",
    "until",
    "to",
    "how",
    "said",
    "measure",
    "aim",
    "owner",
    "due",
    "status",
    "reason",
    "published",
    "imported.from",
    "imported.id",
    "imported.link",
    "imported.status",
    "imported.severity",
    "heard.from",
    "heard.client",
    "heard.how",
    "heard.scale",
    "heard.score",
    "heard.words",
    "heard.source",
    "redacted",
];

/// Returns the canonical record of an entry, from `[[entry]]` to its last line end. Moments are
/// written in whole seconds.
pub fn record(entry: &Entry) -> String {
    let mut lines = Lines::new(Some(entry), &entry.facts, &entry.clear, &entry.locale);
    lines.text.push_str(HEADER);
    lines.text.push('\n');
    for key in KEYS {
        lines.put(key);
    }
    lines.text
}

/// Passes on each key under which `given` states something that `entry` does not, with the lines there and
/// the entry's own.
pub fn compare(given: &Entry, entry: &Entry, differs: &mut dyn FnMut(&'static str, &str, &str)) {
    for key in KEYS {
        let [given, own] = [given, entry].map(|entry| {
            let mut lines = Lines::new(Some(entry), &entry.facts, &entry.clear, &entry.locale);
            lines.spelled = true;
            lines.put(key);
            lines.text
        });
        if !given.split_inclusive('\n').all(|line| own.contains(line)) {
            differs(key, &given, &own);
        }
    }
}

/// Returns the lines of the facts alone, for drafts and editors: `locale` first, then the facts in
/// the order of the log.
pub fn facts_text(facts: &Facts, clear: &[FactName], locale: &Locale) -> String {
    let mut lines = Lines::new(None, facts, clear, locale);
    lines.put("locale");
    for key in KEYS.into_iter().filter(|key| *key != "locale") {
        lines.put(key);
    }
    lines.text
}

/// Writes a moment as the log has it, such as `2026-11-21T10:04:00Z`.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Writes a text as a TOML basic string of one line. Besides what TOML demands, characters that an
/// editor or a terminal would obey instead of showing are escaped.
pub(super) fn quoted(text: &str) -> String {
    let plain = TomlStringBuilder::new(text).as_basic().to_toml_value();
    if !plain.chars().any(hides) {
        return plain;
    }
    let mut escaped = String::with_capacity(plain.len() + 16);
    for part in plain.split_inclusive(hides) {
        match part.char_indices().next_back() {
            Some((at, c)) if hides(c) => {
                escaped.push_str(&part[..at]);
                // All such characters are below U+10000: four digits are enough.
                escaped.extend(["\\u", &format!("{:04X}", u32::from(c))]);
            }
            _ => escaped.push_str(part),
        }
    }
    escaped
}

/// Whether a character would be obeyed rather than shown: controls, bidirectional overrides, line
/// ends of Unicode, the byte-order mark.
const fn hides(c: char) -> bool {
    is_driving(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// What was heard about how we told it, under the key of its part.
fn heard(heard: &Heard, key: &str) -> Option<String> {
    match key {
        "heard.from" => heard.side.map(|side| side.to_string()),
        "heard.client" => heard.client.clone(),
        "heard.how" => heard.how.clone(),
        "heard.scale" => heard.scale.map(|scale| scale.to_string()),
        "heard.words" => heard.words.clone(),
        "heard.source" => heard.source.clone(),
        _ => None,
    }
}

/// The lines of one record, or of its facts.
struct Lines<'a> {
    entry: Option<&'a Entry>,
    facts: &'a Facts,
    clear: &'a [FactName],
    locale: &'a Locale,
    /// Whether every text stands with its locale.
    spelled: bool,
    text: String,
}

impl<'a> Lines<'a> {
    fn new(
        entry: Option<&'a Entry>,
        facts: &'a Facts,
        clear: &'a [FactName],
        locale: &'a Locale,
    ) -> Self {
        Self {
            entry,
            facts,
            clear,
            locale,
            spelled: false,
            text: String::with_capacity(512),
        }
    }

    /// Adds what stands under a key of [`KEYS`], if anything does.
    fn put(&mut self, key: &str) {
        let facts = self.facts;
        if let Some(fact) = TextFact::ALL.iter().find(|f| f.key() == key) {
            return self.localised(*fact);
        }
        if let Some(fact) = TimeFact::ALL.iter().find(|f| f.key() == key) {
            return self.bare(key, facts.time(*fact).map(moment));
        }
        let start = key.strip_prefix("internal.").and_then(InternalFact::of_key);
        if let Some(at) = start.and_then(|fact| facts.internal.starts.get(fact)) {
            return self.bare(key, Some(moment(at)));
        }
        match key {
            "at" => self.bare(key, self.entry.map(|e| moment(e.at))),
            "until" => self.bare(key, self.entry.and(facts.internal.until).map(moment)),
            "due" => self.bare(key, self.entry.and(facts.internal.step.due).map(moment)),
            "components" => {
                for (name, status) in &facts.components {
                    self.line(&format!("{key}.{}", quoted(name)), &quoted(status.word()));
                }
            }
            "waived" => {
                let entry = self.entry;
                for (rule, reason) in entry.into_iter().flat_map(|e| &e.waived) {
                    self.line(&format!("{key}.{}", quoted(rule)), &quoted(reason));
                }
            }
            "redacted" => self.redacted(),
            "heard.score" => {
                let score = self.entry.and(facts.internal.heard.score);
                self.bare(key, score.map(|score| score.to_string()));
            }
            "clear" => self.list(key, self.clear.iter().map(FactName::key)),
            "internal.links" => self.list(key, facts.internal.links.iter().cloned()),
            _ => self.string(key, self.word(key)),
        }
    }

    /// The value of a key that holds one string.
    fn word(&self, key: &str) -> Option<String> {
        let facts = self.facts;
        let entry = self.entry;
        match key {
            "id" => entry.map(|e| e.id.to_string()),
            "by" => entry?.by.clone(),
            "via" => entry?.via.clone(),
            "incident" => entry.map(|e| e.incident.clone()),
            "kind" => entry.map(|e| e.kind.to_string()),
            "corrects" => entry?.corrects.map(|id| id.to_string()),
            "type" => facts.kind_of.map(|w| w.to_string()),
            "severity" => facts.severity.map(|w| w.to_string()),
            "state" => facts.state.map(|w| w.to_string()),
            "locale" => Some(self.locale.to_string()),
            "data" => facts.data.map(|w| w.to_string()),
            "confirmed_by" => facts.confirmed_by.clone(),
            "internal.cause" => facts.internal.cause.clone(),
            "internal.people" => facts.internal.people.clone(),
            "internal.note" => facts.internal.note.clone(),
            "to" => entry?.facts.internal.told.to.clone(),
            "how" => entry?.facts.internal.told.how.clone(),
            "said" => entry?.facts.internal.told.said.clone(),
            "measure" => entry?.facts.internal.step.measure.clone(),
            "aim" => entry?.facts.internal.step.aim.map(|w| w.to_string()),
            "owner" => entry?.facts.internal.step.owner.clone(),
            "status" => entry?.facts.internal.step.status.map(|w| w.to_string()),
            "reason" => entry?.facts.internal.step.reason.clone(),
            "published" => entry?.facts.published.clone(),
            "imported.from" => entry?.facts.internal.origin.from.clone(),
            "imported.id" => entry?.facts.internal.origin.id.clone(),
            "imported.link" => entry?.facts.internal.origin.link.clone(),
            "imported.status" => entry?.facts.internal.origin.status.clone(),
            "imported.severity" => entry?.facts.internal.origin.severity.clone(),
            _ if key.starts_with("internal.") => {
                let fact = InternalFact::of_key(key.strip_prefix("internal.")?)?;
                facts.internal.looked_back.get(&fact).cloned()
            }
            _ => heard(&entry?.facts.internal.heard, key),
        }
    }

    /// Of each field that was taken out when that was, who did it, and why.
    fn redacted(&mut self) {
        let entry = self.entry;
        for (field, redaction) in entry.into_iter().flat_map(|e| &e.facts.internal.redacted) {
            let told = [
                moment(redaction.at),
                redaction.by.clone(),
                redaction.reason.clone(),
            ];
            self.list(&format!("redacted.{}", quoted(field)), told.into_iter());
        }
    }

    /// A text in the entry's locale alone needs no locale of its own.
    fn localised(&mut self, fact: TextFact) {
        let Some(text) = self.facts.text(fact) else {
            return;
        };
        match text.get(self.locale) {
            Some(own) if text.len() == 1 && !self.spelled => self.line(fact.key(), &quoted(own)),
            _ => {
                for (locale, text) in text.iter() {
                    self.line(&format!("{}.{locale}", fact.key()), &quoted(text));
                }
            }
        }
    }

    fn list(&mut self, key: &str, items: impl Iterator<Item = String>) {
        let items: Vec<_> = items.map(|item| quoted(&item)).collect();
        if !items.is_empty() {
            self.line(key, &format!("[{}]", items.join(", ")));
        }
    }

    fn string(&mut self, key: &str, value: Option<String>) {
        self.bare(key, value.map(|text| quoted(&text)));
    }

    fn bare(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.line(key, &value);
        }
    }

    fn line(&mut self, key: &str, value: &str) {
        for part in [key, " = ", value, "\n"] {
            self.text.push_str(part);
        }
    }
}
