//! What is checked: the facts, the history and the messages of an incident, or a text.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};

use super::CheckArgs;
use super::checked::{Checked, load, pieces};
use super::house;
use super::pages::Levels;
use super::told;
use super::waived::{LetBe, Waivers};
use crate::check::finding::{Finding, Place};
use crate::check::known::Known;
use crate::check::page;
use crate::check::text::{Draft, Gates, is_read, words};
use crate::check::{facts, history};
use crate::commands::find;
use crate::commands::messages::{self, Wish};
use crate::commands::session::Session;
use crate::commands::threads::side_by_side;
use crate::config::Config;
use crate::domain::entry::EntryId;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::promise::Promise;
use crate::domain::words::{Audience, Severity, State};
use crate::failure::Failure;
use crate::order;
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
    /// The entry whose waivers hold for it; none for what came of it later.
    pub(super) about: Option<EntryId>,
    /// Why it is let be.
    pub(super) waived: Option<LetBe>,
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
    /// What the entries let be.
    pub(super) waivers: Vec<Waivers>,
    /// Whether everything was looked at that a waiver can be about.
    pub(super) whole: bool,
}

impl Report {
    /// Gives findings the configured levels, lets be what is waived, and sorts them: the gravest
    /// first.
    pub(super) fn settle(&mut self, levels: &Levels) {
        self.found.retain_mut(|found| {
            let configured = levels.get(&*found.finding.rule);
            match configured {
                Some(None) => return false,
                Some(Some(level)) => found.finding.level = *level,
                None => {}
            }
            true
        });
        self.honour_waivers(levels);
        // Sorting is stable: what is equally grave stays in the order of entries and texts.
        order::sort_by_key(&mut self.found, |found| {
            std::cmp::Reverse(found.finding.level)
        });
    }

    /// The findings with those together that say the same of several messages; none that is waived.
    pub(super) fn said_once(&self) -> Vec<Vec<&Found>> {
        let mut groups: Vec<(Option<Same<'_>>, Vec<&Found>)> = Vec::new();
        for found in self.counted() {
            let same = self.same(found);
            if same.is_none() {
                groups.push((None, vec![found]));
                continue;
            }
            let is_same = |(known, _): &(Option<Same<'_>>, _)| *known == same;
            let exact = groups.iter().position(is_same);
            // A message with less room, or with a line more, has a part of it or a little more; but
            // two places of one message are two faults.
            let near = || {
                groups.iter().position(|(known, group)| {
                    let apart = group.iter().all(|other| other.text != found.text);
                    let both = known.as_ref().zip(same.as_ref());
                    apart && both.is_some_and(|(known, same)| known.overlaps(same))
                })
            };
            match exact.or_else(near) {
                Some(group) => groups[group].1.push(found),
                None => groups.push((same, vec![found])),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// What makes a finding the same in several messages; none for what is found once.
    fn same<'r>(&self, found: &'r Found) -> Option<Same<'r>> {
        found.text.filter(|_| self.incident.is_some())?;
        let rule = &*found.finding.rule;
        let of_words =
            page::of_briefly(rule).is_none_or(|page| matches!(&*page.layer, "wording" | "leak"));
        let said = unmarked(self.said(found));
        let what = Some(&*found.finding.what).filter(|_| !of_words || said.is_empty());
        Some(Same { rule, what, said })
    }
}

/// What makes two findings the same.
#[derive(PartialEq, Eq)]
struct Same<'r> {
    rule: &'r str,
    /// What is wrong, where that is more than the words.
    what: Option<&'r str>,
    /// The words, without the markup of a channel.
    said: String,
}

impl Same<'_> {
    /// Whether the words of one are part of those of the other.
    fn overlaps(&self, other: &Self) -> bool {
        let one_in_other = self.said.contains(&other.said) || other.said.contains(&self.said);
        let of_words = self.what.is_none() && other.what.is_none();
        of_words && self.rule == other.rule && one_in_other
    }
}

/// Words without the signs that channels put around and before them, to compare what two channels say.
fn unmarked(said: &str) -> String {
    let plain = said.replace(['\\', '*', '_', '~', '`'], "").to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
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
    known: Known,
    args: &CheckArgs,
    incident: &Incident,
) -> Result<Report, anyhow::Error> {
    if args.history {
        return Ok(told::told(session, config, known, incident));
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
    let wish = Wish {
        channels: args.channel.clone(),
        locales: args.locale.clone(),
        ..Wish::default()
    };
    let messages = messages::some(session, config, incident, &wish)?;
    let mut report = word(config, known, incident, now, &messages);
    report.whole = args.channel.is_empty() && args.locale.is_empty();
    Ok(report)
}

/// Checks the newest word of an incident as it stands at `now`: its facts, what it says after the
/// words before it, and its messages.
pub(super) fn word(
    config: &Config,
    known: Known,
    incident: &Incident,
    now: DateTime<Utc>,
    messages: &[Message],
) -> Report {
    let cadence =
        |severity: Severity, state: State| -> TimeDelta { config.cadence.next(severity, state) };
    let count = counted(messages.len(), "message", "messages");
    let mut report = Report {
        subject: format!("{} ({count})", incident.id),
        incident: Some(incident.id.clone()),
        whole: true,
        ..Report::default()
    };
    let Some(last) = incident.last_word() else {
        return report;
    };
    report.waivers.push(Waivers::of(last));
    report.waivers.extend(Waivers::standing(incident, last));
    let alone = |finding, about| Found {
        finding,
        text: None,
        entry: None,
        about,
        waived: None,
    };
    let about = Some(last.id);
    let facts = facts::facts(incident, &cadence);
    report
        .found
        .extend(facts.into_iter().map(|f| alone(f, about)));
    // What a word brought after it was said cannot have been waived with it.
    let then = if last.waived.is_empty() {
        Vec::new()
    } else {
        history::newest(incident, &cadence, last.at)
    };
    let newest = history::newest(incident, &cadence, now).into_iter();
    report.found.extend(newest.map(|found| {
        let known = then.contains(&found);
        alone(found, about.filter(|_| known))
    }));
    let known = known.about(incident, &config.house);
    report.read_published(last, incident, &known, None);
    for message in messages {
        report.read(message, incident, &known, about);
    }
    report
}

impl Report {
    /// Checks the words of a message.
    fn read(
        &mut self,
        message: &Message,
        incident: &Incident,
        known: &Known,
        about: Option<EntryId>,
    ) {
        let text = match &message.subject {
            Some(subject) => format!("{subject}\n\n{}", message.body),
            None => message.body.clone(),
        };
        let found = words(&Draft {
            text: &text,
            locale: Some(&message.locale),
            state: Some(incident.in_force.state()),
            channel: Some(&message.channel),
            audience: Some(message.audience),
            alone: false,
            vendors: known.vendors(),
            gates: house::gates(incident),
            known: Some(known),
        });
        let number = self.texts.len();
        let name = format!(
            "{}/{}.{}",
            message.incident, message.channel, message.locale
        );
        let inside = message.audience == Audience::Team;
        self.texts
            .push(Checked::new(name, false, text).read_inside(inside));
        self.found.extend(found.into_iter().map(|finding| Found {
            finding,
            text: Some(number),
            entry: None,
            about,
            waived: None,
        }));
    }
}

/// Checks a text from elsewhere, against the facts of an incident if it is about one.
pub(super) fn text(
    session: &Session,
    config: &Config,
    known: Known,
    args: &CheckArgs,
    incident: Option<&Incident>,
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
    let file = args.text.as_deref().unwrap_or("-");
    let text = load(file)?;
    let known = match incident {
        Some(incident) => known.about(incident, &config.house),
        None => known,
    };
    let known = match config.path {
        Some(_) => known.expecting(&config.house.primary),
        None => known,
    };
    let whole = Draft {
        text: &text,
        locale: locale.as_ref(),
        known: Some(&known),
        ..Draft::default()
    };
    if !is_read(&whole) {
        let language = locale.as_ref().map_or("that of the text", Locale::as_str);
        session.ui.warn(&format!(
            "the words were not read, since the check has no rules for the language {language}; \
             secrets, names and signs were looked for"
        ));
    }
    let state = state.or(incident.map(|incident| incident.in_force.state()));
    let gates = match incident {
        Some(incident) => house::gates(incident),
        None => Gates {
            planned: state.is_some_and(State::is_maintenance),
            ..Gates::default()
        },
    };
    let mut report = Report {
        subject: if file == "-" { "standard input" } else { file }.to_owned(),
        ..Report::default()
    };
    let pieces = pieces(&text, args.each_line);
    report.found = side_by_side(&pieces, &|(begin, piece)| {
        let found = words(&Draft {
            text: piece,
            locale: locale.as_ref(),
            state,
            channel: channel.as_deref(),
            audience,
            alone: incident.is_none(),
            vendors: known.vendors(),
            gates: gates.clone(),
            known: Some(&known),
        });
        let placed = found.into_iter().map(|mut finding| {
            if let Place::Text { span, .. } = &mut finding.place {
                *span = span.start + begin..span.end + begin;
            }
            Found {
                finding,
                text: Some(0),
                entry: None,
                about: None,
                waived: None,
            }
        });
        placed.collect::<Vec<_>>()
    });
    let name = if file == "-" { "stdin" } else { file }.to_owned();
    report.texts.push(Checked::new(name, file != "-", text));
    Ok(report)
}
