//! The course of an incident as a picture, in its own units: which state held from where to where,
//! and where words were said or promised.

use chrono::{DateTime, Utc};
use minijinja::context;

use super::stamp;
use super::teller::Teller;
use crate::domain::summary::Band;
use crate::domain::words::State;
use crate::render::error::TemplateError;
use crate::render::format::time;

/// A state that held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// From where to where.
    pub span: (i64, i64),
    /// The state; none before the first word.
    pub state: Option<State>,
    /// The state and its times, in words.
    pub told: String,
}

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A word to customers.
    Word,
    /// A word was promised for then, and the promise was kept or moved in time.
    Kept,
    /// A word was promised for then, and came late or not at all.
    Broken,
}

/// A picture of the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it is, in a few words.
    pub title: String,
    /// The states, oldest first.
    pub segments: Vec<Segment>,
    /// The marks, and where they stand.
    pub marks: Vec<(i64, Mark)>,
    /// What the marks stand for, in words; only of those there are.
    pub keys: Vec<(Mark, String)>,
    /// The times of day at both ends, in figures.
    pub ends: [String; 2],
    /// Their zone, as readers call it.
    pub zone: String,
}

impl Chart {
    /// How many units it is wide.
    pub const WIDTH: i64 = 1000;
}

impl Teller<'_> {
    /// The picture; none where nothing lasted, such as planned work that was called off.
    pub(super) fn chart(&self) -> Result<Option<Chart>, TemplateError> {
        let story = self.summary.story();
        let (Some(first), Some(last)) = (story.bands.first(), story.bands.last()) else {
            return Ok(None);
        };
        // That it was over was said when it was, or later.
        let said = story.steps.iter().filter(|step| step.what.is_word());
        let said = said.filter(|step| step.state.is_over() && step.at >= last.to);
        let to = said.map(|step| step.at).next().unwrap_or(last.to);
        let length = (to - first.from).num_seconds();
        if length <= 0 {
            return Ok(None);
        }
        let place = |at: DateTime<Utc>| (at - first.from).num_seconds() * Chart::WIDTH / length;
        let mut segments = Vec::with_capacity(story.bands.len());
        for band in &story.bands {
            segments.push(Segment {
                span: (place(band.from), place(band.to)),
                state: band.state,
                told: self.band(band)?,
            });
        }
        let within = |at: &DateTime<Utc>| *at >= first.from && *at <= to;
        let words = story.steps.iter().filter(|step| step.what.is_word());
        let mut marks: Vec<(i64, Mark)> = words
            .filter(|step| within(&step.at))
            .map(|step| (place(step.at), Mark::Word))
            .collect();
        marks.extend(story.dues.iter().filter(|due| within(&due.at)).map(|due| {
            let mark = if due.broken { Mark::Broken } else { Mark::Kept };
            (place(due.at), mark)
        }));
        let mut keys = Vec::new();
        for (mark, key) in [
            (Mark::Word, "mark_word"),
            (Mark::Kept, "mark_kept"),
            (Mark::Broken, "mark_broken"),
        ] {
            if marks.iter().any(|(_, known)| *known == mark) {
                keys.push((mark, self.item("report_steps", key, context! {})?));
            }
        }
        let calendar = self.calendar();
        let zone = if calendar.zone.is_utc() {
            "UTC".to_owned()
        } else {
            calendar.zone_label(to)
        };
        Ok(Some(Chart {
            title: self.heading("report_steps")?,
            segments,
            marks,
            keys,
            ends: [first.from, to].map(|at| time(calendar.zone.wall(at))),
            zone,
        }))
    }

    fn band(&self, band: &Band) -> Result<String, TemplateError> {
        let state = match band.state {
            Some(state) => self.word("state", state.word()),
            None => self.item("report_steps", "silent", context! {})?,
        };
        let band = context! { state, at => stamp(band.from), to => stamp(band.to) };
        self.item("report_steps", "band", band)
    }
}
