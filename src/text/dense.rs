//! The packing of texts that must be there at once (LZ4 blocks): the library that unpacks them packs in
//! a hurry, and what is packed once for every start may take its time. For the build script alone.

use std::collections::HashMap;

/// The shortest row of bytes that can be a copy.
const SHORTEST: usize = 4;
/// How far back a copy may lie.
const FARTHEST: usize = 65_535;
/// No copy begins in so many last bytes of a block, and none ends in so many.
const TAIL: (usize, usize) = (12, 5);
/// How many places with the same first bytes are compared.
const COMPARED: usize = 500;
/// No copy is longer: what repeats itself further is copied again.
const LONGEST: usize = 300;

/// A row of bytes that stood before: how far back, and how long it is.
#[derive(Clone, Copy)]
struct Copy {
    back: usize,
    length: usize,
}

/// Packs bytes, with their number before them, into the shortest block that these copies allow, but for
/// the bytes that count long rows of new ones.
pub(crate) fn dense(bytes: &[u8]) -> Vec<u8> {
    let copies = longest(bytes);
    // The fewest bytes that the rest takes from each place on, and the copy with which it begins.
    let mut fewest = vec![0; bytes.len() + 1];
    let mut chosen = vec![0; bytes.len()];
    for at in (0..bytes.len()).rev() {
        fewest[at] = fewest[at + 1] + 1;
        let Some(copy) = copies[at] else { continue };
        for length in SHORTEST..=copy.length {
            let cost = 3 + counted(length - SHORTEST).len() + fewest[at + length];
            if cost < fewest[at] {
                (fewest[at], chosen[at]) = (cost, length);
            }
        }
    }
    let number = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let mut packed = number.to_le_bytes().to_vec();
    let (mut at, mut new) = (0, 0);
    while at < bytes.len() {
        match copies[at].filter(|_| chosen[at] > 0) {
            Some(copy) => {
                let length = chosen[at];
                let copy = Copy { length, ..copy };
                sequence(&mut packed, &bytes[new..at], Some(copy));
                at += length;
                new = at;
            }
            None => at += 1,
        }
    }
    sequence(&mut packed, &bytes[new..], None);
    packed
}

/// For each place the longest copy with which it can begin.
fn longest(bytes: &[u8]) -> Vec<Option<Copy>> {
    let mut known: HashMap<&[u8], Vec<usize>> = HashMap::new();
    let mut copies = vec![None; bytes.len()];
    for at in 0..bytes.len().saturating_sub(TAIL.0) {
        let rest = &bytes[at..bytes.len() - TAIL.1];
        let places = known.entry(&rest[..SHORTEST]).or_default();
        let near = places.iter().rev().take(COMPARED);
        let all = near.take_while(|from| at - **from <= FARTHEST).map(|from| {
            let before = bytes[*from..].iter().take(LONGEST);
            let length = before.zip(rest).take_while(|(a, b)| a == b).count();
            let back = at - from;
            Copy { back, length }
        });
        // Of equals the nearest.
        copies[at] = all.max_by_key(|copy| (copy.length, usize::MAX - copy.back));
        places.push(at);
    }
    copies
}

/// Writes new bytes and the copy behind them; behind the last there is none.
fn sequence(packed: &mut Vec<u8>, new: &[u8], copy: Option<Copy>) {
    let length = copy.map_or(0, |copy| copy.length - SHORTEST);
    let nibble = |number: usize| u8::try_from(number.min(15)).unwrap_or(15);
    packed.push(nibble(new.len()) << 4 | nibble(length));
    packed.extend(counted(new.len()));
    packed.extend(new);
    if let Some(copy) = copy {
        let back = u16::try_from(copy.back).unwrap_or(u16::MAX);
        packed.extend(back.to_le_bytes());
        packed.extend(counted(length));
    }
}

/// What of a number does not fit into the half of a byte that stands before.
fn counted(number: usize) -> Vec<u8> {
    let Some(rest) = number.checked_sub(15) else {
        return Vec::new();
    };
    let last = u8::try_from(rest % 255).unwrap_or_default();
    let mut bytes = vec![255; rest / 255];
    bytes.push(last);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unpacked(packed: &[u8]) -> Vec<u8> {
        lz4_flex::decompress_size_prepended(packed).unwrap()
    }

    #[test]
    fn what_repeats_itself_is_said_once() {
        let text = "the card was declined, and the card was charged; ".repeat(40);
        let packed = dense(text.as_bytes());
        assert_eq!(unpacked(&packed), text.as_bytes());
        assert!(packed.len() < 90, "{}", packed.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn whatever_is_packed_comes_back(
            bytes in prop::collection::vec(prop_oneof![0..4_u8, any::<u8>()], 0..200),
            again in 0..12_usize,
        ) {
            let bytes = bytes.repeat(again);
            prop_assert_eq!(unpacked(&dense(&bytes)), bytes);
        }
    }
}
