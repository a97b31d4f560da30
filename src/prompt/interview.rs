//! The course of an interview: the next open question, its answer, the keeper, and so on.

use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::locale::Locale;

use super::answer::{Context, clipped};
use super::question::{self, Question};
use super::words::{Wording, Words, fill};
use super::{Answers, Asker, Brief, Keeper, Line, Occasion, Stopped, Tone, Unfinished};

/// Asks whatever is still open and returns all answers, those given by flags included.
///
/// `resumed` are the answers of an interview that was stopped, or none. After each answer `keeper`
/// has everything so far.
pub fn interview(
    asker: &mut dyn Asker,
    brief: &Brief<'_>,
    resumed: Answers,
    keeper: &mut dyn Keeper,
) -> Result<Answers, Stopped> {
    let words = Words::of(brief.locale);
    let mut answers = begin(brief, resumed);
    let mut interviewer = Interviewer::new(asker, brief, &words, keeper);
    let asked = interviewer.recall();
    let asked = asked.and_then(|()| interviewer.ask_open(&mut answers));
    asked.inspect_err(|stopped| interviewer.own_up(stopped, &answers))?;
    Ok(answers)
}

/// Asks whether to go on with a draft; `saved_at` says when it was kept, in words, and `title` what
/// it is about, if that is known.
pub fn resume(
    asker: &mut dyn Asker,
    locale: &Locale,
    saved_at: &str,
    title: Option<&str>,
) -> Result<bool, Stopped> {
    let words = Words::of(locale);
    let (say, when) = (&words.say, saved_at);
    let ask = match title {
        Some(title) => fill(
            &say.resume_named,
            &[("when", when), ("title", &clipped(title))],
        ),
        None => fill(&say.resume, &[("when", when)]),
    };
    let goes_on = asker.confirm(
        "resume",
        [&ask, ""],
        [&say.resume_no, &say.resume_yes],
        true,
    );
    goes_on.inspect_err(|stopped| own_up(stopped, asker, &say.interrupted))
}

/// Shows what a scenario wants remembered before anything is answered.
pub fn remind(asker: &mut dyn Asker, locale: &Locale, lines: &[&str]) -> Result<(), Stopped> {
    if lines.is_empty() {
        return Ok(());
    }
    asker.tell(Tone::Plain, &Words::of(locale).say.remember)?;
    lines
        .iter()
        .try_for_each(|line| asker.tell(Tone::Plain, &format!("- {line}")))
}

/// Says that an interruption was noticed and what became of the answers.
fn own_up(stopped: &Stopped, asker: &mut dyn Asker, text: &str) {
    if matches!(stopped, Stopped::Interrupted) {
        // The interview ends as interrupted, whether that can still be said or not.
        drop(asker.tell(Tone::Plain, text));
    }
}

/// The answers before the first question: those kept, under those that the flags give now.
fn begin(brief: &Brief<'_>, resumed: Answers) -> Answers {
    let mut answers = resumed;
    answers.facts.overlay(brief.given, brief.locale);
    answers.clear.retain(|name| !brief.given.states(name));
    if !brief.measures.is_empty() {
        answers.measures = brief.measures.to_vec();
    }
    for name in brief.clear {
        answers.facts.withdraw(name);
        if !answers.clear.contains(name) {
            answers.clear.push(name.clone());
        }
    }
    let waived = brief.waived.iter();
    let waived = waived.map(|(rule, reason)| (rule.clone(), reason.clone()));
    answers.waived.extend(waived);
    // A draft can be older than the time it promises.
    let promised = answers.facts.time(TimeFact::NextUpdate);
    let fresh = brief.given.time(TimeFact::NextUpdate).is_some();
    if !fresh && promised.is_some_and(|moment| moment <= brief.now) {
        answers.facts.times.remove(&TimeFact::NextUpdate);
        forget(&mut answers, TimeFact::NextUpdate.key());
    }
    answers
}

/// Makes a question open again.
pub(super) fn forget(answers: &mut Answers, key: &str) {
    answers.answered.retain(|a| question::stem(a) != key);
}

/// Somebody asking, with everything needed for it.
pub(super) struct Interviewer<'a, 'b> {
    pub(super) asker: &'a mut dyn Asker,
    pub(super) context: Context<'a>,
    pub(super) brief: &'a Brief<'b>,
    pub(super) words: &'a Words,
    keeper: &'a mut dyn Keeper,
    warned: bool,
}

impl<'a, 'b> Interviewer<'a, 'b> {
    pub(super) fn new(
        asker: &'a mut dyn Asker,
        brief: &'a Brief<'b>,
        words: &'a Words,
        keeper: &'a mut dyn Keeper,
    ) -> Self {
        let context = Context {
            brief,
            words,
            mends: false,
        };
        Self {
            asker,
            context,
            brief,
            words,
            keeper,
            warned: false,
        }
    }

    /// Asks every open question.
    pub(super) fn ask_open(&mut self, answers: &mut Answers) -> Result<(), Stopped> {
        while let Some(question) = question::open(self.brief, answers) {
            self.ask(&question, answers)?;
        }
        let facts = &answers.facts;
        let confirmed = facts.data.is_some()
            || facts.time(TimeFact::Estimate).is_some()
            || facts.text(TextFact::Offer).is_some();
        if !confirmed && self.brief.given.confirmed_by.is_none() {
            // A name that confirms nothing is not needed.
            answers.facts.confirmed_by = None;
        }
        self.conclude(answers);
        Ok(())
    }

    /// Asks one question until its answer can be taken, and has the answers kept.
    pub(super) fn ask(
        &mut self,
        question: &Question,
        answers: &mut Answers,
    ) -> Result<(), Stopped> {
        let mut key = question.key();
        if let Some(chosen) = self.choose(question, answers)? {
            key = format!("{key}={chosen}");
        } else {
            let agreed = answers.measures.len();
            self.line(question, answers)?;
            if *question == Question::Measures && answers.measures.len() > agreed {
                // One more may follow.
                return self.keep(answers);
            }
        }
        forget(answers, question::stem(&key));
        answers.answered.push(key);
        self.keep(answers)
    }

    /// Has the answers kept; a failure is told once and stops nothing.
    pub(super) fn keep(&mut self, answers: &mut Answers) -> Result<(), Stopped> {
        self.conclude(answers);
        if let Err(error) = self.keeper.keep(answers)
            && !self.warned
        {
            self.warned = true;
            let why = error.to_string();
            let text = fill(&self.words.say.not_kept, &[("why", &why)]);
            self.asker.tell(Tone::Problem, &text)?;
        }
        Ok(())
    }

    /// Says, if the person interrupted, what became of the answers.
    pub(super) fn own_up(&mut self, stopped: &Stopped, answers: &Answers) {
        let say = &self.words.say;
        let nothing = answers.answered.is_empty() && answers.unfinished.is_none();
        let text = if nothing || self.warned {
            &say.interrupted_at_once
        } else {
            &say.interrupted
        };
        own_up(stopped, self.asker, text);
    }

    /// Draws from the answers which entry a correction puts right.
    fn conclude(&self, answers: &mut Answers) {
        if self.brief.occasion == Occasion::Correct {
            let names = question::corrected(&answers.facts, &answers.clear);
            let entry = self.brief.incident.and_then(|i| i.last_stating(&names));
            answers.corrects = entry.map(|e| e.id);
        }
    }

    /// Asks for words until they can be taken; a sentence stays in the line.
    fn line(&mut self, question: &Question, answers: &mut Answers) -> Result<(), Stopped> {
        let key = question.key();
        let ask = self.asked(question, answers);
        let offer = match question {
            Question::Time(fact) => self.context.offer(*fact, answers),
            _ => None,
        };
        let say = &self.words.say;
        let hint = |template: &str, name, value: &str| match value {
            "" => String::new(),
            value => fill(template, &[(name, value)]),
        };
        let example = hint(&say.example, "example", &ask.example);
        let meaning = offer.map_or_else(|| ask.enter.clone(), |(_, label)| label);
        let empty = hint(&say.enter, "meaning", &meaning);
        let kept = hint(&say.enter, "meaning", &say.keep);
        let mut line = Line {
            key: &key,
            ask: &ask.ask,
            advice: &ask.advice,
            example: &example,
            enter: "",
        };
        let initial = self.context.initial(question, answers);
        let can_stay = self.brief.occasion != Occasion::Correct;
        let unfinished = answers.unfinished.take_if(|u| u.question == key);
        let mut typed = unfinished.map_or_else(|| initial.clone(), |u| u.text);
        let mut tried = None;
        loop {
            // What Enter does depends on what stands in the line.
            line.enter = match typed.as_str() {
                "" => &empty,
                text if text == initial && can_stay => &kept,
                _ => "",
            };
            if let Err(stopped) = self.asker.line(&line, &mut typed) {
                if typed != initial {
                    let question = key.clone();
                    answers.unfinished = Some(Unfinished {
                        question,
                        text: typed,
                    });
                    // The interview ends for the reason it was stopped, whatever the keeper says.
                    drop(self.keep(answers));
                }
                return Err(stopped);
            }
            let editable =
                question.is_prose() && matches!(self.brief.occasion, Occasion::Review { .. });
            if editable && self.edited(&mut typed, &initial)? {
                continue;
            }
            match self.context.take(question, &typed, answers) {
                Ok(remark) => {
                    if let Some(remark) = remark {
                        self.asker.tell(Tone::Good, &remark)?;
                    }
                    return self.read_along(question, &typed, answers);
                }
                Err(problem) => {
                    self.asker.tell(Tone::Problem, &problem)?;
                    if matches!(question, Question::Time(_)) {
                        // Short enough to type anew: left standing, it would be typed on to, or repeated.
                        typed.clone_from(&initial);
                    }
                    // The same mistake twice: the advice may help now.
                    let again = tried.replace(problem.clone()) == Some(problem);
                    line.advice = if again { &ask.advice } else { "" };
                    line.example = if again { &example } else { "" };
                }
            }
        }
    }

    /// The words of a question for the incident at hand.
    pub(super) fn asked(&self, question: &Question, answers: &Answers) -> Wording {
        let variant = self.context.variant(question, answers);
        let (fact, text, locale) = match question {
            Question::Translation(fact, locale) => (fact, answers.facts.text(*fact), locale),
            Question::Measure(place, locale) => {
                let measure = answers.measures.get(*place);
                (
                    &TextFact::What,
                    measure.map(|measure| &measure.what),
                    locale,
                )
            }
            _ => {
                let mut words = self.words.question(variant, &question.key());
                if let (Question::Confirmed(_), Some((time, who))) =
                    (question, self.context.standing())
                {
                    let time = self.context.clock(time);
                    words.ask = fill(&words.ask, &[("time", &time), ("who", who)]);
                }
                return words;
            }
        };
        let text = text.and_then(|t| t.get(self.brief.locale));
        let values = [
            ("fact", self.words.fact(variant, fact.key())),
            ("language", self.words.language(locale)),
            ("own", self.words.language(self.brief.locale)),
            ("text", text.unwrap_or_default().to_owned()),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let ask = self.words.question(variant, "translation");
        Wording {
            ask: fill(&ask.ask, &values),
            advice: fill(&ask.advice, &values),
            enter: fill(&ask.enter, &values),
            ..ask
        }
    }
}
