//! What tells best that a phrase may be in a text: the item that every match has and that stands in the
//! fewest texts. A phrase is tried only in sentences that hold a word of it.

use super::super::units::{ANY, MISSING, MORE, Unit, WHAT, next};

/// What a phrase is looked for by: words and classes, as units say them, and how many texts have one.
#[derive(Debug, Default)]
pub(super) struct Anchor {
    pub(super) whats: Vec<u16>,
    weight: usize,
}

/// Returns the anchor of some units: none where every item may be missing or be any word.
pub(super) fn anchor(mut units: &[Unit], weight: &dyn Fn(u16) -> usize) -> Option<Anchor> {
    let mut lightest: Option<Anchor> = None;
    while !units.is_empty() {
        let item = item(&mut units, weight);
        let lighter = |item: &Anchor| lightest.as_ref().is_none_or(|a| item.weight < a.weight);
        if let Some(item) = item.filter(lighter) {
            lightest = Some(item);
        }
    }
    lightest
}

/// Reads an item: every way through it must have an anchor.
fn item(units: &mut &[Unit], weight: &dyn Fn(u16) -> usize) -> Option<Anchor> {
    let (mut whole, mut holds) = (Anchor::default(), true);
    while let Some((unit, row)) = next(units) {
        let way = match unit & WHAT {
            ANY.. if row.is_empty() => None,
            ANY.. => anchor(row, weight),
            what => Some(Anchor {
                whats: vec![what],
                weight: weight(what),
            }),
        };
        holds &= unit & MISSING == 0 && way.is_some();
        let way = way.unwrap_or_default();
        whole.whats.extend(way.whats);
        whole.weight += way.weight;
        if unit & MORE == 0 {
            break;
        }
    }
    holds.then_some(whole)
}
