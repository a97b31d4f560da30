//! Findings for people: what, where with a caret under it, why, and what to write instead.

use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use super::checked::Checked;
use super::gather::{Found, Report, span};
use crate::check::finding::{Finding, Level, Place};
use crate::check::page;
use crate::check::spoken::spoken;
use crate::commands::session::Session;
use crate::domain::locale::Locale;
use crate::order::Map;
use crate::text::clean::visible;
use crate::ui::Ui;

/// How findings are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner<'a> {
    /// Whether it is said why they hurt.
    pub(super) why: bool,
    /// How many characters of a line are shown on either side of what was found.
    pub(super) around: usize,
    /// Whose language the help is in, where it has that; else that of the text.
    pub(super) reader: Option<&'a Locale>,
}

/// Everything, for those who asked for it.
const WHOLE: Manner<'_> = Manner {
    why: true,
    around: 36,
    reader: None,
};

/// In short, for those who are about to say something else.
pub(super) const SHORT: Manner<'_> = Manner {
    why: false,
    ..WHOLE
};

/// In short, and narrow enough for whatever terminal somebody answers at.
pub(super) const NARROW: Manner<'_> = Manner {
    why: false,
    around: 12,
    reader: None,
};

/// The words around findings in one language.
pub(super) struct Labels {
    /// Each level, the mildest first: one, and several.
    pub(super) levels: [(&'static str, &'static str); 3],
    help: &'static str,
    /// How somebody who answers says when it began: in the words of the interview.
    began: &'static str,
    /// That there is more of a rule; its name follows.
    more: &'static str,
    pub(super) waived: &'static str,
}

/// The words around findings for a reader; English for none.
pub(super) fn labels(reader: Option<&Locale>) -> Labels {
    let (levels, help, began, more, waived) = match reader.map(Locale::language) {
        Some("es") => (
            [
                ("sugerencia", "sugerencias"),
                ("aviso", "avisos"),
                ("error", "errores"),
            ],
            "ayuda:",
            "elegir «Cambiar una respuesta», «Empezó», y decir cuándo",
            "y {} más de",
            "con motivo para dejarlo así",
        ),
        Some("pt") => (
            [
                ("sugestão", "sugestões"),
                ("aviso", "avisos"),
                ("erro", "erros"),
            ],
            "ajuda:",
            "escolha “Mudar uma resposta”, “Começou”, e diga quando",
            "e mais {} de",
            "com motivo para deixar assim",
        ),
        Some("fr") => (
            [
                ("suggestion", "suggestions"),
                ("avertissement", "avertissements"),
                ("erreur", "erreurs"),
            ],
            "aide\u{a0}:",
            "choisissez «\u{a0}Changer une réponse\u{a0}», «\u{a0}Début\u{a0}», et dites quand",
            "et {} de plus de",
            "avec une raison de laisser ainsi",
        ),
        Some("de") => (
            [
                ("Vorschlag", "Vorschläge"),
                ("Warnung", "Warnungen"),
                ("Fehler", "Fehler"),
            ],
            "Hilfe:",
            "„Eine Antwort ändern“, „Begonnen“ wählen und sagen, wann",
            "und {} weitere von",
            "mit Grund so gelassen",
        ),
        _ => (
            [
                ("suggestion", "suggestions"),
                ("warning", "warnings"),
                ("error", "errors"),
            ],
            "help:",
            "choose `Edit an answer`, `Began`, and say when",
            "and {} more of",
            "waived",
        ),
    };
    Labels {
        levels,
        help,
        began,
        more,
        waived,
    }
}

/// More of one rule would only bury the rest.
const MOST_OF_ONE_RULE: usize = 5;

/// Findings from a level on, and of each rule only the first.
pub(super) fn brief(ui: Ui, report: &Report, least: Level, manner: Manner<'_>) -> String {
    let mut of: Map<&str, usize> = Map::new();
    let mut text = String::new();
    let groups = report.said_once().into_iter();
    for group in groups.filter(|group| group[0].finding.level >= least) {
        let count = of.entry(&group[0].finding.rule).or_default();
        *count += 1;
        if *count <= MOST_OF_ONE_RULE {
            text.push_str(&one(ui, report, &group, manner));
        }
    }
    for (rule, count) in of.iter().filter(|(_, count)| **count > MOST_OF_ONE_RULE) {
        let more = (count - MOST_OF_ONE_RULE).to_string();
        let line = labels(manner.reader).more.replace("{}", &more);
        text.push_str(&format!("{line} {rule}\n"));
    }
    text
}

/// Findings as text; nothing at all if there are none.
pub(super) fn text(session: &Session, report: &Report) -> String {
    let ui = session.ui;
    let groups = report.said_once();
    let shown: Vec<String> = groups
        .iter()
        .map(|group| one(ui, report, group, WHOLE))
        .collect();
    shown.join("\n")
}

/// One finding, with every message that it was found in.
fn one(ui: Ui, report: &Report, group: &[&Found], manner: Manner<'_>) -> String {
    let (found, finding) = (group[0], &group[0].finding);
    let colour = match finding.level {
        Level::Error => "1;31",
        Level::Warning => "1;33",
        Level::Suggestion => "1;36",
    };
    let labels = labels(manner.reader);
    let level = labels.levels[finding.level as usize].0;
    let head = format!("{level}[{}]", finding.rule);
    let mut text = format!(
        "{}: {}\n",
        ui.painted(colour, &head),
        visible(&spoken(&finding.what, manner.reader))
    );
    text.push_str(&format!(
        "  {} {}\n",
        ui.painted("34", "-->"),
        visible(&places(report, group))
    ));
    if let Some(number) = found.text {
        let reach = match ui.width() {
            Some(columns) => Reach::on(columns, span(finding).len()),
            None => Reach::of(manner.around),
        };
        let shown = excerpt(&report.texts[number], span(finding), reach);
        let bar = ui.painted("34", "|");
        let carets = "^".repeat(shown.width.max(1));
        text.push_str(&format!("   {bar} {}\n", visible(&shown.line)));
        let gap = " ".repeat(shown.indent);
        text.push_str(&format!("   {bar} {gap}{}\n", ui.painted(colour, &carets)));
    }
    if manner.why {
        text.push_str(&format!("  why: {}\n", visible(&finding.why)));
    }
    text.push_str(&format!(
        "  {} {}\n",
        ui.painted("1;36", labels.help),
        visible(&help(finding, manner.reader))
    ));
    text
}

/// What to do instead: for a reader, as the rule's page says it in their language, unless the finding
/// says more than the page.
fn help(finding: &Finding, reader: Option<&Locale>) -> String {
    let unsaid = finding.rule == "times-missing" && finding.place == Place::Field("started");
    if unsaid && finding.level == Level::Warning && reader.is_some() {
        return labels(reader).began.to_owned();
    }
    let page = page::of_briefly(&finding.rule).filter(|page| page.help(None) == finding.help);
    match (page, reader) {
        (Some(page), Some(reader)) => page.help(Some(reader)).to_owned(),
        _ => spoken(&finding.help, reader),
    }
}

/// Where it was found: the fact, the entry, or every message and file.
fn places(report: &Report, group: &[&Found]) -> String {
    let found = group[0];
    if let Some((at, kind, id)) = &found.entry {
        return format!("{kind} {} ({id})", at.format("%Y-%m-%d %H:%M UTC"));
    }
    match &found.finding.place {
        Place::Incident => report.incident.clone().unwrap_or_default(),
        Place::Field(key) => format!("--{}", key.replace('_', "-")),
        Place::Text {
            channel: Some(_), ..
        } if report.incident.is_some() => {
            let names: Vec<String> = group.iter().filter_map(|found| message(found)).collect();
            let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
            names.dedup();
            names.join(", ")
        }
        Place::Text { span, .. } => match found.text.map(|number| &report.texts[number]) {
            Some(checked) => {
                let (line, column) = checked.spot(span.start);
                format!("{}:{line}:{column}", checked.name)
            }
            None => String::new(),
        },
    }
}

fn message(found: &Found) -> Option<String> {
    match &found.finding.place {
        Place::Text {
            channel: Some(channel),
            locale: Some(locale),
            ..
        } => Some(format!("{channel} · {locale}")),
        _ => None,
    }
}

/// How much of a line is shown, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reach {
    /// On either side of what was found.
    around: usize,
    /// Of what was found.
    most: usize,
    /// Whether one side has what the other leaves.
    shares: bool,
}

impl Reach {
    /// Where nobody knows how wide the paper is.
    const fn of(around: usize) -> Self {
        Self {
            around,
            most: 2 * around,
            shares: false,
        }
    }

    /// As much as fits on a terminal: first what was found (of `long` bytes), then what stands around
    /// it.
    fn on(columns: usize, long: usize) -> Self {
        // The bar before the line, and a mark on each side for what is left out.
        const FRAME: usize = "   | ".len() + 2;
        let room = columns.saturating_sub(FRAME).max(2);
        let most = long.clamp(1, room);
        Self {
            around: (room - most) / 2,
            most,
            shares: true,
        }
    }
}

/// A line with what was found in it.
#[derive(Debug, PartialEq, Eq)]
struct Excerpt {
    line: String,
    /// Columns before what was found.
    indent: usize,
    /// Columns that what was found takes up.
    width: usize,
}

/// Returns the line in which a span begins, as much of it as fits, with secrets made unreadable.
fn excerpt(checked: &Checked, span: Range<usize>, reach: Reach) -> Excerpt {
    let Reach {
        around,
        most,
        shares,
    } = reach;
    let text = checked.text.as_str();
    let span = boundary(text, span.start)..boundary(text, span.end.max(span.start));
    // What is found in a secret is shown as the whole of it, so that no half of it stays readable.
    let hit = checked.secrets_in(&span).fold(span.clone(), |hit, s| {
        s.start.min(hit.start)..s.end.max(hit.end)
    });
    let (before, after) = (&text[..hit.start], &text[hit.end..]);
    let spare = |used: usize| {
        if shares {
            around.saturating_sub(used)
        } else {
            0
        }
    };
    let in_line = |chars: &mut dyn Iterator<Item = char>| {
        chars.take_while(|c| *c != '\n').take(around).count()
    };
    let left = around + spare(in_line(&mut after.chars()));
    let right = around + spare(in_line(&mut before.chars().rev()));
    let reach = before
        .char_indices()
        .rev()
        .take(left)
        .take_while(|(_, c)| *c != '\n');
    let from = reach.last().map_or(hit.start, |(at, _)| at);
    let mut line = match before[..from].chars().next_back() {
        None | Some('\n') => String::new(),
        Some(_) => "…".to_owned(),
    };
    line.push_str(&visible(&checked.masked(from..hit.start)));
    let indent = line.width();
    let lines = checked.masked(hit.clone());
    let first = lines.lines().next().unwrap_or_default();
    let shown: String = visible(first).chars().take(most).collect();
    let width = shown.width();
    line.push_str(&shown);
    if shown.len() < lines.len() {
        line.push('…');
        return Excerpt {
            line,
            indent,
            width,
        };
    }
    let reach = after
        .char_indices()
        .take(right)
        .take_while(|(_, c)| *c != '\n');
    let to = reach
        .last()
        .map_or(hit.end, |(at, c)| hit.end + at + c.len_utf8());
    line.push_str(&visible(&checked.masked(hit.end..to)));
    if !matches!(text[to..].chars().next(), None | Some('\n')) {
        line.push('…');
    }
    Excerpt {
        line,
        indent,
        width,
    }
}

/// The nearest place not after `at` that is in the text and between two characters.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests;
