//! The phrases of one language, each found by a word that few texts have: a text is read once, and a
//! phrase is tried only in sentences that have such a word.

use std::ops::Range;
use std::sync::OnceLock;

use super::MOST_OF_ONE_RULE;
use super::language::Language;
use super::lexicon::{Lexicon, Section};
use super::rule::{RULES, Rule};
use super::stretch::{Places, Stretch};
use super::understood::Understood;
use crate::check::text::Draft;
use crate::order;

/// How many words around a hit are read for what makes it right.
const NEAR: usize = 60;

/// How many phrases are looked for at most in a language, in rows of 64.
const CALLED: usize = 32;

/// A rule and its phrases.
struct Known {
    rule: &'static Rule,
    phrases: Section,
    /// What of the rule as a whole makes this part of it right as well.
    whole: Section,
}

/// Every phrase of one language.
pub(super) struct Index {
    rules: Vec<Known>,
    /// For each phrase that is looked for, the place of its rule in the list above; behind its end
    /// for those that no rule about phrases has.
    rule_of: Vec<u8>,
}

/// What a rule found: the words of the text.
pub(super) struct Hit {
    pub(super) rule: &'static Rule,
    pub(super) words: Range<usize>,
}

impl Index {
    /// Returns the phrases of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        static READ: [OnceLock<Box<Index>>; 5] = [const { OnceLock::new() }; 5];
        READ[language as usize].get_or_init(|| Box::new(Self::new(Lexicon::of(language))))
    }

    fn new(lexicon: Lexicon) -> Self {
        let mut rules = Vec::with_capacity(RULES.len());
        let mut rule_of = vec![u8::MAX; lexicon.looked_for()];
        for (place, rule) in (0..).zip(RULES) {
            let phrases = lexicon.phrases(rule.part);
            rule_of[phrases.on.first..phrases.on.behind].fill(place);
            let whole = if rule.part.ends_with(" fault") {
                rule.name
            } else {
                ""
            };
            let whole = lexicon.phrases(whole);
            rules.push(Known {
                rule,
                phrases,
                whole,
            });
        }
        Self { rules, rule_of }
    }

    /// Returns what the rules that apply to a draft find in its words, rule by rule in the order of
    /// the text; hits of one rule do not overlap.
    pub(super) fn hits(&self, draft: &Draft<'_>, text: &Understood<'_>) -> Vec<Hit> {
        let rules = self.rules.iter();
        let mut judged: Vec<Judged> = rules.map(|known| Judged::of(known, draft)).collect();
        let mut said = Vec::new();
        text.visit(0..text.tokens.all.len(), &mut |stretch, starts| {
            self.said(stretch, starts, &judged, &mut said);
            // The shorter first, in whichever order they are written.
            order::sort_by_key(&mut said, |(words, _)| (words.start, words.end));
            for (words, rule) in said.drain(..) {
                judged[rule].hear(stretch, words);
            }
            false
        });
        let hits = judged.into_iter().flat_map(|judged| {
            let rule = judged.known.rule;
            let hit = move |words| Hit { rule, words };
            judged.found.into_iter().map(hit)
        });
        hits.collect()
    }

    /// Tells the matches that begin at some places of a stretch, with the places of their rules.
    fn said(
        &self,
        stretch: &Stretch<'_>,
        starts: Places,
        judged: &[Judged<'_>],
        said: &mut Vec<(Range<usize>, usize)>,
    ) {
        let mut called = [0_u64; CALLED];
        for at in stretch.words() {
            stretch.text().call(at, &mut called);
        }
        for (first, mut bits) in (0..).step_by(64).zip(called) {
            while bits != 0 {
                let place = first + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let rule = self
                    .rule_of
                    .get(place)
                    .map_or(usize::MAX, |rule| (*rule).into());
                if judged.get(rule).is_some_and(|judged| judged.listens) {
                    let units = stretch.text().lexicon.units(place);
                    stretch.matches(units, starts, &mut |words| said.push((words, rule)));
                }
            }
        }
    }
}

/// A rule on its way through a text.
struct Judged<'a> {
    known: &'a Known,
    /// Whether more may be found.
    listens: bool,
    /// Whether it applies to this text at all, once it was asked.
    applies: Option<bool>,
    found: Vec<Range<usize>>,
}

impl<'a> Judged<'a> {
    fn of(known: &'a Known, draft: &Draft<'_>) -> Self {
        Self {
            known,
            listens: (known.rule.level)(draft).is_some(),
            applies: None,
            found: Vec::new(),
        }
    }

    /// Hears words that a phrase of the rule matches, in the order of their places.
    fn hear(&mut self, stretch: &Stretch<'_>, words: Range<usize>) {
        let known = self.known;
        self.listens &= *self
            .applies
            .get_or_insert_with(|| !is_right_anywhere(known, stretch.text()));
        if !self.listens {
            return;
        }
        // What reaches into what is wrong already needs no second judgement.
        let many = self.found.len();
        if let Some(last) = self.found.last_mut().filter(|last| last.end > words.start) {
            last.end = last.end.max(words.end);
        } else if many == MOST_OF_ONE_RULE {
            self.listens = false;
        } else if !is_right(known, stretch, &words) {
            self.found.push(words);
        }
    }
}

/// Whether something near the words makes them right.
fn is_right(known: &Known, stretch: &Stretch<'_>, words: &Range<usize>) -> bool {
    let text = stretch.text();
    let sentence = &text.tokens.sentences[text.tokens.all[words.start].sentence];
    let near =
        sentence.start.max(words.start.saturating_sub(NEAR))..sentence.end.min(words.end + NEAR);
    let right = &mut |stretch: &Stretch<'_>, starts: Places| {
        let over = starts & stretch.places(near.start..words.end);
        let beyond = !stretch.places(near.start..words.start + 1);
        [&known.phrases, &known.whole].into_iter().any(|section| {
            stretch.any(section.unless, over, beyond)
                || stretch.any(section.beside, starts, Places::MAX)
        })
    };
    if stretch.holds(sentence) {
        return right(stretch, stretch.places(near.clone()));
    }
    text.visit(near.clone(), right)
}

/// Whether something in the text makes all of them right.
fn is_right_anywhere(known: &Known, text: &Understood<'_>) -> bool {
    // A long text is read as far as a message goes.
    let message = 0..text.tokens.all.len().min(2_000);
    let mut sections = [&known.phrases, &known.whole].into_iter();
    sections.any(|section| text.holds(section.anywhere, message.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::finding::Place;
    use crate::check::text::words;

    #[test]
    fn of_matches_that_begin_with_one_word_the_shorter_is_judged_first_and_grows() {
        let (text, locale) = ("pronten no semana até que horas", "pt".parse().ok());
        let found = words(&Draft {
            text,
            locale: locale.as_ref(),
            ..Draft::default()
        });
        let mut found = found
            .iter()
            .filter(|found| found.rule == "overpromised-eta");
        let place = found.next().map(|found| &found.place);
        let Some(Place::Text { span, .. }) = place else {
            panic!("{place:?}");
        };
        assert_eq!(&text[span.clone()], text);
    }

    #[test]
    fn there_is_a_bit_for_every_phrase_that_is_looked_for() {
        for language in Language::ALL {
            assert!(Lexicon::of(language).looked_for() <= 64 * CALLED);
        }
    }
}
