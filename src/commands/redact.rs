//! `vocero redact`

mod names;
mod traces;

use clap::Args;
use serde_json::json;

use self::traces::Traces;
use super::session::Session;
use super::{find, messages};
use crate::check::secrets::secrets;
use crate::domain::entry::{Entry, EntryId};
use crate::domain::redaction::{self, INCIDENT, Redaction};
use crate::failure::{Exit, Failure};
use crate::log::{self, AppendError, Log, Saved};
use crate::prompt::{Asker as _, Choice, Terminal};
use crate::text::clean;
use crate::text::list::{and_ticked, counted, or_ticked};

/// Take a name or a secret out of the log
///
/// The log is only ever added to, but for this: the text of a field leaves the entry for good, and a
/// marker stays in its place with when, by whom and why. No copy of the log as it was is kept. Then
/// you are told who else still holds it: messages that were sent, the history of Git, drafts, and
/// the files in and below the folder of the log and this one, whatever their names, but not in
/// hidden folders.
#[derive(Debug, Clone, Args)]
pub struct RedactArgs {
    /// The entry: its id as `vocero show` prints it, or a part of it that no other has
    pub entry: String,
    /// The field, by its key in the log: such as impact, impact.es, note, published, by, or incident
    /// for the id of the incident (can be repeated)
    #[arg(long, value_name = "FIELD", required = true)]
    pub field: Vec<String>,
    /// Why, for whoever reads the log later; it stays there, so do not name what must go
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Who takes it out; by default you
    #[arg(long, value_name = "NAME", env = "VOCERO_BY")]
    pub by: Option<String>,
    /// Do it without asking
    #[arg(short, long)]
    pub yes: bool,
    /// Show what would go, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What goes, and what comes in its place.
struct Cut {
    /// The fields that hold something, by their keys.
    fields: Vec<String>,
    /// What they held.
    texts: Vec<String>,
    /// The entries as they are to be.
    entries: Vec<Entry>,
}

/// Runs `vocero redact`.
pub fn run(session: &Session, args: &RedactArgs) -> Result<Exit, anyhow::Error> {
    let log = session.log()?;
    find::warn_log(session, &log);
    let id = named(&log, args.entry.trim())?;
    let marker = Redaction {
        at: session.now,
        by: by(session, args)?,
        reason: reason(args)?,
    };
    let cut = cut(&log, id, &args.field, &marker)?;
    let told = format!("{}\n{}", marker.reason, marker.by);
    // Who runs the program is named by the machine; a name that is given must name nobody else.
    let given = args.by.as_ref().map_or(&marker.reason, |_| &told);
    let again = |text: &String| names::says_it_all(text, &told) || names::names_again(text, given);
    let held = if cut.texts.iter().any(again) {
        "what is to be taken out"
    } else if !secrets(&told).is_empty() {
        "a secret"
    } else {
        ""
    };
    if !held.is_empty() {
        return Err(Failure::usage(format!("`--reason` or `--by` holds {held}"))
            .hint("say why without naming it: the marker stays in the log")
            .into());
    }
    if args.dry_run {
        return not_done(session, id, &cut, &log);
    }
    if !args.yes && !agreed(session, id, &cut)? {
        session.ui.say("nothing was changed");
        return Ok(Exit::Interrupted);
    }
    let path = session.log_path()?;
    let memory = session.state_folder();
    let mut done = None;
    let saved = log::rewrite(&path, memory.as_deref(), |fresh| {
        // What others wrote meanwhile counts too.
        let cut = self::cut(fresh, id, &args.field, &marker)?;
        let entries = cut.entries.clone();
        done = Some(cut);
        Ok::<_, anyhow::Error>(entries)
    });
    let saved = saved.map_err(|e| match e {
        AppendError::Make(error) => error,
        AppendError::Read(error) => error.into(),
        AppendError::Write(error) => error.into(),
    })?;
    let cut = done.unwrap_or(cut);
    let log = session.log()?;
    let traces = Traces::of(session, &log, &cut.texts, id)?;
    tell(session, id, &cut, &traces, true)?;
    if let Saved::Unconfirmed(error) = &saved {
        session.ui.error(&format!(
            "it is taken out, but the disk did not confirm it: {error}"
        ));
        return Ok(Exit::Unsure);
    }
    Ok(Exit::Done)
}

fn by(session: &Session, args: &RedactArgs) -> Result<String, Failure> {
    let by = args.by.clone().or_else(|| session.author());
    let fit = clean::fit_line(&by.unwrap_or_default(), 100);
    let fit = fit.map_err(|unfit| Failure::usage(format!("`--by` {unfit}")))?;
    Ok(fit.text)
}

fn reason(args: &RedactArgs) -> Result<String, Failure> {
    match clean::fit_line(&args.reason, 500) {
        Ok(fit) if fit.text.is_empty() => {
            Err(Failure::usage("`--reason` is empty; say why it has to go"))
        }
        Ok(fit) => Ok(fit.text),
        Err(unfit) => Err(Failure::usage(format!("`--reason` {unfit}"))),
    }
}

/// The entry whose id is given whole or in part.
fn named(log: &Log, given: &str) -> Result<EntryId, Failure> {
    let given = given.to_lowercase();
    let place = log.path().display();
    let all = log.ids().map(|(id, _)| id);
    let matching: Vec<EntryId> = all
        .filter(|id| given.len() >= 4 && id.to_string().contains(&given))
        .collect();
    match matching[..] {
        [one] => Ok(one),
        [] => Err(
            Failure::usage(format!("no entry has the id `{given}` in `{place}`"))
                .hint("see the ids with `vocero show INCIDENT`"),
        ),
        _ => {
            let many = matching.len();
            Err(
                Failure::usage(format!("`{given}` stands in the ids of {many} entries"))
                    .hint("use the whole id, as `vocero show` prints it"),
            )
        }
    }
}

/// Takes the fields out of the entry, and says so if one holds nothing.
fn cut(
    log: &Log,
    id: EntryId,
    fields: &[String],
    marker: &Redaction,
) -> Result<Cut, anyhow::Error> {
    let gone = || Failure::usage(format!("there is no entry `{id}` any more"));
    let mut entry = log.entry(id)?.ok_or_else(gone)?;
    let mut cut = Cut {
        fields: Vec::new(),
        texts: Vec::new(),
        entries: Vec::new(),
    };
    let mut renamed = None;
    for given in fields {
        let field = redaction::key_of(given);
        if field == INCIDENT {
            cut.texts.push(entry.incident.clone());
            renamed = Some(entry.incident.clone());
        } else {
            let (left, taken) =
                log::without(&entry, &field, marker).ok_or_else(|| nothing_there(&entry, given))?;
            entry = left;
            cut.texts.extend(taken);
        }
        cut.fields.push(field);
    }
    match renamed {
        None => cut.entries.push(entry),
        Some(old) => cut.entries = rename(log, &old, &entry, marker)?,
    }
    Ok(cut)
}

/// Every entry of an incident, under an id that says nothing.
fn rename(
    log: &Log,
    old: &str,
    changed: &Entry,
    marker: &Redaction,
) -> Result<Vec<Entry>, anyhow::Error> {
    let day = changed.at.format("%Y-%m-%d").to_string();
    let day = old
        .get(..10)
        .filter(|day| day.parse::<chrono::NaiveDate>().is_ok())
        .unwrap_or(&day);
    let mut fresh = format!("{day}-{}", redaction::SOMEBODY);
    let mut number = 1;
    while log.incidents().contains(&fresh) {
        number += 1;
        fresh = format!("{day}-{}-{number}", redaction::SOMEBODY);
    }
    let incident = log.incident(old)?;
    let mut entries = incident
        .map(|incident| incident.timeline)
        .unwrap_or_default();
    for entry in &mut entries {
        if entry.id == changed.id {
            entry.clone_from(changed);
        }
        entry.incident.clone_from(&fresh);
        let redacted = &mut entry.facts.internal.redacted;
        redacted.insert(INCIDENT.to_owned(), marker.clone());
    }
    Ok(entries)
}

fn nothing_there(entry: &Entry, given: &str) -> Failure {
    let keys: Vec<String> = log::words(entry).into_iter().map(|(key, _)| key).collect();
    let id = entry.id;
    let failure = Failure::usage(format!(
        "`--field`: the entry `{id}` holds no words under `{given}`"
    ));
    let keys: Vec<&str> = keys.iter().map(String::as_str).chain([INCIDENT]).collect();
    failure.hint(format!("use {}", or_ticked(&keys)))
}

/// Asks whoever is at the terminal.
fn agreed(session: &Session, id: EntryId, cut: &Cut) -> Result<bool, anyhow::Error> {
    if !session.may_ask() {
        return Err(
            Failure::usage("what is taken out is gone for good, so this wants `--yes`")
                .hint("look at it first with `--dry-run`")
                .into(),
        );
    }
    session.ui.aside(&shown(id, cut));
    let mut asker = Terminal::new(session.ui.colour);
    let options = ["Leave it".to_owned(), "Take it out".to_owned()];
    let chosen = asker.choose(&Choice {
        key: "redact",
        ask: "Take it out of the log?",
        advice: "It is gone for good: no copy is kept. A marker says when, by whom and why.",
        options: &options,
        default: 0,
    })?;
    Ok(chosen == 1)
}

/// What goes, for the person who decides: the beginning of each text.
fn shown(id: EntryId, cut: &Cut) -> String {
    let mut text = format!("from the entry {id}:\n");
    for one in &cut.texts {
        let line: String = one.split_whitespace().collect::<Vec<_>>().join(" ");
        let start: String = line.chars().take(60).collect();
        let more = if start.len() < line.len() { "…" } else { "" };
        text.push_str(&format!("  {}{more}\n", clean::visible(&start)));
    }
    text
}

fn not_done(session: &Session, id: EntryId, cut: &Cut, log: &Log) -> Result<Exit, anyhow::Error> {
    session.ui.aside(&shown(id, cut));
    let mut traces = Traces::of(session, log, &cut.texts, id)?;
    traces.forgive(id, &cut.fields);
    tell(session, id, cut, &traces, false)?;
    session.ui.say("nothing was changed");
    Ok(Exit::Done)
}

fn tell(
    session: &Session,
    id: EntryId,
    cut: &Cut,
    traces: &Traces,
    done: bool,
) -> Result<(), anyhow::Error> {
    let incident = cut.entries.first().map(|entry| entry.incident.as_str());
    if session.globals.json {
        let value = json!({
            "entry": id,
            "incident": incident,
            "fields": cut.fields,
            "entries": cut.entries.len(),
            "still_held": traces.all(),
            "written": done,
        });
        return messages::print_json(session, &value);
    }
    if session.globals.quiet {
        session.ui.product(&id.to_string())?;
    } else {
        let fields: Vec<&str> = cut.fields.iter().map(String::as_str).collect();
        let would = if done {
            "taken out"
        } else {
            "would be taken out"
        };
        let entries = match cut.entries.len() {
            1 => String::new(),
            many => format!(
                " and the others of its incident ({})",
                counted(many, "entry", "entries")
            ),
        };
        session.ui.product(&format!(
            "{} {would} of the entry {id}{entries}",
            and_ticked(&fields)
        ))?;
    }
    session.ui.say("still held by:");
    for trace in traces.all() {
        session.ui.say(&format!("- {trace}"));
    }
    Ok(())
}
