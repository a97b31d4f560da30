//! The parts of a summary that are counted or listed: measures, times, the course, figures, promises.

use chrono::{DateTime, TimeDelta, Utc};
use minijinja::context;
use minijinja::value::Value;

use super::stamp;
use super::teller::{Body, MEASURES, Teller};
use crate::domain::fact::TimeFact;
use crate::domain::measure::{Measure, Standing};
use crate::domain::promise::{Fate, Promise};
use crate::domain::summary::{Happening, Line, Numbers, Reader, Step, Summary, What};
use crate::domain::words::State;
use crate::render::error::TemplateError;
use crate::render::wording::{capital, sentence};

const FOLLOWED: &str = "report_measures";
const STEPS: &str = "report_steps";
const TIMES: &str = "report_times";
const FIGURES: &str = "report_figures";
const PROMISES: &str = "report_promises";

impl Teller<'_> {
    /// What changes so that it does not happen again; to the team with who sees to it.
    pub(super) fn measures(&self) -> Result<Option<Body>, TemplateError> {
        let facts = self.listener.briefing.public();
        let mut items = Vec::new();
        if let Summary::Team(told) = self.summary {
            for measure in &told.measures {
                items.push(self.measure(measure)?);
            }
            if items.is_empty() && !facts.state.is_maintenance() {
                return self.text(FOLLOWED, "none");
            }
            return Ok(Some(Body::List(items)));
        }
        for measure in &facts.measures {
            let foreign = measure.foreign.then(|| self.primary.clone());
            let what = self.marked(&measure.what, foreign.as_ref());
            let overdue = measure.due.filter(|due| *due < facts.at);
            let variant = match measure.due {
                _ if measure.done => "done",
                Some(_) if overdue.is_none() => "open",
                _ => "undated",
            };
            let due = measure.due.map(stamp);
            let mut text = self.item(MEASURES, variant, context! { what, due })?;
            if let Some(due) = overdue {
                let due = context! { due => stamp(due) };
                join(&mut text, &self.item(FOLLOWED, "overdue", due)?);
            }
            items.push(text);
        }
        Ok(Some(Body::List(items)))
    }

    fn measure(&self, measure: &Measure) -> Result<String, TemplateError> {
        let now = self.listener.briefing.public().at;
        let what = self.localised(&measure.what);
        let mut text = self.item(MEASURES, "undated", context! { what })?;
        let aim = context! { aim => measure.aim.word() };
        join(&mut text, &self.item(FOLLOWED, "aim", aim)?);
        if let Some(owner) = &measure.owner {
            let owner = context! { owner => owner.as_str() };
            join(&mut text, &self.item(FOLLOWED, "owner", owner)?);
        }
        let standing = measure.standing(now);
        let moment = match standing {
            Standing::Done => measure.closed.map(|at| ("done", at)),
            Standing::Dropped => measure.closed.map(|at| ("dropped", at)),
            Standing::Overdue => measure.due.map(|at| ("overdue", at)),
            Standing::Due | Standing::Open => measure.due.map(|at| ("due", at)),
        };
        if let Some((variant, at)) = moment {
            let when = context! { due => stamp(at), closed => stamp(at) };
            join(&mut text, &self.item(FOLLOWED, variant, when)?);
        }
        if !measure.moves.is_empty() {
            let moves = context! { moves => measure.moves.len() };
            join(&mut text, &self.item(FOLLOWED, "moves", moves)?);
        }
        if let Some(reason) = &measure.reason {
            let reason = context! { reason => reason.as_str() };
            join(&mut text, &self.item(FOLLOWED, "reason", reason)?);
        }
        Ok(text)
    }

    /// The moments, and how long it was from one to the other.
    pub(super) fn times(&self) -> Result<Option<Body>, TemplateError> {
        let facts = self.listener.briefing.public();
        if facts.state.is_maintenance() {
            return Ok(None);
        }
        let story = self.summary.story();
        let first = Some(facts.first_word);
        let moments = [
            ("began", facts.started),
            ("noticed", facts.detected),
            ("first", first),
            ("ended", facts.ended),
        ];
        let (began, noticed) = (facts.started, facts.detected);
        let since_notice = noticed.filter(|_| began.is_none());
        let spans = [
            ("to_notice", began, noticed),
            ("to_first", began, first),
            ("notice_to_first", since_notice, first),
            ("to_cause", began, story.reached(State::Identified)),
            ("to_fix", began, story.reached(State::Monitoring)),
            ("whole", began.or(first), facts.ended),
        ];
        let mut items = Vec::new();
        for (what, at) in moments {
            if let Some(at) = at {
                let what = self.said(TIMES, what)?;
                items.push(self.item(TIMES, "item", context! { what, at => stamp(at) })?);
            }
        }
        for (what, from, to) in spans {
            let span = from.zip(to).map(|(from, to)| to - from);
            if let Some(span) = span.filter(|span| *span >= TimeDelta::zero()) {
                let what = self.said(TIMES, what)?;
                let span = self.span(span);
                items.push(self.item(TIMES, "span", context! { what, span })?);
            }
        }
        Ok(Some(Body::List(items)))
    }

    /// The course, a line for each step.
    pub(super) fn steps(&self) -> Result<Vec<String>, TemplateError> {
        let mut lines = Vec::new();
        if let Summary::Team(told) = self.summary {
            for line in &told.lines {
                lines.push(self.line(line)?);
            }
        } else {
            for step in &self.summary.story().steps {
                let above = self.above.replace(step.at);
                let text = self.step(step)?;
                lines.push(self.dated(above, "line", context! { at => stamp(step.at), text })?);
            }
        }
        self.above.set(self.from);
        Ok(lines)
    }

    /// A line of the course, which names its day where that is not the day of the line above.
    fn dated(
        &self,
        above: DateTime<Utc>,
        variant: &str,
        item: Value,
    ) -> Result<String, TemplateError> {
        let values = context! { item => item, at => stamp(above) };
        self.say(STEPS, variant, &values)
    }

    /// By when planned work was to be over, and how much longer it took.
    pub(super) fn longer(&self) -> Result<Option<Body>, TemplateError> {
        let ended = self.listener.briefing.public().ended;
        let Some((ended, end)) = ended.zip(self.summary.story().planned_end) else {
            return Ok(None);
        };
        let late = ended - end;
        let variant = if late >= TimeDelta::minutes(1) {
            "than"
        } else {
            "planned"
        };
        let item = context! { span => self.span(late), end => stamp(end) };
        let text = self.item("report_longer", variant, item)?;
        Ok(Some(Body::Text(text)))
    }

    fn step(&self, step: &Step) -> Result<String, TemplateError> {
        let item = match step.what {
            Happening::Moved(was, end) => context! { was => stamp(was), end => stamp(end) },
            _ => context! { state => step.state.word() },
        };
        self.item(STEPS, step.what.key(), item)
    }

    fn line(&self, line: &Line) -> Result<String, TemplateError> {
        let above = self.above.replace(line.at);
        let mut text = match &line.what {
            What::Public(step, words) => {
                let mut text = self.step(step)?;
                let mut language = None;
                for (words, foreign) in words {
                    // Some facts stand behind a label elsewhere, and begin small there.
                    let words = sentence(&capital(words)).into_owned();
                    // A mark holds until the language changes.
                    let marked = foreign.as_ref().filter(|_| language != foreign.as_ref());
                    language = foreign.as_ref();
                    join(&mut text, &self.marked(&words, marked));
                }
                if let Some(next) = step.next {
                    let next = context! { next => stamp(next) };
                    join(&mut text, &self.item(STEPS, "promise", next)?);
                }
                text
            }
            What::Note(note) => self.item(STEPS, "note", context! { text => note.as_str() })?,
            What::Told(told) => {
                let word = |word: &Option<String>| word.clone().unwrap_or_default();
                let who = context! { to => word(&told.to), how => word(&told.how) };
                let mut text = self.item(STEPS, "told", who)?;
                join(&mut text, &sentence(&word(&told.said)));
                text
            }
            What::Snoozed(until) => {
                self.item(STEPS, "snoozed", context! { until => stamp(*until) })?
            }
            What::Drafted => self.said(STEPS, "drafted")?,
            What::Measured => self.said(STEPS, "measured")?,
        };
        if let Some(late) = line.late {
            join(
                &mut text,
                &self.item(STEPS, "late", context! { late => stamp(late) })?,
            );
        }
        let at = stamp(line.at);
        match &line.by {
            Some(by) => self.dated(above, "signed", context! { at, text, by => by.as_str() }),
            None => self.dated(above, "line", context! { at, text }),
        }
    }

    /// How customers were told, in figures.
    pub(super) fn figures(&self) -> Result<Option<Body>, TemplateError> {
        let Some(numbers) = self.summary.numbers() else {
            return Ok(None);
        };
        let Numbers {
            words,
            open_words,
            named,
            judged,
            kept,
            ..
        } = numbers;
        let mut items = vec![self.item(FIGURES, "words", context! { count => words })?];
        // To executives and an authority it matters that promises were kept, not how they were made.
        let team = self.summary.reader() == Reader::Team;
        let counted = [
            ("named", named, open_words, team && open_words > 0),
            ("kept", kept, judged, judged > 0),
            (
                "corrections",
                numbers.corrections,
                0,
                numbers.corrections > 0,
            ),
            ("reopened", numbers.reopened, 0, numbers.reopened > 0),
        ];
        for (variant, count, of, _) in counted.into_iter().filter(|(.., applies)| *applies) {
            items.push(self.item(FIGURES, variant, context! { count, of })?);
        }
        if let Some(silence) = numbers.silence {
            let span = self.span(silence);
            items.push(self.item(FIGURES, "silence", context! { span })?);
        }
        Ok(Some(Body::List(items)))
    }

    /// What was promised, and what became of it; to executives only that a report was.
    pub(super) fn promises(&self) -> Result<Option<Body>, TemplateError> {
        let promises = match self.summary {
            Summary::Team(told) => &told.promises,
            Summary::Executives(told) => &told.reports,
            _ => return Ok(None),
        };
        let planned = self.listener.briefing.public().state.is_maintenance();
        let mut items = Vec::new();
        for Promise {
            fact, due, fate, ..
        } in promises
        {
            let variant = match fact {
                TimeFact::Estimate if planned => "finish",
                TimeFact::Estimate => "estimate",
                TimeFact::FollowUp => "report",
                _ => "next",
            };
            let fate = match fate {
                Fate::Kept => self.said(PROMISES, "kept")?,
                Fate::Moved => self.said(PROMISES, "moved")?,
                Fate::Late(span) => {
                    self.item(PROMISES, "late", context! { span => self.span(*span) })?
                }
                Fate::Missed(_) => self.said(PROMISES, "missed")?,
                Fate::Open => self.said(PROMISES, "open")?,
            };
            items.push(self.item(PROMISES, variant, context! { due => stamp(*due), fate })?);
        }
        Ok(Some(Body::List(items)))
    }

    /// A sentence without a variable.
    fn said(&self, part: &str, variant: &str) -> Result<String, TemplateError> {
        self.item(part, variant, context! {})
    }
}

fn join(text: &mut String, more: &str) {
    if !more.is_empty() {
        text.push(' ');
        text.push_str(more);
    }
}
