//! The phrases of one language, found by the words they begin with: a text is read once, and a
//! phrase is tried only where one of its first words stands.

use std::ops::Range;
use std::sync::OnceLock;

use super::MOST_OF_ONE_RULE;
use super::beginnings::beginnings;
use super::buckets::Buckets;
use super::language::Language;
use super::lexicon::{Lexicon, Phrases};
use super::rule::{RULES, Rule};
use super::sought::Sought;
use super::tokens::Tokens;
use super::word::Word;
use crate::check::text::Draft;

/// How many words around a hit are read for what makes it right.
const NEAR: usize = 60;

/// A rule and its phrases.
struct Known {
    rule: &'static Rule,
    phrases: Phrases<'static>,
}

/// Every phrase of one language.
pub(super) struct Index {
    lexicon: &'static Lexicon,
    rules: Vec<Known>,
    /// Every phrase, with the place of its rule in the list above.
    phrases: Vec<(usize, &'static Sought)>,
    /// The words that phrases begin with.
    beginnings: Buckets,
    /// By the bit of a class: the phrases that may begin with a word of it.
    classes: Vec<Vec<u32>>,
}

/// What a rule found: the words of the text.
pub(super) struct Hit {
    pub(super) rule: &'static Rule,
    pub(super) words: Range<usize>,
}

/// About as many phrases as a language has.
const MANY: usize = 1024;

impl Index {
    /// Returns the phrases of a language; they are read once.
    pub(super) fn of(language: Language) -> &'static Self {
        static READ: [OnceLock<Box<Index>>; 5] = [const { OnceLock::new() }; 5];
        READ[language as usize].get_or_init(|| Box::new(Self::new(Lexicon::of(language))))
    }

    fn new(lexicon: &'static Lexicon) -> Self {
        let mut index = Self {
            lexicon,
            rules: Vec::with_capacity(RULES.len()),
            phrases: Vec::with_capacity(MANY),
            beginnings: Buckets::new(2 * MANY),
            classes: (0..32).map(|_| Vec::new()).collect(),
        };
        let mut begins = Vec::new();
        for rule in RULES {
            let phrases = lexicon.phrases(rule.part);
            for phrase in phrases.on {
                let place = u32::try_from(index.phrases.len()).unwrap_or(u32::MAX);
                beginnings(phrase.source, lexicon.classes(), &mut begins);
                for &word in &begins {
                    match word {
                        Word::In(class) => {
                            index.classes[class.trailing_zeros() as usize % 32].push(place);
                        }
                        _ => index.beginnings.add(word, place),
                    }
                }
                index.phrases.push((index.rules.len(), phrase));
            }
            index.rules.push(Known { rule, phrases });
        }
        index
    }

    /// Tells the phrases that may begin with a word of a text.
    fn may_begin(&self, tokens: &Tokens<'_>, at: usize, places: &mut Vec<u32>) {
        places.clear();
        let token = &tokens.all[at];
        let mut row = self.beginnings.row(token);
        while let Some((place, next)) = self.beginnings.next(row, tokens, token) {
            places.push(place);
            row = next;
        }
        let mut classes = token.classes;
        // A row of words of a class is tried from its first word on.
        if classes != 0 && at > 0 && tokens.all[at - 1].sentence == token.sentence {
            classes &= !tokens.all[at - 1].classes;
        }
        while classes != 0 {
            places.extend_from_slice(&self.classes[classes.trailing_zeros() as usize]);
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
                let (rule, phrase) = self.phrases[place as usize];
                if !levels[rule] || found[rule].len() >= MOST_OF_ONE_RULE {
                    continue;
                }
                let Some(end) = phrase.end(self.lexicon, tokens, start) else {
                    continue;
                };
                let known = &self.rules[rule];
                let words = start..end;
                let wanted =
                    *applies[rule].get_or_insert_with(|| !self.is_right_anywhere(known, tokens));
                if !wanted {
                    continue;
                }
                match found[rule].last_mut() {
                    // What reaches into what is wrong already needs no second judgement.
                    Some(last) if last.end > start => last.end = last.end.max(end),
                    _ if self.is_right(known, tokens, &words) => {}
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

    /// Whether something near the words makes them right.
    fn is_right(&self, known: &Known, tokens: &Tokens<'_>, words: &Range<usize>) -> bool {
        let sentence = &tokens.sentences[tokens.all[words.start].sentence];
        let near = sentence.start.max(words.start.saturating_sub(NEAR))
            ..sentence.end.min(words.end + NEAR);
        for at in near.start..words.end.min(near.end) {
            for phrase in known.phrases.unless {
                let end = phrase.end(self.lexicon, tokens, at);
                if end.is_some_and(|end| end > words.start) {
                    return true;
                }
            }
        }
        self.any(known.phrases.beside, tokens, near)
    }

    /// Whether something in the text makes all of them right.
    fn is_right_anywhere(&self, known: &Known, tokens: &Tokens<'_>) -> bool {
        // A long text is read as far as a message goes.
        let message = 0..tokens.all.len().min(2_000);
        self.any(known.phrases.anywhere, tokens, message)
    }

    fn any(&self, phrases: &[Sought], tokens: &Tokens<'_>, places: Range<usize>) -> bool {
        for phrase in phrases {
            let mut at = places.start;
            while at < places.end {
                let sentence = &tokens.sentences[tokens.all[at].sentence];
                // What a sentence does not hold is looked for nowhere in it.
                if !phrase.may_follow(self.lexicon, tokens, at) {
                    at = sentence.end;
                    continue;
                }
                let end = sentence.end.min(places.end);
                while at < end {
                    if phrase.end(self.lexicon, tokens, at).is_some() {
                        return true;
                    }
                    at += 1;
                }
            }
        }
        false
    }
}
