//! Who has to be told the newest word of an incident: the matrix, held against what each client
//! wants and against whom the log says was told.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

use super::client::{Client, DAILY, Wants};
use super::entry::{Entry, Kind};
use super::fact::{TextFact, TimeFact};
use super::incident::Incident;
use super::matrix::{Case, Matrix, Need, Origin, Recipients, Step};
use super::words::{IncidentType, Severity};
use crate::order;

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party<'a> {
    /// A client, and the address, number or person.
    Client(&'a Client, &'a str),
    /// Everybody.
    Public,
}

/// What somebody has heard already, by the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Nothing of this incident.
    Nothing,
    /// An earlier word, then.
    Earlier(DateTime<Utc>),
    /// The newest word then, but another way.
    Otherwise(DateTime<Utc>, String),
    /// The newest word then, this way.
    Newest(DateTime<Utc>),
}

/// One thing to do: tell somebody, in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call<'a> {
    /// The step of the matrix, counted from one.
    pub step: usize,
    /// Who is told.
    pub party: Party<'a>,
    /// The way: the name of a channel, or [`DAILY`].
    pub how: String,
    /// By when; none if nothing presses.
    pub due: Option<DateTime<Utc>>,
    /// What they have heard.
    pub heard: Heard,
    /// Whether the client has no contact for any way of the matrix, and is told in the way there is.
    pub instead: bool,
}

impl Call<'_> {
    /// Who is told, by name: the client, or the public channel.
    pub fn name(&self) -> &str {
        match self.party {
            Party::Client(client, _) => &client.name,
            Party::Public => &self.how,
        }
    }

    /// Whether they have heard the newest word, in whatever way.
    pub const fn is_heard(&self) -> bool {
        matches!(self.heard, Heard::Newest(_) | Heard::Otherwise(..))
    }
}

/// Why a client is not told now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// They use nothing that is affected.
    Unaffected,
    /// They want the daily report and nothing else.
    WantsDaily,
    /// They want what is major, and this is not.
    WantsImportant,
    /// It is outside their hours, which begin again then.
    Closed(Option<DateTime<Utc>>),
    /// There is no contact at all.
    Unreachable,
    /// The matrix has no step for clients.
    NoStep,
}

/// Who has to be told the newest word of an incident, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan<'a> {
    /// How bad it is, and whether it is over. Planned work is never solved: that it is done is told
    /// like that it is planned, and not in a report of what went wrong.
    pub case: Case,
    /// Whether it is planned work.
    pub planned: bool,
    /// Where the steps come from.
    pub origin: Origin,
    /// The newest word.
    pub word: &'a Entry,
    /// The steps that apply.
    pub steps: Vec<Step>,
    /// What to do, by step.
    pub calls: Vec<Call<'a>>,
    /// Who is not told now, and why.
    pub left_out: Vec<(&'a Client, Why)>,
    /// What should be at hand and was not stated.
    pub lacks: Vec<Need>,
}

impl<'a> Plan<'a> {
    /// Plans at `now`. None if nothing was said in public.
    pub fn of(
        incident: &'a Incident,
        clients: &'a [Client],
        matrix: &Matrix,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let word = incident.last_word()?;
        let held = &incident.in_force;
        let planned = held.kind_of() == IncidentType::Maintenance;
        let case = Case {
            major: held.severity() != Severity::Minor,
            solved: held.state().is_over() && !planned,
        };
        let (steps, origin) = matrix.steps(case);
        let mut plan = Self {
            case,
            planned,
            origin,
            word,
            // Planned work has nothing that was tried, and nobody waits for its people.
            lacks: if planned {
                Vec::new()
            } else {
                lacks(&steps, incident)
            },
            steps,
            calls: Vec::new(),
            left_out: Vec::new(),
        };
        let steps = plan.steps.clone();
        for client in clients {
            if let Err(why) = plan.reach(incident, client, &steps, now) {
                plan.left_out.push((client, why));
            }
        }
        plan.publish(incident);
        // Clients come in their own order within a step.
        order::sort_by_key(&mut plan.calls, |call| call.step);
        Some(plan)
    }

    /// Plans how a client is told, or says why they are not.
    fn reach(
        &mut self,
        incident: &Incident,
        client: &'a Client,
        steps: &[Step],
        now: DateTime<Utc>,
    ) -> Result<(), Why> {
        let affected = incident.in_force.facts.components.keys();
        if !client.uses(affected.map(String::as_str)) {
            return Err(Why::Unaffected);
        }
        if client.wants == Wants::Important && !self.case.major {
            return Err(Why::WantsImportant);
        }
        let open = client.open_since(now);
        let (mut why, mut reached) = (Why::NoStep, false);
        let mut unreached = None;
        for (place, step) in steps.iter().enumerate() {
            if step.to != Recipients::Clients {
                continue;
            }
            let ways = step.ways();
            if client.wants == Wants::Daily && ways != [DAILY] {
                why = Why::WantsDaily;
                continue;
            }
            let Some((how, contact)) = client.way(&ways) else {
                unreached = Some((place, step));
                continue;
            };
            match self.call(
                incident,
                client,
                (place, step),
                (&how, contact),
                (now, open),
            ) {
                Ok(()) => reached = true,
                Err(closed) => why = closed,
            }
        }
        // Bad news comes another way rather than from somebody else: with the last of the steps, which
        // leaves most time.
        if let (false, Why::NoStep, Some(step)) = (reached, why, unreached) {
            let (how, contact) = client.usual_way().ok_or(Why::Unreachable)?;
            self.call(incident, client, step, (how, contact), (now, open))?;
            if let Some(call) = self.calls.last_mut() {
                call.instead = true;
            }
            return Ok(());
        }
        if reached { Ok(()) } else { Err(why) }
    }

    /// Plans one way to tell a client, or says that it is outside their hours.
    fn call(
        &mut self,
        incident: &Incident,
        client: &'a Client,
        (place, step): (usize, &Step),
        (how, contact): (&str, &'a str),
        (now, open): (DateTime<Utc>, Option<DateTime<Utc>>),
    ) -> Result<(), Why> {
        let is_daily = how == DAILY;
        // Only the telephone, for the worst, rings outside their hours; a report waits by itself.
        let worst = self.case.major && !self.case.solved && !self.planned;
        let rings = how == "phone" && worst;
        if open.is_none() && !rings && !is_daily {
            return Err(Why::Closed(client.opens(now)));
        }
        let due = if is_daily {
            end_of_day(client, self.word.at)
        } else {
            let from = open.filter(|_| !rings).unwrap_or(self.word.at);
            step.within.map(|within| from.max(self.word.at) + within)
        };
        self.calls.push(Call {
            step: place + 1,
            party: Party::Client(client, contact),
            heard: heard(incident, self.word, how, |to| client.is_named(to)),
            how: how.to_owned(),
            due,
            instead: false,
        });
        Ok(())
    }

    /// Plans the public channels.
    fn publish(&mut self, incident: &Incident) {
        for (place, step) in self.steps.iter().enumerate() {
            for channel in step.ways() {
                if step.to == Recipients::Public {
                    self.calls.push(Call {
                        step: place + 1,
                        party: Party::Public,
                        how: channel.to_owned(),
                        due: step.within.map(|within| self.word.at + within),
                        heard: heard(incident, self.word, channel, |to| to == channel),
                        instead: false,
                    });
                }
            }
        }
    }

    /// What is still to be done by a deadline, for clients: the promise that nobody hears bad news
    /// from somebody else. A client who has heard it in any way is told.
    pub fn clients_owed(&self) -> impl Iterator<Item = (&Client, DateTime<Utc>)> {
        let pending = self.calls.iter().filter(|call| !call.is_heard());
        pending.filter_map(|call| match call.party {
            Party::Client(client, _) if call.how != DAILY => Some((client, call.due?)),
            _ => None,
        })
    }
}

/// What those who were told under a name have heard.
fn heard(incident: &Incident, word: &Entry, how: &str, is_meant: impl Fn(&str) -> bool) -> Heard {
    let mut heard = Heard::Nothing;
    let mut is_earlier = true;
    for entry in &incident.timeline {
        is_earlier &= entry.id != word.id;
        if entry.kind != Kind::Told {
            continue;
        }
        let told = &entry.facts.internal.told;
        if !told.to.as_deref().is_some_and(&is_meant) {
            continue;
        }
        let way = told.how.as_deref().unwrap_or(how);
        if is_earlier {
            heard = Heard::Earlier(entry.at);
        } else if way == how {
            heard = Heard::Newest(entry.at);
        } else if !matches!(heard, Heard::Newest(_)) {
            heard = Heard::Otherwise(entry.at, way.to_owned());
        }
    }
    heard
}

/// What the steps need and nobody stated.
fn lacks(steps: &[Step], incident: &Incident) -> Vec<Need> {
    let facts = &incident.in_force.facts;
    let is_stated = |need: &Need| match need {
        Need::Action => facts.text(TextFact::Action).is_some_and(|t| !t.is_blank()),
        Need::People => facts.internal.people.is_some(),
        Need::NextUpdate => facts.time(TimeFact::NextUpdate).is_some(),
    };
    let mut lacks: Vec<Need> = steps.iter().flat_map(|step| step.with.clone()).collect();
    lacks.retain(|need| !is_stated(need));
    order::sort(&mut lacks);
    lacks.dedup();
    lacks
}

/// The last minute of a client's day.
fn end_of_day(client: &Client, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let last = NaiveTime::from_hms_opt(23, 59, 0)?;
    let end = client.zone.wall(at).date().and_time(last);
    let moment = client.zone.moment(end);
    moment
        .or_else(|_| client.zone.moment(end - TimeDelta::hours(1)))
        .ok()
}

#[cfg(test)]
mod tests;
