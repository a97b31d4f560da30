//! What an answer means: text as typed becomes facts, or a problem to be told.

use chrono::{DateTime, Utc};

use crate::domain::fact::{FactName, InternalFact, TextFact, TimeFact};
use crate::domain::facts::{Facts, Internal, Localised};
use crate::domain::locale::Locale;
use crate::text::clean::{self, Fit};

use super::looking_back::inside;
use super::matter::Matter;
use super::news::{News, Told};
use super::question::{Question, calls_off, outdated, standing};
use super::words::{Words, fill};
use super::{Answers, Brief, Occasion, team};

/// The longest title that a subject line shows, in characters.
const TITLE: usize = 120;
/// The longest other fact, in characters.
pub(super) const FACT: usize = 10_000;

/// What there is to say about an answer that was taken.
pub(super) type Remark = Option<String>;

/// What is known while a question is asked.
pub(super) struct Context<'a> {
    pub(super) brief: &'a Brief<'a>,
    pub(super) words: &'a Words,
    /// Whether an answer is asked for anew because something was found in it.
    pub(super) mends: bool,
}

impl Context<'_> {
    /// The facts in force, which answers begin with: an update and a correction change them.
    pub(super) fn in_force(&self) -> Option<&Facts> {
        let incident = self.brief.incident?;
        let changes = matches!(
            self.brief.occasion,
            Occasion::Update | Occasion::Correct | Occasion::Review { .. }
        );
        (changes || self.mends).then_some(&incident.in_force.facts)
    }

    fn text_in_force(&self, fact: TextFact) -> Option<&str> {
        let text = self.in_force()?.text(fact)?;
        let own = text.for_reader(self.brief.locale, self.brief.locale);
        own.filter(|(_, foreign)| !foreign).map(|(text, _)| text)
    }

    fn suggested(&self, fact: TextFact) -> Option<&Localised> {
        self.brief.suggested?.text(fact)
    }

    /// The scenario's own translation, as long as it translates what is said.
    fn suggested_translation(
        &self,
        fact: TextFact,
        locale: &Locale,
        facts: &Facts,
    ) -> Option<&str> {
        let suggested = self.suggested(fact)?;
        let said = facts.text(fact)?.get(self.brief.locale)?;
        let unchanged = suggested.get(self.brief.locale) == Some(said);
        suggested.get(locale).filter(|_| unchanged)
    }

    /// The variant in whose words a question is put: the type of the incident, or that a fix is being
    /// watched.
    pub(super) fn variant(&self, question: &Question, answers: &Answers) -> &'static str {
        match question {
            Question::Text(TextFact::Impact) if self.is_watched(answers) => "watched",
            Question::Confirmed(Matter::Estimate) if self.standing().is_some() => "standing",
            _ if matches!(self.brief.occasion, Occasion::Review { .. }) => "review",
            Question::Text(TextFact::Outcome) if calls_off(self.brief) => "cancelled",
            Question::Time(TimeFact::Started) if !self.is_planned() => "",
            _ => standing(self.brief).0.word(),
        }
    }

    /// The repair time that an update finds in force and still ahead, and who confirmed it.
    pub(super) fn standing(&self) -> Option<(DateTime<Utc>, &str)> {
        let in_force = &self.brief.incident?.in_force;
        let moment = self.in_force()?.time(TimeFact::Estimate)?;
        let who = in_force.confirmed.get(&Matter::Estimate.fact())?;
        (moment > self.brief.now).then_some((moment, who))
    }

    /// Whether an update says that a fix is in place, or planned work done, and being checked: then
    /// the impact is what is left of it.
    fn is_watched(&self, answers: &Answers) -> bool {
        let news = News::of(answers);
        self.brief.occasion == Occasion::Update
            && matches!(news, Some(Told::News(News::Monitoring | News::Verifying)))
    }

    /// Returns what stands in the answer at first: the answer given already, or what is in force.
    pub(super) fn initial(&self, question: &Question, answers: &Answers) -> String {
        let facts = &answers.facts;
        let given = match question {
            Question::Text(fact) => facts
                .text(*fact)
                .and_then(|t| t.get(self.brief.locale))
                .or_else(|| {
                    let asked_anew = *fact == TextFact::Impact && self.is_watched(answers);
                    let kept = !asked_anew && !answers.clear.contains(&FactName::Text(*fact));
                    self.text_in_force(*fact).filter(|_| kept)
                })
                .or_else(|| self.suggested(*fact)?.get(self.brief.locale)),
            Question::Translation(fact, locale) => facts
                .text(*fact)
                .and_then(|t| t.get(locale))
                .or_else(|| self.suggested_translation(*fact, locale, facts)),
            Question::By(matter) => facts.confirmed_by.as_deref().or_else(|| {
                let stands = self.standing().filter(|_| *matter == Matter::Estimate);
                stands.map(|(_, who)| who)
            }),
            Question::Inside(fact) => {
                let said = inside(&facts.internal, *fact);
                said.or_else(|| inside(&self.in_force()?.internal, *fact))
            }
            Question::Measure(place, locale) => {
                let measure = answers.measures.get(*place);
                measure.and_then(|measure| measure.what.get(locale))
            }
            Question::Team => {
                let in_force = self.in_force().map(|f| &f.internal);
                let own = (!facts.internal.is_empty()).then_some(&facts.internal);
                let internal = own.or(in_force).cloned().unwrap_or_default();
                return team::write(&internal, self.words);
            }
            Question::Time(fact) if self.offer(*fact, answers).is_none() => {
                let moment = facts.time(*fact).or_else(|| self.in_force()?.time(*fact));
                return moment.map(|m| self.wall(m)).unwrap_or_default();
            }
            _ => None,
        };
        given.unwrap_or_default().to_owned()
    }

    /// Takes an answer over into the facts, or says why it cannot be taken.
    pub(super) fn take(
        &self,
        question: &Question,
        typed: &str,
        answers: &mut Answers,
    ) -> Result<Remark, String> {
        match question {
            Question::Text(fact) => self.take_text(*fact, typed, answers),
            Question::Translation(fact, locale) => {
                let fit = self.fit(*fact, typed)?;
                let remark = self.dropped(&fit);
                match answers.facts.texts.get_mut(fact) {
                    Some(said) if fit.text.is_empty() => *said = without(said, locale),
                    _ => answers.facts.set_text(*fact, locale, fit.text),
                }
                Ok(remark)
            }
            Question::By(matter) => {
                let fit = clean::fit_line(typed, FACT).map_err(|e| self.words.unfit(&e))?;
                answers.facts.confirmed_by = Some(fit.text).filter(|t| !t.is_empty());
                if *matter == Matter::Estimate && self.standing().is_some() {
                    let name = matter.fact();
                    answers.clear.retain(|cleared| *cleared != name);
                    // What nobody answers for any more is taken back.
                    if answers.facts.confirmed_by.is_none() {
                        answers.facts.withdraw(&name);
                        answers.clear.push(name);
                    }
                }
                Ok(None)
            }
            Question::Team => self.take_team(typed, answers),
            Question::Inside(fact) => self.take_inside(*fact, typed, answers),
            Question::Measures => self.take_measure(typed, answers),
            Question::Measure(place, locale) => {
                let fit = clean::fit_line(typed, FACT).map_err(|e| self.words.unfit(&e))?;
                if let Some(measure) = answers.measures.get_mut(*place) {
                    match fit.text.as_str() {
                        "" => measure.what = without(&measure.what, locale),
                        text => measure.what.set(locale.clone(), text),
                    }
                }
                Ok(None)
            }
            Question::Time(fact) => self.take_time(*fact, typed, answers),
            // Answered by choosing: see `interview`.
            Question::News
            | Question::Wrong
            | Question::Severity
            | Question::Data
            | Question::Confirmed(_) => Ok(None),
        }
    }

    fn fit(&self, fact: TextFact, typed: &str) -> Result<Fit, String> {
        let fit = match fact {
            TextFact::Title => clean::fit_line(typed, TITLE),
            _ => clean::fit(typed, FACT),
        };
        fit.map_err(|problem| self.words.unfit(&problem))
    }

    fn dropped(&self, fit: &Fit) -> Remark {
        let count = fit.dropped_invisible;
        (count > 0).then(|| fill(&self.words.say.dropped, &[("count", &count.to_string())]))
    }

    fn take_text(
        &self,
        fact: TextFact,
        typed: &str,
        answers: &mut Answers,
    ) -> Result<Remark, String> {
        let fit = self.fit(fact, typed)?;
        let remark = self.dropped(&fit);
        self.is_followed(fact, &fit.text)?;
        let name = FactName::Text(fact);
        let before = self.text_in_force(fact);
        if fit.text.is_empty() && fact == TextFact::Impact && self.is_watched(answers) {
            answers.facts.withdraw(&name);
            return Ok(remark);
        }
        let needed = matches!(fact, TextFact::Title | TextFact::Impact);
        if fit.text.is_empty() && needed {
            return Err(self.words.say.empty.clone());
        }
        if before == Some(fit.text.as_str()) {
            if self.brief.occasion == Occasion::Correct {
                return Err(self.words.say.nothing_corrected.clone());
            }
            answers.facts.withdraw(&name);
            answers.clear.retain(|n| *n != name);
            let held = self.brief.incident.map(|incident| &incident.in_force);
            let lapsing = held.filter(|held| held.has_a_lapsing_way(&answers.facts));
            if let Some(kept) = lapsing.and_then(|held| held.facts.text(fact))
                && fact == TextFact::Workaround
            {
                // What would lapse has to be said again, with its translations.
                answers.facts.texts.insert(fact, kept.clone());
            }
            return Ok(remark);
        }
        let old = answers
            .facts
            .text(fact)
            .and_then(|t| t.get(self.brief.locale));
        if old.is_some_and(|old| old != fit.text) {
            // Translations of other words may contradict these: each is asked for again.
            let translated = format!("{}@", fact.key());
            answers.answered.retain(|key| !key.starts_with(&translated));
            if fit.text.is_empty() {
                answers.facts.withdraw(&name);
            }
            let texts = answers
                .facts
                .text(fact)
                .into_iter()
                .flat_map(Localised::iter);
            let others = texts.filter(|(locale, _)| *locale != self.brief.locale);
            let old = others.map(|(locale, _)| outdated(fact, locale));
            answers.answered.extend(old);
        }
        answers.clear.retain(|n| *n != name);
        if !fit.text.is_empty() {
            answers.facts.set_text(fact, self.brief.locale, fit.text);
        } else if fact.may_be_blank() {
            let blank = Localised::single(self.brief.locale.clone(), "");
            answers.facts.texts.insert(fact, blank);
        } else if before.is_some() {
            answers.clear.push(name);
        }
        Ok(remark)
    }

    fn take_team(&self, typed: &str, answers: &mut Answers) -> Result<Remark, String> {
        let fit = clean::fit(typed, FACT).map_err(|e| self.words.unfit(&e))?;
        let said = team::read(&fit.text, self.words);
        let before = self
            .in_force()
            .map(|f| f.internal.clone())
            .unwrap_or_default();
        let names = [
            InternalFact::Cause,
            InternalFact::People,
            InternalFact::Links,
        ];
        let names = names.map(FactName::Internal);
        answers.clear.retain(|name| !names.contains(name));
        let had = Facts {
            internal: before.clone(),
            ..Facts::default()
        };
        let has = Facts {
            internal: said.clone(),
            ..Facts::default()
        };
        let gone = names
            .into_iter()
            .filter(|n| had.states(n) && !has.states(n));
        answers.clear.extend(gone);
        answers.facts.internal = Internal {
            cause: said.cause.filter(|c| before.cause.as_ref() != Some(c)),
            people: said.people.filter(|p| before.people.as_ref() != Some(p)),
            links: Some(said.links)
                .filter(|l| *l != before.links)
                .unwrap_or_default(),
            note: answers.facts.internal.note.take(),
            starts: answers.facts.internal.starts,
            ..Internal::default()
        };
        Ok(self
            .dropped(&fit)
            .or_else(|| self.recognised(&answers.facts.internal)))
    }

    /// Shows how the line for the team was read, when there was something to recognise.
    fn recognised(&self, said: &Internal) -> Remark {
        let part = |label: &str, text: String| format!("{label}: {text}");
        let people = said.people.clone().map(|p| part(&self.words.say.people, p));
        let links = (!said.links.is_empty())
            .then(|| part(&self.words.say.links, said.links.len().to_string()));
        let parts: Vec<_> = people.into_iter().chain(links).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}

/// A text in all its locales but one.
fn without(text: &Localised, gone: &Locale) -> Localised {
    let mut rest = Localised::default();
    for (locale, text) in text.iter().filter(|(locale, _)| *locale != gone) {
        rest.set(locale.clone(), text);
    }
    rest
}

/// The first characters of something that may be very long.
pub(super) fn clipped(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut clipped: String = text.chars().take(SHOWN).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}
