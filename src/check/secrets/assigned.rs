//! Secrets without a shape of their own, known by what stands before them: a word and a colon or an
//! equals sign (`password: …`, `clave = …`), or a scheme and a user (`redis://:…@cache`).

use super::Secret;
use super::patterns::run;
use super::placeholder::{entropy, is_noun, is_placeholder, is_uuid, is_words};
use crate::text::seek;

const PASSWORD: &str = "password";
const CREDENTIAL: &str = "credential";

/// The kinds that say less than any other.
pub(super) const KINDS: [&str; 2] = [PASSWORD, CREDENTIAL];

/// Below this many bits a character, what is assigned is a word.
const LEAST_ENTROPY: f64 = 3.2;

/// What is assigned and shorter than this, in bytes, is a word.
const SHORTEST: usize = 12;

/// As [`SHORTEST`] for a password that a person chose.
const SHORTEST_CHOSEN: usize = 8;

/// Words that something secret is assigned to, and its kind. ASCII letters match in either case.
const NAMES: [(&str, &str); 26] = [
    ("password", PASSWORD),
    ("passwd", PASSWORD),
    ("pwd", PASSWORD),
    ("contraseña", PASSWORD),
    ("contraseÑa", PASSWORD),
    ("contrasen\u{303}a", PASSWORD),
    ("contrasena", PASSWORD),
    ("senha", PASSWORD),
    ("palavra-passe", PASSWORD),
    ("mot de passe", PASSWORD),
    ("passwort", PASSWORD),
    ("kennwort", PASSWORD),
    ("token", CREDENTIAL),
    ("secret", CREDENTIAL),
    ("apikey", CREDENTIAL),
    ("api key", CREDENTIAL),
    ("api_key", CREDENTIAL),
    ("api-key", CREDENTIAL),
    ("accesskey", CREDENTIAL),
    ("access key", CREDENTIAL),
    ("access_key", CREDENTIAL),
    ("access-key", CREDENTIAL),
    ("clave", CREDENTIAL),
    ("credencial", CREDENTIAL),
    ("schlüssel", CREDENTIAL),
    ("jeton", CREDENTIAL),
];

/// What may stand between a name and its colon.
const VERBS: [&str; 7] = ["is", "es", "era", "é", "est", "ist", "lautet"];

/// Finds what is assigned to a telling word, and the passwords in URLs.
pub(super) fn credentials(text: &str, found: &mut Vec<Secret>) {
    for at in seek::all_of_either((b':', b'='), text.as_bytes()) {
        let secret = match text[at..].strip_prefix("://") {
            Some(rest) => in_url(text, at, rest),
            None => assigned(text, at),
        };
        found.extend(secret);
    }
}

/// Reads the assignment whose colon or equals sign stands at `at`.
fn assigned(text: &str, at: usize) -> Option<Secret> {
    // Nearly every colon stands in a time, and no name ends with a digit.
    if at > 0 && text.as_bytes()[at - 1].is_ascii_digit() {
        return None;
    }
    let kind = name_before(&text[..at])?;
    let after = &text[at + 1..];
    let after = after.strip_prefix(['=', '>']).unwrap_or(after);
    let after = after.trim_start_matches(is_dressing);
    // People put signs into a password; a generated token has none.
    let signs: &[u8] = if kind == PASSWORD {
        b"+/_.-!#$%@^~?"
    } else {
        b"+/_.-"
    };
    let length = run(after.as_bytes(), |b| {
        b.is_ascii_alphanumeric() || signs.contains(&b)
    });
    let value = after[..length].trim_end_matches(['.', '!', '?']);
    let start = text.len() - after.len();
    // People choose shorter ones, which are known by how they stand there: close behind an equals
    // sign, or with a sign that no word has.
    let close = text[at..].starts_with('=') && start == at + 1;
    let chosen = kind == PASSWORD
        && (close || after[..length].bytes().any(|b| b"!#$%@^~".contains(&b)))
        && is_chosen(value);
    let random = value.len() >= SHORTEST && entropy(value.as_bytes()) >= LEAST_ENTROPY;
    let secret = (random || chosen)
        && value.bytes().any(|b| b.is_ascii_digit())
        && !is_placeholder(value)
        && !is_uuid(value)
        // Words joined by hyphens make a good password, and no token.
        && (kind == PASSWORD || !is_words(value));
    secret.then_some(Secret {
        kind,
        start,
        end: start + value.len(),
    })
}

/// Whether it looks like a password that a person chose: letters and digits, and no word for one.
fn is_chosen(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    value.len() >= SHORTEST_CHOSEN
        && value.bytes().any(|b| b.is_ascii_alphabetic())
        && entropy(value.as_bytes()) >= super::LEAST_ENTROPY
        && !is_noun(lower.trim_end_matches(|c: char| c.is_ascii_digit()))
        && !is_words(value)
}

/// Returns the kind of secret that the last word before a colon or an equals sign announces; `is` may
/// stand between, as each language says it.
fn name_before(text: &str) -> Option<&'static str> {
    let text = text.trim_end_matches(is_dressing);
    let subject = VERBS.iter().find_map(|verb| {
        let subject = without_suffix(text, verb)?;
        subject.ends_with(char::is_whitespace).then_some(subject)
    });
    let text = subject.map_or(text, |subject| subject.trim_end_matches(is_dressing));
    let last = text.as_bytes().last()?.to_ascii_lowercase();
    NAMES.iter().find_map(|(name, kind)| {
        // Nearly every name is told by its last letter.
        let told = name.as_bytes().last() == Some(&last);
        let before = told.then(|| without_suffix(text, name)).flatten()?;
        let capital = text.as_bytes()[before.len()].is_ascii_uppercase();
        // `DB_PASSWORD` and `clientSecret` are names of passwords and secrets as well.
        let begins = match before.chars().next_back() {
            Some(c) if c.is_alphanumeric() => c.is_lowercase() && capital,
            _ => true,
        };
        begins.then_some(*kind)
    })
}

/// Returns what stands before a suffix; ASCII letters match in either case.
fn without_suffix<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let start = text.len().checked_sub(suffix.len())?;
    let (before, end) = text.split_at_checked(start)?;
    end.eq_ignore_ascii_case(suffix).then_some(before)
}

/// Whether a character may stand between a name, its colon and its value: white space, quotation
/// marks, and the marks that make a word bold.
fn is_dressing(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '\'' | '`' | '*' | '«' | '»' | '“' | '”' | '‘' | '’'
        )
}

/// Reads the password of the URL whose `://` stands at `at`, before `rest`.
fn in_url(text: &str, at: usize, rest: &str) -> Option<Secret> {
    const LONGEST_USER: usize = 40;
    let lengths = 3..=80;
    text[..at]
        .ends_with(|c: char| c.is_ascii_alphanumeric())
        .then_some(())?;
    let authority = rest.split(|c: char| c.is_whitespace() || c == '/').next()?;
    let (user, after) = authority.split_once(':')?;
    // A password that holds an unescaped `@` ends at the last one.
    let (password, host) = after.rsplit_once('@')?;
    let host = host.starts_with(|c: char| c.is_alphanumeric() || "_.-".contains(c));
    let secret = host
        && !user.contains('@')
        && user.chars().count() <= LONGEST_USER
        && lengths.contains(&password.chars().count())
        && entropy(password.as_bytes()) >= super::LEAST_ENTROPY
        && !is_placeholder(password)
        && !is_noun(password);
    let start = text.len() - rest.len() + user.len() + 1;
    secret.then_some(Secret {
        kind: "password in a URL",
        start,
        end: start + password.len(),
    })
}
