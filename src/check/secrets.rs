//! Secrets in a text: the tokens of well-known services, private keys, passwords in URLs, and
//! whatever is assigned to a word such as `password` and looks random.
//!
//! A log line pasted into an update at three in the morning is how most secrets leak, and a status
//! page is indexed within minutes. So a secret stops a save, and for the same reason a false alarm
//! is costly: examples, placeholders and ordinary words are told apart by `placeholder`. Nothing
//! here asks a service whether a token is alive.

mod assigned;
mod patterns;
mod placeholder;
#[cfg(test)]
mod tests;

use crate::order;
use crate::text::seek;
use memchr::memmem;

use patterns::Pattern;

/// A secret in a text, and where it stands. It does not hold the secret itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Secret {
    /// What it is, as it stands in a sentence: `GitHub token`, `password in a URL`.
    pub kind: &'static str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes; the byte there is no longer part of it.
    pub end: usize,
}

impl Secret {
    /// Returns as much as its owner needs to know it by, and an ellipsis: the first four characters,
    /// fewer if these were more than a quarter of it. `text` is the one it was found in.
    pub fn redacted(&self, text: &str) -> String {
        let secret = text.get(self.start..self.end).unwrap_or_default();
        let shown = (secret.chars().count() / 4).min(4);
        secret.chars().take(shown).chain(['…']).collect()
    }
}

impl Secret {
    /// Returns eight digits by which the secret is known without being shown, so that one that is
    /// none can be let be. Signs are left out, since channels escape them in ways of their own.
    pub fn fingerprint(&self, text: &str) -> String {
        // FNV-1a, of 32 bits: too few to tell anything about what is random.
        const BASIS: u32 = 0x811c_9dc5;
        const PRIME: u32 = 0x0100_0193;
        let secret = text.get(self.start..self.end).unwrap_or_default();
        let letters = secret.bytes().filter(|byte| !byte.is_ascii_punctuation());
        let bytes = self.kind.bytes().chain([0]).chain(letters);
        let hash = bytes.fold(BASIS, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(PRIME)
        });
        format!("{hash:08x}")
    }
}

/// The article of what a secret is called: `an AWS access key`, `a GitHub token`.
pub fn article(kind: &str) -> &'static str {
    // `npm` and `AWS` are spelled out, and no kind begins with a vowel that sounds like a consonant.
    let vowel = kind.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o', 'u']);
    if vowel || kind.starts_with("npm") {
        "an"
    } else {
        "a"
    }
}

/// Below this many bits a character, a token of the right shape is an example.
const LEAST_ENTROPY: f64 = 2.8;

/// Returns the secrets of a text in their order; none overlaps another.
pub fn secrets(text: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    tokens(text, &mut found);
    private_keys(text, &mut found);
    assigned::credentials(text, &mut found);
    united(found)
}

/// Finds the tokens that a service marks with a prefix of its own.
fn tokens(text: &str, found: &mut Vec<Secret>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at + 2 < bytes.len() {
        // A prefix begins a word, so the rest of a word is passed over, and the sign behind it.
        if at > 0 && INSIDE[usize::from(bytes[at - 1])] && !ends_escape(bytes, at) {
            let rest = &bytes[at..];
            let ends = rest.iter().position(|b| !INSIDE[usize::from(*b)]);
            at += ends.unwrap_or(rest.len()) + 1;
            continue;
        }
        let [second, third] = patterns::NEXT[usize::from(bytes[at])];
        let may = second >> (bytes[at + 1] & 63) & third >> (bytes[at + 2] & 63) & 1 == 1;
        if !may {
            at += 1;
            continue;
        }
        let begins = starts_word(text, at);
        let Some((pattern, body, end)) = begins.then(|| shaped(bytes, at)).flatten() else {
            at += 1;
            continue;
        };
        let random = placeholder::entropy(&bytes[at..end]) >= LEAST_ENTROPY;
        let body = &text[body..end];
        let example = if pattern.numbered {
            placeholder::is_blank(body)
        } else {
            placeholder::is_placeholder(body)
        };
        if random && !example {
            found.push(Secret {
                kind: pattern.kind,
                start: at,
                end,
            });
        }
        // An example is skipped whole too: it is scanned once, however often a prefix recurs in it.
        at = end;
    }
}

/// The letters behind which no word starts, unless they end an escape.
static INSIDE: [bool; 256] = {
    let mut inside = [false; 256];
    let mut letter = u8::MAX;
    while letter > 0 {
        inside[letter as usize] = letter.is_ascii_alphanumeric() || letter == b'_';
        letter -= 1;
    }
    inside
};

/// Whether what stands before `at` is an escaped line end, as in `"done\nghp_…"` of a pasted JSON log.
fn ends_escape(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[..at], [.., b'\\', b'n' | b'r' | b't'])
}

/// Returns the pattern of a token that starts at `at`, where its body starts and where it ends.
fn shaped(bytes: &[u8], at: usize) -> Option<(&'static Pattern, usize, usize)> {
    patterns::PATTERNS.iter().find_map(|pattern| {
        let body = pattern.body(bytes, at)?;
        Some((pattern, body, pattern.end(bytes, body)?))
    })
}

/// Whether a word may start at `at`: no letter, digit or underscore stands before it, but for an escape.
fn starts_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| !(c.is_alphanumeric() || c == '_')) || ends_escape(text.as_bytes(), at)
}

/// Finds private keys in PEM: whole ones, and the first line of one that was cut.
fn private_keys(text: &str, found: &mut Vec<Secret>) {
    const BEGIN: &[u8] = b"-----BEGIN";
    const LABEL: &[u8] = b"PRIVATE KEY";
    const END: &[u8] = b"-----END";
    // Words of the label before `PRIVATE KEY`, in bytes.
    const LONGEST: usize = 100;
    let bytes = text.as_bytes();
    // Nearly no text has one, and what gets ready to look for it takes longer than to look.
    if seek::row(BEGIN, bytes).is_none() {
        return;
    }
    let last_end = memmem::rfind(bytes, END).unwrap_or_default();
    let mut covered = 0;
    for start in memmem::find_iter(bytes, BEGIN) {
        if start < covered {
            continue;
        }
        let label = start + BEGIN.len();
        let line = &bytes[label..bytes.len().min(label + LONGEST + LABEL.len())];
        let line = &line[..patterns::run(line, |b| {
            b.is_ascii_uppercase() || b.is_ascii_digit() || b" _-".contains(&b)
        })];
        let Some(place) = memmem::find(line, LABEL) else {
            continue;
        };
        let mut end = label + place + LABEL.len();
        if end <= last_end
            && let Some(close) = memmem::find(&bytes[end..], END)
        {
            end += close + END.len();
            end += patterns::run(&bytes[end..], |b| b.is_ascii_uppercase() || b == b' ');
        }
        end += patterns::run(&bytes[end..], |b| b == b'-');
        covered = end;
        found.push(Secret {
            kind: "private key",
            start,
            end,
        });
    }
}

/// Sorts by place and makes one of those that overlap, called by its more telling kind.
fn united(mut found: Vec<Secret>) -> Vec<Secret> {
    order::sort_by_key(&mut found, |secret| secret.start);
    let mut united: Vec<Secret> = Vec::with_capacity(found.len());
    for secret in found {
        match united.last_mut() {
            Some(last) if secret.start < last.end => {
                last.end = last.end.max(secret.end);
                if assigned::KINDS.contains(&last.kind) {
                    last.kind = secret.kind;
                }
            }
            _ => united.push(secret),
        }
    }
    united
}
