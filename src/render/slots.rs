//! The places of a message's parts while it is made to fit.

use std::rc::Rc;

use super::listener::Told;
use super::shape::Name;

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
