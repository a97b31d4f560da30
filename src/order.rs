//! Sorting and gathering, compiled once. The standard library's sorts, and with them every map
//! that is collected from an iterator, are compiled anew for each type and comparison: six
//! kilobytes a call, for lists that have a dozen items. Here only places are sorted, through a
//! pointer; what is long and sorted often (the records of a log) keeps the standard library's.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Sorts; equal items keep their order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts by a key; items of one key keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts as a comparison says; what it calls equal keeps its order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places = places(items.len(), &|a, b| compare(&items[a], &items[b]));
    // `places[n]` says where the item comes from that belongs to `n`: each ring of items that
    // wait for each other is turned by one, once.
    for start in 0..places.len() {
        let mut at = start;
        while places[at] != start {
            let from = places[at];
            items.swap(at, from);
            places[at] = at;
            at = from;
        }
        places[at] = at;
    }
}

/// The places of a list in sorted order.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// A map of pairs; of two with one key the later one stays.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn items_are_sorted_as_the_standard_library_sorts_them(
            items in proptest::collection::vec((0_u8..8, any::<u16>()), 0..40),
        ) {
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            sort_by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs, "equal keys keep their order");
            sort(&mut ours);
            theirs.sort_unstable();
            prop_assert_eq!(&ours, &theirs);
            sort_by(&mut ours, |a, b| b.cmp(a));
            theirs.reverse();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn a_map_is_gathered_as_the_standard_library_collects_it(
            pairs in proptest::collection::vec((0_u8..8, any::<u16>()), 0..40),
        ) {
            prop_assert_eq!(map(pairs.clone()), pairs.into_iter().collect::<BTreeMap<_, _>>());
        }
    }
}
