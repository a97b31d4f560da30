//! The first page: how everything is now.

use chrono::{DateTime, TimeDelta, Utc};
use minijinja::value::Value;

use super::story::tone;
use super::table::Table;
use super::{Brief, Page, Site, Story};
use crate::domain::briefing::CustomerBriefing;
use crate::domain::incident::Incident;
use crate::domain::words::{ComponentStatus, State};
use crate::order;
use crate::order::Map;
use crate::render::error::TemplateError;
use crate::render::tidy::{one_line, tidy};

/// How many words about an open incident stand on the first page.
const NEWEST: usize = 10;

/// A component that nobody spoke of for so long before the newest word is not listed.
const REMEMBERED: TimeDelta = TimeDelta::days(365);

/// What the first page tells.
pub struct Front<'a> {
    /// Everything that is not over.
    pub going_on: &'a [&'a Story],
    /// What is over, the newest last.
    pub past: &'a [&'a Brief],
    /// How components are doing, by name.
    pub components: &'a Map<String, ComponentStatus>,
    /// When customers heard the newest word of all (UTC).
    pub newest: Option<DateTime<Utc>>,
}

impl Front<'_> {
    /// How components are doing after the newest words of `incidents`, of which the one that was
    /// spoken of last is the last one: as bad as an incident that is open says. Of one that is over
    /// they work again, unless its last word says something else.
    pub fn components(incidents: &[&Incident]) -> Map<String, ComponentStatus> {
        let newest = |incident: &Incident| incident.last_word().map(|entry| entry.at);
        let now = incidents.last().and_then(|incident| newest(incident));
        let since = now.map(|at| at - REMEMBERED);
        let mut held: Map<String, ComponentStatus> = Map::new();
        let mut open: Map<String, ComponentStatus> = Map::new();
        for incident in incidents {
            let over = incident.in_force.state().is_over();
            if over && newest(incident) < since {
                continue;
            }
            let facts = &incident.in_force;
            let last = incident.last_word().map(|entry| &entry.facts.components);
            for (name, status) in &facts.facts.components {
                let stated = last.is_some_and(|last| last.contains_key(name));
                let works = (over && !stated) || facts.state() == State::Scheduled;
                let works = works || facts.is_cancelled();
                let status = if works {
                    ComponentStatus::Operational
                } else {
                    *status
                };
                if over || works {
                    held.insert(name.clone(), status);
                } else {
                    let worst = open.get(name).map_or(status, |known| status.max(*known));
                    open.insert(name.clone(), worst);
                }
            }
        }
        for (name, status) in open {
            held.insert(name, status);
        }
        held
    }
}

impl Site<'_> {
    /// The first page.
    pub fn front(&self, front: &Front<'_>) -> Result<Page, TemplateError> {
        let (mut open, mut work) = (Vec::new(), Vec::new());
        for story in front.going_on {
            let is_work = story.now().state.is_maintenance();
            if is_work { &mut work } else { &mut open }.push(*story);
        }
        order::sort_by_key(&mut work, |story| story.now().started);
        let mut groups = Vec::new();
        for (id, stories, most) in [("open", &open, NEWEST), ("planned", &work, 1)] {
            if stories.is_empty() {
                continue;
            }
            let stories = stories.iter().map(|story| {
                let all = story.words.len();
                self.story(story, all.saturating_sub(most)..all)
            });
            let mut group = Table::default();
            group.text("id", id);
            group.text("title", self.lexicon.word(id));
            group.list("stories", stories.collect());
            groups.push(group.value());
        }
        let mut components = Vec::with_capacity(front.components.len());
        for (name, status) in front.components {
            let mut component = Table::default();
            component.text("name", &one_line(&tidy(name)));
            component.text("status", &self.lexicon.listed("status", status.word()));
            component.text("tone", component_tone(*status));
            components.push(component.value());
        }
        let as_of = front.newest.map(|at| self.lexicon.timed("as_of", at));
        let past = front.past.iter().rev().map(|brief| brief.line.clone());
        let mut content = Table::default();
        content.put("verdict", self.verdict(&open, &work));
        content.maybe("as_of", as_of);
        content.list("groups", groups);
        content.list("components", components);
        content.list("past", past.collect());
        self.page("index.html", "index.html", "index", content)
    }

    /// How everything is, in one sentence.
    fn verdict(&self, open: &[&Story], work: &[&Story]) -> Value {
        let under_way = |now: &CustomerBriefing| now.state != State::Scheduled;
        let (key, tone) = match open {
            [] if work.iter().any(|story| under_way(story.now())) => ("work", "work"),
            [] => ("clear", "good"),
            [one] => ("one", tone(one.now())),
            many if many.iter().any(|story| tone(story.now()) == "bad") => ("many", "bad"),
            _ => ("many", "work"),
        };
        let count = open.len().to_string();
        let mut verdict = Table::default();
        verdict.text("text", &self.lexicon.fill(key, &[("count", &count)]));
        verdict.text("tone", tone);
        verdict.value()
    }
}

const fn component_tone(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "good",
        ComponentStatus::DegradedPerformance | ComponentStatus::UnderMaintenance => "work",
        ComponentStatus::PartialOutage | ComponentStatus::MajorOutage => "bad",
    }
}
