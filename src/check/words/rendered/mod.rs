//! How a finished message looks: nothing left open, nothing shouted, every time with its zone.

mod bare;
mod clock;
mod ending;
mod loud;
mod register;
mod silence;
mod slots;

use super::Reading;
use super::language::Language;
use super::understood::Understood;

/// Runs every rule about the signs of a message.
pub(super) fn read(reading: &mut Reading<'_>) {
    slots::read(reading);
    clock::read(reading);
    loud::read(reading);
}

/// Runs every rule about the whole of a message whose language is known.
pub(super) fn spoken(reading: &mut Reading<'_>, text: &Understood<'_>, language: Language) {
    bare::read(reading, text);
    ending::read(reading, text);
    register::read(reading, text, language);
    silence::read(reading, text);
}
