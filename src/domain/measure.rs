//! Measures: what we do so that it does not happen again, who sees to it, by when, and what became
//! of it.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::entry::{Entry, EntryId, Kind};
use super::fact::TextFact;
use super::facts::Localised;
use super::incident::Incident;
use super::locale::Locale;
use super::words::words;

words! {
    /// What a measure is good for.
    Aim, "aim" {
        /// It does not happen again.
        Prevent = "prevent",
        /// We notice it sooner.
        Detect = "detect",
        /// It is smaller, or over sooner.
        Respond = "respond",
        /// Customers hear of it sooner, and better.
        Communicate = "communicate",
    }
}

words! {
    /// What an entry says about a measure.
    Status, "status" {
        /// It was agreed on, or is taken up again.
        Open = "open",
        Done = "done",
        /// It will take longer, or somebody else sees to it.
        Moved = "moved",
        /// We will not do it.
        Dropped = "dropped",
    }
}

words! {
    /// Where a measure stands at a moment.
    Standing, "standing" {
        Open = "open",
        /// It has to be done within a few days; see [`Measure::SOON`].
        Due = "due",
        Overdue = "overdue",
        Done = "done",
        Dropped = "dropped",
    }
}

/// What one entry says about a measure. Only the team sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// The id of the measure: a few words of it, the same in all its entries.
    pub measure: Option<String>,
    /// What it is good for.
    pub aim: Option<Aim>,
    /// Who sees to it.
    pub owner: Option<String>,
    /// By when it is to be done, in UTC.
    pub due: Option<DateTime<Utc>>,
    /// What became of it.
    pub status: Option<Status>,
    /// Why it moved or was dropped, or what was done.
    pub reason: Option<String>,
}

/// That a measure was given another time or another owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// When this was decided, in UTC.
    pub at: DateTime<Utc>,
    /// By when it was to be done before, and since.
    pub due: [Option<DateTime<Utc>>; 2],
    /// Why.
    pub reason: Option<String>,
}

/// One measure: the fold of its entries. Its words are fit for customers; nothing else is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The id: a few words of it, unique within the log.
    pub id: String,
    /// The incident it follows from.
    pub incident: String,
    /// What is to be done, in words for customers.
    pub what: Localised,
    /// What it is good for.
    pub aim: Aim,
    /// Who sees to it; none if somebody wrote it into the log without a name.
    pub owner: Option<String>,
    /// By when, in UTC; none if somebody wrote it into the log without a time.
    pub due: Option<DateTime<Utc>>,
    /// The entry by which it was agreed on.
    pub entry: EntryId,
    /// When it was agreed on, in UTC.
    pub added: DateTime<Utc>,
    /// What became of it; never [`Status::Moved`].
    pub status: Status,
    /// When it was done or dropped, in UTC.
    pub closed: Option<DateTime<Utc>>,
    /// Why it is as it is: what was done, or why it moved or was dropped.
    pub reason: Option<String>,
    /// How often, and why, it moved.
    pub moves: Vec<Move>,
}

impl Measure {
    /// How long before its time a measure counts as due.
    pub const SOON: TimeDelta = TimeDelta::days(3);

    /// Where it stands at `now`. A time names a minute, and the minute counts as in time.
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        match (self.status, self.due) {
            (Status::Done, _) => Standing::Done,
            (Status::Dropped, _) => Standing::Dropped,
            (_, Some(due)) if now >= due + TimeDelta::minutes(1) => Standing::Overdue,
            (_, Some(due)) if now + Self::SOON >= due => Standing::Due,
            _ => Standing::Open,
        }
    }

    /// Whether somebody still has to see to it.
    pub const fn is_open(&self) -> bool {
        matches!(self.status, Status::Open | Status::Moved)
    }

    fn new(entry: &Entry, id: &str) -> Self {
        Self {
            id: id.to_owned(),
            incident: entry.incident.clone(),
            what: Localised::default(),
            aim: Aim::Prevent,
            owner: None,
            due: None,
            entry: entry.id,
            added: entry.at,
            status: Status::Open,
            closed: None,
            reason: None,
            moves: Vec::new(),
        }
    }

    /// Adds one entry about it, which must be later than all that were added before.
    fn apply(&mut self, entry: &Entry) {
        let step = &entry.facts.internal.step;
        if let Some(what) = entry.facts.text(TextFact::What) {
            self.what.overlay(what, &entry.locale);
        }
        let was = self.due;
        self.aim = step.aim.unwrap_or(self.aim);
        self.owner = step.owner.clone().or(self.owner.take());
        self.due = step.due.or(self.due);
        if step.status.is_some() {
            self.reason.clone_from(&step.reason);
        }
        match step.status {
            Some(Status::Moved) => {
                self.moves.push(Move {
                    at: entry.at,
                    due: [was, self.due],
                    reason: step.reason.clone(),
                });
                self.status = Status::Open;
            }
            Some(status) => self.status = status,
            None => {}
        }
        self.closed = match self.status {
            Status::Done | Status::Dropped => self.closed.or(Some(entry.at)),
            Status::Open | Status::Moved => None,
        };
    }
}

/// Returns the measures that entries of one incident, in their order, make up: in the order in which
/// they were agreed on. An entry that names none counts for nothing.
pub fn measures<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Vec<Measure> {
    let mut measures: Vec<Measure> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        let step = &entry.facts.internal.step;
        let (Kind::Measured, Some(id)) = (&entry.kind, &step.measure) else {
            continue;
        };
        let place = *places.entry(id).or_insert_with(|| {
            measures.push(Measure::new(entry, id));
            measures.len() - 1
        });
        measures[place].apply(entry);
    }
    measures
}

/// A measure as somebody agrees on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// What is to be done, in words for customers.
    pub what: Localised,
    /// What it is good for.
    pub aim: Aim,
    /// Who sees to it.
    pub owner: String,
    /// By when, in UTC.
    pub due: DateTime<Utc>,
}

/// A measure as it is typed, in one line: the words for customers, then parts set apart by `;` that
/// begin with a name and a colon. A part without a name goes on with the one before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What is to be done, in the language of whoever types.
    pub what: String,
    /// The same in other languages.
    pub translations: Vec<(Locale, String)>,
    /// Who sees to it; empty if nobody is named.
    pub owner: String,
    /// By when; empty if no time is named.
    pub by: String,
    /// What it is good for; empty if that is not said.
    pub aim: String,
}

impl Line {
    /// Takes a line apart. `names` are those of the owner, the time and the aim, beside the English
    /// ones; `locales` are the languages that a translation may be in.
    pub fn read(line: &str, names: [&str; 3], locales: &[Locale]) -> Self {
        let mut read = Self::default();
        let mut slot = 0;
        for part in line.split(';') {
            let (name, value) = part.split_once([':', '=']).unwrap_or(("", part));
            let name = name.trim().to_lowercase();
            let named =
                |(english, own): (&str, &str)| !name.is_empty() && (name == english || name == own);
            let mut known = ["owner", "by", "aim"].into_iter().zip(names);
            let place = known.position(named);
            let locale = || {
                locales
                    .iter()
                    .position(|locale| name == locale.as_str().to_lowercase())
            };
            let (next, text) = match (place, locale()) {
                (Some(place), _) => (1 + place, value),
                (None, Some(at)) => {
                    read.translations.push((locales[at].clone(), String::new()));
                    (4, value)
                }
                (None, None) => (slot, part),
            };
            slot = next;
            let text = text.trim();
            let into = match slot {
                1 => &mut read.owner,
                2 => &mut read.by,
                3 => &mut read.aim,
                4 => read
                    .translations
                    .last_mut()
                    .map_or(&mut read.what, |(_, text)| text),
                _ => &mut read.what,
            };
            if !into.is_empty() && !text.is_empty() {
                into.push_str("; ");
            }
            into.push_str(text);
        }
        read
    }
}

impl Agreed {
    /// Writes it as a line that [`Line::read`] takes apart again, with English names.
    pub fn line(&self, locale: &Locale) -> String {
        let own = self
            .what
            .for_reader(locale, locale)
            .map_or("", |(text, _)| text);
        let mut line = own.to_owned();
        for (other, text) in self.what.iter().filter(|(other, _)| *other != locale) {
            line.push_str(&format!("; {other}: {text}"));
        }
        let due = self.due.format("%Y-%m-%dT%H:%M:%SZ");
        line.push_str(&format!(
            "; owner: {}; by: {due}; aim: {}",
            self.owner, self.aim
        ));
        line
    }
}

impl Incident {
    /// The measures that follow from it, in the order in which they were agreed on.
    pub fn measures(&self) -> Vec<Measure> {
        measures(&self.timeline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::Waived;
    use crate::domain::facts::Facts;

    fn day(day: u32) -> DateTime<Utc> {
        format!("2026-12-{day:02}T17:00:00Z").parse().unwrap()
    }

    fn entry(at: u32, step: Step) -> Entry {
        let mut facts = Facts::default();
        facts.internal.step = step;
        Entry {
            id: EntryId::after(None, day(at)),
            at: day(at),
            by: None,
            via: None,
            incident: "2026-11-21-it-fails".to_owned(),
            kind: Kind::Measured,
            corrects: None,
            locale: Locale::english(),
            facts,
            clear: Vec::new(),
            waived: Waived::new(),
        }
    }

    fn step(status: Status, due: Option<u32>, reason: Option<&str>) -> Step {
        Step {
            measure: Some("alert-on-502".to_owned()),
            due: due.map(day),
            status: Some(status),
            reason: reason.map(str::to_owned),
            ..Step::default()
        }
    }

    fn added() -> Entry {
        let mut added = entry(1, step(Status::Open, Some(10), None));
        added.facts.internal.step.owner = Some("ana".to_owned());
        let english = Locale::english();
        let facts = &mut added.facts;
        facts.set_text(TextFact::What, &english, "We notice failed payments.");
        added
    }

    #[test]
    fn a_measure_is_open_then_due_then_overdue_until_it_is_done() {
        let open = &measures(&[added()])[0];
        let standing = |at: &str| open.standing(at.parse().unwrap());
        assert_eq!(standing("2026-12-07T16:59:00Z"), Standing::Open);
        assert_eq!(standing("2026-12-07T17:00:00Z"), Standing::Due);
        assert_eq!(standing("2026-12-10T17:00:59Z"), Standing::Due);
        assert_eq!(standing("2026-12-10T17:01:00Z"), Standing::Overdue);
        let done = [added(), entry(9, step(Status::Done, None, None))];
        let done = &measures(&done)[0];
        assert_eq!(
            (done.standing(day(20)), done.closed),
            (Standing::Done, Some(day(9)))
        );
        assert_eq!(done.owner.as_deref(), Some("ana"));
    }

    #[test]
    fn a_measure_that_moves_keeps_both_times_and_the_reason() {
        let later = entry(9, step(Status::Moved, Some(20), Some("the part is late")));
        let moved = &measures(&[added(), later])[0];
        let expected = Move {
            at: day(9),
            due: [Some(day(10)), Some(day(20))],
            reason: Some("the part is late".to_owned()),
        };
        assert_eq!(moved.moves, [expected]);
        assert!(moved.is_open());
        assert_eq!(moved.standing(day(11)), Standing::Open);
    }

    #[test]
    fn one_that_is_taken_up_again_is_open_again() {
        let dropped = entry(5, step(Status::Dropped, None, Some("too dear")));
        let again = entry(6, step(Status::Open, None, None));
        let entries = [added(), dropped, again];
        assert_eq!(
            measures(&entries[..2])[0].standing(day(20)),
            Standing::Dropped
        );
        let open = &measures(&entries)[0];
        assert_eq!(
            (open.standing(day(20)), open.closed),
            (Standing::Overdue, None)
        );
    }

    #[test]
    fn a_line_is_taken_apart_at_its_names_and_written_so_that_it_reads_back() {
        let spanish: Locale = "es".parse().unwrap();
        let line = "We get an alarm; at once, too; es: Recibimos una alarma; y ya; responsable : ana; \
                    By=friday; aim: detect";
        let read = Line::read(line, ["responsable", "para", "fin"], &[spanish.clone()]);
        let expected = Line {
            what: "We get an alarm; at once, too".to_owned(),
            translations: vec![(spanish.clone(), "Recibimos una alarma; y ya".to_owned())],
            owner: "ana".to_owned(),
            by: "friday".to_owned(),
            aim: "detect".to_owned(),
        };
        assert_eq!(read, expected);
        let mut agreed = Agreed {
            what: Localised::single(Locale::english(), expected.what.clone()),
            aim: Aim::Detect,
            owner: "ana".to_owned(),
            due: day(4),
        };
        agreed
            .what
            .set(spanish.clone(), "Recibimos una alarma; y ya");
        let again = Line::read(&agreed.line(&Locale::english()), ["", "", ""], &[spanish]);
        let by = "2026-12-04T17:00:00Z".to_owned();
        assert_eq!(again, Line { by, ..expected });
    }

    #[test]
    fn an_entry_of_another_kind_or_without_an_id_is_no_measure() {
        let mut note = added();
        note.kind = Kind::Noted;
        let mut nameless = added();
        nameless.facts.internal.step.measure = None;
        assert_eq!(measures(&[note, nameless]), []);
    }
}
