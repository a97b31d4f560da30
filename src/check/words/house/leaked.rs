//! Names of customers and of people who work here, where others read them.

use super::super::names::Sort;
use super::super::{Reading, scene};
use crate::check::finding::Level;

pub(super) fn read(reading: &mut Reading<'_>) {
    if !scene::outside(reading.draft) {
        return;
    }
    let met = reading.met;
    for name in met.iter().filter(|met| !met.doubtful) {
        let level = match name.sort {
            Sort::Customer => Level::Error,
            Sort::Staff => Level::Warning,
            _ => continue,
        };
        reading.find("leak-name", level, name.place.clone());
    }
}
