//! What looks like a secret and is none: examples, placeholders, identifiers and words.

/// Words that stand for a password in instructions.
const NOUNS: [&str; 9] = [
    "passwor", "passwd", "secret", "token", "contrase", "clave", "changeme", "senha", "kennwort",
];

/// As many equal characters in a row do not come by chance.
const REPEATED: usize = 8;

/// Returns the Shannon entropy in bits a byte: 0 for one repeated, at most 8.
pub(super) fn entropy(bytes: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let total = f64::from(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
    let shares = counts.iter().filter(|count| **count > 0).map(|count| {
        let share = f64::from(*count) / total;
        -share * share.log2()
    });
    shares.sum()
}

/// Whether a value is written to be replaced or read as an example: `…EXAMPLE`, `xxxxxxxx`,
/// `12345678`, `<token>`, `${VAR}`, `***`.
pub(super) fn is_placeholder(value: &str) -> bool {
    is_blank(value) || is_ordered(value.to_ascii_uppercase().as_bytes())
}

/// Whether a value is written to be replaced, characters in order apart: those of a number that
/// somebody counted say nothing.
pub(super) fn is_blank(value: &str) -> bool {
    let upper = value.to_ascii_uppercase();
    upper.ends_with("EXAMPLE")
        || upper.ends_with("EXAMPLEKEY")
        || is_variable(value)
        || is_repeated(upper.as_bytes())
}

/// Whether a value names what belongs in its place: `my-password`, `tu_clave`.
pub(super) fn is_noun(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    !lower.bytes().any(|b| b.is_ascii_digit()) && NOUNS.iter().any(|noun| lower.contains(noun))
}

/// Whether a value is written as a variable of a shell, a template or a manual.
fn is_variable(value: &str) -> bool {
    let within = |open, close| value.starts_with(open) && value.ends_with(close);
    let shell = |name: &str| {
        name.bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    };
    within('<', '>')
        || within('{', '}')
        || within('[', ']')
        || within('%', '%')
        || value.starts_with("${")
        || value.starts_with("$(")
        || value.strip_prefix('$').is_some_and(shell)
}

/// Whether one character is repeated at length.
fn is_repeated(bytes: &[u8]) -> bool {
    bytes
        .chunk_by(|a, b| a == b)
        .any(|run| run.len() >= REPEATED)
}

/// Whether most characters follow on from the one before.
fn is_ordered(bytes: &[u8]) -> bool {
    let steps = bytes.windows(2).filter(|w| w[0].abs_diff(w[1]) == 1);
    steps.count() * 2 > bytes.len()
}

/// Whether a value is a UUID, which names things and opens none.
pub(super) fn is_uuid(value: &str) -> bool {
    let lengths = value.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && value.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}

/// Whether a value is made of words and numbers: `eu-west-1`, `docs.example.com/page2`, `2026-11-22`.
pub(super) fn is_words(value: &str) -> bool {
    const SEPARATORS: [char; 5] = ['-', '_', '.', '/', '+'];
    value.contains(SEPARATORS) && value.split(SEPARATORS).all(is_word)
}

/// Whether a piece is a number, or a word in one case with at most two digits behind it.
fn is_word(piece: &str) -> bool {
    let word = piece.trim_end_matches(|c: char| c.is_ascii_digit());
    if word.is_empty() {
        return true;
    }
    let tail = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let capitals = word.len() - tail.len();
    piece.len() - word.len() <= 2
        && (tail.is_empty() || capitals <= 1 && tail.bytes().all(|b| b.is_ascii_lowercase()))
}
