//! What X counts as a single emoji, as its own library knows them (the data of twemoji-parser 11):
//! sequences that came later count as the emoji they are made of.

use std::collections::HashSet;
use std::sync::LazyLock;

const JOINER: char = '\u{200d}';
const VARIANT: char = '\u{fe0f}';

/// The characters and sequences, by what may stand beside them.
#[derive(Default)]
struct Known {
    /// May be followed by the mark of an emoji (U+FE0F).
    variant: HashSet<char>,
    /// May have a skin tone.
    skin: HashSet<char>,
    /// Makes a trade of a man or a woman, and the same before the mark of an emoji.
    trade: HashSet<char>,
    trade_variant: HashSet<char>,
    /// May be a man or a woman, and the same where a skin tone or the mark must stand between.
    gender: HashSet<char>,
    gender_marked: HashSet<char>,
    /// Countries of two letters.
    flags: HashSet<[char; 2]>,
    /// Families, hearts, flags of regions.
    sequences: HashSet<Vec<char>>,
}

/// The longest of the sequences.
const LONGEST: usize = 8;

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known::default();
    let mut class = "";
    for word in include_str!("emoji.txt").split_whitespace() {
        if let Some(name) = word.strip_prefix('[') {
            class = name.trim_end_matches(']');
            continue;
        }
        let set = match class {
            "variant" => &mut known.variant,
            "skin" => &mut known.skin,
            "trade" => &mut known.trade,
            "trade_variant" => &mut known.trade_variant,
            "gender" => &mut known.gender,
            "gender_marked" => &mut known.gender_marked,
            "flags" => {
                let mut halves = word.chars().filter_map(flag_half);
                if let (Some(one), Some(two)) = (halves.next(), halves.next()) {
                    known.flags.insert([one, two]);
                }
                continue;
            }
            _ => {
                known
                    .sequences
                    .insert(word.split('+').filter_map(hex).collect());
                continue;
            }
        };
        let (from, to) = word.split_once('-').unwrap_or((word, word));
        if let (Some(from), Some(to)) = (hex(from), hex(to)) {
            set.extend(from..=to);
        }
    }
    known
});

fn hex(digits: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// Half of a flag, by its letter.
fn flag_half(letter: char) -> Option<char> {
    char::from_u32(0x1_f1e6 + u32::from(letter).checked_sub(u32::from('A'))?)
}

/// Where an emoji of several characters that begins here ends.
pub(super) fn end(chars: &[char], place: usize) -> Option<usize> {
    let at = |i: usize| chars.get(place + i).copied().unwrap_or('\0');
    let first = at(0);
    let after = |count: usize| Some(place + count);
    if first.is_ascii() {
        let mark = 1 + usize::from(at(1) == VARIANT);
        let key = matches!(first, '0'..='9' | '#' | '*') && at(mark) == '\u{20e3}';
        return key.then_some(place + mark + 1);
    }
    let second = at(1);
    let beside = is_skin(second) || matches!(second, JOINER | VARIANT) || first > '\u{ffff}';
    if !beside {
        return None;
    }
    let known = &*KNOWN;
    let skin = usize::from(is_skin(second));
    let joined = 1 + skin;
    let third = at(joined + 1);
    if matches!(first, '👨' | '👩') && at(joined) == JOINER {
        if known.trade_variant.contains(&third) && at(joined + 2) == VARIANT {
            return after(joined + 3);
        }
        if known.trade.contains(&third) {
            return after(joined + 2);
        }
    }
    let gendered = |from: usize| {
        at(from) == JOINER && matches!(at(from + 1), '♀' | '♂') && at(from + 2) == VARIANT
    };
    let marked = skin == 1 || second == VARIANT;
    if known.gender_marked.contains(&first) && marked && gendered(2) {
        return after(5);
    }
    if known.gender.contains(&first) && gendered(joined) {
        return after(joined + 3);
    }
    let rest = &chars[place..chars.len().min(place + LONGEST)];
    if let Some(length) = (2..=rest.len())
        .rev()
        .find(|length| known.sequences.contains(&rest[..*length]))
    {
        return after(length);
    }
    if known.flags.contains(&[first, second]) {
        return after(2);
    }
    let variant = usize::from(second == VARIANT && known.variant.contains(&first));
    let toned = known.skin.contains(&first) && is_skin(at(1 + variant));
    match variant + usize::from(toned) {
        0 => None,
        more => after(1 + more),
    }
}

const fn is_skin(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}
