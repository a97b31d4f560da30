//! What is shown after an entry was saved, or was not.

use std::io::IsTerminal as _;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::check::gate::Word;
use super::messages;
use super::session::Session;
use super::show::{clock, entry_json};
use super::write::Job;
use crate::config::Config;
use crate::domain::entry::{Entry, Kind};
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::measure::Status;
use crate::domain::regulator::NOT_DUE;
use crate::domain::words::State;
use crate::failure::{self, Exit, Failure};
use crate::log::Saved;
use crate::render::{self, Message};
use crate::text::list::counted;

/// Shows what would be said, or what was found in what is refused.
pub fn not_saved(
    session: &Session,
    entry: &Entry,
    mut word: Word,
    previewed: bool,
    refused: bool,
) -> Result<Exit, anyhow::Error> {
    // Nobody is to send what was refused.
    let rendered = match &mut word.messages {
        _ if refused => Vec::new(),
        Ok(messages) => std::mem::take(messages),
        Err(_) => return word.messages.map(|_| Exit::Done),
    };
    if session.globals.json {
        let saved = if refused { "refused" } else { "dry-run" };
        let value = json!({
            "incident": entry.incident,
            "saved": saved,
            "entry": entry_json(entry),
            "messages": messages::as_json(&rendered),
            "warnings": messages::remarks(&rendered),
            "findings": word.findings(),
        });
        messages::print_json(session, &value)?;
    } else if refused {
    } else if session.globals.quiet {
        session.ui.product(&entry.incident)?;
    } else if !rendered.is_empty() && !seen(previewed) {
        session
            .ui
            .product(&messages::as_text(&rendered, session.ui.width()))?;
    }
    messages::remark(session, &rendered);
    if !previewed {
        word.tell(session, None);
    }
    if refused {
        session
            .ui
            .error("nothing was saved: the check found what `--fail-on` refuses");
        session
            .ui
            .hint("mend it, or say why it is right here with `--waive RULE=REASON`");
        return Ok(Exit::Found);
    }
    session.ui.say("nothing was saved");
    Ok(Exit::Done)
}

/// What there is to report about an entry.
pub struct Report<'a> {
    pub entry: &'a Entry,
    pub outcome: &'a Saved,
    pub word: Word,
    /// Whether the person at the terminal has just seen the messages.
    pub previewed: bool,
    /// The measures that were agreed on with it.
    pub measures: &'a [Entry],
}

/// Whether stdout would show a person the messages that they have just seen.
fn seen(previewed: bool) -> bool {
    previewed && std::io::stdout().is_terminal()
}

/// Shows what was saved and what is said. A message that could not be rendered withholds all of
/// them, never the entry.
pub fn report(
    session: &Session,
    config: &Config,
    job: &Job<'_>,
    report: Report<'_>,
) -> Result<Exit, anyhow::Error> {
    let Report {
        entry,
        outcome,
        mut word,
        previewed,
        measures,
    } = report;
    let rendered = std::mem::replace(&mut word.messages, Ok(Vec::new()));
    let (messages, withheld) = match rendered {
        Ok(messages) => (messages, None),
        Err(error) => (Vec::new(), Some(failure::explain(error))),
    };
    let shown = if seen(previewed) && !session.globals.json && !session.globals.quiet {
        Ok(())
    } else {
        let shown = (&*messages, withheld.as_ref(), measures);
        show(session, entry, outcome, &word, shown)
    };
    match shown {
        Err(error) if !failure::is_broken_pipe(&error) => {
            return Err(Failure {
                exit: Exit::Unsure,
                message: format!(
                    "`{}` is saved, but the messages could not be shown: {error}",
                    entry.incident
                ),
                hints: vec![format!("see them with `vocero render {}`", entry.incident)],
            }
            .into());
        }
        _ => {}
    }
    messages::remark(session, &messages);
    if !previewed {
        let more = format!("vocero check {}", entry.incident);
        word.tell(session, Some(&more));
    }
    // A first word that is said once more has an incident by now.
    let known = match outcome {
        Saved::Already if job.incident.is_none() => session.log()?.incident(&entry.incident)?,
        _ => None,
    };
    let incident = known.as_ref().or(job.incident);
    converse(session, config, incident, entry, outcome, measures.len());
    let mut exit = Exit::Done;
    if let Some(Failure { message, hints, .. }) = withheld {
        session.ui.error(&format!(
            "the entry is saved, but no message is shown: {message}"
        ));
        for hint in hints {
            session.ui.hint(&hint);
        }
        exit = Exit::Unsure;
    }
    if let Saved::Unconfirmed(error) = outcome {
        session.ui.error(&format!(
            "the entry is saved, but the disk did not confirm it: {error}"
        ));
        session
            .ui
            .hint("keep a copy of the log; saying it again with the same --id changes nothing");
        exit = Exit::Unsure;
    }
    Ok(exit)
}

fn show(
    session: &Session,
    entry: &Entry,
    outcome: &Saved,
    word: &Word,
    (rendered, withheld, measures): (&[Message], Option<&Failure>, &[Entry]),
) -> Result<(), anyhow::Error> {
    if session.globals.json {
        let saved = match outcome {
            Saved::Durable => "durable",
            Saved::Unconfirmed(_) => "unconfirmed",
            Saved::Already => "already",
        };
        let value = json!({
            "incident": entry.incident,
            "saved": saved,
            "entry": entry_json(entry),
            "measures": measures.iter().map(entry_json).collect::<Vec<_>>(),
            "messages": messages::as_json(rendered),
            "withheld": withheld.map(|failure| &failure.message),
            "warnings": messages::remarks(rendered),
            "findings": word.findings(),
        });
        return messages::print_json(session, &value);
    }
    if session.globals.quiet {
        let id = if entry.kind == Kind::Declared {
            entry.incident.clone()
        } else {
            entry.id.to_string()
        };
        session.ui.product(&id)?;
    } else if !rendered.is_empty() {
        session
            .ui
            .product(&messages::as_text(rendered, session.ui.width()))?;
    }
    Ok(())
}

/// Whether what customers could do before planned work ends with this word, unsaid.
fn lapses(incident: Option<&Incident>, entry: &Entry) -> bool {
    let way = FactName::Text(TextFact::Workaround);
    let said = entry.facts.states(&way) || entry.clear.contains(&way);
    let before = incident.map(|incident| &incident.in_force);
    !said && before.is_some_and(|before| before.has_a_lapsing_way(&entry.facts))
}

/// One line about what was saved, and the next sensible command.
fn converse(
    session: &Session,
    config: &Config,
    incident: Option<&Incident>,
    entry: &Entry,
    outcome: &Saved,
    measures: usize,
) {
    let id = &entry.incident;
    let was_over = incident.is_some_and(|i| i.in_force.state().is_over());
    let over = entry.facts.state.map_or(was_over, State::is_over);
    let mut line = match outcome {
        Saved::Already => format!("already saved: {id}, nothing changed"),
        Saved::Durable | Saved::Unconfirmed(_) => format!("saved {id}"),
    };
    let started = entry.facts.time(TimeFact::Started);
    // Planned work is announced before it starts.
    let started = started.filter(|started| *started <= entry.at);
    if let (Kind::Declared, Some(started)) = (&entry.kind, started) {
        let minutes = (entry.at - started).num_minutes();
        line.push_str(&format!(" · first word {minutes} min after the start"));
    }
    let later = incident
        .and_then(Incident::last_word)
        .filter(|last| last.at > entry.at);
    let promised = entry.facts.time(TimeFact::NextUpdate);
    if let Some(promised) = promised.filter(|_| later.is_none()) {
        let promised = spoken(session, config, entry.at, promised);
        line.push_str(&format!(" · next update owed by {promised}"));
    } else if entry.kind.is_public() && !over && later.is_none() {
        line.push_str(" · no next update promised");
    }
    if let Some(until) = entry.facts.internal.until {
        let until = clock(until, config.zone(), session.now);
        line.push_str(&format!(" · snoozed until {until}"));
    }
    let told = &entry.facts.internal.told;
    if let (Some(to), Some(how)) = (&told.to, &told.how) {
        let clocks = config.clocks.iter();
        let ruled = how
            .split_once(':')
            .filter(|(rule, _)| clocks.clone().any(|clock| clock.rule == *rule));
        line.push_str(&match ruled {
            Some((rule, NOT_DUE)) => format!(" · {rule} does not apply: {to} need not be told"),
            Some((rule, step)) => format!(" · {to} told: {rule} {step}"),
            None if to == how => format!(" · told on {how}"),
            None => format!(" · {to} told by {how}"),
        });
    }
    match entry.kind {
        Kind::Drafted => line.push_str(" · draft of the review, told nobody"),
        Kind::Reviewed => line.push_str(" · the review is final"),
        Kind::Measured => {
            let step = &entry.facts.internal.step;
            let id = step.measure.as_deref().unwrap_or_default();
            let status = step.status.unwrap_or(Status::Open);
            line.push_str(&format!(" · {id} is {status}"));
            if let Some(due) = step.due {
                let due = spoken(session, config, entry.at, due);
                line.push_str(&format!(", due by {due}"));
            }
        }
        _ => {}
    }
    if measures > 0 {
        line.push_str(&format!(
            " · {} agreed on",
            counted(measures, "measure", "measures")
        ));
    }
    session.ui.say(&line);
    if let Some(later) = later.filter(|_| entry.kind.is_public()) {
        let (then, now) = (entry.at, later.at);
        let then = spoken(session, config, now, then);
        session.ui.warn(&format!(
            "more was said later: these messages are as of {then}"
        ));
        session.next(&format!("vocero render {id}"));
        return;
    }
    let adds = !matches!(outcome, Saved::Already) && entry.kind != Kind::Reviewed;
    if adds && was_over && over && entry.kind.is_public() {
        session.ui.say("it was over already: this adds to it");
    }
    if !over && lapses(incident, entry) {
        session.ui.hint(&format!(
            "what customers could do before the work lapses; if it still helps, say it again with `vocero update {id} --workaround TEXT`"
        ));
    }
    match entry.kind {
        Kind::Snoozed => return session.next("vocero due"),
        Kind::Heard => return session.next(&format!("vocero feedback {id}")),
        Kind::Told => return session.next(&format!("vocero plan {id}")),
        Kind::Drafted => return session.next(&format!("vocero review {id} --final")),
        Kind::Reviewed => return session.next(&format!("vocero summary {id}")),
        Kind::Measured => return session.next("vocero measures"),
        _ => {}
    }
    let before = incident.map(|i| i.in_force.state());
    let held = incident.map(|i| &i.in_force.facts);
    let promised = entry.facts.time(TimeFact::FollowUp).is_some()
        || held.is_some_and(|held| held.time(TimeFact::FollowUp).is_some());
    session.next(&if over && promised {
        format!("vocero review {id}")
    } else {
        sensible(id, entry.facts.state.or(before), over)
    });
}

/// The command that is due next: of planned work, the one that says its next state.
fn sensible(id: &str, state: Option<State>, over: bool) -> String {
    match state {
        Some(State::Scheduled) => format!("vocero schedule {id} --state in-progress"),
        Some(State::InProgress) => format!("vocero schedule {id} --state verifying"),
        Some(State::Verifying) => format!("vocero schedule {id} --state completed"),
        _ if over => format!("vocero show {id}"),
        _ => format!("vocero update {id}"),
    }
}

/// A time as English messages say it: help and errors are in English whatever the readers speak.
fn spoken(session: &Session, config: &Config, at: DateTime<Utc>, moment: DateTime<Utc>) -> String {
    let templates = session.templates(config);
    let said = render::clock(&templates, &config.house, &Locale::english(), at, moment);
    // A broken template is reported elsewhere.
    said.unwrap_or_else(|_| clock(moment, config.zone(), session.now))
}
