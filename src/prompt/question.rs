//! Which questions an interview asks, and in which order: a pure function of what is known, so that
//! stopping and going on need no memory but the answers themselves.

use crate::domain::fact::{FactName, InternalFact, TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::locale::Locale;
use crate::domain::words::{DataImpact, IncidentType, State};

use super::looking_back;
use super::matter::Matter;
use super::news::{News, Told};
use super::{Answers, Brief, Occasion};

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Question {
    /// What is new; steers an update.
    News,
    /// Which fact was wrong; steers a correction.
    Wrong,
    Severity,
    Text(TextFact),
    Time(TimeFact),
    Data,
    /// Whether somebody confirmed it; only then is it asked for.
    Confirmed(Matter),
    /// Who confirmed it.
    By(Matter),
    /// Everything for the team alone, in one line.
    Team,
    Translation(TextFact, Locale),
    /// One thing for the team alone, in a review.
    Inside(InternalFact),
    /// What is agreed on, one measure at a time, until there is no more.
    Measures,
    /// The words of a measure, by its place, in another language.
    Measure(usize, Locale),
}

impl Question {
    /// The key in [`Answers::answered`] and in the words of the interview; a translation adds `@`
    /// and its locale.
    pub(super) fn key(&self) -> String {
        match self {
            Self::News => "news".to_owned(),
            Self::Wrong => "wrong".to_owned(),
            Self::Severity => "severity".to_owned(),
            Self::Text(fact) => fact.key().to_owned(),
            Self::Time(fact) => fact.key().to_owned(),
            Self::Data => "data".to_owned(),
            Self::Confirmed(matter) => format!("{}-confirmed", matter.key()),
            Self::By(matter) => format!("{}-by", matter.key()),
            Self::Team => "team".to_owned(),
            Self::Translation(fact, locale) => format!("{}@{locale}", fact.key()),
            Self::Inside(fact) => fact.key().to_owned(),
            Self::Measures => TextFact::What.key().to_owned(),
            Self::Measure(place, locale) => format!("what-{place}@{locale}"),
        }
    }

    /// The question that asks for a fact, if one does.
    pub(super) fn of(name: &FactName) -> Option<Self> {
        match name {
            FactName::Text(fact) => Some(Self::Text(*fact)),
            FactName::Time(fact) => Some(Self::Time(*fact)),
            FactName::Data => Some(Self::Data),
            FactName::Components | FactName::Internal(_) => None,
        }
    }

    /// The fact whose words this asks for, if it does, and whether they may be long.
    pub(super) const fn is_prose(&self) -> bool {
        matches!(
            self,
            Self::Text(_) | Self::Translation(..) | Self::Inside(_)
        )
    }

    /// Whether nothing can be said without the fact: having asked for it is not enough, since a
    /// text edited by hand may lack it.
    fn is_needed(&self, brief: &Brief<'_>) -> bool {
        match self {
            Self::Severity | Self::Text(TextFact::Title | TextFact::Impact) => {
                brief.occasion == Occasion::Declare
            }
            Self::Time(TimeFact::NextUpdate) => true,
            // Without an end nobody can say how long it lasted.
            Self::Time(TimeFact::Ended) => {
                let in_force = brief.incident.map(|i| &i.in_force.facts);
                let known = in_force.is_some_and(|f| f.time(TimeFact::Ended).is_some());
                brief.occasion == Occasion::Review { is_final: true } && !known
            }
            _ => false,
        }
    }

    /// Whether this need not be asked (any more).
    fn is_settled(&self, brief: &Brief<'_>, answers: &Answers) -> bool {
        let key = self.key();
        if let Self::Translation(fact, locale) = self
            && answers.answered.contains(&outdated(*fact, locale))
        {
            return false;
        }
        if answers.answered.iter().any(|a| stem(a) == key) && !self.is_needed(brief) {
            return true;
        }
        if looking_back::is_written(brief) && !self.is_needed(brief) {
            return true;
        }
        let facts = &answers.facts;
        match self {
            Self::News => News::of(answers).is_some(),
            Self::Wrong => wrong(answers).is_some(),
            Self::Severity => facts.severity.is_some(),
            Self::Text(fact) => {
                answers.clear.contains(&FactName::Text(*fact))
                    || facts.text(*fact).is_some_and(|text| {
                        text.is_blank()
                            || text
                                .iter()
                                .any(|(l, _)| l.language() == brief.locale.language())
                    })
            }
            Self::Time(fact) => {
                answers.clear.contains(&FactName::Time(*fact)) || facts.time(*fact).is_some()
            }
            Self::Data => answers.clear.contains(&FactName::Data) || facts.data.is_some(),
            Self::Confirmed(matter) => {
                let name = matter.fact();
                answers.clear.contains(&name) || facts.states(&name)
            }
            // A name from the flags stands for everything beside it; one that was answered was
            // meant for one matter.
            Self::By(_) => {
                facts.confirmed_by.is_some() && !answers.answered.iter().any(|a| a.ends_with("-by"))
            }
            Self::Team => !facts.internal.is_empty(),
            Self::Translation(fact, locale) => {
                facts.text(*fact).is_some_and(|t| t.get(locale).is_some())
            }
            Self::Inside(InternalFact::Cause) => facts.internal.cause.is_some(),
            Self::Inside(fact) => facts.internal.looked_back.contains_key(fact),
            Self::Measures => !brief.measures.is_empty(),
            Self::Measure(place, locale) => {
                let measure = answers.measures.get(*place);
                measure.is_none_or(|measure| measure.what.get(locale).is_some())
            }
        }
    }
}

/// What stands among the answers as long as a translation is that of earlier words.
pub(super) fn outdated(fact: TextFact, locale: &Locale) -> String {
    format!("{}@{locale}=outdated", fact.key())
}

/// The part of a key before the choice made.
pub(super) fn stem(answered: &str) -> &str {
    answered.split_once('=').map_or(answered, |(stem, _)| stem)
}

/// The type and state of the incident at hand.
pub(super) fn standing(brief: &Brief<'_>) -> (IncidentType, State) {
    if let Some(incident) = brief.incident {
        return (incident.in_force.kind_of(), incident.in_force.state());
    }
    let kind = brief.given.kind_of.unwrap_or(IncidentType::Incident);
    (kind, State::first(kind))
}

/// Whether planned work ends before it begins: then it is called off, and has no result.
pub(super) fn calls_off(brief: &Brief<'_>) -> bool {
    let begins = brief
        .incident
        .and_then(|i| i.in_force.facts.time(TimeFact::Started));
    brief.occasion == Occasion::Resolve
        && standing(brief) == (IncidentType::Maintenance, State::Scheduled)
        && brief.given.time(TimeFact::Started).is_none()
        && begins.is_some_and(|begins| begins > brief.now)
}

/// Whether it may be said when it began without being asked: while it lasts, as long as nobody has.
pub(super) fn may_say_when_it_began(brief: &Brief<'_>) -> bool {
    let in_force = brief.incident.map(|i| &i.in_force.facts);
    let known = in_force.is_some_and(|facts| facts.time(TimeFact::Started).is_some());
    matches!(brief.occasion, Occasion::Declare | Occasion::Update) && !known
}

/// The fact that a correction is about: the one chosen, or any that is stated.
fn wrong(answers: &Answers) -> Option<FactName> {
    let chosen = answers
        .answered
        .iter()
        .find_map(|a| a.strip_prefix("wrong="));
    chosen.map_or_else(
        || corrected(&answers.facts, &answers.clear).into_iter().next(),
        |key| {
            let title = FactName::Text(TextFact::Title);
            FactName::clearable()
                .chain([title])
                .find(|name| name.key() == key)
        },
    )
}

/// The facts that a correction states or withdraws; the next update is a promise, not a correction.
pub(super) fn corrected(facts: &Facts, clear: &[FactName]) -> Vec<FactName> {
    FactName::clearable()
        .chain([FactName::Text(TextFact::Title)])
        .filter(|name| *name != FactName::Time(TimeFact::NextUpdate))
        .filter(|name| facts.states(name) || clear.contains(name))
        .collect()
}

/// The facts in force that were said in public and can be corrected here.
pub(super) fn correctable(brief: &Brief<'_>) -> Vec<FactName> {
    let Some(incident) = brief.incident else {
        return Vec::new();
    };
    let never_public = [
        FactName::Text(TextFact::Decision),
        // An estimate lapses with the next public word, and so with the correction itself.
        FactName::Time(TimeFact::Estimate),
        FactName::Time(TimeFact::NextUpdate),
    ];
    let names = [FactName::Text(TextFact::Title)]
        .into_iter()
        .chain(FactName::clearable());
    names
        .filter(|name| !never_public.contains(name) && Question::of(name).is_some())
        .filter(|name| incident.in_force.facts.states(name))
        .filter(|name| incident.last_stating(std::slice::from_ref(name)).is_some())
        .collect()
}

/// The questions of an interview, in order, as far as the answers so far decide them.
pub(super) fn plan(brief: &Brief<'_>, answers: &Answers) -> Vec<Question> {
    use Question::{By, Confirmed, Data, Severity, Team, Text, Time, Wrong};
    let mut plan = match brief.occasion {
        Occasion::Declare => {
            let mut plan = vec![Text(TextFact::Title), Severity, Text(TextFact::Impact)];
            let kind = standing(brief).0;
            let prepared = |fact| brief.suggested.is_some_and(|s| s.text(fact).is_some());
            // When somebody may have got in, what to do comes before everything else.
            if kind == IncidentType::Security || prepared(TextFact::DoNow) {
                plan.push(Text(TextFact::DoNow));
            }
            let planned = kind == IncidentType::Maintenance;
            if planned {
                plan.extend([Time(TimeFact::Started), Time(TimeFact::Estimate)]);
            }
            plan.extend([Text(TextFact::Scope), Text(TextFact::Workaround)]);
            // Planned work is seldom a supplier's.
            if !planned || prepared(TextFact::ThirdParty) {
                plan.push(Text(TextFact::ThirdParty));
            }
            // What the work is says its title; when it begins and ends is worth more questions.
            if !planned || prepared(TextFact::Action) {
                plan.push(Text(TextFact::Action));
            }
            plan.extend([Time(TimeFact::NextUpdate), Team]);
            plan
        }
        Occasion::Update => {
            let mut plan = vec![Question::News];
            if let Some(Told::News(news)) = News::of(answers) {
                plan.extend(news.questions());
            }
            let in_force = brief.incident.map(|incident| &incident.in_force);
            if in_force.is_some_and(|held| held.has_a_lapsing_way(&answers.facts)) {
                plan.push(Text(TextFact::Workaround));
            }
            plan
        }
        Occasion::Resolve if calls_off(brief) => vec![Text(TextFact::Outcome)],
        Occasion::Resolve => vec![
            Text(TextFact::Outcome),
            Time(TimeFact::Started),
            Time(TimeFact::Ended),
            Text(TextFact::Harm),
            Data,
            By(Matter::Data),
            Time(TimeFact::FollowUp),
            Confirmed(Matter::Offer),
            By(Matter::Offer),
            Text(TextFact::Offer),
        ],
        Occasion::Review { .. } => looking_back::questions(brief),
        Occasion::Correct => {
            let mut plan = vec![Wrong];
            let wrong = wrong(answers).and_then(|name| Question::of(&name));
            let confirmed = match wrong {
                Some(Data) => Some(By(Matter::Data)),
                Some(Text(TextFact::Offer)) => Some(By(Matter::Offer)),
                _ => None,
            };
            plan.extend(wrong);
            plan.extend(confirmed);
            plan
        }
    };
    if matches!(brief.occasion, Occasion::Update | Occasion::Correct) {
        let next = Time(TimeFact::NextUpdate);
        let team = plan.iter().position(|q| *q == Team);
        if !answers.facts.state.unwrap_or(standing(brief).1).is_over() {
            plan.insert(team.unwrap_or(plan.len()), next);
        }
    }
    plan.retain(|question| is_called_for(question, brief, answers));
    plan.extend(translations(brief, answers));
    plan
}

/// Whether the answers so far make this question sensible.
fn is_called_for(question: &Question, brief: &Brief<'_>, answers: &Answers) -> bool {
    let facts = &answers.facts;
    let said_yes = |m: Matter| {
        answers
            .answered
            .contains(&format!("{}-confirmed=yes", m.key()))
    };
    match question {
        Question::By(Matter::Data) => facts.data.is_some_and(|d| d != DataImpact::Unknown),
        Question::By(m @ Matter::Estimate) => {
            said_yes(*m) || facts.time(TimeFact::Estimate).is_some()
        }
        Question::By(m @ Matter::Offer) => said_yes(*m) || facts.text(TextFact::Offer).is_some(),
        // Whoever plans the work answers for its end, and without a beginning there is none.
        Question::Time(TimeFact::Estimate) if brief.occasion == Occasion::Declare => {
            facts.time(TimeFact::Started).is_some()
        }
        Question::Time(TimeFact::Estimate) => {
            said_yes(Matter::Estimate) && facts.confirmed_by.is_some()
        }
        // At the end it is asked for only if nobody said it before.
        Question::Time(TimeFact::Started) if brief.occasion == Occasion::Resolve => {
            let in_force = brief.incident.map(|i| &i.in_force.facts);
            in_force.is_none_or(|facts| facts.time(TimeFact::Started).is_none())
        }
        Question::Text(TextFact::Offer) => {
            brief.occasion == Occasion::Correct
                || said_yes(Matter::Offer) && facts.confirmed_by.is_some()
        }
        _ => true,
    }
}

fn translations(brief: &Brief<'_>, answers: &Answers) -> Vec<Question> {
    let others = brief.translations.iter().filter(|l| *l != brief.locale);
    let measures = 0..answers.measures.len();
    let told = |fact: &&TextFact| {
        let text = answers.facts.text(**fact).and_then(|t| t.get(brief.locale));
        // An address is the same in every language.
        let alike = matches!(
            fact,
            TextFact::Report | TextFact::Contact | TextFact::Feedback
        );
        let told = **fact != TextFact::Decision && !alike;
        told && text.is_some_and(|t| !t.is_empty())
    };
    others
        .flat_map(|locale| {
            let texts = TextFact::ALL.iter().filter(told);
            let texts = texts.map(|fact| Question::Translation(*fact, locale.clone()));
            let measures = measures
                .clone()
                .map(|n| Question::Measure(n, locale.clone()));
            texts.chain(measures)
        })
        .collect()
}

/// The first question that is still open.
pub(super) fn open(brief: &Brief<'_>, answers: &Answers) -> Option<Question> {
    plan(brief, answers)
        .into_iter()
        .find(|question| !question.is_settled(brief, answers))
}
