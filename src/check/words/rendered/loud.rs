//! Exclamation marks, capitals, pictures: what is loud in a message about a failure.

use std::ops::Range;

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::names::Sort;
use crate::check::words::scene;
use crate::domain::words::Audience;
use crate::text::seek;

/// Names of formats, protocols and signs that are written in capitals.
const ACRONYMS: &[&str] = &[
    "https",
    "http",
    "json",
    "yaml",
    "saml",
    "scim",
    "ldap",
    "imap",
    "smtp",
    "ipv4",
    "ipv6",
    "html",
    "ajax",
    "rest",
    "soap",
    "oauth",
    "oidc",
    "cors",
    "iban",
    "sepa",
    "swift",
    "gdpr",
    "rgpd",
    "aepd",
    "incibe",
    "covid",
    "nasa",
    "posix",
    "ascii",
    "utf8",
    "gmail",
    "webrtc",
    "api's",
    "apis",
    "urls",
    "sdks",
    "pdfs",
    "mysql",
    "xmlrpc",
    "ldaps",
    "https's",
    "graphql",
    "centos",
    "debian",
    "ubuntu",
    "redis",
    "jenkins",
    "github",
    "openai",
    "chatgpt",
    "kubernetes",
    "unesco",
    "urssaf",
    "elster",
    "datev",
    "update",
    "updated",
    "info",
    "incident",
    "report",
    "delete",
    "patch",
    "options",
    "actualizacion",
    "informacion",
    "motivo",
    "summary",
    "preliminary",
];

pub(super) fn read(reading: &mut Reading<'_>) {
    exclamations(reading);
    capitals(reading);
    pictures(reading);
}

fn level(reading: &Reading<'_>) -> Level {
    let narrow = reading.draft.channel == Some("sms") || scene::executives(reading.draft);
    if narrow { Level::Error } else { Level::Warning }
}

/// One mark is one too many, except for joy among friends.
fn exclamations(reading: &mut Reading<'_>) {
    if !scene::outside(reading.draft) {
        return;
    }
    let joy = reading.draft.channel == Some("social") && !scene::open(reading.draft);
    let masked = reading.tokens.text.as_bytes();
    let typed = reading.folded.cased.as_bytes();
    let mark = seek::all(b'!', masked).find(|&at| {
        // Not `!=`, not a picture in Markdown; and what opens an exclamation is closed by another.
        let next = typed.get(at + 1);
        !next.is_some_and(|b| b"=[".contains(b) || b.is_ascii_alphanumeric())
    });
    let Some(at) = mark.filter(|_| !joy) else {
        return;
    };
    // Joy once it is over, warm thanks and a greeting are a matter of taste, and so is a mark where
    // nothing has failed.
    let calm = !scene::open(reading.draft) || scene::planned(reading.draft);
    let taste = calm || polite(reading, at);
    let level = match level(reading) {
        Level::Warning if taste => Level::Suggestion,
        level => level,
    };
    reading.find("shouting", level, at..at + 1);
}

/// Whether the mark ends a sentence that thanks, or that only greets.
fn polite(reading: &Reading<'_>, mark: usize) -> bool {
    const WORDS: &[&str] = &[
        "thank",
        "thanks",
        "gracias",
        "obrigado",
        "merci",
        "danke",
        "appreciated",
        "agradecemos",
    ];
    let tokens = reading.tokens;
    let before = tokens.all.partition_point(|token| token.start < mark);
    let Some(last) = before.checked_sub(1) else {
        return false;
    };
    let sentence = tokens.sentences[tokens.all[last].sentence].clone();
    if sentence.start == 0 && before <= 2 {
        return true;
    }
    let near = sentence.start.max(before.saturating_sub(20))..before;
    near.into_iter().any(|at| WORDS.contains(&tokens.word(at)))
}

/// A long word in capitals, or two in a row.
fn capitals(reading: &mut Reading<'_>) {
    if !scene::outside(reading.draft) {
        return;
    }
    let cased = &reading.folded.cased;
    let tokens = &reading.tokens.all;
    // Nearly every word is done with after its second letter.
    let may_be_loud = |at: usize| {
        let token = &tokens[at];
        token.end - token.start >= 4 && cased.as_bytes()[token.start + 1].is_ascii_uppercase()
    };
    let loud = |at: usize| {
        let token = &tokens[at];
        let typed = &cased[token.start..token.end];
        let bytes = cased.as_bytes();
        // `FOO_BAR`, `FOO-1`, `foo.BAR` and `FOO.txt` are names, `[FOO]` is a label.
        let named = |b: Option<&u8>| b.is_some_and(|b| b"_-./@#:[\x1a".contains(b));
        let joined = token
            .start
            .checked_sub(1)
            .is_some_and(|before| named(bytes.get(before)))
            || matches!(bytes.get(token.end), Some(b'_' | b'-' | b'/' | b'@'))
            || matches!(
                bytes.get(token.end..token.end + 2),
                Some([b'.', b'a'..=b'z'])
            );
        typed.bytes().all(|b| b.is_ascii_uppercase())
            && typed.bytes().any(|b| b"AEIOU".contains(&b))
            && !joined
            && !heading(bytes, token.start)
            && !ACRONYMS.contains(&reading.tokens.word(at))
            && !reading.is_named(&(token.start..token.end), Sort::Ours)
    };
    let mut found: Option<(Range<usize>, bool)> = None;
    for at in 0..tokens.len() {
        if !may_be_loud(at) || !loud(at) {
            continue;
        }
        let long = tokens[at].end - tokens[at].start >= 6;
        let next = at + 1;
        let row = next < tokens.len()
            && may_be_loud(next)
            && loud(next)
            && tokens[at + 1].sentence == tokens[at].sentence;
        if long || row {
            let end = if row {
                tokens[at + 1].end
            } else {
                tokens[at].end
            };
            // One word in the middle of a sentence may be the name of something.
            let opens = reading.tokens.sentences[tokens[at].sentence].start == at;
            let place = tokens[at].start..end;
            let sure = row || opens;
            if sure || found.is_none() {
                found = Some((place, sure));
            }
            if sure {
                break;
            }
        }
    }
    if let Some((place, sure)) = found {
        let level = match level(reading) {
            Level::Warning if !sure => Level::Suggestion,
            level => level,
        };
        reading.find("shouting", level, place);
    }
}

/// Whether the line around `at` is a heading between others: a few words that are all in capitals.
fn heading(bytes: &[u8], at: usize) -> bool {
    const LONGEST: usize = 40;
    let start = bytes[..at].iter().rposition(|&b| b == b'\n');
    let end = bytes[at..].iter().position(|&b| b == b'\n');
    let (Some(start), Some(end)) = (start, end) else {
        return false;
    };
    let line = &bytes[start + 1..at + end];
    line.len() <= LONGEST && !line.iter().any(u8::is_ascii_lowercase)
}

/// Emoji, where the channel is none of a chat.
fn pictures(reading: &mut Reading<'_>) {
    let channel = reading.draft.channel;
    let chat = matches!(channel, Some("slack" | "teams" | "discord" | "team"));
    let team = reading.draft.audience == Some(Audience::Team);
    if chat || team {
        return;
    }
    let level = if channel == Some("sms") {
        Level::Error
    } else {
        Level::Warning
    };
    let folded = reading.folded;
    let text = reading.draft.text;
    let picture = |&(at, c): &(usize, char)| {
        let dressed = || text[at + c.len_utf8()..].starts_with('\u{fe0f}');
        !c.is_ascii() && (is_picture(c) || dressed())
    };
    let picture = if text.is_ascii() {
        None
    } else {
        text.char_indices().find(picture)
    };
    if let Some((at, _)) = picture {
        let start = folded.place(at);
        reading.find("emoji-in-channel", level, start..start + 1);
    } else if let Some(place) = short_code(&folded.lower) {
        reading.find("emoji-in-channel", level, place);
    }
}

/// Whether a character is shown as a picture by itself.
fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{1f300}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6ff}' | '\u{1f900}'..='\u{1f9ff}'
        | '\u{1fa70}'..='\u{1faff}' | '\u{1f7e0}'..='\u{1f7eb}' | '\u{1f1e6}'..='\u{1f1ff}'
        | '\u{2705}' | '\u{274c}' | '\u{274e}' | '\u{2728}' | '\u{26a1}' | '\u{26d4}'
        | '\u{2753}'..='\u{2755}' | '\u{2757}' | '\u{231a}' | '\u{231b}' | '\u{23f0}' | '\u{23f3}'
        | '\u{26aa}' | '\u{26ab}' | '\u{2b50}' | '\u{2b55}' | '\u{1f004}' | '\u{1f18e}')
}

/// An emoji by its name between colons.
fn short_code(lower: &str) -> Option<Range<usize>> {
    const NAMES: &[&str] = &[
        "fire",
        "rotating_light",
        "warning",
        "white_check_mark",
        "heavy_check_mark",
        "tada",
        "rocket",
        "pray",
        "eyes",
        "thumbsup",
        "bug",
        "hammer_and_wrench",
        "construction",
        "red_circle",
        "large_green_circle",
        "sob",
        "sweat_smile",
        "boom",
        "skull",
        "wave",
        "raised_hands",
        "coffee",
        "slightly_smiling_face",
        "large_yellow_circle",
    ];
    for start in seek::all(b':', lower.as_bytes()) {
        let name = lower[start + 1..]
            .bytes()
            .take_while(|b| b.is_ascii_lowercase() || *b == b'_')
            .take(30)
            .count();
        let end = start + 1 + name;
        if NAMES.contains(&&lower[start + 1..end]) && lower[end..].starts_with(':') {
            return Some(start..end + 1);
        }
    }
    None
}
