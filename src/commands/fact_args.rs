//! The flags that state facts: the same on every command that writes, and the keys of a
//! `--facts` file.

use clap::Args;

use super::check::FailOn;
use crate::domain::facts::Told;
use crate::domain::feedback::Heard;
use crate::domain::measure::Step;

/// Facts, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Facts for customers")]
pub struct FactArgs {
    /// What is broken, in a few words: the subject of every message. Like every text it takes a
    /// locale suffix for a translation, such as --title-es
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// What is communicated: incident, security or maintenance
    #[arg(long = "type", value_name = "TYPE")]
    pub kind_of: Option<String>,
    /// How bad it is for customers: minor, major or critical
    #[arg(long, value_name = "LEVEL")]
    pub severity: Option<String>,
    /// Where it stands: investigating, identified, monitoring or resolved (planned work:
    /// scheduled, in-progress, verifying or completed)
    #[arg(long, value_name = "STATE")]
    pub state: Option<String>,
    /// What is affected, and how: operational, degraded-performance, partial-outage, major-outage
    /// or under-maintenance; without a status as bad as the severity, planned work under
    /// maintenance (can be repeated)
    #[arg(long, value_name = "NAME[=STATUS]")]
    pub component: Vec<String>,
    /// When it began, such as `09:58` or `20m` (ago)
    #[arg(long, value_name = "TIME")]
    pub started: Option<String>,
    /// When you noticed
    #[arg(long, value_name = "TIME")]
    pub detected: Option<String>,
    /// When it was over
    #[arg(long, value_name = "TIME")]
    pub ended: Option<String>,
    /// What customers cannot do; start with them, not with the cause
    #[arg(long, value_name = "TEXT")]
    pub impact: Option<String>,
    /// Who is affected and who is not; empty says that it is not known yet
    #[arg(long, value_name = "TEXT")]
    pub scope: Option<String>,
    /// What customers can do meanwhile; empty says that there is nothing yet
    #[arg(long, value_name = "TEXT")]
    pub workaround: Option<String>,
    /// A supplier's part in it: who, what you know from them, what you do about it
    #[arg(long, value_name = "TEXT")]
    pub third_party: Option<String>,
    /// What you are doing
    #[arg(long, value_name = "TEXT")]
    pub action: Option<String>,
    /// What works again, now that it is over
    #[arg(long, value_name = "TEXT")]
    pub outcome: Option<String>,
    /// What you are sorry for, as customers felt it
    #[arg(long, value_name = "TEXT")]
    pub harm: Option<String>,
    /// What customers must do themselves, at once; empty says that there is nothing to do
    #[arg(long, value_name = "TEXT")]
    pub do_now: Option<String>,
    /// What happened to customers' data: none, delayed, lost, duplicated, exposed or unknown
    #[arg(long, value_name = "WHAT")]
    pub data: Option<String>,
    /// Compensation or an alternative; needs --confirmed-by
    #[arg(long, value_name = "TEXT")]
    pub offer: Option<String>,
    /// When you speak again, such as `30m` or `14:30`: a promise
    #[arg(long, value_name = "TIME")]
    pub next_update: Option<String>,
    /// When it may be repaired; needs --confirmed-by
    #[arg(long, value_name = "TIME")]
    pub estimate: Option<String>,
    /// By when you will say what happened, such as `friday` or `2026-11-27`: a promise
    #[arg(long, value_name = "TIME")]
    pub follow_up: Option<String>,
    /// Where the report of what happened can be read: keeps the promise of one
    #[arg(long, value_name = "URL")]
    pub report: Option<String>,
    /// Who confirmed the estimate, the offer or the word about data; customers never see the name
    #[arg(long, value_name = "NAME")]
    pub confirmed_by: Option<String>,
    /// A decision that executives must take; only they and the team see it
    #[arg(long, value_name = "TEXT", help_heading = "Facts for inside")]
    pub decision: Option<String>,
    /// The technical cause so far; only the team sees it
    #[arg(long, value_name = "TEXT", help_heading = "Facts for inside")]
    pub cause: Option<String>,
    /// Who is working on it; only the team sees it
    #[arg(long, value_name = "TEXT", help_heading = "Facts for inside")]
    pub people: Option<String>,
    /// A dashboard, ticket or recording for the team (can be repeated)
    #[arg(long, value_name = "URL", help_heading = "Facts for inside")]
    pub link: Vec<String>,
    /// When you became aware of what a regulator must hear: starts the clocks of vocero.toml
    #[arg(long, value_name = "TIME", help_heading = "Facts for inside")]
    pub aware: Option<String>,
    /// When you classified it as major, for clocks that count from there
    #[arg(long, value_name = "TIME", help_heading = "Facts for inside")]
    pub classified: Option<String>,
    /// When what mends it was there, for clocks that count from there
    #[arg(long, value_name = "TIME", help_heading = "Facts for inside")]
    pub mended: Option<String>,
    /// A note for the internal timeline
    #[arg(long, value_name = "TEXT", help_heading = "Facts for inside")]
    pub note: Option<String>,
    /// Withdraw a fact that no longer holds, such as `workaround` (can be repeated)
    #[arg(long, value_name = "FACT", help_heading = "Facts from elsewhere")]
    pub clear: Vec<String>,
    /// Read facts from a TOML or JSON file, or from standard input with `-`; flags win over it
    #[arg(long, value_name = "FILE", help_heading = "Facts from elsewhere")]
    pub facts: Option<String>,
    /// Let be what a rule of the check finds in this entry, and say why; the reason stays in the log
    /// and is never part of a message. A secret is let be with its fingerprint,
    /// `leak-secret:FINGERPRINT=REASON` (can be repeated)
    #[arg(long, value_name = "RULE=REASON", help_heading = "Check before saving")]
    pub waive: Vec<String>,
    /// The level of findings from which nothing is saved and the exit code is 1 [default: never]
    #[arg(
        long,
        value_name = "LEVEL",
        value_enum,
        help_heading = "Check before saving"
    )]
    pub fail_on: Option<FailOn>,
    /// A text in another locale: what `--impact-es TEXT` becomes
    #[arg(long, value_name = "FACT.LOCALE=TEXT", hide = true)]
    pub translation: Vec<String>,
    /// What flags of `snooze` and `told` state, and no others.
    #[arg(skip)]
    pub aside: Aside,
    /// What the review states, and no others.
    #[arg(skip)]
    pub review: ReviewTexts,
}

/// What the review states beside the facts of an incident, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "The review, for customers")]
pub struct ReviewTexts {
    /// What happened, told from the end and in the past tense
    #[arg(long, value_name = "TEXT")]
    pub happened: Option<String>,
    /// Why it happened, in words that customers understand
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
    /// What you have learned, and what you changed already
    #[arg(long, value_name = "TEXT")]
    pub learned: Option<String>,
    /// How customers reach somebody who answers [default: `contact` of vocero.toml]
    #[arg(long, value_name = "TEXT")]
    pub contact: Option<String>,
    /// Where customers can tell you how you did [default: `feedback_url` of vocero.toml]
    #[arg(long, value_name = "URL")]
    pub feedback: Option<String>,
    /// What you do so that it does not happen again, who sees to it, by when, and what it is good for
    /// (prevent, detect, respond or communicate): "WHAT; owner: NAME; by: TIME; aim: AIM", and
    /// with `; es: TEXT` the same in another language (can be repeated)
    #[arg(long, value_name = "MEASURE")]
    pub measure: Vec<String>,
    /// How many were affected; only the team sees it
    #[arg(long, value_name = "TEXT", help_heading = "The review, for the team")]
    pub affected: Option<String>,
    /// What else had a part in it; only the team sees it
    #[arg(long, value_name = "TEXT", help_heading = "The review, for the team")]
    pub factors: Option<String>,
    /// What went well; only the team sees it
    #[arg(long, value_name = "TEXT", help_heading = "The review, for the team")]
    pub went_well: Option<String>,
    /// What did not go well; only the team sees it
    #[arg(long, value_name = "TEXT", help_heading = "The review, for the team")]
    pub went_badly: Option<String>,
    /// Where you were lucky; only the team sees it
    #[arg(long, value_name = "TEXT", help_heading = "The review, for the team")]
    pub lucky: Option<String>,
}

/// What an entry that tells customers nothing states beside its note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aside {
    /// What was heard about how it was told, as it was read.
    pub heard: Heard,
    /// Until when reminders are put off, as typed.
    pub until: Option<String>,
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
        for (mine, theirs) in [
            (&mut self.component, over.component),
            (&mut self.link, over.link),
            (&mut self.clear, over.clear),
            (&mut self.waive, over.waive),
            (&mut self.review.measure, over.review.measure),
        ] {
            if !theirs.is_empty() {
                *mine = theirs;
            }
        }
        self.translation.extend(over.translation);
        self.fail_on = over.fail_on.or(self.fail_on);
        self
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
