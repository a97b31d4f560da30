//! What one sentence sees: the facts of its reader, how it is said, and the thing it is about.

use crate::order::Map;
use std::borrow::Cow;

use minijinja::value::{Value, merge_maps};

use super::direct::Seen;
use super::listener::Listener;
use super::moment::Calendar;
use super::shape::Manner;
use super::speaker::Speaker;
use super::voice::Voice;
use crate::domain::fact::TextFact;

/// The values of one sentence. What stands here hides what the listener knows by the same name.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a, 'v> {
    pub listener: &'a Listener<'v>,
    pub manner: Manner,
    /// Another title than the incident's.
    pub title: Option<&'a str>,
    /// The sentences that this one is made of.
    pub items: Option<&'a [String]>,
    /// The list of the briefing, and the place in it, of the thing that it is about.
    pub item: Option<(&'static str, usize)>,
    /// Whatever else it may use, by name.
    pub more: Option<&'a Value>,
}

impl<'a, 'v> Scope<'a, 'v> {
    pub(super) const fn new(listener: &'a Listener<'v>, manner: Manner) -> Self {
        Self {
            listener,
            manner,
            title: None,
            items: None,
            item: None,
            more: None,
        }
    }

    /// What stands under a name, such as `title` or `item.due`. A fact that is in another language
    /// joins `foreign`.
    pub(super) fn see(&self, name: &str, foreign: &mut Vec<TextFact>) -> Option<Seen<'a>> {
        if name == "item" || name.starts_with("item.") {
            return self.see_item(name.get(5..).unwrap_or_default());
        }
        let untranslated = &self.listener.briefing.public().untranslated;
        if let Some(fact) = untranslated.iter().find(|fact| fact.key() == name)
            && !foreign.contains(fact)
        {
            foreign.push(*fact);
        }
        let own = match name {
            "manner" => Some(Seen::Text(Cow::Borrowed(self.manner.word()))),
            "title" => self.title.map(|title| Seen::Text(title.into())),
            "items" => self.items.map(Seen::List),
            _ => None,
        };
        if own.is_some() {
            return own;
        }
        match self.more.and_then(|more| given(more, name)) {
            Some(value) => text_of(&value),
            None => self.listener.fact(name),
        }
    }

    fn see_item(&self, name: &str) -> Option<Seen<'a>> {
        if let Some((list, place)) = self.item {
            return self.listener.fact_of(list, place, name);
        }
        let item = given(self.more?, "item")?;
        match name {
            "" => text_of(&item),
            name => text_of(&given(&item, name)?),
        }
    }

    /// The calendar of the message; none if the message has no time.
    pub(super) fn calendar(&self) -> Option<Calendar<'a>> {
        let at = self.see("at", &mut Vec::new())?.moment()?;
        Some(self.listener.calendar(self.manner, at))
    }

    pub(super) fn voice(&self) -> &'a Voice {
        self.listener.speaker.voice
    }

    pub(super) fn speaker(&self) -> &'a Speaker<'v> {
        self.listener.speaker
    }

    /// All of it, as the engine wants it.
    pub(super) fn whole(&self) -> Value {
        let mut own = Map::new();
        own.insert("manner", Value::from(self.manner.word()));
        if let Some(title) = self.title {
            own.insert("title", title.into());
        }
        if let Some(items) = self.items {
            own.insert("items", items.to_vec().into());
        }
        if let Some((list, place)) = self.item {
            let list = given(&self.listener.whole(), list);
            let thing = list.and_then(|list| list.get_item_by_index(place).ok());
            own.insert("item", thing.unwrap_or_default());
        }
        // What comes later hides what came before.
        let more = self.more.cloned();
        let layers = std::iter::once(self.listener.whole()).chain(more);
        merge_maps(layers.chain(std::iter::once(Value::from_pairs(own))))
    }
}

/// A text of the engine's; none if it is something else.
pub(super) fn text_of<'a>(value: &Value) -> Option<Seen<'a>> {
    let text = value.as_str()?;
    Some(Seen::Text(Cow::Owned(text.to_owned())))
}

/// What an object of the engine's has under a name.
pub(super) fn given(object: &Value, name: &str) -> Option<Value> {
    let value = object.get_attr(name).ok()?;
    (!value.is_undefined()).then_some(value)
}
