//! What a summary says of each of its parts. Sentences that messages have too are theirs.

use std::cell::{Cell, RefCell};

use chrono::{DateTime, Utc};
use minijinja::context;
use minijinja::value::Value;

use super::{Section, stamp};
use crate::domain::fact::TextFact;
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::review::Stage;
use crate::domain::summary::{Reader, Summary};
use crate::order::Map;
use crate::render::choose::{choose, given};
use crate::render::error::TemplateError;
use crate::render::listener::Listener;
use crate::render::look_back::was_affected;
use crate::render::plot;
use crate::render::shape::Manner;
use crate::render::speaker::Speaker;
use crate::render::tidy::one_line;
use crate::render::wording::capital;

/// What stands under a heading.
pub(super) enum Body {
    Text(String),
    List(Vec<String>),
}

/// Tells a summary to its reader.
pub(super) struct Teller<'v> {
    pub summary: &'v Summary,
    pub locale: Locale,
    pub listener: Listener<'v>,
    pub speaker: &'v Speaker<'v>,
    pub house: &'v House,
    pub primary: Locale,
    /// When it began: a time of another day names it.
    pub from: DateTime<Utc>,
    /// The moment of the line above, whose day need not be named again.
    pub above: Cell<DateTime<Utc>>,
    pub foreign: RefCell<Vec<TextFact>>,
}

/// What the names of parts that only summaries have begin with.
const OWN: &str = "report_";

pub(super) const MANNER: Manner = Manner::Labelled;

/// Parts that quote one fact, if it was given, and its name in the context.
const QUOTED: [(&str, &str); 7] = [
    ("report_affected", "affected"),
    ("report_factors", "factors"),
    ("report_well", "went_well"),
    ("report_badly", "went_badly"),
    ("report_lucky", "lucky"),
    ("report_cause", "cause"),
    ("report_asked_of", "do_now"),
];

/// The part of messages that a summary tells more of.
pub(super) const MEASURES: &str = "measures";

/// Parts that begin with a name, which may be written small on purpose.
const NAMES: [&str; 2] = ["people", "links"];

impl<'v> Teller<'v> {
    pub(super) fn new(
        speaker: &'v Speaker<'v>,
        house: &'v House,
        incident: &Incident,
        summary: &'v Summary,
    ) -> Self {
        let briefing = summary.briefing();
        let facts = briefing.public();
        let planned = facts.started.filter(|_| facts.state.is_maintenance());
        let from = planned.or_else(|| summary.story().begins());
        let from = from.unwrap_or(facts.first_word);
        let locale = facts.locale.clone();
        let mut plot = choose(&briefing, true);
        // A report quotes what was said with its time.
        plot.retain(|choice| choice.variant != "said" || choice.part != "known");
        let ended = facts.state.is_over() && !facts.cancelled;
        if ended && plot.iter().all(|choice| choice.part != "outcome") {
            given(&mut plot, "outcome", "given", &facts.outcome);
        }
        // A message says so with the review alone.
        for (part, answer) in [
            ("happened", &facts.happened),
            ("why", &facts.why),
            ("learned", &facts.learned),
            ("contact", &facts.contact),
        ] {
            if plot.iter().all(|choice| choice.part != part) {
                given(&mut plot, part, "given", answer);
            }
        }
        // The end does not repeat who was affected to those who were told; a report tells it whole.
        let told = |part| plot.iter().any(|choice| choice.part == part);
        if ended && !told("scope") && !told("known") {
            was_affected(&mut plot, facts);
        }
        let mut extra = Map::from([("at", stamp(from)), ("from", stamp(from))]);
        match summary {
            Summary::Regulator(told) => {
                plot.push(plot::identity(facts));
                extra.insert("affected", Value::from(told.affected.clone()));
                extra.insert("cause", Value::from(told.cause.clone()));
            }
            Summary::Executives(told) => {
                extra.insert("affected", Value::from(told.affected.clone()));
            }
            _ => {}
        }
        let extra = Value::from_pairs(extra);
        Self {
            summary,
            locale,
            listener: Listener::with(speaker, briefing, incident, (true, plot), Some(extra)),
            speaker,
            house,
            primary: incident.primary_locale(),
            from,
            above: Cell::new(from),
            foreign: RefCell::default(),
        }
    }

    /// Tells one part; nothing where it does not apply, or is not for this reader.
    pub(super) fn section(&self, part: &str) -> Result<Option<Section>, TemplateError> {
        let own = Some(part).filter(|part| *part == MEASURES);
        let Some(own) = own.or_else(|| part.strip_prefix(OWN)) else {
            let Some(told) = self.listener.told(part, MANNER)? else {
                return Ok(None);
            };
            self.foreign.borrow_mut().extend(&told.foreign);
            return Ok(Some(Section {
                part: part.to_owned(),
                // Behind a label a fragment does; under a heading it begins like a sentence.
                text: match told.label.trim() {
                    "" => told.text.clone(),
                    _ if NAMES.contains(&part) => told.text.clone(),
                    _ => capital(&told.text),
                },
                heading: told.label.trim().to_owned(),
                items: Vec::new(),
            }));
        };
        let Some(body) = self.own(own)? else {
            return Ok(None);
        };
        let (text, items) = match body {
            Body::Text(text) => (text, Vec::new()),
            Body::List(items) if items.is_empty() => return Ok(None),
            Body::List(items) => (String::new(), items.iter().map(|i| one_line(i)).collect()),
        };
        Ok(Some(Section {
            heading: self.heading(part)?,
            part: part.to_owned(),
            text,
            items,
        }))
    }

    fn own(&self, part: &str) -> Result<Option<Body>, TemplateError> {
        let facts = self.listener.briefing.public();
        let over = facts.state.is_over();
        let planned = facts.state.is_maintenance();
        let quoted = QUOTED
            .iter()
            .find(|(quoted, _)| quoted.strip_prefix(OWN) == Some(part));
        if let Some((part, fact)) = quoted {
            let given = self.has(fact);
            return if given {
                self.text(part, "given")
            } else {
                Ok(None)
            };
        }
        Ok(match part {
            "title" => {
                let variant = match (facts.cancelled, over, planned) {
                    (true, ..) => "cancelled",
                    (_, true, true) => "work",
                    (_, true, false) => "over",
                    (_, false, _) => "open",
                };
                self.text("report_title", variant)?.map(|body| match body {
                    Body::Text(title) => Body::Text(one_line(&title)),
                    list @ Body::List(_) => list,
                })
            }
            "from" if facts.company.is_some() => self.text("report_from", "named")?,
            "lead" if planned => self.text("report_lead", "work")?,
            "lead" => self.text("report_lead", if over { "over" } else { "open" })?,
            "draft" => match self.summary {
                // Planned work needs no review.
                Summary::Team(told) if told.stage == Stage::None && planned => None,
                Summary::Team(told) if told.stage == Stage::None => {
                    self.text("report_draft", "missing")?
                }
                Summary::Team(told) if told.stage != Stage::Final => {
                    self.text("report_draft", "draft")?
                }
                _ => None,
            },
            "quoted" => self.text("report_quoted", "said")?,
            "longer" => self.longer()?,
            "met" => self.met()?,
            "data" => match self.listener.told("data", MANNER)? {
                Some(told) => Some(Body::Text(told.text.clone())),
                None if matches!(self.summary.reader(), Reader::Regulator | Reader::Team) => {
                    let lapsed = facts.data_lapsed.is_some();
                    self.text("report_data", if lapsed { "lapsed" } else { "unsaid" })?
                }
                None => None,
            },
            MEASURES => self.measures()?,
            "times" => self.times()?,
            "steps" => Some(Body::List(self.steps()?)),
            "figures" => self.figures()?,
            "promises" => self.promises()?,
            "waivers" => self.waivers()?,
            "may" => self.may()?,
            // Nobody asks why planned work took place.
            "asked" if planned && facts.why.given().is_none() => None,
            "asked" => {
                let known = facts.why.given().is_some();
                self.text("report_asked", if known { "given" } else { "nothing" })?
            }
            _ => None,
        })
    }

    /// What customers met, in the words of the time: only where no review tells it from the end.
    fn met(&self) -> Result<Option<Body>, TemplateError> {
        let facts = self.listener.briefing.public();
        // What was announced and called off never happened.
        let told = facts.happened.given().is_some() || facts.cancelled || !facts.state.is_over();
        let Some(met) = self.summary.story().met.as_ref().filter(|_| !told) else {
            return Ok(None);
        };
        let words = self.marked(&met.words, met.foreign.as_ref());
        let values = context! { met => words, met_at => stamp(met.at) };
        let planned = facts.state.is_maintenance();
        let variant = if planned { "planned" } else { "quoted" };
        self.say("report_met", variant, &values)
            .map(|text| Some(Body::Text(text)))
    }

    /// What the support desk may promise.
    fn may(&self) -> Result<Option<Body>, TemplateError> {
        let facts = self.listener.briefing.public();
        let may = [
            (facts.follow_up.is_some_and(|day| day >= facts.at), "report"),
            (facts.offer.given().is_some(), "offer"),
        ];
        let mut items = Vec::new();
        for (_, variant) in may.iter().filter(|(applies, _)| *applies) {
            items.push(self.say("report_may", variant, &context! {})?);
        }
        if items.is_empty() {
            return self.text("report_may", "nothing");
        }
        Ok(Some(Body::List(items)))
    }

    fn waivers(&self) -> Result<Option<Body>, TemplateError> {
        let Summary::Team(told) = self.summary else {
            return Ok(None);
        };
        let mut items = Vec::new();
        for (rule, reason) in &told.waived {
            let item = context! { rule => rule.as_str(), reason => reason.as_str() };
            items.push(self.item("report_waivers", "item", item)?);
        }
        Ok(Some(Body::List(items)))
    }
}
