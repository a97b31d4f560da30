//! Status pages: what a word is to each of them, and what they have in common.
//!
//! What every one of them is told alike: the title as one line, the message whole, when subscribers
//! are notified (never of what was recorded late), and how components are doing. A component that
//! has no id in the settings is left out with a remark that names the key to add; when it is over,
//! and the last word does not say how components are doing, they work again.
//!
//! Ids that only the sender can know, because the service makes them, stand in braces: in the URL,
//! and where a service wants them there too, in the content; a remark then names the field.

mod better_stack;
mod cachet;
mod cstate;
mod incident_io;
mod openstatus;
mod pagerduty;
mod statuspage;
mod text;

use chrono::{DateTime, SecondsFormat, Utc};

pub(super) use self::better_stack::better_stack;
pub(super) use self::cachet::cachet;
pub(super) use self::cstate::cstate;
pub(super) use self::incident_io::incident_io;
pub(super) use self::openstatus::openstatus;
pub(super) use self::pagerduty::pagerduty;
pub(super) use self::statuspage::statuspage;
pub(super) use self::text::markdown;
use super::{ChannelError, Dispatch, Payload, Request};
use crate::domain::briefing::CustomerBriefing;
use crate::domain::service::{PageSettings, Service};
use crate::domain::words::ComponentStatus;
use crate::text::measure::{Limit, Unit};

/// A component under the id that the page keeps it by.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named<'a> {
    id: &'a str,
    status: ComponentStatus,
}

/// A word on its way to one page.
struct Page<'a> {
    service: Service,
    settings: &'a PageSettings,
    dispatch: &'a Dispatch<'a>,
    remarks: Vec<String>,
}

impl<'a> Page<'a> {
    const fn new(service: Service, settings: &'a PageSettings, dispatch: &'a Dispatch<'a>) -> Self {
        Self {
            service,
            settings,
            dispatch,
            remarks: Vec::new(),
        }
    }

    const fn facts(&self) -> &'a CustomerBriefing {
        &self.dispatch.word.facts
    }

    /// Whether it is planned work that this word is about.
    const fn is_planned(&self) -> bool {
        self.facts().state.is_maintenance()
    }

    /// Nobody is notified of what is long past.
    const fn notifies(&self) -> bool {
        self.dispatch.recorded_late.is_none()
    }

    /// The title on one line, of at least one and at most `most` characters.
    fn title(&self, field: &'static str, most: usize) -> Result<String, ChannelError> {
        let title = self.filled(field, text::line(&self.facts().title))?;
        self.hold(field, &title, most)?;
        Ok(title)
    }

    /// The message in Markdown.
    fn message(&self, field: &'static str) -> Result<String, ChannelError> {
        self.filled(field, markdown(self.dispatch.word))
    }

    /// The message in Markdown, of at most `most` characters.
    fn message_within(&self, field: &'static str, most: usize) -> Result<String, ChannelError> {
        let message = self.message(field)?;
        self.hold(field, &message, most)?;
        Ok(message)
    }

    fn filled(&self, field: &'static str, text: String) -> Result<String, ChannelError> {
        if text.trim().is_empty() {
            return Err(self.unfit(field, "is empty"));
        }
        Ok(text)
    }

    fn hold(&self, field: &'static str, text: &str, most: usize) -> Result<(), ChannelError> {
        let limit = Limit::new(Unit::Characters, most);
        limit.check(text).map_err(|excess| ChannelError::TooLong {
            service: self.service,
            field,
            excess,
        })
    }

    fn unfit(&self, field: &'static str, problem: &str) -> ChannelError {
        ChannelError::Unfit {
            service: self.service,
            field,
            problem: problem.to_owned(),
        }
    }

    /// The id of the page, which has to stand in the content.
    fn page(&self) -> Result<&'a str, ChannelError> {
        let page = self.settings.page.as_deref().filter(|id| !id.is_empty());
        page.ok_or_else(|| self.missing("page", "the page must be named"))
    }

    /// The id of the page in a URL; without one the sender puts it in.
    fn page_in_url(&self) -> String {
        self.page()
            .map_or_else(|_| "{page_id}".to_owned(), text::segment)
    }

    fn missing(&self, key: &str, why: &'static str) -> ChannelError {
        ChannelError::Missing {
            service: self.service,
            key: format!("service.{}.{key}", self.service),
            why,
        }
    }

    /// Names a field of the content that the sender must fill in.
    fn leave_open(&mut self, field: &str) {
        self.remarks.push(format!(
            "put the id that {} gave it into `{field}`",
            self.service
        ));
    }

    /// How the components are doing, under their ids and in the order of their names; of several
    /// that the page keeps as one, the worst counts.
    fn components(&mut self) -> Vec<Named<'a>> {
        let facts = self.facts();
        let works_again = facts.state.is_over() && !facts.stated.contains(&"components");
        let mut named: Vec<Named<'a>> = Vec::with_capacity(facts.components.len());
        for component in &facts.components {
            let id = self.settings.components.get(&component.name);
            let Some(id) = id.filter(|id| !id.is_empty()) else {
                let key = text::toml_key(&component.name);
                self.remarks.push(format!(
                    "`{}` is left out: it has no id in `service.{}.components.{key}`",
                    text::line(&component.name),
                    self.service
                ));
                continue;
            };
            let status = if works_again {
                ComponentStatus::Operational
            } else {
                component.status
            };
            match named.iter_mut().find(|known| known.id == id) {
                Some(known) => known.status = known.status.max(status),
                None => named.push(Named { id, status }),
            }
        }
        named
    }

    /// When planned work begins.
    fn begins(&self) -> Result<DateTime<Utc>, ChannelError> {
        let begins = self.facts().started;
        begins.ok_or_else(|| self.unfit("planned work", "has no begin; state `started`"))
    }

    /// When planned work ends: when it did, or when somebody confirmed it will. Work that was called
    /// off keeps its window, as pages want an end after the beginning.
    fn end(&self) -> Option<DateTime<Utc>> {
        let facts = self.facts();
        let ended = facts.ended.filter(|_| !facts.cancelled);
        ended.or(facts.estimate)
    }

    /// When planned work begins and ends, for services that want to know both.
    fn window(&self) -> Result<(DateTime<Utc>, DateTime<Utc>), ChannelError> {
        let begins = self.begins()?;
        let problem = "has no end; state `estimate`, and who confirmed it";
        let end = self.end();
        let end = end.ok_or_else(|| self.unfit("planned work", problem))?;
        if end < begins {
            return Err(self.unfit("planned work", "ends before it begins"));
        }
        Ok((begins, end))
    }

    /// The window of planned work, if this word moves it.
    fn moved(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let told = |time: fn(&CustomerBriefing) -> Option<DateTime<Utc>>| {
            let mut earlier = self.dispatch.earlier.iter().rev();
            let held = earlier.find_map(|word| time(&word.facts));
            time(self.facts()).is_some_and(|now| held.is_some_and(|held| held != now))
        };
        let lasts = self.is_planned() && !self.facts().state.is_over();
        let moved = told(|facts| facts.started) || told(|facts| facts.estimate);
        self.window().ok().filter(|_| lasts && moved)
    }

    /// Remarks which request moves the window, where an update cannot.
    fn remark_moved(&mut self, request: &str, content: &serde_json::Value) {
        self.remarks.push(format!(
            "an update does not move the window: `{request}` with `{content}`"
        ));
    }

    /// The payload, with everything that was remarked on the way.
    fn payload(self, method: &'static str, url: String, content: &serde_json::Value) -> Payload {
        Payload {
            request: Some(Request { method, url }),
            remarks: self.remarks,
            ..Payload::json(content)
        }
    }
}

/// A moment as RFC 3339 writes it: `2026-11-21T10:04:00Z`.
fn stamp(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests;
