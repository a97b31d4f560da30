//! cState, a Markdown file for Hugo (`content/issues/NAME.md`; cState 6).
//!
//! The file tells the whole incident, newest word first, each with the moment it was said in a
//! `track` shortcode of its own paragraph. Its front matter is YAML with every string in double
//! quotes and moments as RFC 3339. `date` is when it began, as cState counts the downtime from
//! it to `resolvedWhen`; for planned work, when it was announced. Planned work is `informational`, which
//! leaves the state of the page alone, and pinned until it is completed, so it has no severity.
//!
//! Severity is `down` where it is critical or a component has a major outage, `notice` where it is
//! minor and `disrupted` else; when it is over, the worst that was said. `affected` holds components by
//! our names, which must be those of the site: while it lasts the ones that do not work, then all
//! that did not. Hugo makes a folder of each component, so that its name may have 200 bytes (a file
//! name has 255 on most systems); all else may have any length.
//!
//! Canonical: braces that Hugo would read as a shortcode are broken with backslashes, which
//! Markdown does not show. A site whose typographer is on (Hugo's default) shows straight quotes and
//! three dots as typographic ones; runs of hyphens and definition lists are escaped.

use chrono::{DateTime, Utc};

use super::{stamp, text};
use crate::channel::{ChannelError, Dispatch, Payload, Utterance};
use crate::domain::briefing::CustomerBriefing;
use crate::domain::service::Service;
use crate::domain::words::{ComponentStatus, Severity};
use crate::text::measure::{Limit, Unit};

/// The name of a component, which becomes the name of a folder.
const FOLDER: Limit = Limit::new(Unit::Bytes, 200);

/// Writes the file as it is to stand after this word.
pub(in crate::channel) fn cstate(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let facts = &dispatch.word.facts;
    let title = text::line(&facts.title);
    if title.is_empty() {
        return Err(ChannelError::Unfit {
            service: Service::CState,
            field: "title",
            problem: "is empty".to_owned(),
        });
    }
    for name in affected(dispatch) {
        FOLDER
            .check(&name)
            .map_err(|excess| ChannelError::TooLong {
                service: Service::CState,
                field: "name of a component",
                excess,
            })?;
    }
    let mut file = format!("---\ntitle: {}\n", text::yaml(&title));
    file.push_str(&front_matter(dispatch));
    if dispatch.house.drill {
        // What is a draft is not published.
        file.push_str("draft: true\n");
    }
    file.push_str("section: \"issue\"\n---\n");
    for word in std::iter::once(dispatch.word).chain(dispatch.earlier.iter().rev()) {
        let told = unscripted(&text::markdown(word));
        let at = stamp(word.facts.at);
        file.push_str(&format!("\n{told}\n\n{{{{< track \"{at}\" >}}}}\n"));
    }
    Ok(Payload {
        extension: "md",
        media_type: "text/markdown; charset=utf-8",
        content: file.into_bytes(),
        request: None,
        remarks: Vec::new(),
    })
}

fn front_matter(dispatch: &Dispatch<'_>) -> String {
    let facts = &dispatch.word.facts;
    let over = facts.state.is_over();
    if facts.state.is_maintenance() {
        let date = stamp(facts.first_word);
        let pin = !over;
        return format!("date: {date}\ninformational: true\npin: {pin}\n");
    }
    let date = facts.started.unwrap_or(facts.first_word);
    let mut lines = format!("date: {}\nresolved: {over}\n", stamp(date));
    if over {
        // What ended before it began was typed wrong; cState would count backwards.
        let ended = ended(dispatch).max(date);
        lines.push_str(&format!("resolvedWhen: {}\n", stamp(ended)));
    }
    let worst = if over {
        history(dispatch).map(gravity).max()
    } else {
        None
    };
    let gravity = worst.unwrap_or_else(|| gravity(facts));
    lines.push_str(&format!("severity: {}\n", text::yaml(gravity.word())));
    let affected = affected(dispatch);
    if affected.is_empty() {
        lines.push_str("affected: []\n");
    } else {
        lines.push_str("affected:\n");
        for name in affected {
            lines.push_str(&format!("  - {}\n", text::yaml(&name)));
        }
    }
    lines
}

/// What was told of the incident, oldest first.
fn history<'a>(dispatch: &'a Dispatch<'_>) -> impl Iterator<Item = &'a CustomerBriefing> {
    let words = dispatch
        .earlier
        .iter()
        .chain(std::iter::once(dispatch.word));
    words.map(|word: &'a Utterance| &word.facts)
}

/// When it was over: when it ended, or when we first said so and it stayed.
fn ended(dispatch: &Dispatch<'_>) -> DateTime<Utc> {
    let last = &dispatch.word.facts;
    let said = history(dispatch).fold(None, |said, facts| {
        if facts.state.is_over() {
            said.or(Some(facts.at))
        } else {
            None
        }
    });
    last.ended.or(said).unwrap_or(last.at)
}

/// The severities of cState, from light to grave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gravity {
    Notice,
    Disrupted,
    Down,
}

impl Gravity {
    const fn word(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Disrupted => "disrupted",
            Self::Down => "down",
        }
    }
}

fn gravity(facts: &CustomerBriefing) -> Gravity {
    let out = |status| status == ComponentStatus::MajorOutage;
    match facts.severity {
        Severity::Critical => Gravity::Down,
        _ if facts.components.iter().any(|c| out(c.status)) => Gravity::Down,
        Severity::Major => Gravity::Disrupted,
        Severity::Minor => Gravity::Notice,
    }
}

fn affected(dispatch: &Dispatch<'_>) -> Vec<String> {
    let facts = &dispatch.word.facts;
    let told: Vec<&CustomerBriefing> = if facts.state.is_over() {
        history(dispatch).collect()
    } else {
        vec![facts]
    };
    let mut names: Vec<String> = Vec::new();
    for component in told.into_iter().flat_map(|facts| &facts.components) {
        let name = text::line(&component.name);
        let works = component.status == ComponentStatus::Operational;
        if !works && !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Markdown in which Hugo finds no shortcode and its own extensions no markup: the second of two
/// braces or hyphens and a colon that begins a line get a backslash. A link keeps its hyphens, or it
/// would lead elsewhere.
fn unscripted(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() + 16);
    let mut before = '\n';
    let mut in_link = false;
    for (place, c) in markdown.char_indices() {
        let begins = |scheme| markdown[place..].starts_with(scheme);
        in_link |= begins("https://") || begins("http://");
        in_link &= !c.is_whitespace();
        let broken = match (before, c) {
            ('{', '{') | ('\n', ':') => true,
            ('-', '-') => !in_link,
            _ => false,
        };
        if broken {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}
