//! What somebody who knows the craft says about answers: a line under an answer while there is still
//! time, and at the end what wants to be mended, or let be with a reason, before it is saved.
//!
//! The interview knows no rule. Whoever starts it reads along and says what was found.

use crate::domain::fact::{FactName, InternalFact, TextFact};
use crate::domain::locale::Locale;
use crate::domain::words::IncidentType;
use crate::text::clean;

use super::interview::Interviewer;
use super::question::Question;
use super::words::fill;
use super::{Answers, Choice, Line, Occasion, Stopped, Tone, Unfinished};

/// An answer as it was just given.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    /// The fact that it states; none for what the team alone sees.
    pub fact: Option<TextFact>,
    /// The language of the text.
    pub locale: &'a Locale,
    /// What was typed.
    pub text: &'a str,
    /// All answers so far, with this one.
    pub answers: &'a Answers,
}

/// What there is to say about one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// It says what customers cannot do.
    SaysImpact,
    /// Something in it would better be said otherwise.
    Found {
        /// The rule that says so.
        rule: String,
        /// The words it is about, safe for a terminal.
        said: String,
        /// What to write instead, in the language of the interview.
        help: String,
    },
}

/// What a person sees before deciding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The messages as text that is safe for a terminal, or why there are none.
    pub messages: Result<String, String>,
    /// What was found in them, as such a text; empty if nothing was.
    pub found: String,
    /// What wants to be mended or let be before it is saved.
    pub flaws: Vec<Flaw>,
}

impl Default for Look {
    /// Nothing to see.
    fn default() -> Self {
        Self {
            messages: Ok(String::new()),
            found: String::new(),
            flaws: Vec::new(),
        }
    }
}

/// Something that is not to be saved as if nobody had seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// What it is let be by: the rule, for a secret with its fingerprint.
    pub rule: String,
    /// What was found, in a few words that are safe for a terminal.
    pub what: String,
    /// The answer that holds it, and the locale of the text.
    pub fact: Option<(FactName, Option<Locale>)>,
    /// The reason that was given for it earlier in this incident.
    pub reason: String,
}

/// The most remarks on one answer: more would bury the next question.
const MOST_REMARKS: usize = 3;

/// The most characters of a reason.
const REASON: usize = 500;

/// What the key of a half-typed reason begins with.
const WAIVE: &str = "waive ";

/// The rule whose reason was half-typed when the interview stopped.
pub(super) fn half_waived(answers: &Answers) -> Option<&str> {
    answers.unfinished.as_ref()?.question.strip_prefix(WAIVE)
}

impl Interviewer<'_, '_> {
    /// Says under an answer what there is to say about it. Nothing here holds anybody up.
    pub(super) fn read_along(
        &mut self,
        question: &Question,
        typed: &str,
        answers: &Answers,
    ) -> Result<(), Stopped> {
        let (fact, locale) = match question {
            Question::Text(fact) => (Some(*fact), self.brief.locale),
            Question::Translation(fact, locale) => (Some(*fact), locale),
            Question::Team | Question::Inside(_) => (None, self.brief.locale),
            Question::Measures => (Some(TextFact::What), self.brief.locale),
            _ => return Ok(()),
        };
        let text = typed.trim();
        // What was in force and stays as it is was read before.
        let is_new =
            fact.is_none_or(|fact| fact == TextFact::What || answers.facts.text(fact).is_some());
        if text.is_empty() || !is_new {
            return Ok(());
        }
        let remarks = (self.brief.remarks)(&Heard {
            fact,
            locale,
            text,
            answers,
        });
        let variant = self.context.variant(question, answers);
        let plain = variant == IncidentType::Incident.word();
        for remark in remarks.iter().take(MOST_REMARKS) {
            let say = &self.words.say;
            match remark {
                Remark::SaysImpact if plain => self.asker.tell(Tone::Good, &say.says_impact)?,
                Remark::SaysImpact => {}
                Remark::Found { rule, said, help } => {
                    let values = [("rule", rule), ("said", said), ("help", help)];
                    let values = values.map(|(name, value)| (name, value.as_str()));
                    self.asker.tell(Tone::Warning, &fill(&say.found, &values))?;
                }
            }
        }
        Ok(())
    }

    /// Asks anew for the answer in which something was found; returns whether there is something new
    /// to look at.
    pub(super) fn mend(&mut self, flaws: &[Flaw], answers: &mut Answers) -> Result<bool, Stopped> {
        let Some(flaw) = self.which(flaws, "mend")? else {
            return Ok(false);
        };
        let reviews = matches!(self.brief.occasion, Occasion::Review { .. });
        let question = flaw.fact.as_ref().and_then(|(name, locale)| {
            let other = locale.as_ref().filter(|l| *l != self.brief.locale);
            match (name, other) {
                (FactName::Text(fact), Some(locale)) => {
                    Some(Question::Translation(*fact, locale.clone()))
                }
                (FactName::Text(fact), None) => Some(Question::Text(*fact)),
                (FactName::Internal(fact), _) if reviews && *fact != InternalFact::Links => {
                    Some(Question::Inside(*fact))
                }
                (FactName::Internal(_), _) => Some(Question::Team),
                (name, _) => Question::of(name),
            }
        });
        let Some(question) = question else {
            return self.edit_one(answers);
        };
        // What is in force is mended where it stands, whatever the occasion is.
        self.context.mends = true;
        let asked = self.ask(&question, answers);
        self.context.mends = false;
        asked?;
        self.ask_open(answers)?;
        self.keep(answers)?;
        Ok(true)
    }

    /// Asks why something that was found is right here, and lets it be.
    pub(super) fn waive(&mut self, flaws: &[Flaw], answers: &mut Answers) -> Result<(), Stopped> {
        let begun = half_waived(answers).map(str::to_owned);
        let begun = flaws.iter().find(|flaw| Some(&flaw.rule) == begun.as_ref());
        let flaw = match begun {
            Some(flaw) => Some(flaw),
            None => self
                .which(&one_each(flaws), "waive")?
                .and_then(|chosen| flaws.iter().find(|flaw| flaw.rule == chosen.rule)),
        };
        let Some(flaw) = flaw else { return Ok(()) };
        let key = format!("{WAIVE}{}", flaw.rule);
        let (say, ask) = (&self.words.say, self.words.question("", "reason"));
        let enter = |meaning: &str| fill(&say.enter, &[("meaning", meaning)]);
        let (back, kept) = (enter(&ask.enter), enter(&say.keep));
        let question = fill(&ask.ask, &[("rule", &flaw.rule)]);
        let example = fill(&say.example, &[("example", &ask.example)]);
        let mut line = Line {
            key: &key,
            ask: &question,
            advice: &ask.advice,
            example: &example,
            enter: "",
        };
        let unfinished = answers.unfinished.take_if(|u| u.question == key);
        let mut typed = unfinished.map_or_else(|| flaw.reason.clone(), |u| u.text);
        loop {
            line.enter = match typed.as_str() {
                "" => &back,
                text if text == flaw.reason => &kept,
                _ => "",
            };
            if let Err(stopped) = self.asker.line(&line, &mut typed) {
                if !typed.is_empty() {
                    answers.unfinished = Some(Unfinished {
                        question: key.clone(),
                        text: typed,
                    });
                }
                // The interview ends for the reason it was stopped, whatever the keeper says.
                drop(self.keep(answers));
                return Err(stopped);
            }
            match clean::fit_line(&typed, REASON) {
                Ok(fit) if fit.text.is_empty() => return Ok(()),
                Ok(fit) => {
                    answers.waived.insert(flaw.rule.clone(), fit.text);
                    let told = fill(&self.words.say.waived, &[("rule", &flaw.rule)]);
                    self.asker.tell(Tone::Good, &told)?;
                    return self.keep(answers);
                }
                Err(problem) => {
                    let told = self.words.unfit(&problem);
                    self.asker.tell(Tone::Problem, &told)?;
                }
            }
        }
    }

    /// Asks which of several; none to go back.
    fn which<'f>(&mut self, flaws: &'f [Flaw], key: &str) -> Result<Option<&'f Flaw>, Stopped> {
        if let [flaw] = flaws {
            return Ok(Some(flaw));
        }
        let told = flaws
            .iter()
            .map(|flaw| format!("{}: {}", flaw.rule, flaw.what));
        let options: Vec<_> = told.chain([self.words.say.back.clone()]).collect();
        let ask = self.words.question("", key);
        let at = self.asker.choose(&Choice {
            key,
            ask: &ask.ask,
            advice: &ask.advice,
            options: &options,
            default: 0,
        })?;
        Ok(flaws.get(at))
    }
}

/// The flaws of which each is let be by a reason of its own.
fn one_each(flaws: &[Flaw]) -> Vec<Flaw> {
    let mut each: Vec<Flaw> = Vec::with_capacity(flaws.len());
    for flaw in flaws {
        if !each.iter().any(|known| known.rule == flaw.rule) {
            each.push(flaw.clone());
        }
    }
    each
}
