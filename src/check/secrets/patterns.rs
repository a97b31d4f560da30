//! The shapes of the tokens that services mark with a prefix, as data.
//!
//! The prefixes, alphabets and lengths are those of gitleaks. A token may be longer than its
//! shape: services have lengthened theirs before, and what is left over must not stay readable.
//! What follows a token is free, since in prose that is a full stop or a bracket.

/// The shape of the tokens of one service.
#[derive(Clone, Copy)]
pub(super) struct Pattern {
    /// What such a token is called.
    pub(super) kind: &'static str,
    /// What it starts with; upper and lower case matter.
    prefixes: &'static [&'static str],
    /// What follows the prefix.
    rest: &'static [Piece],
    /// Whether numbers that somebody counted stand in it, so that characters in order prove nothing.
    pub(super) numbered: bool,
}

/// A piece of a shape.
enum Piece {
    /// At least and at most so many characters of an alphabet.
    Run(Alphabet, usize, usize),
    /// Exactly this text.
    Text(&'static str),
    /// The end of a word.
    Edge,
}

type Alphabet = fn(u8) -> bool;

use Piece::{Edge, Run, Text};

const ANY: usize = usize::MAX;
const ALNUM: Alphabet = |b| b.is_ascii_alphanumeric();
const ALPHA: Alphabet = |b| b.is_ascii_alphabetic();
const WORD: Alphabet = |b| b.is_ascii_alphanumeric() || b == b'_';
const DASHED: Alphabet = |b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
const BASE32: Alphabet = |b| matches!(b, b'A'..=b'Z' | b'2'..=b'7');
const BASE64: Alphabet = |b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
const HEX: Alphabet = |b| b.is_ascii_hexdigit();
const LOWER_HEX: Alphabet = |b| matches!(b, b'0'..=b'9' | b'a'..=b'f');
const SIGNED: Alphabet = |b| b.is_ascii_alphanumeric() || b"_-/".contains(&b);
const SLACK: Alphabet = |b| b.is_ascii_alphanumeric() || b == b'-';

const fn shape(
    kind: &'static str,
    prefixes: &'static [&'static str],
    rest: &'static [Piece],
) -> Pattern {
    Pattern {
        kind,
        prefixes,
        rest,
        numbered: false,
    }
}

/// The same shape with numbers in it that somebody counted.
const fn numbered(pattern: Pattern) -> Pattern {
    Pattern {
        numbered: true,
        ..pattern
    }
}

/// Every shape.
pub(super) const PATTERNS: &[Pattern] = &[
    shape(
        "AWS access key",
        &["AKIA", "ASIA", "ABIA", "ACCA"],
        &[Run(BASE32, 16, 16), Edge],
    ),
    shape(
        "AWS access key",
        &["A3T"],
        &[
            Run(|b| b.is_ascii_uppercase() || b.is_ascii_digit(), 1, 1),
            Run(BASE32, 16, 16),
            Edge,
        ],
    ),
    shape(
        "GitHub token",
        &["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
        &[Run(ALNUM, 36, ANY)],
    ),
    shape("GitHub token", &["github_pat_"], &[Run(WORD, 82, ANY)]),
    shape("GitLab token", &["glpat-"], &[Run(DASHED, 20, ANY)]),
    numbered(shape(
        "Slack token",
        &["xoxb", "xoxp", "xoxe", "xoxa", "xoxr", "xoxs"],
        &[
            Text("-"),
            Run(ALNUM, 8, ANY),
            Text("-"),
            Run(ALNUM, 8, ANY),
            Run(SLACK, 0, ANY),
        ],
    )),
    shape(
        "Slack webhook",
        &[
            "hooks.slack.com/services/",
            "hooks.slack.com/workflows/",
            "hooks.slack.com/triggers/",
        ],
        &[Run(BASE64, 43, ANY)],
    ),
    shape(
        "Stripe key",
        &[
            "sk_live_", "sk_test_", "sk_prod_", "rk_live_", "rk_test_", "rk_prod_",
        ],
        &[Run(ALNUM, 10, ANY)],
    ),
    shape(
        "SendGrid key",
        &["SG."],
        &[Run(DASHED, 22, 22), Text("."), Run(DASHED, 43, ANY)],
    ),
    shape("Google API key", &["AIza"], &[Run(DASHED, 35, ANY)]),
    shape("npm token", &["npm_"], &[Run(ALNUM, 36, ANY)]),
    shape(
        "PyPI token",
        &["pypi-AgEIcHlwaS5vcmc"],
        &[Run(DASHED, 50, ANY)],
    ),
    shape(
        "OpenAI key",
        &["sk-proj-", "sk-svcacct-", "sk-admin-"],
        &[Run(DASHED, 20, ANY)],
    ),
    shape("Anthropic key", &["sk-ant-"], &[Run(DASHED, 20, ANY)]),
    shape(
        "DigitalOcean token",
        &["dop_v1_"],
        &[Run(LOWER_HEX, 64, ANY)],
    ),
    shape("Vault token", &["hvs."], &[Run(DASHED, 90, ANY)]),
    shape(
        "Grafana token",
        &["glsa_"],
        &[Run(ALNUM, 32, 32), Text("_"), Run(HEX, 8, ANY)],
    ),
    shape("Shopify token", &["shpat_"], &[Run(HEX, 32, ANY)]),
    shape("Linear key", &["lin_api_"], &[Run(ALNUM, 40, ANY)]),
    shape("Hugging Face token", &["hf_"], &[Run(ALPHA, 34, ANY)]),
    shape(
        "JSON web token",
        &["ey"],
        &[
            Run(ALNUM, 17, ANY),
            Text(".ey"),
            Run(SIGNED, 17, ANY),
            Text("."),
            Run(SIGNED, 10, ANY),
        ],
    ),
];

/// By the first byte of a prefix: its second bytes and its third ones, a bit for each by its last six
/// bits. Most words are done with after this one look.
pub(super) static NEXT: [[u64; 2]; 256] = next_bytes();

const fn next_bytes() -> [[u64; 2]; 256] {
    let mut next = [[0; 2]; 256];
    let mut pattern = 0;
    while pattern < PATTERNS.len() {
        let prefixes = PATTERNS[pattern].prefixes;
        let mut prefix = 0;
        while prefix < prefixes.len() {
            let bytes = prefixes[prefix].as_bytes();
            let [second, third] = &mut next[bytes[0] as usize];
            *second |= 1 << (bytes[1] & 63);
            // Behind a prefix of two bytes anything may stand.
            *third |= if bytes.len() > 2 {
                1 << (bytes[2] & 63)
            } else {
                u64::MAX
            };
            prefix += 1;
        }
        pattern += 1;
    }
    next
}

impl Pattern {
    /// Returns where the body of a token that starts at `at` begins: after the prefix.
    pub(super) fn body(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let rest = &bytes[at..];
        let prefix = self
            .prefixes
            .iter()
            .find(|prefix| rest.starts_with(prefix.as_bytes()))?;
        Some(at + prefix.len())
    }

    /// Returns where a token ends whose body begins at `at`. Each piece takes all it can and gives
    /// nothing back, so a text is read once.
    pub(super) fn end(&self, bytes: &[u8], mut at: usize) -> Option<usize> {
        for piece in self.rest {
            let rest = &bytes[at..];
            at += match *piece {
                Run(alphabet, least, most) => {
                    let length = run(&rest[..rest.len().min(most)], alphabet);
                    (length >= least).then_some(length)?
                }
                Text(text) => rest.starts_with(text.as_bytes()).then_some(text.len())?,
                Edge => rest.first().is_none_or(|b| !WORD(*b)).then_some(0)?,
            };
        }
        Some(at)
    }
}

/// Returns how many bytes at the start belong to an alphabet.
pub(super) fn run(bytes: &[u8], alphabet: impl Fn(u8) -> bool) -> usize {
    let end = bytes.iter().position(|b| !alphabet(*b));
    end.unwrap_or(bytes.len())
}
