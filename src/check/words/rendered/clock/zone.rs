//! What names a zone: its letters, a place behind a time, a difference to UTC.

use super::{Clock, clock, word_at};
use crate::check::words::letters::{head, is_number, place, places};
use crate::check::words::rendered::Reading;
use crate::check::words::tokens::Tokens;

/// The names of zones.
const ZONES: [&str; 47] = [
    "utc",
    "gmt",
    "z",
    "cet",
    "cest",
    "wet",
    "west",
    "eet",
    "eest",
    "bst",
    "ist",
    "jst",
    "pst",
    "pdt",
    "pt",
    "mst",
    "mdt",
    "cst",
    "cdt",
    "est",
    "edt",
    "et",
    "ct",
    "aest",
    "aedt",
    "sgt",
    "mez",
    "mesz",
    "brt",
    "art",
    "clt",
    "pacific",
    "eastern",
    "central",
    "mountain",
    "peninsular",
    "canaria",
    "local",
    "madrid",
    "london",
    "berlin",
    "paris",
    "lisbon",
    "york",
    "ortszeit",
    "brasilia",
    "lisboa",
];

/// The first letters of each.
static HEADS: [u64; ZONES.len()] = {
    let mut heads = [0; ZONES.len()];
    let mut at = 0;
    while at < heads.len() {
        heads[at] = head(ZONES[at]);
        at += 1;
    }
    heads
};

/// Whether any of them begins with letters like these.
static BEGIN: [bool; 256] = places(&HEADS);

/// Names of zones that are words of some language as well: in capitals and beside a time they are not.
const WORDS: &[&str] = &[
    "z", "et", "est", "cet", "ist", "pt", "ct", "art", "wet", "west",
];

/// Names that are more than a zone, unless they have a capital or are said to be a time.
const REGIONS: &[&str] = &["pacific", "eastern", "central", "mountain"];

/// Names of cities: a zone behind a time, and a place elsewhere.
const CITIES: &[&str] = &[
    "madrid", "london", "berlin", "paris", "lisbon", "york", "brasilia", "lisboa",
];

/// Whether a word names a zone.
pub(super) fn is_zone(word: &str) -> bool {
    let typed = head(word);
    if BEGIN[place(typed)] {
        for (at, known) in HEADS.iter().enumerate() {
            if *known == typed && ZONES[at] == word {
                return true;
            }
        }
    }
    false
}

/// Whether a word names a zone where it stands.
fn names_zone(reading: &Reading<'_>, at: usize) -> bool {
    let tokens = reading.tokens;
    let word = tokens.word(at);
    if !is_zone(word) {
        return false;
    }
    let token = tokens.all[at];
    let cased = &reading.folded.cased.as_bytes()[token.start..token.end];
    let timed = |word: &str| word.as_bytes().first().is_some_and(u8::is_ascii_digit);
    let before = at.checked_sub(1).map_or("", |before| tokens.word(before));
    let unit = matches!(
        before,
        "am" | "pm" | "m" | "h" | "hs" | "hrs" | "uhr" | "hours" | "heures" | "horas"
    );
    let sign = token
        .start
        .checked_sub(1)
        .map(|at| tokens.text.as_bytes()[at]);
    if WORDS.contains(&word) {
        let beside = timed(before) || unit || timed(word_at(tokens, at + 1));
        let capitals = cased.iter().all(u8::is_ascii_uppercase);
        return capitals && (beside || sign == Some(b'('));
    }
    let time = matches!(word_at(tokens, at + 1), "time" | "standard" | "daylight");
    if CITIES.contains(&word) {
        // `Europe/Madrid`.
        return time || timed(before) || unit || before == "new" || sign == Some(b'/');
    }
    time || !REGIONS.contains(&word) || cased[0].is_ascii_uppercase()
}

/// Whether a word says in which zone the times around it are.
pub(super) fn zoned(reading: &Reading<'_>, at: usize) -> bool {
    const HORA: u64 = head("hora");
    const HORARIO: u64 = head("horario");
    const HEURE: u64 = head("heure");
    const TIME: u64 = head("time");
    const ZEIT: u64 = head("zeit");
    let tokens = reading.tokens;
    match tokens.all[at].head {
        HORA | HORARIO => !matches!(word_at(tokens, at + 1), "" | "y" | "del" | "a"),
        // `14:30 (heure de Paris)`, and not `1 heure de retard`.
        HEURE => {
            at > 0 && {
                let before = tokens.word(at - 1);
                before.len() > 1 && before.as_bytes()[0].is_ascii_digit()
            }
        }
        TIME => named_time(reading, at),
        number if is_number(number) => {
            clock(reading, at) == Some(Clock::Zoned) || offset(tokens, at)
        }
        // `Berliner Zeit`, and not `seit einiger Zeit`.
        ZEIT => {
            at > 0 && {
                let before = tokens.all[at - 1];
                let capital = reading.folded.cased.as_bytes()[before.start].is_ascii_uppercase();
                capital && tokens.word(at - 1).ends_with("er")
                    || at > 1
                        && (tokens.word(at - 2) == "uhr" || is_number(tokens.all[at - 2].head))
            }
        }
        _ => names_zone(reading, at) || offset(tokens, at),
    }
}

/// Whether `time` belongs to the name of a zone: `14:30 India time`, `2 pm (Central Standard Time)`.
fn named_time(reading: &Reading<'_>, at: usize) -> bool {
    const LONGEST: usize = 4;
    let tokens = reading.tokens;
    let capital = |at: &usize| {
        let letter = reading.folded.cased.as_bytes()[tokens.all[*at].start];
        letter.is_ascii_uppercase()
    };
    let names = (0..at).rev().take_while(capital).take(LONGEST).count();
    let behind = (at - names).checked_sub(1);
    names > 0
        && behind.is_some_and(|behind| {
            let half = matches!(tokens.word(behind), "am" | "pm" | "m");
            half || tokens.first_letter(behind).is_ascii_digit()
        })
}

/// Whether a difference to UTC such as `+02:00` or `-0300` stands here.
fn offset(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.all[at];
    // Nearly every word is done with here.
    if tokens.text.as_bytes()[token.end - 1] != b'0' {
        return false;
    }
    let sign = token
        .start
        .checked_sub(1)
        .map(|before| tokens.text.as_bytes()[before]);
    let joined = at > 0 && tokens.all[at - 1].end + 1 == token.start;
    let word = tokens.word(at);
    matches!(sign, Some(b'+' | b'-'))
        && joined
        && matches!(word.len(), 4 | 5)
        && word.ends_with("00")
        && tokens.word(at - 1).contains(':')
}
