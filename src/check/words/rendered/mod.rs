//! How a finished message looks: nothing left open, nothing shouted, every time with its zone.

mod bare;
mod clock;
mod ending;
mod loud;
mod register;
mod slots;

use super::Reading;

/// Runs every rule about the whole of a message.
pub(super) fn read(reading: &mut Reading<'_>) {
    bare::read(reading);
    slots::read(reading);
    clock::read(reading);
    loud::read(reading);
    ending::read(reading);
    register::read(reading);
}
