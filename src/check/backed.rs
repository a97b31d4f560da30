//! The numbers that the facts of an incident hold, so that a number which none of them holds is known.

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};

use super::words::figures::{Counts, Figure, Unit, figures};
use crate::domain::fact::TimeFact;
use crate::domain::incident::Incident;
use crate::order::Set;
use crate::text::zone::Zone;

/// The numbers that the facts of an incident hold, in whatever words.
#[derive(Debug, Default)]
pub(super) struct Backed {
    clocks: Set<i64>,
    numbers: Set<i64>,
    /// Spans of time, each with its unit.
    spans: Set<(i64, Unit)>,
}

impl Backed {
    /// Gathers them as far as the newest entry; times are shown in `zone` and in UTC.
    pub(super) fn by(incident: &Incident, zone: Zone) -> Self {
        let mut backed = Self::default();
        for entry in &incident.timeline {
            let texts = entry
                .facts
                .texts
                .values()
                .flat_map(|text| text.iter().map(|(_, t)| t));
            let internal = &entry.facts.internal;
            let texts = texts.chain(
                [&internal.cause, &internal.note]
                    .into_iter()
                    .flatten()
                    .map(String::as_str),
            );
            for text in texts {
                backed.hold(&figures(text));
            }
            for name in entry.facts.components.keys() {
                backed.hold(&figures(name));
            }
            for moment in entry.facts.times.values().chain(&internal.step.due) {
                backed.moment(*moment, zone);
            }
        }
        // Readers are told when they were told before.
        for word in incident.public() {
            backed.moment(word.at, zone);
        }
        backed.spans(incident);
        backed
    }

    fn hold(&mut self, figures: &[Figure]) {
        for figure in figures {
            match figure.counts {
                Counts::Clock => {
                    self.clocks.insert(figure.value);
                }
                _ => {
                    self.numbers.insert(figure.value);
                }
            }
            if let Some(unit) = Unit::of(&figure.next) {
                self.spans.insert((figure.value, unit));
            }
        }
    }

    /// A moment as any message may show it: in the zone of the readers or in UTC, with its day.
    fn moment(&mut self, moment: DateTime<Utc>, zone: Zone) {
        for wall in [moment.naive_utc(), zone.wall(moment)] {
            let minutes = i64::from(wall.hour() * 60 + wall.minute());
            // Where nobody says which half of the day it is.
            self.clocks
                .extend([minutes, minutes % 720, minutes % 720 + 720]);
            for part in [wall.day(), wall.month(), wall.hour()] {
                self.numbers.insert(i64::from(part) * 1000);
            }
            self.numbers.insert(i64::from(wall.year()) * 1000);
        }
    }

    /// The spans between the moments that readers may be told about.
    fn spans(&mut self, incident: &Incident) {
        let time = |fact| incident.in_force.facts.time(fact);
        let started = time(TimeFact::Started);
        let first = incident.public().next().map(|entry| entry.at);
        let last = incident.last_word().map(|entry| entry.at);
        for (from, to) in [
            (started, time(TimeFact::Ended)),
            (started, last),
            (started, first),
            (started, time(TimeFact::Detected)),
            (started, time(TimeFact::Estimate)),
            (time(TimeFact::Detected), first),
            (last, time(TimeFact::NextUpdate)),
            (last, time(TimeFact::Estimate)),
            (last, time(TimeFact::FollowUp)),
            (last, started),
        ] {
            if let (Some(from), Some(to)) = (from, to) {
                self.span(to - from);
            }
        }
    }

    /// A span as messages count it: in its largest units, or in one of them.
    fn span(&mut self, span: TimeDelta) {
        if span < TimeDelta::zero() {
            return;
        }
        let minutes = (span + TimeDelta::seconds(30)).num_minutes();
        for minutes in [span.num_minutes(), minutes] {
            let (hours, days) = (minutes / 60, minutes / 1440);
            for (value, unit) in [
                (minutes, Unit::Minute),
                (minutes % 60, Unit::Minute),
                (hours, Unit::Hour),
                (hours % 24, Unit::Hour),
                ((minutes + 30) / 60, Unit::Hour),
                (days, Unit::Day),
                ((hours + 12) / 24, Unit::Day),
            ] {
                self.spans.insert((value * 1000, unit));
            }
            // An hour and a half.
            self.spans.insert((minutes * 10 / 60 * 100, Unit::Hour));
        }
    }

    /// Whether the facts hold a number, rounded or not.
    pub(super) fn holds(&self, figure: &Figure) -> bool {
        let value = figure.value;
        let numbered = || {
            let mut near = self.numbers.from(&(value - 500)).iter();
            let rounded = value % 1000 == 0 && near.next().is_some_and(|n| *n <= value + 499);
            rounded || self.numbers.contains(&value)
        };
        match figure.counts {
            // `2 h 30` is a time or a span.
            Counts::Clock => {
                self.clocks.contains(&value) || self.spans.contains(&(value * 1000, Unit::Minute))
            }
            Counts::Hours => self.clocks.contains(&(value * 60 / 1000)) || numbered(),
            Counts::Percent => numbered(),
            Counts::Span => match Unit::of(&figure.next) {
                Some(unit) => self.spans.contains(&(value, unit)),
                None => numbered(),
            },
            // Small numbers are words, and years are years.
            Counts::Count => {
                value < 10_000 || (1_900_000..2_100_000).contains(&value) || numbered()
            }
        }
    }
}
