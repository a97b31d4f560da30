//! What must not leave the house although it is no secret: machines, code, numbers of our tracker,
//! addresses of people. It needs no language.

use std::ops::Range;

use super::{Reading, scene, shapes};
use crate::check::finding::Level;
use crate::domain::words::Audience;
use crate::text::seek;

/// Looks at every chunk of the text. Within the team all of it is welcome.
pub(super) fn read(reading: &mut Reading<'_>) {
    if !scene::outside(reading.draft) {
        return;
    }
    let folded = reading.folded;
    let mut links = Links::default();
    let mut before = 0..0;
    for place in chunks(&folded.cased) {
        let typed = &folded.cased.as_bytes()[place.clone()];
        let last = &folded.lower.as_bytes()[before];
        if !is_word(typed) || last == b"commit" {
            let last = std::str::from_utf8(last).unwrap_or_default();
            let (typed, lower) = (&folded.cased[place.clone()], &folded.lower[place.clone()]);
            one(reading, &mut links, [typed, lower, last], place.clone());
        }
        before = place;
    }
    phrases(reading);
}

/// Whether a chunk is a time or a word that no rule has anything against, as nearly all are: only
/// letters, and neither the end of an exception nor the beginning of the name of an error.
fn is_word(chunk: &[u8]) -> bool {
    /// The length of the id of a commit.
    const COMMIT: usize = 40;
    let telling = matches!(
        chunk,
        [b'E', ..] | [.., b't', b'i', b'o', b'n'] | [.., b'r', b'r', b'o', b'r']
    );
    if let [a, b, b':', c, d] = chunk {
        // A time of the day.
        return [a, b, c, d].iter().all(|digit| digit.is_ascii_digit());
    }
    if telling || chunk.len() >= COMMIT || chunk.eq_ignore_ascii_case(b"localhost") {
        return false;
    }
    for letter in chunk {
        if !letter.is_ascii_alphabetic() {
            return false;
        }
    }
    true
}

fn one<'a>(
    reading: &mut Reading<'a>,
    links: &mut Links<'a>,
    [typed, lower, before]: [&str; 3],
    place: Range<usize>,
) {
    // A version has the shape of an address.
    let version = matches!(before, "version" | "release" | "v" | "versión");
    let known = reading.draft.known;
    let machine = (shapes::private_address(lower) && !version) || shapes::machine(lower);
    if machine && !known.is_some_and(|known| known.is_public(lower)) {
        reading.find("leak-host", Level::Error, place);
        return;
    }
    // The name of an error in quotation marks is what readers see themselves.
    let quoted = reading.folded.cased[..place.start].ends_with('"');
    let seen = quoted && typed.bytes().all(|b| b.is_ascii_alphabetic());
    if !seen && shapes::code(typed) || (before == "commit" && shapes::commit(lower)) {
        reading.find("leak-code", Level::Error, place);
        return;
    }
    if shapes::personal_mail(lower) {
        reading.find("leak-contact", Level::Warning, place);
        return;
    }
    // The number of the reader's own case is what support is asked for.
    if reading.draft.audience == Some(Audience::Support) {
        return;
    }
    let named = matches!(
        before,
        "issue" | "ticket" | "pr" | "request" | "bug" | "case" | "incidencia" | "caso" | "incident"
    );
    let number = lower.strip_prefix('#').unwrap_or(lower);
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    let hash = number.len() < lower.len();
    let counted =
        hash && (2..=7).contains(&number.len()) || named && (3..=7).contains(&number.len());
    let level = if digits && counted {
        Level::Warning
    } else if let Some(prefixed) = known.and_then(|known| known.is_ticket(typed)) {
        // Who told us how the numbers begin wants no guesses.
        if !prefixed {
            return;
        }
        Level::Warning
    } else {
        match shapes::ticket(typed) {
            Some(true) => Level::Warning,
            Some(false) => Level::Suggestion,
            None => return,
        }
    };
    if !links.lead_to(number, &reading.folded.lower) {
        reading.find("leak-ticket-id", level, place);
    }
}

/// The addresses in a text that everybody can open, read when a number of a tracker stands there:
/// who is shown the page of a number may know the number.
#[derive(Default)]
struct Links<'a> {
    open: Option<Vec<&'a str>>,
    asked: usize,
}

impl<'a> Links<'a> {
    /// Whether an address in the text has this number as one of its parts.
    fn lead_to(&mut self, number: &str, lower: &'a str) -> bool {
        /// More numbers or addresses are no message.
        const MOST: usize = 100;
        const LONGEST: usize = 300;
        self.asked += 1;
        let open = self.open.get_or_insert_with(|| {
            let addresses = chunks(lower).map(|place| &lower[place]);
            let addresses = addresses.filter(|chunk| {
                chunk.contains("://") && chunk.len() < LONGEST && !shapes::machine(chunk)
            });
            addresses.take(MOST).collect()
        });
        let mut parts = open
            .iter()
            .flat_map(|address| address.split(['/', '?', '#', '&', '=']));
        self.asked < MOST && parts.any(|part| part == number)
    }
}

/// What is told by more than one chunk.
fn phrases(reading: &mut Reading<'_>) {
    let folded = reading.folded;
    for trace in ["Traceback (most recent call last)", "goroutine 1 ["] {
        if let Some(at) = find(&folded.cased, trace) {
            reading.find("leak-code", Level::Error, at..at + trace.len());
        }
    }
    if let Some(place) = query(&folded.cased) {
        reading.find("leak-code", Level::Error, place);
    }
    if let Some(place) = phone(&folded.lower) {
        reading.find("leak-contact", Level::Warning, place);
    }
}

/// The first place of a few words. Texts are short: what gets ready for a long one takes longer than
/// to look.
pub(super) fn find(text: &str, words: &str) -> Option<usize> {
    seek::row(words.as_bytes(), text.as_bytes())
}

/// A query of a database, in the capitals in which they are written.
fn query(cased: &str) -> Option<Range<usize>> {
    const NEAR: usize = 120;
    for (verb, then) in [
        ("SELECT ", " FROM "),
        ("INSERT ", "INTO "),
        ("UPDATE ", " SET "),
        ("DELETE ", "FROM "),
        ("ALTER ", "TABLE "),
        ("DROP ", "TABLE "),
    ] {
        let Some(start) = find(cased, verb) else {
            continue;
        };
        let behind = start + verb.len() - 1;
        let near = &cased[behind..cased.len().min(behind + NEAR)];
        if let Some(at) = near.find(then) {
            return Some(start..behind + at + then.len() - 1);
        }
    }
    None
}

/// A telephone number in its international form.
fn phone(lower: &str) -> Option<Range<usize>> {
    let bytes = lower.as_bytes();
    let mut at = 0;
    while let Some(plus) = bytes[at..].iter().position(|&b| b == b'+') {
        let start = at + plus;
        let rest = &bytes[start + 1..bytes.len().min(start + 24)];
        let long = rest
            .iter()
            .position(|b| !(b.is_ascii_digit() || b" -.()".contains(b)));
        let number = &rest[..long.unwrap_or(rest.len())];
        let digits = number.iter().filter(|b| b.is_ascii_digit()).count();
        let apart = start == 0 || !bytes[start - 1].is_ascii_alphanumeric();
        if apart && (8..=15).contains(&digits) && number.first().is_some_and(u8::is_ascii_digit) {
            let last = number.iter().rposition(u8::is_ascii_digit).unwrap_or(0);
            return Some(start..start + 2 + last);
        }
        at = start + 1;
    }
    None
}

/// The chunks of a text: what stands between spaces, brackets and quotes, without the punctuation
/// around it.
fn chunks(cased: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = cased.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            while at < bytes.len() && !APART[usize::from(bytes[at])] {
                at += 1;
            }
            let mut end = at;
            while end > start && matches!(bytes[end - 1], b'.' | b':' | b'!' | b'?') {
                end -= 1;
            }
            at += 1;
            if end - start > 1 {
                return Some(start..end);
            }
        }
        None
    })
}

/// What stands between chunks.
static APART: [bool; 256] = {
    let mut apart = [false; 256];
    let signs = b"()[]{}<>\"',;|*`\x1a \t\n\r\x0c";
    let mut at = 0;
    while at < signs.len() {
        apart[signs[at] as usize] = true;
        at += 1;
    }
    apart
};
