//! A number in a message that no fact of its incident holds.

use super::super::{Reading, figures, scene};
use crate::check::finding::Level;

pub(super) fn read(reading: &mut Reading<'_>) {
    let backed = reading.draft.known.and_then(|known| known.backed.as_ref());
    let Some(backed) = backed.filter(|_| scene::outside(reading.draft)) else {
        return;
    };
    for figure in figures::of(reading.folded, reading.tokens) {
        if !backed.holds(&figure) {
            reading.find("unbacked-number", Level::Warning, figure.place);
        }
    }
}
