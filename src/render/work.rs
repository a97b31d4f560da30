//! Planned work: when it begins, how long it takes, and that it began later or takes longer than was
//! announced, or does not take place. That a repair takes longer than was announced is said here too.

use super::choose::{Teller, given};
use super::plot::{Choice, Item};
use crate::domain::briefing::Component;
use crate::domain::incident::Phase;
use crate::domain::words::{ComponentStatus, State};

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
            // What should work again, or was work that is done, does not last any more.
            (state, _) if state == State::Verifying || self.is_mended() => {
                Choice::new("since", "began")
            }
            _ => Choice::new("since", "started"),
        });
    }

    /// When the work is planned for, as far as that is known, in a sentence that stands alone.
    pub(super) fn plan(&self) -> Option<Item> {
        Some(match (self.now.started, self.now.estimate) {
            (Some(start), Some(end)) if start < end => Item::new("window", "span_brief"),
            (Some(_), _) => Item::new("window", "planned_running"),
            (None, Some(_)) => Item::new("finish", "confirmed_brief"),
            (None, None) => return None,
        })
    }

    /// That the work will not take place. Nothing lasted, nothing was done, and what it would have
    /// meant for customers does not happen.
    pub(super) fn called_off(&self, plot: &mut Vec<Choice>) {
        let now = self.now;
        if now.started.is_some_and(|planned| planned > now.at) {
            plot.push(Choice::new("over", "cancelled"));
        }
        for (fact, part, answer) in [
            ("outcome", "outcome", &now.outcome),
            ("do_now", "do_now", &now.do_now),
            ("third_party", "third_party", &now.third_party),
            ("action", "action", &now.action),
        ] {
            if self.said_now(fact) {
                given(plot, part, "given", answer);
            }
        }
    }

    /// The components it is about. What is only announced keeps none of them from working yet, so
    /// they are only named.
    pub(super) fn components(&self, plot: &mut Vec<Choice>) {
        let shown = &self.now.components;
        let ill = |component: &Component| component.status != ComponentStatus::Operational;
        let (variant, one) = if self.now.state == State::Scheduled {
            ("planned", "name")
        } else if self.is_mended() && shown.iter().any(ill) {
            // What should work again is only shown as down until somebody says otherwise.
            ("stale", "one")
        } else {
            ("list", "one")
        };
        let items = (0..shown.len()).map(|i| Item::of("components", one, "components", i));
        plot.push(Choice::list("components", variant, items.collect()));
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
        // A plan that was wrong is told as wrong.
        if self.corrects() && now.state == State::Scheduled {
            return;
        }
        if now.said_over.is_some() && now.phase != Phase::Reopened {
            plot.push(Choice::new("slip", "after_all"));
        } else if now.planned_start.is_some() && now.started.is_some() {
            plot.push(Choice::new("slip", "moved"));
        } else if now.planned_end.is_some() {
            let variant = match (now.state, now.estimate) {
                _ if !now.state.is_maintenance() => "repair",
                (State::Scheduled, _) => "end_moved",
                (_, Some(_)) => "longer",
                (_, None) => "open",
            };
            plot.push(Choice::new("slip", variant));
        }
    }
}
