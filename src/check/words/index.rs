//! The phrases of one language, found by the words they begin with: a text is read once, and a
//! phrase is tried only where one of its first words stands.

use std::ops::Range;
use std::sync::OnceLock;

use super::MOST_OF_ONE_RULE;
use super::language::Language;
use super::lexicon::{Lexicon, Section};
use super::rule::{RULES, Rule};
use super::sought::{Phrases, Sought};
use super::tokens::Tokens;
use crate::check::text::Draft;

/// How many words around a hit are read for what makes it right.
const NEAR: usize = 60;

/// A rule and its phrases.
struct Known {
    rule: &'static Rule,
    phrases: Section,
    /// What of the rule as a whole makes this part of it right as well.
    whole: Section,
}

/// Every phrase of one language.
pub(super) struct Index {
    lexicon: &'static Lexicon,
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

    fn new(lexicon: &'static Lexicon) -> Self {
        let mut rules = Vec::with_capacity(RULES.len());
        let mut rule_of = vec![u8::MAX; lexicon.looked_for()];
        for (place, rule) in (0..).zip(RULES) {
            let phrases = lexicon.phrases(rule.part);
            let on = usize::from(phrases.on.first)..usize::from(phrases.on.behind);
            rule_of[on].fill(place);
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
        Self {
            lexicon,
            rules,
            rule_of,
        }
    }

    /// Tells the phrases that may begin with a word of a text.
    fn may_begin(&self, tokens: &Tokens<'_>, at: usize, places: &mut Vec<u16>) {
        places.clear();
        self.lexicon.begin(tokens, at, places);
        let token = &tokens.all[at];
        let mut classes = token.classes;
        // A row of words of a class is tried from its first word on.
        if classes != 0 && at > 0 && tokens.all[at - 1].sentence == token.sentence {
            classes &= !tokens.all[at - 1].classes;
        }
        while classes != 0 {
            let bit = classes.trailing_zeros() as usize;
            self.lexicon.begin_in(bit, places);
            classes &= classes - 1;
        }
    }

    /// Returns what the rules that apply to a draft find in its words, rule by rule in the order of
    /// the text; hits of one rule do not overlap.
    pub(super) fn hits(&self, draft: &Draft<'_>, tokens: &Tokens<'_>) -> Vec<Hit> {
        let mut found: Vec<Vec<Range<usize>>> = vec![Vec::new(); self.rules.len()];
        // Whether a rule applies to this text at all, once it was asked.
        let mut applies: Vec<Option<bool>> = vec![None; self.rules.len()];
        let mut levels = Vec::with_capacity(self.rules.len());
        for known in &self.rules {
            levels.push((known.rule.level)(draft).is_some());
        }
        let mut places = Vec::new();
        for start in 0..tokens.all.len() {
            self.may_begin(tokens, start, &mut places);
            for &place in &places {
                let rule = usize::from(self.rule_of[usize::from(place)]);
                if levels.get(rule) != Some(&true) || found[rule].len() >= MOST_OF_ONE_RULE {
                    continue;
                }
                let Some(end) = Sought::at(self.lexicon, place).end(tokens, start) else {
                    continue;
                };
                let known = &self.rules[rule];
                let words = start..end;
                let wanted =
                    *applies[rule].get_or_insert_with(|| !is_right_anywhere(known, tokens));
                if !wanted {
                    continue;
                }
                match found[rule].last_mut() {
                    // What reaches into what is wrong already needs no second judgement.
                    Some(last) if last.end > start => last.end = last.end.max(end),
                    _ if is_right(known, tokens, &words) => {}
                    _ => found[rule].push(words),
                }
            }
        }
        let hits = self.rules.iter().zip(found).flat_map(|(known, ranges)| {
            let hit = |words| Hit {
                rule: known.rule,
                words,
            };
            ranges.into_iter().map(hit)
        });
        hits.collect()
    }
}

/// Whether something near the words makes them right.
fn is_right(known: &Known, tokens: &Tokens<'_>, words: &Range<usize>) -> bool {
    let sentence = &tokens.sentences[tokens.all[words.start].sentence];
    let near =
        sentence.start.max(words.start.saturating_sub(NEAR))..sentence.end.min(words.end + NEAR);
    for section in [&known.phrases, &known.whole] {
        let mut unless = section.unless.iter();
        let over = unless.any(|phrase| {
            // What the sentence does not hold is looked for nowhere in it.
            let mut places = near.start..words.end.min(near.end);
            phrase.may_follow(tokens, near.start)
                && places.any(|at| phrase.end(tokens, at).is_some_and(|end| end > words.start))
        });
        if over {
            return true;
        }
        if any(section.beside, tokens, near.clone()) {
            return true;
        }
    }
    false
}

/// Whether something in the text makes all of them right.
fn is_right_anywhere(known: &Known, tokens: &Tokens<'_>) -> bool {
    // A long text is read as far as a message goes.
    let message = 0..tokens.all.len().min(2_000);
    let sections = [&known.phrases, &known.whole];
    let mut sections = sections.into_iter();
    sections.any(|section| any(section.anywhere, tokens, message.clone()))
}

/// Whether a match of any of some phrases begins at one of these places.
fn any(phrases: Phrases, tokens: &Tokens<'_>, places: Range<usize>) -> bool {
    let sentences = tokens.sentences.iter();
    let said = sentences.fold(0, |said, sentence| said | tokens.all[sentence.start].ahead);
    for phrase in phrases.iter() {
        if !phrase.may_be_in(said) {
            continue;
        }
        let mut at = places.start;
        while at < places.end {
            let sentence = &tokens.sentences[tokens.all[at].sentence];
            // What a sentence does not hold is looked for nowhere in it.
            if !phrase.may_follow(tokens, at) {
                at = sentence.end;
                continue;
            }
            let end = sentence.end.min(places.end);
            while at < end {
                if phrase.end(tokens, at).is_some() {
                    return true;
                }
                at += 1;
            }
        }
    }
    false
}
