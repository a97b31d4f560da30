//! What is checked: the facts, the history and the messages of an incident, or a text.

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};

use super::CheckArgs;
use super::checked::Checked;
use super::pages::Levels;
use crate::check::finding::{Finding, Place};
use crate::check::text::{Draft, Gates, words};
use crate::check::{facts, history};
use crate::commands::find;
use crate::commands::messages::{self, Wish};
use crate::commands::session::Session;
use crate::config::Config;
use crate::domain::entry::{Entry, EntryId};
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::incident::{InForce, Incident};
use crate::domain::locale::Locale;
use crate::domain::promise::{Fate, Promise};
use crate::domain::words::{IncidentType, Severity, State};
use crate::failure::Failure;
use crate::render::Message;
use crate::text::list::counted;

/// Something that was found, and in what.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) finding: Finding,
    /// The text that the span of the finding belongs to, by its number.
    pub(super) text: Option<usize>,
    /// The entry that a finding of the history is about: when, what, which.
    pub(super) entry: Option<(DateTime<Utc>, String, EntryId)>,
}

/// Everything that was found.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// What was checked, in words.
    pub(super) subject: String,
    /// The id of the incident, if it was one.
    pub(super) incident: Option<String>,
    pub(super) texts: Vec<Checked>,
    pub(super) found: Vec<Found>,
    /// The promises that were looked at, with `--history`.
    pub(super) promises: Option<Vec<Promise>>,
}

impl Report {
    /// Gives findings the configured levels, and sorts them: the gravest first.
    pub(super) fn settle(&mut self, levels: &Levels) {
        self.found.retain_mut(|found| {
            let configured = levels.get(found.finding.rule);
            match configured {
                Some(None) => return false,
                Some(Some(level)) => found.finding.level = *level,
                None => {}
            }
            true
        });
        // Sorting is stable: what is equally grave stays in the order of entries and texts.
        self.found
            .sort_by_key(|found| std::cmp::Reverse(found.finding.level));
    }

    /// The findings with those together that say the same of several messages.
    pub(super) fn said_once(&self) -> Vec<Vec<&Found>> {
        let mut groups: Vec<Vec<&Found>> = Vec::new();
        let mut known: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
        for found in &self.found {
            let Some(text) = found.text.filter(|_| self.incident.is_some()) else {
                groups.push(vec![found]);
                continue;
            };
            let hit = self.texts[text].text.get(span(&found.finding));
            let key = (
                found.finding.rule,
                found.finding.what.as_str(),
                hit.unwrap_or_default(),
            );
            match known.get(&key) {
                Some(group) => groups[*group].push(found),
                None => {
                    known.insert(key, groups.len());
                    groups.push(vec![found]);
                }
            }
        }
        groups
    }
}

/// The bytes of the text that a finding points at.
pub(super) fn span(finding: &Finding) -> Range<usize> {
    match &finding.place {
        Place::Text { span, .. } => span.clone(),
        Place::Incident | Place::Field(_) => 0..0,
    }
}

/// Checks an incident: its newest word, the word of one entry, or its history.
pub(super) fn incident(
    session: &Session,
    config: &Config,
    args: &CheckArgs,
    incident: &Incident,
) -> Result<Report, anyhow::Error> {
    let cadence =
        |severity: Severity, state: State| -> TimeDelta { config.cadence.next(severity, state) };
    let mut report = Report {
        incident: Some(incident.id.clone()),
        ..Report::default()
    };
    if args.history {
        for (id, finding) in history::history(incident, &cadence, session.now) {
            let entry = incident.timeline.iter().find(|entry| entry.id == id);
            report.found.push(Found {
                finding,
                text: None,
                entry: entry.map(name),
            });
        }
        let promises = incident.promises(session.now);
        report.subject = format!("{} ({})", incident.id, kept(&promises));
        report.promises = Some(promises);
        return Ok(report);
    }
    let mut now = session.now;
    let mut then = None;
    if let Some(id) = &args.entry {
        let id: EntryId = id
            .parse()
            .map_err(|e| Failure::usage(format!("`--entry`: {e}")))?;
        let past = find::as_of(incident, id)?;
        if let (Some(at), false) = (
            past.newest_at(),
            incident.last_word().is_some_and(|e| e.id == id),
        ) {
            // What came of it later is no fault of this word.
            now = at;
        }
        then = Some(past);
    }
    let incident = then.as_ref().unwrap_or(incident);
    if incident.last_word().is_none() {
        let id = &incident.id;
        return Err(
            Failure::usage(format!("nothing was said in public about `{id}`"))
                .hint(format!("say the first word with `vocero update {id}`"))
                .into(),
        );
    }
    let alone = |finding| Found {
        finding,
        text: None,
        entry: None,
    };
    let facts = facts::facts(incident, &cadence);
    report.found.extend(facts.into_iter().map(alone));
    let newest = history::newest(incident, &cadence, now);
    report.found.extend(newest.into_iter().map(alone));
    let wish = Wish {
        channels: args.channel.clone(),
        locales: args.locale.clone(),
        ..Wish::default()
    };
    let messages = messages::some(session, config, incident, &wish)?;
    for message in &messages {
        report.read(message, &incident.in_force);
    }
    let count = counted(messages.len(), "message", "messages");
    report.subject = format!("{} ({count})", incident.id);
    Ok(report)
}

fn name(entry: &Entry) -> (DateTime<Utc>, String, EntryId) {
    (entry.at, entry.kind.word().to_owned(), entry.id)
}

/// How many promises were made, and what became of them.
fn kept(promises: &[Promise]) -> String {
    let of = |is: fn(&Fate) -> bool| promises.iter().filter(|p| is(&p.fate)).count();
    let fates = [
        (of(|f| matches!(f, Fate::Kept)), "kept"),
        (of(|f| matches!(f, Fate::Moved)), "moved in time"),
        (of(|f| matches!(f, Fate::Late(_))), "late"),
        (of(|f| matches!(f, Fate::Missed(_))), "missed"),
        (of(|f| matches!(f, Fate::Open)), "not due yet"),
    ];
    let fates = fates.iter().filter(|(count, _)| *count > 0);
    let fates: Vec<String> = fates.map(|(n, what)| format!("{n} {what}")).collect();
    let all = counted(promises.len(), "promise", "promises");
    if fates.is_empty() {
        all
    } else {
        format!("{all}: {}", fates.join(", "))
    }
}

impl Report {
    /// Checks the words of a message.
    fn read(&mut self, message: &Message, in_force: &InForce) {
        let text = match &message.subject {
            Some(subject) => format!("{subject}\n\n{}", message.body),
            None => message.body.clone(),
        };
        let confirmed = |name| in_force.confirmed.contains_key(&name);
        let found = words(&Draft {
            text: &text,
            locale: Some(&message.locale),
            state: Some(in_force.state()),
            channel: Some(&message.channel),
            audience: Some(message.audience),
            alone: false,
            vendors: &[],
            gates: Gates {
                planned: in_force.kind_of() == IncidentType::Maintenance,
                security: in_force.kind_of() == IncidentType::Security,
                estimate_confirmed: confirmed(FactName::Time(TimeFact::Estimate)),
                data_confirmed: confirmed(FactName::Data),
                offer_confirmed: confirmed(FactName::Text(TextFact::Offer)),
                severity: Some(in_force.severity()),
            },
        });
        let number = self.texts.len();
        self.texts.push(Checked::new(
            format!(
                "{}/{}.{}",
                message.incident, message.channel, message.locale
            ),
            false,
            text,
        ));
        self.found.extend(found.into_iter().map(|finding| Found {
            finding,
            text: Some(number),
            entry: None,
        }));
    }
}

/// Checks a text from elsewhere.
pub(super) fn text(
    session: &Session,
    config: &Config,
    args: &CheckArgs,
    file: &str,
) -> Result<Report, anyhow::Error> {
    let one = |flag: &str, given: &[String]| match given {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        _ => Err(Failure::usage(format!(
            "`{flag}` can be given once with `--text`"
        ))),
    };
    let word = |flag: &str, e: &dyn std::fmt::Display| Failure::usage(format!("`{flag}`: {e}"));
    let channel = one("--channel", &args.channel)?;
    if channel.is_some() {
        messages::channels(&session.templates(config), config, &args.channel)?;
    }
    let locale = one("--locale", &args.locale)?.map(|tag| tag.parse::<Locale>());
    let locale = locale.transpose().map_err(|e| word("--locale", &e))?;
    let state = args.state.as_deref().map(str::parse::<State>).transpose();
    let state = state.map_err(|e| word("--state", &e))?;
    let audience = args.audience.as_deref().map(str::parse).transpose();
    let audience = audience.map_err(|e| word("--audience", &e))?;
    let text = load(file)?;
    let mut report = Report {
        subject: if file == "-" { "standard input" } else { file }.to_owned(),
        ..Report::default()
    };
    let mut begin = 0;
    for piece in pieces(&text, args.each_line) {
        let found = words(&Draft {
            text: piece,
            locale: locale.as_ref(),
            state,
            channel: channel.as_deref(),
            audience,
            alone: true,
            vendors: &[],
            gates: Gates {
                planned: state.is_some_and(State::is_maintenance),
                ..Gates::default()
            },
        });
        report.found.extend(found.into_iter().map(|mut finding| {
            if let Place::Text { span, .. } = &mut finding.place {
                *span = span.start + begin..span.end + begin;
            }
            Found {
                finding,
                text: Some(0),
                entry: None,
            }
        }));
        begin += piece.len();
    }
    let name = if file == "-" { "stdin" } else { file }.to_owned();
    report.texts.push(Checked::new(name, file != "-", text));
    Ok(report)
}

/// The whole text, or its lines with their ends.
fn pieces(text: &str, each_line: bool) -> Vec<&str> {
    if each_line {
        text.split_inclusive('\n').collect()
    } else {
        vec![text]
    }
}

/// Reads a text; `-` is standard input.
fn load(file: &str) -> Result<String, Failure> {
    let shown = if file == "-" { "standard input" } else { file };
    let mut bytes = Vec::new();
    let read = if file == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(file).map(|read| bytes = read)
    };
    read.map_err(|e| Failure::usage(format!("`--text`: `{shown}` could not be read: {e}")))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to() + 1;
        Failure::usage(format!("`--text`: `{shown}` is not UTF-8 (byte {at})"))
    })
}
