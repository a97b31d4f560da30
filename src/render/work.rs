//! Planned work: when it begins, how long it takes, and that it began later or takes longer than was
//! announced.

use super::choose::Teller;
use super::plot::Choice;
use crate::domain::incident::Phase;
use crate::domain::words::State;

impl Teller<'_> {
    /// When it began or will, and how long planned work takes if somebody confirmed that.
    pub(super) fn beginning(&self, plot: &mut Vec<Choice>) {
        let Some(started) = self.now.started else {
            return;
        };
        plot.push(match (self.now.state, self.now.estimate) {
            (State::Scheduled, Some(end)) if started < end => Choice::new("window", "span"),
            (State::Scheduled, _) => Choice::new("window", "planned"),
            _ if self.now.phase == Phase::Reopened => Choice::new("since", "again"),
            _ => Choice::new("since", "started"),
        });
    }

    /// How a way round is introduced: a repair goes on
    /// only until a fix is in place, and never in planned work.
    pub(super) fn way(&self) -> &'static str {
        match self.now.state {
            State::Scheduled => "planned",
            State::Investigating | State::Identified => "given",
            _ => "simple",
        }
    }

    /// That what was announced does not hold any more. Whoever planned around it must read that
    /// even where nothing else is said.
    pub(super) fn slip(&self, plot: &mut Vec<Choice>) {
        let now = self.now;
        if self.corrects() {
            return;
        }
        if now.planned_end.is_some() {
            let variant = if now.estimate.is_some() {
                "longer"
            } else {
                "open"
            };
            plot.push(Choice::new("slip", variant));
        } else if now.planned_start.is_some() && now.started.is_some() {
            plot.push(Choice::new("slip", "moved"));
        }
    }
}
