//! Which questions an interview asks, and in which order: a pure function of what is known, so that
//! stopping and going on need no memory but the answers themselves.

use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::locale::Locale;
use crate::domain::words::{DataImpact, IncidentType, State};

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
}

/// A statement that counts only with the name of somebody who confirmed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matter {
    Data,
    Estimate,
    Offer,
}

impl Matter {
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Estimate => "estimate",
            Self::Offer => "offer",
        }
    }
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

    /// Whether this need not be asked (any more).
    fn is_settled(&self, brief: &Brief<'_>, answers: &Answers) -> bool {
        let key = self.key();
        if answers.answered.iter().any(|a| stem(a) == key) {
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
            Self::Confirmed(Matter::Estimate) => facts.time(TimeFact::Estimate).is_some(),
            Self::Confirmed(_) => facts.text(TextFact::Offer).is_some(),
            // A name from the flags stands for everything beside it; one that was answered was
            // meant for one matter.
            Self::By(_) => {
                facts.confirmed_by.is_some() && !answers.answered.iter().any(|a| a.ends_with("-by"))
            }
            Self::Team => !facts.internal.is_empty(),
            Self::Translation(fact, locale) => {
                facts.text(*fact).is_some_and(|t| t.get(locale).is_some())
            }
        }
    }
}

/// The part of a key before the choice made.
pub(super) fn stem(answered: &str) -> &str {
    answered.split_once('=').map_or(answered, |(stem, _)| stem)
}

/// What is new in an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    Nothing,
    Identified,
    Monitoring,
    Changed,
    /// Planned work has begun.
    Started,
    /// Planned work is done and is being verified.
    Verifying,
    Over,
    /// It was over and is happening again.
    Again,
    /// Something is added to what is over.
    Added,
}

impl News {
    const ALL: [Self; 9] = [
        Self::Nothing,
        Self::Identified,
        Self::Monitoring,
        Self::Changed,
        Self::Started,
        Self::Verifying,
        Self::Over,
        Self::Again,
        Self::Added,
    ];

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Identified => "identified",
            Self::Monitoring => "monitoring",
            Self::Changed => "changed",
            Self::Started => "started",
            Self::Verifying => "verifying",
            Self::Over => "over",
            Self::Again => "again",
            Self::Added => "added",
        }
    }

    /// What can be new for the incident at hand; the first is the commonest.
    pub(super) fn options(brief: &Brief<'_>) -> &'static [Self] {
        let (kind, state) = standing(brief);
        if state.is_over() {
            &[Self::Added, Self::Again]
        } else if kind == IncidentType::Maintenance {
            &[
                Self::Nothing,
                Self::Started,
                Self::Verifying,
                Self::Changed,
                Self::Over,
            ]
        } else {
            &[
                Self::Nothing,
                Self::Identified,
                Self::Monitoring,
                Self::Changed,
                Self::Over,
            ]
        }
    }

    /// The state that this news brings, if it changes it.
    pub(super) fn state(self, kind: IncidentType) -> Option<State> {
        match self {
            Self::Identified => Some(State::Identified),
            Self::Monitoring => Some(State::Monitoring),
            Self::Started => Some(State::InProgress),
            Self::Verifying => Some(State::Verifying),
            Self::Again if kind == IncidentType::Maintenance => Some(State::InProgress),
            Self::Again => Some(State::Investigating),
            Self::Nothing | Self::Changed | Self::Over | Self::Added => None,
        }
    }

    /// What was answered, or what the facts given say without being asked.
    fn of(answers: &Answers) -> Option<Told> {
        let chosen = answers
            .answered
            .iter()
            .find_map(|a| a.strip_prefix("news="));
        if let Some(chosen) = chosen.and_then(|c| Self::ALL.into_iter().find(|n| n.key() == c)) {
            return Some(Told::News(chosen));
        }
        match answers.facts.state {
            Some(State::Identified) => return Some(Told::News(Self::Identified)),
            Some(State::Monitoring) => return Some(Told::News(Self::Monitoring)),
            Some(State::InProgress) => return Some(Told::News(Self::Started)),
            Some(State::Verifying) => return Some(Told::News(Self::Verifying)),
            Some(_) => return Some(Told::ByFlags),
            None => {}
        }
        let mut rest = answers.facts.clone();
        rest.withdraw(&FactName::Time(TimeFact::NextUpdate));
        (!rest.is_empty() || !answers.clear.is_empty()).then_some(Told::ByFlags)
    }

    fn questions(self) -> Vec<Question> {
        use Question::{By, Confirmed, Team, Text, Time};
        match self {
            Self::Nothing | Self::Over | Self::Started => Vec::new(),
            Self::Identified => vec![
                Text(TextFact::Action),
                Text(TextFact::ThirdParty),
                Confirmed(Matter::Estimate),
                By(Matter::Estimate),
                Time(TimeFact::Estimate),
                Team,
            ],
            Self::Monitoring | Self::Verifying => {
                vec![Text(TextFact::Impact), Text(TextFact::Action)]
            }
            Self::Changed => vec![
                Text(TextFact::Impact),
                Text(TextFact::Scope),
                Text(TextFact::Workaround),
            ],
            Self::Again => vec![
                Text(TextFact::Impact),
                Text(TextFact::Scope),
                Text(TextFact::Workaround),
                Text(TextFact::Action),
            ],
            Self::Added => vec![Text(TextFact::Outcome), Time(TimeFact::FollowUp)],
        }
    }
}

/// What an update tells.
enum Told {
    News(News),
    /// The flags say it; only the next update may be missing.
    ByFlags,
}

/// The type and state of the incident at hand.
pub(super) fn standing(brief: &Brief<'_>) -> (IncidentType, State) {
    match brief.incident {
        Some(incident) => (incident.in_force.kind_of(), incident.in_force.state()),
        None => {
            let kind = brief.given.kind_of.unwrap_or(IncidentType::Incident);
            (kind, State::first(kind))
        }
    }
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
            // When somebody may have got in, what to do comes before everything else.
            if answers.facts.kind_of == Some(IncidentType::Security) {
                plan.push(Text(TextFact::DoNow));
            }
            plan.extend([
                Text(TextFact::Scope),
                Text(TextFact::Workaround),
                Text(TextFact::ThirdParty),
                Text(TextFact::Action),
                Time(TimeFact::NextUpdate),
                Team,
            ]);
            plan
        }
        Occasion::Update => {
            let mut plan = vec![Question::News];
            if let Some(Told::News(news)) = News::of(answers) {
                plan.extend(news.questions());
            }
            plan
        }
        Occasion::Resolve => vec![
            Text(TextFact::Outcome),
            Time(TimeFact::Ended),
            Text(TextFact::Harm),
            Data,
            By(Matter::Data),
            Time(TimeFact::FollowUp),
            Confirmed(Matter::Offer),
            By(Matter::Offer),
            Text(TextFact::Offer),
        ],
        Occasion::Correct => {
            let mut plan = vec![Wrong];
            plan.extend(wrong(answers).and_then(|name| Question::of(&name)));
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
    plan.retain(|question| is_called_for(question, answers));
    plan.extend(translations(brief, answers));
    plan
}

/// Whether the answers so far make this question sensible.
fn is_called_for(question: &Question, answers: &Answers) -> bool {
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
        Question::Time(TimeFact::Estimate) => {
            said_yes(Matter::Estimate) && facts.confirmed_by.is_some()
        }
        Question::Text(TextFact::Offer) => said_yes(Matter::Offer) && facts.confirmed_by.is_some(),
        _ => true,
    }
}

fn translations(brief: &Brief<'_>, answers: &Answers) -> Vec<Question> {
    let others = brief.translations.iter().filter(|l| *l != brief.locale);
    let told = |fact: &&TextFact| {
        let text = answers.facts.text(**fact).and_then(|t| t.get(brief.locale));
        **fact != TextFact::Decision && text.is_some_and(|t| !t.is_empty())
    };
    others
        .flat_map(|locale| {
            let texts = TextFact::ALL.iter().filter(told);
            texts.map(|fact| Question::Translation(*fact, locale.clone()))
        })
        .collect()
}

/// The first question that is still open.
pub(super) fn open(brief: &Brief<'_>, answers: &Answers) -> Option<Question> {
    plan(brief, answers)
        .into_iter()
        .find(|question| !question.is_settled(brief, answers))
}
