//! The questions answered by choosing, and what each choice means for the facts.

use crate::domain::fact::FactName;
use crate::domain::measure::Agreed;
use crate::domain::words::{DataImpact, Severity};

use super::answer::clipped;
use super::interview::{Interviewer, forget};
use super::matter::Matter;
use super::news::News;
use super::question::{self, Question};
use super::{Answers, Choice, Occasion, Stopped, Tone};

impl Interviewer<'_, '_> {
    /// Asks a question of choice; none for one that wants words. Returns the key of the choice.
    pub(super) fn choose(
        &mut self,
        question: &Question,
        answers: &mut Answers,
    ) -> Result<Option<String>, Stopped> {
        match question {
            Question::News => {
                let news = News::options(self.brief);
                let keys: Vec<_> = news.iter().map(|n| n.key()).collect();
                let chosen = news[self.pick(question, &keys, 0, answers)?];
                if chosen == News::Over {
                    return Err(Stopped::OverUseResolve);
                }
                let kind = question::standing(self.brief).0;
                answers.facts.state = chosen.state(kind).or(self.brief.given.state);
                Ok(Some(chosen.key().to_owned()))
            }
            Question::Wrong => self.choose_wrong(answers).map(Some),
            Question::Severity => {
                let suggested = self.brief.suggested.and_then(|s| s.severity);
                let known = answers
                    .facts
                    .severity
                    .or(suggested)
                    .unwrap_or(Severity::Major);
                let at = place(Severity::ALL, &known);
                let chosen = Severity::ALL[self.pick(question, Severity::WORDS, at, answers)?];
                answers.facts.severity = Some(chosen);
                Ok(Some(chosen.word().to_owned()))
            }
            Question::Data => self.choose_data(answers).map(Some),
            Question::Confirmed(matter) => {
                let ask = self.asked(question, answers);
                let key = question.key();
                let name = matter.fact();
                let stands = *matter == Matter::Estimate && self.context.standing().is_some();
                let before = answers.answered.contains(&format!("{key}=yes"))
                    || stands && !answers.clear.contains(&name);
                let words = [self.words.say.no.as_str(), &self.words.say.yes];
                let asked = [ask.ask.as_str(), &ask.advice];
                let yes = self.asker.confirm(&key, asked, words, before)?;
                answers.clear.retain(|cleared| *cleared != name);
                if !yes {
                    withdraw(*matter, answers);
                    if stands {
                        answers.clear.push(name);
                    }
                }
                Ok(Some(if yes { "yes" } else { "no" }.to_owned()))
            }
            _ => Ok(None),
        }
    }

    fn choose_data(&mut self, answers: &mut Answers) -> Result<String, Stopped> {
        let mut keys = vec!["unsaid"];
        keys.extend(DataImpact::WORDS);
        let corrects = self.brief.occasion == Occasion::Correct;
        let in_force = self.brief.incident.and_then(|i| i.in_force.facts.data);
        let in_force = in_force.filter(|_| corrects);
        loop {
            let known = answers.facts.data.or(in_force);
            let known = known.map_or(0, |data| 1 + place(DataImpact::ALL, &data));
            let chosen = self.pick(&Question::Data, &keys, known, answers)?;
            let data = chosen.checked_sub(1).map(|at| DataImpact::ALL[at]);
            if corrects && data == in_force {
                let text = self.words.say.nothing_corrected.clone();
                self.asker.tell(Tone::Problem, &text)?;
                continue;
            }
            answers.facts.data = data;
            answers.clear.retain(|name| *name != FactName::Data);
            if data.is_none() && in_force.is_some() {
                answers.clear.push(FactName::Data);
            }
            return Ok(keys[chosen].to_owned());
        }
    }

    fn choose_wrong(&mut self, answers: &mut Answers) -> Result<String, Stopped> {
        let names = question::correctable(self.brief);
        if names.is_empty() {
            return Err(Stopped::NothingToCorrect);
        }
        let options: Vec<_> = names
            .iter()
            .map(|name| {
                let said = Question::of(name).map(|q| self.said(&q, answers));
                let said = clipped(&said.unwrap_or_default().replace('\n', " "));
                format!(
                    "{}: {said}",
                    self.words
                        .fact(question::standing(self.brief).0.word(), &name.key())
                )
            })
            .collect();
        let ask = self.asked(&Question::Wrong, answers);
        let at = self.asker.choose(&Choice {
            key: "wrong",
            ask: &ask.ask,
            advice: &ask.advice,
            options: &options,
            default: 0,
        })?;
        Ok(names[at].key())
    }

    /// What was answered to a question, or is in force, in short.
    pub(super) fn said(&self, question: &Question, answers: &Answers) -> String {
        let variant = self.context.variant(question, answers);
        let choice = |key: &str| self.words.choice(variant, &question.key(), key);
        match question {
            Question::Severity => answers.facts.severity.map(|s| choice(s.word())),
            Question::Data => {
                let in_force = self.brief.incident.and_then(|i| i.in_force.facts.data);
                answers.facts.data.or(in_force).map(|d| choice(d.word()))
            }
            Question::Time(fact) => {
                let moment = answers.facts.time(*fact);
                let in_force = self
                    .brief
                    .incident
                    .and_then(|i| i.in_force.facts.time(*fact));
                moment.or(in_force).map(|m| self.context.clock(m))
            }
            Question::Confirmed(matter) => {
                let yes = format!("{}-confirmed=yes", matter.key());
                let say = &self.words.say;
                let answer = if answers.answered.contains(&yes) {
                    &say.yes
                } else {
                    &say.no
                };
                Some(answer.clone())
            }
            Question::Measures => {
                let what = |m: &Agreed| m.line(self.brief.locale);
                Some(
                    answers
                        .measures
                        .iter()
                        .map(what)
                        .collect::<Vec<_>>()
                        .join(" / "),
                )
            }
            _ => Some(self.context.initial(question, answers)),
        }
        .unwrap_or_default()
    }

    fn pick(
        &mut self,
        question: &Question,
        keys: &[&str],
        default: usize,
        answers: &Answers,
    ) -> Result<usize, Stopped> {
        let key = question.key();
        let variant = self.context.variant(question, answers);
        let options = keys.iter().map(|k| self.words.choice(variant, &key, k));
        let options: Vec<_> = options.collect();
        let ask = self.asked(question, answers);
        self.asker.choose(&Choice {
            key: &key,
            ask: &ask.ask,
            advice: &ask.advice,
            options: &options,
            default,
        })
    }
}

/// Takes back what nobody confirmed, with the questions about it.
fn withdraw(matter: Matter, answers: &mut Answers) {
    answers.facts.withdraw(&matter.fact());
    forget(answers, matter.key());
    forget(answers, &Question::By(matter).key());
}

fn place<T: PartialEq>(all: &[T], value: &T) -> usize {
    all.iter().position(|v| v == value).unwrap_or_default()
}
