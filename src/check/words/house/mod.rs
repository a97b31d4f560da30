//! Rules that need more than the phrases of a language: the names of the house, the numbers of the
//! incident, how long a message is and how hard to read.

mod dates;
mod leaked;
mod length;
mod numbers;
mod reading;
mod security;
mod syllables;
#[cfg(test)]
mod tests;

use super::Reading;
use super::phrases;
use super::understood::Understood;

/// Runs those that read the text as it is typed.
pub(super) fn read(reading: &mut Reading<'_>) {
    leaked::read(reading);
    numbers::read(reading);
    length::read(reading);
    if let Some(language) = reading.language {
        dates::read(reading, language);
        reading::read(reading, language);
    }
    phrases::read(reading);
}

/// Runs those that read the phrases of a language.
pub(super) fn spoken(reading: &mut Reading<'_>, text: &Understood<'_>) {
    security::read(reading, text);
}
