//! Single facts of a briefing by the names that templates know them by, for sentences that quote
//! one or two of the fifty.

use chrono::{DateTime, Utc};

use super::Briefing;

/// One fact as it can be quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quote<'b> {
    /// A text or a word of a closed list.
    Text(&'b str),
    /// A moment in UTC.
    Moment(DateTime<Utc>),
}

impl Briefing {
    /// The text or the moment of this name. None where nothing was said, and for lists and yes and
    /// no, which cannot be quoted.
    pub fn quote(&self, name: &str) -> Option<Quote<'_>> {
        let text = self.text(name).or_else(|| self.inner_text(name));
        text.map(Quote::Text)
            .or_else(|| self.moment(name).map(Quote::Moment))
    }

    /// The text or the moment of this name that one thing of a list has; under the empty name, the
    /// thing itself, if it is a text.
    pub fn quote_of(&self, list: &str, place: usize, name: &str) -> Option<Quote<'_>> {
        let now = self.public();
        match list {
            "components" => {
                let component = now.components.get(place)?;
                match name {
                    "name" => Some(Quote::Text(&component.name)),
                    "status" => Some(Quote::Text(component.status.word())),
                    _ => None,
                }
            }
            "corrections" => {
                let correction = now.corrections.get(place)?;
                match name {
                    "fact" => Some(Quote::Text(&correction.fact)),
                    "name" => correction.name.as_deref().map(Quote::Text),
                    "wrote" => correction.wrote.as_deref().map(Quote::Text),
                    "holds" => correction.holds.as_deref().map(Quote::Text),
                    "said_at" => Some(Quote::Moment(correction.said_at)),
                    "wrote_time" => correction.wrote_time.map(Quote::Moment),
                    "holds_time" => correction.holds_time.map(Quote::Moment),
                    _ => None,
                }
            }
            "measures" => {
                let measure = now.measures.get(place)?;
                match name {
                    "what" => Some(Quote::Text(&measure.what)),
                    "due" => measure.due.map(Quote::Moment),
                    _ => None,
                }
            }
            _ => self.inner_quote_of(list, place, name),
        }
    }

    /// The same of the lists that only the team knows.
    fn inner_quote_of(&self, list: &str, place: usize, name: &str) -> Option<Quote<'_>> {
        let Self::Team(told) = self else {
            return None;
        };
        match list {
            "links" if name.is_empty() => told.links.get(place).map(|link| Quote::Text(link)),
            "notes" => {
                let line = told.notes.get(place)?;
                match name {
                    "at" => Some(Quote::Moment(line.at)),
                    "kind" => Some(Quote::Text(&line.kind)),
                    "by" => line.by.as_deref().map(Quote::Text),
                    "note" => line.note.as_deref().map(Quote::Text),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        let now = self.public();
        Some(match name {
            "title" => &now.title,
            "impact" => now.impact.given()?,
            "scope" => now.scope.given()?,
            "workaround" => now.workaround.given()?,
            "third_party" => now.third_party.given()?,
            "action" => now.action.given()?,
            "outcome" => now.outcome.given()?,
            "harm" => now.harm.given()?,
            "do_now" => now.do_now.given()?,
            "offer" => now.offer.given()?,
            "happened" => now.happened.given()?,
            "why" => now.why.given()?,
            "learned" => now.learned.given()?,
            "contact" => now.contact.given()?,
            "company" => now.company.as_deref()?,
            "client" => now.client.as_deref()?,
            "status_url" => now.status_url.as_deref()?,
            "status_place" => now.status_place.as_deref()?,
            "feedback_url" => now.feedback_url.as_deref()?,
            "report_url" => now.report_url.as_deref()?,
            "incident" => &now.incident,
            "type" => now.kind_of.word(),
            "severity" => now.severity.word(),
            "state" => now.state.word(),
            "phase" => now.phase.word(),
            "data" => now.data?.word(),
            "locale" => now.locale.as_str(),
            "address" => now.address.word(),
            _ => return None,
        })
    }

    /// What only those inside know.
    fn inner_text(&self, name: &str) -> Option<&str> {
        match self {
            Self::Executives(told) if name == "decision" => told.decision.given(),
            Self::Team(told) => match name {
                "decision" => told.decision.given(),
                "cause" => told.cause.as_deref(),
                "people" => told.people.as_deref(),
                "note" => told.note.as_deref(),
                "estimate_confirmed_by" => told.estimate_confirmed_by.as_deref(),
                "offer_confirmed_by" => told.offer_confirmed_by.as_deref(),
                "data_confirmed_by" => told.data_confirmed_by.as_deref(),
                "by" => told.by.as_deref(),
                "affected" => told.affected.as_deref(),
                "factors" => told.factors.as_deref(),
                "went_well" => told.went_well.as_deref(),
                "went_badly" => told.went_badly.as_deref(),
                "lucky" => told.lucky.as_deref(),
                _ => None,
            },
            _ => None,
        }
    }

    fn moment(&self, name: &str) -> Option<DateTime<Utc>> {
        let now = self.public();
        match (name, self) {
            ("at", _) => Some(now.at),
            ("last_word", _) => now.last_word,
            ("first_word", _) => Some(now.first_word),
            ("started", _) => now.started,
            ("detected", _) => now.detected,
            ("ended", _) => now.ended,
            ("next_update", _) => now.next_update,
            ("estimate", _) => now.estimate,
            ("planned_start", _) => now.planned_start,
            ("planned_end", _) => now.planned_end,
            ("follow_up", _) => now.follow_up,
            ("follow_up_before", _) => now.follow_up_before,
            ("said_over", _) => now.said_over,
            ("recorded_late", Self::Team(told)) => told.recorded_late,
            _ => None,
        }
    }
}
