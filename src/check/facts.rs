//! What readers must be told and nobody has said: rules over the facts in force, judged at the
//! moment of the newest word.
//!
//! Planned work and what is over have needs of their own. An explicit "not known yet" or "none yet"
//! (an empty text) is an answer, since messages say it aloud; silence is not.

use chrono::{DateTime, TimeDelta, Utc};

use super::finding::{Finding, Level, Place};
use super::{agree, page, plain};
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::facts::Localised;
use crate::domain::incident::{InForce, Incident};
use crate::domain::words::{DataImpact, IncidentType, Severity, State};

/// How long after a word the next one is owed, by severity and state.
pub type Cadence<'a> = &'a dyn Fn(Severity, State) -> TimeDelta;

/// Returns what the facts in force lack or contradict. An incident of which nothing was said in
/// public lacks nothing.
pub fn facts(incident: &Incident, cadence: Cadence<'_>) -> Vec<Finding> {
    let Some(word) = incident.last_word() else {
        return Vec::new();
    };
    let scene = Scene {
        incident,
        now: &incident.in_force,
        at: word.at,
        cadence,
    };
    let mut found = scene.times();
    found.extend(
        [
            scene.impact(),
            scene.do_now(),
            scene.scope(),
            scene.workaround(),
            scene.next_update(),
            scene.data(),
            scene.follow_up(),
        ]
        .into_iter()
        .flatten(),
    );
    found.extend(agree::translations(incident));
    found.extend(agree::durations(incident));
    found
}

/// A finding of a rule about facts, with the words of its page.
pub(super) fn finding(
    rule: &'static str,
    level: Level,
    place: Place,
    what: impl Into<String>,
) -> Finding {
    let page = page::named(rule);
    Finding {
        rule: rule.into(),
        level,
        place,
        what: what.into(),
        why: page.why().into(),
        help: page.help(None).to_owned(),
    }
}

struct Scene<'a> {
    incident: &'a Incident,
    now: &'a InForce,
    at: DateTime<Utc>,
    cadence: Cadence<'a>,
}

impl Scene<'_> {
    fn over(&self) -> bool {
        self.now.state().is_over()
    }

    fn planned(&self) -> bool {
        self.now.kind_of() == IncidentType::Maintenance
    }

    fn secure(&self) -> bool {
        self.now.kind_of() == IncidentType::Security
    }

    fn grave(&self) -> bool {
        self.now.severity() >= Severity::Major
    }

    fn states(&self, fact: TextFact) -> bool {
        self.now.facts.text(fact).is_some()
    }

    fn says(&self, fact: TextFact) -> bool {
        let text = self.now.facts.text(fact);
        text.is_some_and(|text| !text.is_blank())
    }

    fn impact(&self) -> Option<Finding> {
        let found = |level, what: &str| {
            Some(finding(
                "impact-missing",
                level,
                Place::Field("impact"),
                what,
            ))
        };
        if !self.says(TextFact::Impact) {
            // What to do at once says enough for the first hour of a security incident.
            let level = if self.secure() && self.says(TextFact::DoNow) {
                Level::Warning
            } else {
                Level::Error
            };
            return found(level, "nothing says what customers cannot do");
        }
        let names: Vec<String> = self.now.facts.components.keys().cloned().collect();
        let impact = self.now.facts.text(TextFact::Impact)?;
        for (locale, text) in impact.iter() {
            let title = self.now.facts.text(TextFact::Title);
            let title = title
                .and_then(|title| title.get(locale))
                .unwrap_or_default();
            if plain::is_only_a_name(text, &names, title) {
                let what = format!("the impact only names a thing: `{text}`");
                let mut found = found(Level::Error, &what)?;
                if *locale != self.incident.primary_locale() {
                    let own = format!("--impact-{locale} ");
                    found.help = found.help.replace("--impact ", &own);
                }
                return Some(found);
            }
        }
        None
    }

    fn do_now(&self) -> Option<Finding> {
        let silent = self.secure() && !self.over() && !self.states(TextFact::DoNow);
        silent.then(|| {
            finding(
                "do-now-missing",
                Level::Warning,
                Place::Field("do_now"),
                "nothing says what customers must do themselves to be safe",
            )
        })
    }

    fn scope(&self) -> Option<Finding> {
        let settled = self.now.state() != State::Investigating;
        let level = match (self.planned(), self.grave() && settled) {
            (true, _) => Level::Suggestion,
            (false, true) => Level::Error,
            (false, false) => Level::Warning,
        };
        let found =
            |level, what: &str| Some(finding("scope-missing", level, Place::Field("scope"), what));
        if !self.states(TextFact::Scope) {
            return found(level, "nothing says who is affected and who is not");
        }
        if self.says(TextFact::Scope) {
            return None;
        }
        let (level, what) = if self.over() {
            (level, "it is over, and who was affected is still not said")
        } else if self.unknown_in_a_row() >= 3 {
            // A first word may not know it; by the third, readers take it for not wanting to say.
            let what = "for the third time, who is affected is said to be unknown";
            (Level::Warning, what)
        } else {
            return None;
        };
        let mut found = found(level, what)?;
        // Whoever said that it is not known need not hear how to say so.
        found
            .help
            .truncate(found.help.find("; ").unwrap_or(found.help.len()));
        Some(found)
    }

    /// How many of the newest public entries said that nobody knows who is affected.
    fn unknown_in_a_row(&self) -> usize {
        let mut in_force = InForce::default();
        let mut row = 0;
        for entry in &self.incident.timeline {
            in_force.apply(entry);
            if entry.kind.is_public() {
                let scope = in_force.facts.text(TextFact::Scope);
                row = if scope.is_some_and(Localised::is_blank) {
                    row + 1
                } else {
                    0
                };
            }
        }
        row
    }

    fn workaround(&self) -> Option<Finding> {
        let level = match self.now.state() {
            State::Identified | State::Monitoring => Level::Warning,
            State::Investigating | State::Scheduled | State::InProgress => Level::Suggestion,
            _ => return None,
        };
        if self.states(TextFact::Workaround) || (self.secure() && self.states(TextFact::DoNow)) {
            return None;
        }
        Some(finding(
            "workaround-unstated",
            level,
            Place::Field("workaround"),
            "nothing says what customers can do meanwhile, or that there is nothing yet",
        ))
    }

    fn times(&self) -> Vec<Finding> {
        let time = |fact| self.now.facts.time(fact);
        let (started, ended) = (time(TimeFact::Started), time(TimeFact::Ended));
        let mut found = Vec::new();
        let mut find = |level, key, what: &str| {
            found.push(finding("times-missing", level, Place::Field(key), what));
        };
        let level = if self.over() || self.now.state() == State::Scheduled {
            Level::Error
        } else {
            Level::Warning
        };
        if started.is_none() {
            find(level, "started", "nothing says when it began");
        }
        if self.planned() && !self.over() && time(TimeFact::Estimate).is_none() {
            find(
                level,
                "estimate",
                "nothing says until when the work may take",
            );
        }
        if self.over() {
            match (started, ended) {
                (_, None) => find(Level::Error, "ended", "nothing says when it was over"),
                // What was called off was to begin only later.
                (Some(started), Some(ended)) if ended < started && !self.now.is_cancelled() => {
                    find(Level::Error, "ended", "it ended before it began");
                }
                (_, Some(ended)) if ended > self.at => {
                    find(
                        Level::Error,
                        "ended",
                        "its end lies after the word that says so",
                    );
                }
                _ => {}
            }
        }
        if let (Some(started), Some(detected)) = (started, time(TimeFact::Detected))
            && detected < started
        {
            find(Level::Error, "detected", "it was noticed before it began");
        }
        found
    }

    fn next_update(&self) -> Option<Finding> {
        // Planned work that waits for its start speaks again when it starts.
        if self.over() || self.now.state() == State::Scheduled {
            return None;
        }
        let found = |level, what: &str| {
            let place = Place::Field("next_update");
            Some(finding("next-update-missing", level, place, what))
        };
        let Some(due) = self.now.facts.time(TimeFact::NextUpdate) else {
            return found(Level::Error, "nothing says when you speak again");
        };
        if due <= self.at {
            return found(
                Level::Error,
                "the next update is promised for a time that is past",
            );
        }
        let usual = (self.cadence)(self.now.severity(), self.now.state());
        let (wait, longest) = (due - self.at, usual * self.patience());
        (!self.planned() && wait > longest).then(|| {
            let what = format!(
                "the next update is {} away; the cadence is {}",
                plain::duration(wait),
                plain::duration(usual)
            );
            found(Level::Warning, &what)
        })?
    }

    /// How many times the usual cadence readers bear: more once they know that it takes long.
    fn patience(&self) -> i32 {
        const LONG: TimeDelta = TimeDelta::hours(2);
        let first = self.incident.public().next().map_or(self.at, |e| e.at);
        if self.at - first >= LONG { 8 } else { 1 }
    }

    fn data(&self) -> Option<Finding> {
        if self.planned() {
            return None;
        }
        let found = |level, what: &str| {
            let place = Place::Field("data");
            Some(finding("data-impact-unstated", level, place, what))
        };
        let level = if self.grave() || self.secure() {
            Level::Error
        } else {
            Level::Warning
        };
        match self.now.facts.data {
            None if self.over() || self.secure() => {
                found(level, "nothing says what happened to customers' data")
            }
            Some(DataImpact::Unknown) if self.over() => found(
                level,
                "it is over, and what happened to data is still unknown",
            ),
            // Messages say no more than that nothing shows any harm.
            Some(DataImpact::None)
                if self.over() && !self.now.confirmed.contains_key(&FactName::Data) =>
            {
                Some(finding(
                    "unverified-reassurance",
                    Level::Warning,
                    Place::Field("data"),
                    "it is over, and nobody has confirmed that customers' data is unharmed",
                ))
            }
            _ => None,
        }
    }

    fn follow_up(&self) -> Option<Finding> {
        let owed = self.over() && !self.planned() && (self.grave() || self.secure());
        let told = self.now.reviewed.is_some() || self.now.facts.text(TextFact::Report).is_some();
        if !owed || told || self.now.facts.time(TimeFact::FollowUp).is_some() {
            return None;
        }
        Some(finding(
            "followup-missing",
            Level::Warning,
            Place::Field("follow_up"),
            "nothing says by when you explain what happened",
        ))
    }
}
