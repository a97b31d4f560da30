//! The flags that state facts: the same on every command that writes, and the keys of a
//! `--facts` file.

use clap::{ArgMatches, Args, Command, FromArgMatches};

use super::check::FailOn;
use super::fact_flags;
use crate::domain::facts::Told;
use crate::domain::feedback::Heard;
use crate::domain::measure::Step;

/// Facts, as typed. What each of them means stands in the table of flags.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactArgs {
    pub title: Option<String>,
    pub kind_of: Option<String>,
    pub severity: Option<String>,
    pub state: Option<String>,
    pub component: Vec<String>,
    pub started: Option<String>,
    pub detected: Option<String>,
    pub ended: Option<String>,
    pub impact: Option<String>,
    pub scope: Option<String>,
    pub workaround: Option<String>,
    pub third_party: Option<String>,
    pub action: Option<String>,
    pub outcome: Option<String>,
    pub harm: Option<String>,
    pub do_now: Option<String>,
    pub data: Option<String>,
    pub offer: Option<String>,
    pub next_update: Option<String>,
    pub estimate: Option<String>,
    pub follow_up: Option<String>,
    pub report: Option<String>,
    pub confirmed_by: Option<String>,
    pub decision: Option<String>,
    pub cause: Option<String>,
    pub people: Option<String>,
    pub link: Vec<String>,
    pub aware: Option<String>,
    pub classified: Option<String>,
    pub mended: Option<String>,
    pub note: Option<String>,
    pub clear: Vec<String>,
    pub facts: Option<String>,
    pub waive: Vec<String>,
    pub fail_on: Option<FailOn>,
    pub translation: Vec<String>,
    /// What flags of `snooze` and `told` state, and no others.
    pub aside: Aside,
    /// What the review states, and no others.
    pub review: ReviewTexts,
}

/// What the review states beside the facts of an incident, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewTexts {
    pub happened: Option<String>,
    pub why: Option<String>,
    pub learned: Option<String>,
    pub contact: Option<String>,
    pub feedback: Option<String>,
    pub measure: Vec<String>,
    pub affected: Option<String>,
    pub factors: Option<String>,
    pub went_well: Option<String>,
    pub went_badly: Option<String>,
    pub lucky: Option<String>,
}

/// What an entry that tells customers nothing states beside its note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aside {
    /// What was heard about how it was told, as it was read.
    pub heard: Heard,
    /// Until when reminders are put off, as typed.
    pub until: Option<String>,
    /// By when a measure is to be done, as typed.
    pub due: Option<String>,
    /// Who heard it.
    pub told: Told,
    /// What becomes of a measure, and its words in the languages that name none.
    pub step: Step,
    pub what: Option<String>,
}

impl FactArgs {
    /// The slot of the fact with this key (`third_party`), if it has a single value.
    pub fn slot(&mut self, key: &str) -> Option<&mut Option<String>> {
        Some(match key {
            "title" => &mut self.title,
            "type" => &mut self.kind_of,
            "severity" => &mut self.severity,
            "state" => &mut self.state,
            "started" => &mut self.started,
            "detected" => &mut self.detected,
            "ended" => &mut self.ended,
            "impact" => &mut self.impact,
            "scope" => &mut self.scope,
            "workaround" => &mut self.workaround,
            "third_party" => &mut self.third_party,
            "action" => &mut self.action,
            "outcome" => &mut self.outcome,
            "harm" => &mut self.harm,
            "do_now" => &mut self.do_now,
            "data" => &mut self.data,
            "offer" => &mut self.offer,
            "next_update" => &mut self.next_update,
            "estimate" => &mut self.estimate,
            "follow_up" => &mut self.follow_up,
            "confirmed_by" => &mut self.confirmed_by,
            "decision" => &mut self.decision,
            "cause" => &mut self.cause,
            "people" => &mut self.people,
            "note" => &mut self.note,
            "report" => &mut self.report,
            "happened" => &mut self.review.happened,
            "why" => &mut self.review.why,
            "learned" => &mut self.review.learned,
            "contact" => &mut self.review.contact,
            "feedback" => &mut self.review.feedback,
            "affected" => &mut self.review.affected,
            "factors" => &mut self.review.factors,
            "went_well" => &mut self.review.went_well,
            "went_badly" => &mut self.review.went_badly,
            "lucky" => &mut self.review.lucky,
            "what" => &mut self.aside.what,
            "aware" => &mut self.aware,
            "classified" => &mut self.classified,
            "mended" => &mut self.mended,
            _ => return None,
        })
    }

    /// The list under this key.
    pub(super) fn list(&mut self, key: &str) -> Option<&mut Vec<String>> {
        Some(match key {
            "component" => &mut self.component,
            "link" => &mut self.link,
            "clear" => &mut self.clear,
            "waive" => &mut self.waive,
            "measure" => &mut self.review.measure,
            "translation" => &mut self.translation,
            _ => return None,
        })
    }

    /// Every key with a list.
    pub(super) const LISTS: [&str; 6] = [
        "component",
        "link",
        "clear",
        "waive",
        "measure",
        "translation",
    ];

    /// Every key with a single value.
    pub const KEYS: [&str; 39] = [
        "title",
        "type",
        "severity",
        "state",
        "started",
        "detected",
        "ended",
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
        "cause",
        "people",
        "note",
        "report",
        "happened",
        "why",
        "learned",
        "contact",
        "feedback",
        "affected",
        "factors",
        "went_well",
        "went_badly",
        "lucky",
        "aware",
        "classified",
        "mended",
    ];

    /// Lets `over` win, value by value; lists of a flag replace those of a file.
    #[must_use]
    pub fn under(mut self, mut over: Self) -> Self {
        for key in Self::KEYS {
            let value = over.slot(key).and_then(Option::take);
            if let (Some(slot), Some(value)) = (self.slot(key), value) {
                *slot = Some(value);
            }
        }
        // Translations are added to one another, which leaves none for the list to be replaced by.
        self.translation.append(&mut over.translation);
        for key in Self::LISTS {
            let list = over.list(key).filter(|list| !list.is_empty());
            if let (Some(mine), Some(theirs)) = (self.list(key), list) {
                *mine = std::mem::take(theirs);
            }
        }
        self.fail_on = over.fail_on.or(self.fail_on);
        self
    }
}

impl Args for FactArgs {
    fn augment_args(command: Command) -> Command {
        fact_flags::add(command, fact_flags::OF_AN_INCIDENT)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for FactArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(fact_flags::read(&mut matches.clone()))
    }

    fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, clap::Error> {
        Ok(fact_flags::read(matches))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// What is let be in words that nothing stops but a secret.
#[derive(Debug, Clone, Default, Args)]
pub struct WaiveArgs {
    /// Let a secret be that is none, and say why: `leak-secret:FINGERPRINT=REASON` (can be repeated)
    #[arg(long, value_name = "RULE=REASON")]
    pub waive: Vec<String>,
}

/// Who says it and when: about the entry itself.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "About the entry")]
pub struct EntryArgs {
    /// When it happened or was said, if not now
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// Who writes this; by default you
    #[arg(long, value_name = "NAME", env = "VOCERO_BY")]
    pub by: Option<String>,
    /// The entry's own id (a UUID): saying the same thing twice changes nothing
    #[arg(long, value_name = "UUID")]
    pub id: Option<String>,
    /// Show what would be saved and said, and save nothing
    #[arg(long)]
    pub dry_run: bool,
}
