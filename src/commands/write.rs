//! The one way a word is said: what was typed or answered becomes an entry, all its messages are
//! rendered in memory, the entry is saved, and only then anything is shown.

use chrono::{DateTime, Utc};

use super::check::gate::{self, Word};
use super::compose::{self, Said};
use super::door::{Door, Named};
use super::fact_args::{EntryArgs, FactArgs};
use super::scenario::Prepared;
use super::session::Session;
use super::{again, agree, asking, facts_file, find, held, saved};
use crate::config::Config;
use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::review;
use crate::domain::words::State;
use crate::failure::{Exit, Failure};
use crate::log::{self, AppendError, Log};
use crate::order::Set;
use crate::prompt::Occasion;
use crate::text::clean;
use crate::text::list::and_ticked;
use crate::text::time::{self, Toward};

/// What a command wants to say.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    pub kind: &'a Kind,
    /// The interview that belongs to it; none for what is never asked.
    pub occasion: Option<Occasion>,
    /// None for a new incident.
    pub incident: Option<&'a Incident>,
    /// The entry that a correction puts right, if it was named.
    pub corrects: Option<EntryId>,
    pub facts: &'a FactArgs,
    pub entry: &'a EntryArgs,
    /// Whether it is said by `vocero schedule`, which has questions of its own.
    pub schedules: bool,
    /// Whether planned work is called off.
    pub cancels: bool,
    /// The flags that its times were typed with.
    pub named: Named,
    /// The scenario that proposes answers.
    pub suggested: Option<&'a Prepared>,
}

/// Says something about an incident that exists: the one that is named, or the only open one. An
/// entry that is repeated by its id belongs to the incident it was first said of.
pub fn about(
    session: &Session,
    named: Option<&str>,
    kind: &Kind,
    occasion: Option<Occasion>,
    facts: &FactArgs,
    entry: &EntryArgs,
) -> Result<Exit, anyhow::Error> {
    let log = session.log_to_add()?;
    let incident = meant(&log, named, entry)?;
    let job = Job {
        kind,
        occasion,
        incident: Some(&incident),
        corrects: None,
        facts,
        entry,
        schedules: false,
        cancels: false,
        named: Named::default(),
        suggested: None,
    };
    run(session, log, &job)
}

/// The incident that is named, that an entry repeats, or else the only open one.
pub fn meant(log: &Log, named: Option<&str>, entry: &EntryArgs) -> Result<Incident, anyhow::Error> {
    let stored = again::stored(log, entry, None)?;
    let named = named.or(stored.as_ref().map(|entry| entry.incident.as_str()));
    find::find(log, named, find::Purpose::Write)
}

/// Says it, in a log that was read before.
pub fn run(session: &Session, log: Log, job: &Job<'_>) -> Result<Exit, anyhow::Error> {
    let config = session.config()?;
    let id = job
        .entry
        .id
        .as_deref()
        .map(str::parse::<EntryId>)
        .transpose();
    let id = id.map_err(|e| Failure::usage(format!("`--id`: {e}")))?;
    find::warn_written(session, &log);
    // Read once, and early: whether the same is said again hangs on how its times are written.
    let mut facts = job.facts.clone();
    if let Some(file) = facts.facts.take() {
        facts = facts_file::read(&file)?.under(facts);
    }
    let job = &Job {
        facts: &facts,
        ..*job
    };
    let stored = again::stored(&log, job.entry, Some(job))?;
    let zone = config.zone();
    let given = job
        .entry
        .at
        .as_deref()
        .map(|at| time::parse(at, session.now, zone, Toward::Past));
    let given = given
        .transpose()
        .map_err(|e| Failure::usage(format!("`--at`: {e}")))?;
    let at = match &stored {
        // What was lawful and meant then: durations count from the entry.
        Some(stored) => stored.at,
        None => compose::moment(given, session.now, job.incident)?,
    };
    let languages = Locale::spoken_and(&config.locales);
    let then = again::before(job.incident, stored.as_ref());
    let known = then.as_ref().or(job.incident);
    let door = Door {
        // Somebody's clock that is ahead moves no promise of ours.
        at: at.min(session.now),
        zone,
        locale: &config.house.primary,
        rules: &config.dictionary.rules,
        severity: known.map(|i| i.in_force.severity()),
        kind_of: known.map(|i| i.in_force.kind_of()),
        begins: job.incident.is_none(),
        ends: *job.kind == Kind::Resolved,
        planned: known
            .is_some_and(|i| i.in_force.state() == State::Scheduled || i.in_force.is_cancelled()),
        named: job.named,
        schedules: job.schedules,
        reviews: matches!(job.kind, Kind::Drafted | Kind::Reviewed | Kind::Corrected),
        languages: &languages,
    };
    if stored.is_none() {
        session.goes_on()?;
    }
    let typed = door.admit(job.facts)?;
    again::told_of_times(session, job, &typed, zone, stored.is_some());
    let said = Said {
        facts: typed.facts,
        clear: typed.clear,
        corrects: job.corrects,
        waived: typed.waived,
        measures: typed.measures,
    };
    let desk = Desk {
        session,
        config: &config,
        job,
        at,
        given,
        id,
        by: author(session, job.entry)?,
        stored: stored.as_ref(),
    };
    let asks = desk.stored.is_none() && session.may_ask();
    match job.occasion.filter(|_| asks) {
        Some(occasion) => asking::ask(&desk, log, occasion, &door, &said),
        None => {
            let missing = compose::missing(job, &said);
            if !missing.is_empty() && desk.stored.is_none() {
                return Err(
                    Failure::usage(format!("{} must be given", and_ticked(&missing)))
                        .hint(format!(
                            "answer the questions at a terminal, or see `vocero {} --help`",
                            if job.schedules { "schedule" } else { "declare" }
                        ))
                        .into(),
                );
            }
            desk.say(log, &said, false)
        }
    }
}

/// Who writes the entry: as the flag says, or whoever runs the program.
fn author(session: &Session, args: &EntryArgs) -> Result<Option<String>, Failure> {
    const LIMIT: usize = 100;
    match &args.by {
        Some(by) => match clean::fit_line(by, LIMIT) {
            Ok(fit) if fit.text.is_empty() => Err(Failure::usage("`--by` is empty; name somebody")),
            Ok(fit) => Ok(Some(fit.text)),
            Err(unfit) => Err(Failure::usage(format!("`--by` {unfit}"))),
        },
        // A strange user name is no reason to say nothing.
        None => Ok(session
            .author()
            .and_then(|by| clean::fit_line(&by, LIMIT).ok())
            .map(|fit| fit.text)
            .filter(|by| !by.is_empty())),
    }
}

/// Where an entry is composed, looked at and saved.
pub struct Desk<'a> {
    pub session: &'a Session,
    pub config: &'a Config,
    pub job: &'a Job<'a>,
    /// When it is said.
    pub at: DateTime<Utc>,
    /// When it is said to have happened, if that was given.
    given: Option<DateTime<Utc>>,
    id: Option<EntryId>,
    by: Option<String>,
    /// The entry that stands in the log under its id.
    stored: Option<&'a Entry>,
}

impl Desk<'_> {
    fn is_backdated(&self) -> bool {
        self.given.is_some_and(|at| at < self.session.now)
    }

    /// Composes the entry as it would be saved now; one that is saved is what it was.
    pub fn entry(&self, said: &Said) -> Result<Entry, Failure> {
        if let Some(stored) = self.stored {
            return Ok(stored.clone());
        }
        // Later than all that the incident holds, so that what was said within the same moment comes
        // before it.
        let known = self.job.incident.into_iter().flat_map(|i| &i.timeline);
        let newest = known.map(|entry| entry.id).max();
        let id = self
            .id
            .unwrap_or_else(|| EntryId::after(newest, self.session.stamp()));
        // What is said now is said when it is saved, not when the first question was asked.
        let now = self.session.present();
        let at = if self.is_backdated() {
            self.at
        } else {
            self.at.max(now)
        };
        compose::entry(
            self.job,
            said,
            (at, now),
            id,
            &self.config.house.primary,
            self.by.clone(),
        )
    }

    /// Renders and checks an entry that is not saved yet, with what is agreed on beside it. A draft
    /// is looked at as the final review that it would be.
    pub fn word(&self, entry: &Entry, measures: &[Entry]) -> Word {
        let agreed = self.job.incident.filter(|_| !measures.is_empty());
        let agreed = agreed.map(|incident| {
            let together = incident.timeline.iter().chain(measures).cloned();
            Incident::from_entries(incident.id.clone(), together.collect())
        });
        let incident = agreed.as_ref().or(self.job.incident);
        if entry.kind != Kind::Drafted {
            return gate::word(self.session, self.config, incident, entry);
        }
        let draft = incident.and_then(|incident| incident.in_force.draft.as_ref());
        let told = review::published(entry, draft);
        gate::word(self.session, self.config, incident, &told)
    }

    /// Renders, checks, saves to the log as it was read before, and shows; `previewed` says that the
    /// person at the terminal has just seen the messages and what was found in them.
    pub fn say(&self, log: Log, said: &Said, previewed: bool) -> Result<Exit, anyhow::Error> {
        let composed = self.entry(said)?;
        held::holds_no_secret(&composed, self.job.incident)?;
        let agreed = agree::entries(&said.measures, &composed, &Set::new());
        for measure in &agreed {
            held::holds_no_secret(measure, self.job.incident)?;
        }
        let mut word = self.word(&composed, &agreed);
        let refused = word.is_refused(self.job.facts.fail_on);
        if composed.kind == Kind::Drafted && !self.job.entry.dry_run {
            // Nobody is told a draft.
            word.messages = Ok(Vec::new());
        }
        let mut settled = |fresh: &Log| self.settle_all(&composed, said, fresh);
        if self.job.entry.dry_run || refused {
            let entries = settled(&log)?;
            let entry = entries.last().unwrap_or(&composed);
            return saved::not_saved(self.session, entry, word, previewed, refused);
        }
        let new = Some(log.path().to_owned()).filter(|path| !path.exists());
        let memory = self.session.state_folder();
        let added = log::append_to(log, memory.as_deref(), &mut settled);
        let (mut entries, outcome) = added.map_err(|e| match e {
            AppendError::Make(error) => error,
            AppendError::Read(error) => error.into(),
            AppendError::Write(error) => error.into(),
        })?;
        self.session.tell_new(new.as_deref());
        let entry = entries.pop().unwrap_or_else(|| composed.clone());
        let changed = (&entry.incident, entry.at) != (&composed.incident, composed.at);
        if changed {
            // What others wrote meanwhile changed what the messages name.
            word = self.word(&entry, &entries);
        } else if let Ok(messages) = &mut word.messages {
            for message in messages {
                message.entry = entry.id;
            }
        }
        let report = saved::Report {
            entry: &entry,
            outcome: &outcome,
            word,
            previewed: previewed && !changed,
            measures: &entries,
        };
        saved::report(self.session, self.config, self.job, report)
    }

    /// Settles an entry, and before it what is agreed on with it. One that is in the log already stays
    /// as it is, if it says the same.
    fn settle_all(
        &self,
        entry: &Entry,
        said: &Said,
        fresh: &Log,
    ) -> Result<Vec<Entry>, anyhow::Error> {
        if let Some(stored) = again::stored(fresh, self.job.entry, Some(self.job))? {
            again::says_the_same(self.session, self.job, self.given, said, &stored, fresh)?;
            return Ok(vec![stored]);
        }
        let mut entry = self.settle(entry, fresh)?;
        if said.measures.is_empty() {
            return Ok(vec![entry]);
        }
        let mut entries = agree::entries(&said.measures, &entry, &agree::ids(fresh)?);
        let newest = entries.last().map(|measure| measure.id);
        if self.id.is_none() {
            entry.id = EntryId::after(newest, self.session.stamp());
        }
        entries.push(entry);
        Ok(entries)
    }

    /// Settles, under the lock, what depends on what others wrote meanwhile.
    fn settle(&self, entry: &Entry, fresh: &Log) -> Result<Entry, anyhow::Error> {
        let mut entry = entry.clone();
        if self.id.is_none() {
            entry.id = EntryId::after(fresh.newest_id()?, self.session.stamp());
        }
        if self.job.incident.is_none() {
            entry.incident = free_id(&entry.incident, fresh);
        } else if !self.is_backdated() {
            let incident = fresh.incident(&entry.incident)?;
            let newest = incident.and_then(|i| compose::newest(&i, self.session.present()));
            entry.at = newest.map_or(entry.at, |newest| newest.max(entry.at));
        }
        Ok(entry)
    }
}

/// The id itself, or the first of `-2`, `-3` … that is free.
fn free_id(wanted: &str, log: &Log) -> String {
    let ids = log.incidents().iter().filter(|id| id.starts_with(wanted));
    let taken: Set<String> = ids.cloned().collect();
    let mut candidates =
        std::iter::once(wanted.to_owned()).chain((2u32..).map(|n| format!("{wanted}-{n}")));
    candidates
        .find(|id| !taken.contains(id))
        .unwrap_or_else(|| wanted.to_owned())
}
