//! One reader: one audience in one locale. Says each sentence once and keeps it, so that every
//! channel quotes the same words.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use chrono::{DateTime, Utc};
use minijinja::context;
use minijinja::value::Value;

use super::choose::choose;
use super::direct::{self, Seen};
use super::engine::Place;
use super::error::TemplateError;
use super::foreign::Foreign;
use super::moment::Calendar;
use super::plot::{Choice, Item};
use super::scope::{Scope, given, text_of};
use super::shape::{Manner, Shape};
use super::speaker::{Key, Speaker};
use super::spoken;
use super::tidy::{one_line, tidy};
use super::voice::{Sentence, Voice};
use super::wording::sentence;
use crate::domain::briefing::Briefing;
use crate::domain::fact::TextFact;
use crate::domain::incident::Incident;

/// One part of a message, said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub label: String,
    pub text: String,
    /// The facts it quotes in another language than the message's.
    pub foreign: Vec<TextFact>,
}

/// The part that says that nothing is real.
pub(super) const DRILL: &str = "drill";

/// Parts that stand in a heading or a subject: whatever the fact, they have one line.
const ONE_LINE: [&str; 6] = ["headline", "name", "sender", "subject", "title", "turn"];

/// Parts that put the time of planned work before what it means.
const IMPACT: [&str; 3] = ["impact", "matter", "title"];

/// One audience in one locale, with what it may know.
pub(super) struct Listener<'v> {
    pub speaker: &'v Speaker<'v>,
    pub briefing: Briefing,
    /// Whether it reads nothing but what stands there now.
    pub standing: bool,
    /// What it may know beside the briefing.
    more: Option<Value>,
    foreign: Foreign,
    /// All it knows, for sentences that are more than text and values.
    whole: OnceCell<Value>,
    plot: Vec<Choice>,
    /// A bit for each part of the plot, see [`bit`]: most parts that shapes ask for do not apply.
    parts: u128,
    /// What was said already: for each choice, in each manner.
    told: RefCell<Vec<[Option<Rc<Told>>; Manner::COUNT]>>,
}

impl<'v> Listener<'v> {
    pub(super) fn new(
        speaker: &'v Speaker<'v>,
        briefing: Briefing,
        incident: &Incident,
        standing: bool,
    ) -> Self {
        let plot = choose(&briefing, standing);
        Self::with(speaker, briefing, incident, (standing, plot), None)
    }

    /// One who hears what was chosen already, and whose sentences may use more than the briefing.
    pub(super) fn with(
        speaker: &'v Speaker<'v>,
        briefing: Briefing,
        incident: &Incident,
        (standing, mut plot): (bool, Vec<Choice>),
        more: Option<Value>,
    ) -> Self {
        if speaker.drill {
            plot.push(Choice::new(DRILL, "always"));
        }
        let told = vec![<[_; Manner::COUNT]>::default(); plot.len()];
        Self {
            speaker,
            parts: plot
                .iter()
                .fold(0, |parts, choice| parts | bit(choice.part)),
            plot,
            standing,
            more,
            foreign: Foreign::of(&briefing, incident, speaker.voice),
            whole: OnceCell::new(),
            briefing,
            told: RefCell::new(told),
        }
    }

    /// Whether this is who a shape speaks to.
    pub(super) fn hears(&self, shape: &Shape) -> bool {
        self.briefing.audience() == shape.audience && self.standing == shape.standing
    }

    /// Says one part, if it applies.
    pub(super) fn told(
        &self,
        part: &str,
        manner: Manner,
    ) -> Result<Option<Rc<Told>>, TemplateError> {
        if self.parts & bit(part) == 0 {
            return Ok(None);
        }
        let Some(place) = self.plot.iter().position(|c| c.part == part) else {
            return Ok(None);
        };
        if let Some(told) = &self.told.borrow()[place][manner as usize] {
            return Ok(Some(Rc::clone(told)));
        }
        let told = self.tell(&self.plot[place], &Scope::new(self, manner))?;
        let told = Rc::new(told);
        self.told.borrow_mut()[place][manner as usize] = Some(Rc::clone(&told));
        Ok(Some(told))
    }

    /// What stands before a subject of something that is not real, with a space after it; empty for
    /// what is.
    pub(super) fn mark(&self) -> String {
        mark(self.speaker.voice, self.speaker.drill)
    }

    /// The title as sentences show it: marked if it is in another language.
    pub(super) fn title(&self) -> String {
        let title = self.fact("title").and_then(Seen::text).unwrap_or_default();
        one_line(&tidy(&title))
    }

    /// Says the subject with another title, where the whole one is too long for it.
    pub(super) fn subject(
        &self,
        variant: &'static str,
        title: &str,
    ) -> Result<String, TemplateError> {
        let mut scope = Scope::new(self, Manner::Labelled);
        scope.title = Some(title);
        Ok(self.tell(&Choice::new("subject", variant), &scope)?.text)
    }

    /// One fact by its name in templates.
    pub(super) fn fact(&self, name: &str) -> Option<Seen<'_>> {
        if let Some(value) = self.more.as_ref().and_then(|more| given(more, name)) {
            return text_of(&value);
        }
        if let Some(text) = self.foreign.text(name) {
            return Some(Seen::Text(text.into()));
        }
        self.briefing.quote(name).map(Seen::from)
    }

    /// One fact of one thing of a list.
    pub(super) fn fact_of(&self, list: &str, place: usize, name: &str) -> Option<Seen<'_>> {
        match self.foreign.text_of(list, place, name) {
            Some(text) => Some(Seen::Text(text.into())),
            None => self.briefing.quote_of(list, place, name).map(Seen::from),
        }
    }

    /// All it knows, as the engine wants it.
    pub(super) fn whole(&self) -> Value {
        let whole = self.whole.get_or_init(|| {
            let facts = self.foreign.over(&self.briefing);
            match &self.more {
                Some(more) => context! { ..more.clone(), ..facts },
                None => facts,
            }
        });
        whole.clone()
    }

    fn tell(&self, choice: &Choice, base: &Scope<'_, '_>) -> Result<Told, TemplateError> {
        let mut foreign = Vec::new();
        let mut items = Vec::with_capacity(choice.items.len());
        for item in &choice.items {
            self.hear_of(item, &mut foreign);
            let scope = Scope {
                item: item.about,
                ..*base
            };
            let said = self.say(item.part, item.variant, &scope, &mut foreign)?;
            let many = choice.items.len() > 1 && base.manner == Manner::Brief;
            items.push(match self.named(item).filter(|_| many) {
                Some(named) => named,
                None => said,
            });
        }
        let scope = Scope {
            items: (!items.is_empty()).then_some(&*items),
            ..*base
        };
        let text = self.say(choice.part, choice.variant, &scope, &mut foreign)?;
        let manner = base.manner;
        // The label of a part is that of its variant, or else the one of the part.
        let labels = [["label_", choice.variant], ["label", ""]];
        let label = match self.speaker.sentence(choice.part, &labels, manner) {
            Some((key, label)) => {
                self.in_manner(self.utter(key, &label, base, &mut foreign)?, manner)
            }
            None => String::new(),
        };
        let mut text = self.in_manner(text, manner);
        let own = Some(&text).filter(|_| IMPACT.contains(&choice.part));
        let own = own.and_then(|text| unled(text));
        if let Some(own) = own.map(str::to_owned) {
            text = own;
        }
        Ok(Told {
            label: one_line(&label),
            text: if ONE_LINE.contains(&choice.part) {
                one_line(&text)
            } else {
                text
            },
            foreign,
        })
    }

    /// What holds, under the name of its fact: short corrections say nothing else, and where there
    /// are several, which is which.
    fn named(&self, item: &Item) -> Option<String> {
        let (list, place) = item.about.filter(|_| item.variant == "changed")?;
        let fact = self.fact_of(list, place, "fact")?.text()?;
        let holds = self.fact_of(list, place, "holds")?.text()?;
        let labels = [["label", ""]];
        let (_, label) = self.speaker.sentence(&fact, &labels, Manner::Labelled)?;
        Some([label.text, ": ", &sentence(&holds)].concat())
    }

    /// Notes which facts in another language the thing of a list holds that a sentence is about.
    fn hear_of(&self, item: &Item, foreign_facts: &mut Vec<TextFact>) {
        let now = self.briefing.public();
        match item.about {
            Some(("corrections", place)) => {
                let correction = now.corrections.get(place);
                let foreign = correction.filter(|c| c.wrote_foreign || c.holds_foreign);
                foreign_facts.extend(foreign.and_then(|c| TextFact::of_key(&c.fact)));
            }
            Some(("measures", place)) => {
                let measure = now.measures.get(place);
                foreign_facts.extend(measure.filter(|m| m.foreign).map(|_| TextFact::What));
            }
            _ => {}
        }
    }

    /// Says one sentence. The facts in another language that it quotes join `foreign`.
    pub(super) fn say(
        &self,
        part: &str,
        variant: &str,
        scope: &Scope<'_, '_>,
        foreign: &mut Vec<TextFact>,
    ) -> Result<String, TemplateError> {
        let found = self.speaker.sentence(part, &[["", variant]], scope.manner);
        let (key, sentence) = found.ok_or_else(|| TemplateError::Missing {
            file: "voices".to_owned(),
            keys: vec![format!("{part}.{variant}")],
        })?;
        self.utter(key, &sentence, scope, foreign)
    }

    fn utter(
        &self,
        key: Key<'_>,
        sentence: &Sentence<'v>,
        scope: &Scope<'_, '_>,
        foreign: &mut Vec<TextFact>,
    ) -> Result<String, TemplateError> {
        // Many sentences hold no variable.
        if !sentence.text.contains('{') {
            return Ok(tidy(sentence.text).into_owned());
        }
        if let Some(text) = direct::fill(sentence.text, scope, foreign) {
            return Ok(tidied(text));
        }
        let place = Place {
            file: sentence.file,
            line: sentence.line.number(),
            key: &key.in_full(),
        };
        let compiled = self.speaker.compiled(sentence.text, place)?;
        let untranslated = &self.briefing.public().untranslated;
        if !untranslated.is_empty() {
            for name in compiled.names() {
                let fact = untranslated.iter().find(|fact| fact.key() == name);
                foreign.extend(fact.filter(|f| !foreign.contains(f)).copied());
            }
        }
        Ok(tidied(compiled.run(place, scope.whole())?))
    }

    pub(super) fn calendar(&self, manner: Manner, at: DateTime<Utc>) -> Calendar<'_> {
        Calendar {
            voice: self.speaker.voice,
            zone: self.speaker.zone,
            at,
            manner,
        }
    }

    /// A whole sentence as the manner wants it: to the ear, without symbols.
    fn in_manner(&self, text: String, manner: Manner) -> String {
        match manner {
            Manner::Recorded => {
                let calendar = self.calendar(manner, self.briefing.public().at);
                tidy(&spoken::read(&calendar, &text)).into_owned()
            }
            _ => text,
        }
    }
}

/// A bit that few other names of parts have.
fn bit(part: &str) -> u128 {
    let bytes = part.bytes().take(4);
    let mixed = bytes.fold(part.len(), |mixed, byte| mixed * 5 + usize::from(byte));
    1 << (mixed % 128)
}

/// What stands behind a colon, if it begins like what stands before it or has its words: an impact
/// that names its time itself needs no more words for that.
fn unled(text: &str) -> Option<&str> {
    let (before, behind) = text.split_once(':')?;
    let (before, own) = (before.trim_end().to_lowercase(), behind.trim_start());
    let folded = own.to_lowercase();

    let first = before.split_whitespace().next()?;
    (folded.starts_with(first) || folded.contains(&before)).then_some(own)
}

fn tidied(text: String) -> String {
    match tidy(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(tidy) => tidy,
    }
}

/// What stands before subjects and titles in a drill, with a space after it; else nothing.
pub(super) fn mark(voice: &Voice, drill: bool) -> String {
    let word = voice.word("drill.mark").filter(|_| drill);
    word.map_or_else(String::new, |word| format!("{word} "))
}
