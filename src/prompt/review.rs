//! After the last question: look at the messages, mend an answer, and save or leave.

use crate::text::clean;

use super::answer::clipped;
use super::flaws::{Look, half_waived};
use super::interview::{Interviewer, forget};
use super::question::{self, Question};
use super::words::{Words, fill};
use super::{Answers, Asker, Brief, Choice, Keeper, Occasion, Stopped, Tone, Unfinished};
use crate::domain::fact::{TextFact, TimeFact};

/// The key under which an edited text that could not be read is kept.
const EDITOR: &str = "editor";

/// How a review ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The answers are to be saved.
    Save(Answers),
    /// Nothing is to be saved; the draft stays.
    Leave(Answers),
}

/// What can be done after the last question, in the order of the menu.
const ACTS: [&str; 5] = ["save", "edit", "all", "editor", "leave"];

/// What can be done as long as something wants to be mended or let be.
const ACTS_FIRST: [&str; 5] = ["mend", "waive", "all", "editor", "leave"];

/// Shows what would be sent and asks what to do: save, edit one answer, show every message, edit
/// all in the editor, or leave. What was found in it is mended, or let be with a reason, before it is
/// saved.
///
/// `preview` renders the messages, all of them or the most telling ones, and checks them; if it
/// cannot render them, saving stays possible. `editor` lets a person edit a text;
/// it returns nothing if the text is unchanged, or says why it failed. `to_text` and `from_text`
/// write and read the answers for it.
#[expect(
    clippy::too_many_arguments,
    reason = "each is one thing that the review must not know how to do itself"
)]
pub fn review(
    asker: &mut dyn Asker,
    brief: &Brief<'_>,
    answers: Answers,
    preview: &mut dyn FnMut(&Answers, bool) -> Look,
    editor: &mut dyn FnMut(&str) -> Result<Option<String>, String>,
    to_text: &dyn Fn(&Answers) -> String,
    from_text: &dyn Fn(&str) -> Result<Answers, String>,
    keeper: &mut dyn Keeper,
) -> Result<Verdict, Stopped> {
    let words = Words::of(brief.locale);
    let mut answers = answers;
    let mut interviewer = Interviewer::new(asker, brief, &words, keeper);
    let verdict = interviewer.review(&mut answers, preview, editor, to_text, from_text);
    verdict.inspect_err(|stopped| interviewer.own_up(stopped, &answers))
}

impl Interviewer<'_, '_> {
    /// Looks, mends and looks again, until the answers are saved or left.
    fn review(
        &mut self,
        answers: &mut Answers,
        preview: &mut dyn FnMut(&Answers, bool) -> Look,
        editor: &mut dyn FnMut(&str) -> Result<Option<String>, String>,
        to_text: &dyn Fn(&Answers) -> String,
        from_text: &dyn Fn(&str) -> Result<Answers, String>,
    ) -> Result<Verdict, Stopped> {
        let mut every = false;
        let mut look = true;
        let mut act = "";
        let mut seen = Look::default();
        loop {
            if look || act == "waive" {
                seen = preview(answers, every);
            }
            if look {
                match &seen.messages {
                    Ok(text) => self.asker.show(text)?,
                    Err(why) => {
                        let text = fill(&self.words.say.no_preview, &[("why", why)]);
                        self.asker.tell(Tone::Problem, &text)?;
                    }
                }
                if !seen.found.is_empty() {
                    self.asker.show(&seen.found)?;
                }
            }
            let flaws = &seen.flaws;
            act = self.what_next(answers, flaws.len())?;
            (every, look) = (act == "all", true);
            match act {
                "save" => return Ok(Verdict::Save(std::mem::take(answers))),
                "leave" => return Ok(Verdict::Leave(std::mem::take(answers))),
                "mend" => look = self.mend(flaws, answers)?,
                "waive" => {
                    self.waive(flaws, answers)?;
                    look = false;
                }
                "edit" => look = self.edit_one(answers)?,
                "editor" => look = self.edit_all(answers, editor, to_text, from_text)?,
                _ => {}
            }
        }
    }

    fn what_next(&mut self, answers: &Answers, flaws: usize) -> Result<&'static str, Stopped> {
        let (acts, variant) = match flaws {
            0 => (ACTS, ""),
            1 => (ACTS_FIRST, "flawed"),
            _ => (ACTS_FIRST, "flaws"),
        };
        let variant = match self.brief.occasion {
            Occasion::Review { is_final } if flaws == 0 => {
                ["draft", "final"][usize::from(is_final)]
            }
            _ => variant,
        };
        let options = acts.map(|act| self.words.choice("", "next", act));
        let ask = self.words.question(variant, "next");
        // Text that waits for the editor comes first: nothing edited is left behind by Enter.
        let waiting = answers
            .unfinished
            .as_ref()
            .is_some_and(|u| u.question == EDITOR);
        // A reason that was begun is gone on with.
        let begun = flaws > 0 && half_waived(answers).is_some();
        let default = if waiting { 3 } else { usize::from(begun) };
        let at = self.asker.choose(&Choice {
            key: "next",
            ask: &ask.ask,
            advice: &ask.advice,
            options: &options,
            default,
        })?;
        Ok(acts[at])
    }

    /// Asks one answer anew; returns whether there is something new to look at.
    pub(super) fn edit_one(&mut self, answers: &mut Answers) -> Result<bool, Stopped> {
        let mut questions = question::plan(self.brief, answers);
        questions.retain(|q| !matches!(q, Question::News | Question::Wrong));
        // Not worth a question in the first minutes, but what is known by now may be said.
        let began = Question::Time(TimeFact::Started);
        if question::may_say_when_it_began(self.brief) && !questions.contains(&began) {
            questions.push(began);
        }
        let mut options: Vec<_> = questions
            .iter()
            .map(|question| {
                let said = self.said(question, answers).replace('\n', " ");
                let said = if said.is_empty() {
                    "–".to_owned()
                } else {
                    clipped(&said)
                };
                format!(
                    "{}: {}",
                    self.name(question, answers),
                    clean::visible(&said)
                )
            })
            .collect();
        options.push(self.words.say.back.clone());
        let ask = self.words.question("", "edit");
        let at = self.asker.choose(&Choice {
            key: "edit",
            ask: &ask.ask,
            advice: &ask.advice,
            options: &options,
            default: 0,
        })?;
        let Some(question) = questions.get(at) else {
            return Ok(false);
        };
        self.ask(question, answers)?;
        // New words may want new translations, and a "yes" its details.
        self.ask_open(answers)?;
        self.keep(answers)?;
        Ok(true)
    }

    fn name(&self, question: &Question, answers: &Answers) -> String {
        let variant = self.context.variant(question, answers);
        match question {
            Question::Translation(fact, locale) => {
                format!("{} ({locale})", self.words.fact(variant, fact.key()))
            }
            Question::Measure(place, locale) => {
                let name = self.words.fact(variant, TextFact::What.key());
                format!("{name} {} ({locale})", place + 1)
            }
            other => self.words.fact(variant, &other.key()),
        }
    }

    /// Lets all answers be edited as one text; returns whether they changed. A text that cannot be
    /// read is kept, offered again, and never replaces the answers.
    fn edit_all(
        &mut self,
        answers: &mut Answers,
        editor: &mut dyn FnMut(&str) -> Result<Option<String>, String>,
        to_text: &dyn Fn(&Answers) -> String,
        from_text: &dyn Fn(&str) -> Result<Answers, String>,
    ) -> Result<bool, Stopped> {
        let say = &self.words.say;
        let waiting = answers.unfinished.take_if(|u| u.question == EDITOR);
        let mut text = waiting
            .as_ref()
            .map_or_else(|| to_text(answers), |u| u.text.clone());
        let mut unread = waiting.is_some();
        loop {
            match editor(&text) {
                Ok(Some(edited)) => text = edited,
                Ok(None) if unread => {}
                Ok(None) => {
                    self.asker.tell(Tone::Plain, &say.unchanged)?;
                    return Ok(false);
                }
                Err(why) => {
                    let told = fill(&say.editor_failed, &[("why", &why)]);
                    self.asker.tell(Tone::Problem, &told)?;
                    if unread {
                        self.keep_text(answers, text)?;
                    }
                    return Ok(false);
                }
            }
            match from_text(&text) {
                Ok(read) => {
                    // The text holds facts; which questions were put does not change by editing.
                    let answered = std::mem::take(&mut answers.answered);
                    *answers = Answers {
                        answered,
                        unfinished: None,
                        ..read
                    };
                    self.ask_open(answers)?;
                    self.keep(answers)?;
                    return Ok(true);
                }
                Err(why) => {
                    unread = true;
                    let told = fill(&say.unreadable, &[("why", &why)]);
                    self.asker.tell(Tone::Problem, &told)?;
                    self.keep_text(answers, text.clone())?;
                    let words = [say.no.as_str(), &say.yes];
                    if !self
                        .asker
                        .confirm("edit-again", [&say.edit_again, ""], words, true)?
                    {
                        self.asker.tell(Tone::Plain, &say.edit_kept)?;
                        return Ok(false);
                    }
                    answers.unfinished = None;
                }
            }
        }
    }

    fn keep_text(&mut self, answers: &mut Answers, text: String) -> Result<(), Stopped> {
        forget(answers, EDITOR);
        answers.unfinished = Some(Unfinished {
            question: EDITOR.to_owned(),
            text,
        });
        self.keep(answers)
    }
}
