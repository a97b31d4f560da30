//! The places of a message's parts while it is made to fit.

use std::rc::Rc;

use super::listener::Told;
use super::shape::Name;
use crate::domain::briefing::CustomerBriefing;
use crate::domain::words::State;

/// The part that says the same as the next update, shorter.
pub(super) const SHORT: &str = "next_short";

/// What stands in the place of a part: itself, a shorter one, or nothing.
pub(super) type Slot = Option<(Name, Rc<Told>)>;

/// Where a part stands.
pub(super) fn place_of(name: &str, slots: &[Slot]) -> Option<usize> {
    let is = |slot: &Slot| slot.as_ref().is_some_and(|(part, _)| part == name);
    slots.iter().position(is)
}

/// The parts that are left.
pub(super) fn standing(slots: &[Slot]) -> Vec<(Name, Rc<Told>)> {
    slots.iter().flatten().cloned().collect()
}

/// Whether a part that gives way elsewhere stays here: the next word is what readers wait for most,
/// but planned work they wait for anyway, and a correction is about what was wrong; that it is over is
/// news, that work is planned or goes on shows in the rest. Where its plan changes, which work it is
/// shows nowhere else.
pub(super) fn stays(name: &str, now: &CustomerBriefing) -> bool {
    match name {
        SHORT => !now.state.is_maintenance() && now.corrections.is_empty(),
        "state" => now.state.is_over(),
        "name" => now.state == State::Scheduled && now.planned_start.or(now.planned_end).is_some(),
        _ => false,
    }
}
