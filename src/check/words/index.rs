//! The phrases of one language, found by the words they begin with: a text is read once, and a
//! phrase is tried only where one of its first words stands.

use std::ops::Range;
use std::sync::OnceLock;

use super::MOST_OF_ONE_RULE;
use super::language::Language;
use super::pattern::{Pattern, Word};
use super::rule::{Phrases, Rule};
use super::rules;
use super::tokens::{Tokens, head};
use crate::check::text::Draft;

/// How many words around a hit are read for what makes it right.
const NEAR: usize = 60;

/// A rule with what makes its phrases right, read when the first of them is found.
struct Known {
    rule: &'static Rule,
    phrases: &'static Phrases,
    unless: OnceLock<Vec<Pattern>>,
    beside: OnceLock<Vec<Pattern>>,
    anywhere: OnceLock<Vec<Pattern>>,
}

/// Every phrase of one language.
pub(super) struct Index {
    rules: Vec<Known>,
    /// Every phrase.
    patterns: Vec<Phrase>,
    /// By the first letter of a word: the phrases that may begin there.
    beginnings: Vec<Vec<Beginning>>,
}

/// A phrase of a rule, read when a text has the word that it begins with.
struct Phrase {
    /// The place of its rule in [`Index::rules`].
    rule: usize,
    source: &'static str,
    pattern: OnceLock<Box<Pattern>>,
}

impl Phrase {
    fn pattern(&self) -> &Pattern {
        self.pattern
            .get_or_init(|| Box::new(Pattern::of(self.source)))
    }
}

/// A word that a phrase begins with.
#[derive(Clone, Copy)]
struct Beginning {
    word: Word,
    /// Its first letters, and which of those of a text must be the same: one comparison tells
    /// nearly all words apart.
    head: u64,
    mask: u64,
    /// The place of the phrase in [`Index::patterns`].
    place: usize,
}

/// What a rule found: the words of the text.
pub(super) struct Hit {
    pub(super) rule: &'static Rule,
    pub(super) words: Range<usize>,
}

/// The bits of the first letters of [`head`].
fn letters(many: usize) -> u64 {
    (0..many.min(8)).fold(0, |bits, n| bits | 0xff << (8 * n))
}

fn read(sources: &'static [&'static str]) -> Vec<Pattern> {
    sources.iter().map(|source| Pattern::of(source)).collect()
}

impl Index {
    /// Returns the phrases of a language; they are read once.
    pub(super) fn of(language: Language) -> &'static Self {
        static ENGLISH: OnceLock<Index> = OnceLock::new();
        static SPANISH: OnceLock<Index> = OnceLock::new();
        match language {
            Language::English => ENGLISH.get_or_init(|| Self::new(|rule| &rule.en)),
            Language::Spanish => SPANISH.get_or_init(|| Self::new(|rule| &rule.es)),
        }
    }

    fn new(phrases: fn(&'static Rule) -> &'static Phrases) -> Self {
        let mut index = Self {
            rules: Vec::new(),
            patterns: Vec::new(),
            beginnings: (0..128).map(|_| Vec::new()).collect(),
        };
        for rule in rules::all() {
            let phrases = phrases(rule);
            for source in phrases.on {
                for word in Pattern::beginnings(source) {
                    let (head, mask) = match word {
                        Word::Is(word) => (head(word), u64::MAX),
                        Word::Begins(stem) => (head(stem), letters(stem.len())),
                        Word::Ends(_) | Word::Number | Word::Any => (0, 0),
                    };
                    let beginning = Beginning {
                        word,
                        head,
                        mask,
                        place: index.patterns.len(),
                    };
                    for bucket in word.letters() {
                        index.beginnings[usize::from(bucket)].push(beginning);
                    }
                }
                index.patterns.push(Phrase {
                    rule: index.rules.len(),
                    source,
                    pattern: OnceLock::new(),
                });
            }
            index.rules.push(Known {
                rule,
                phrases,
                unless: OnceLock::new(),
                beside: OnceLock::new(),
                anywhere: OnceLock::new(),
            });
        }
        index
    }

    /// Returns what the rules that apply to a draft find in its words, rule by rule in the order of
    /// the text; hits of one rule do not overlap.
    pub(super) fn hits(&self, draft: &Draft<'_>, tokens: &Tokens<'_>) -> Vec<Hit> {
        let mut found: Vec<Vec<Range<usize>>> = vec![Vec::new(); self.rules.len()];
        // Whether a rule applies to this text at all, once it was asked.
        let mut applies: Vec<Option<bool>> = vec![None; self.rules.len()];
        for start in 0..tokens.all.len() {
            let word = tokens.word(start);
            let head = head(word);
            for first in &self.beginnings[usize::from(word.as_bytes()[0] & 0x7f)] {
                if head & first.mask != first.head {
                    continue;
                }
                let phrase = &self.patterns[first.place];
                let rule = phrase.rule;
                if !first.word.accepts(word) || found[rule].len() >= MOST_OF_ONE_RULE {
                    continue;
                }
                let known = &self.rules[rule];
                let Some(end) = phrase.pattern().end(tokens, start) else {
                    continue;
                };
                let words = start..end;
                let wanted = *applies[rule].get_or_insert_with(|| {
                    (known.rule.level)(draft).is_some() && !known.is_right_anywhere(tokens)
                });
                if !wanted || known.is_right(tokens, &words) {
                    continue;
                }
                match found[rule].last_mut() {
                    Some(last) if last.end > start => last.end = last.end.max(end),
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

impl Known {
    /// Whether something near the words makes them right.
    fn is_right(&self, tokens: &Tokens<'_>, words: &Range<usize>) -> bool {
        let sentence = &tokens.sentences[tokens.all[words.start].sentence];
        let near = sentence.start.max(words.start.saturating_sub(NEAR))
            ..sentence.end.min(words.end + NEAR);
        let unless = self.unless.get_or_init(|| read(self.phrases.unless));
        let overlaps = near.clone().take_while(|&at| at < words.end).any(|at| {
            let ends = unless.iter().filter_map(|p| p.end(tokens, at));
            ends.into_iter().any(|end| end > words.start)
        });
        if overlaps {
            return true;
        }
        let beside = self.beside.get_or_init(|| read(self.phrases.beside));
        any(beside, tokens, near)
    }

    /// Whether something in the text makes all of them right.
    fn is_right_anywhere(&self, tokens: &Tokens<'_>) -> bool {
        if self.phrases.anywhere.is_empty() {
            return false;
        }
        let anywhere = self.anywhere.get_or_init(|| read(self.phrases.anywhere));
        // A long text is read as far as a message goes.
        any(anywhere, tokens, 0..tokens.all.len().min(2_000))
    }
}

fn any(patterns: &[Pattern], tokens: &Tokens<'_>, mut places: Range<usize>) -> bool {
    places.any(|at| patterns.iter().any(|p| p.end(tokens, at).is_some()))
}
