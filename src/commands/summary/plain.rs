//! A summary as text, and as JSON.

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use crate::commands::columns::hung;
use crate::domain::review::Stage;
use crate::domain::summary::Summary;
use crate::render::summary::{Document, Section};

/// The width of text; headings are underlined.
const WIDTH: usize = 78;

/// The summary as plain text, for a terminal or a mail.
pub(super) fn text(document: &Document) -> String {
    let mut out = String::with_capacity(4096);
    heading(&mut out, &document.title, '=');
    for section in &document.sections {
        out.push('\n');
        if !section.heading.is_empty() {
            heading(&mut out, &section.heading, '-');
        }
        for line in section.text.lines() {
            hung(&mut out, WIDTH, "", line);
        }
        for item in &section.items {
            hung(&mut out, WIDTH, "- ", item);
        }
    }
    out
}

fn heading(out: &mut String, text: &str, line: char) {
    out.push_str(text);
    out.push('\n');
    out.extend(std::iter::repeat_n(line, text.width().min(WIDTH)));
    out.push('\n');
}

/// The summary with its sections, and its course in moments.
pub(super) fn json(document: &Document, told: &Summary, stage: Stage) -> Value {
    let section = |section: &Section| {
        let text = Some(&section.text).filter(|text| !text.is_empty());
        let heading = Some(&section.heading).filter(|heading| !heading.is_empty());
        json!({ "part": section.part, "heading": heading, "text": text, "items": section.items })
    };
    let steps = told.story().steps.iter().map(|step| {
        json!({ "at": step.at, "what": step.what.key(), "state": step.state, "next": step.next })
    });
    // That there is no review yet, or only a draft of it, is nothing for those outside.
    let review = matches!(told, Summary::Team(_)).then(|| stage.word());
    json!({
        "incident": document.incident,
        "for": document.reader,
        "locale": document.locale,
        "review": review,
        "title": document.title,
        "sections": document.sections.iter().map(section).collect::<Vec<_>>(),
        "steps": steps.collect::<Vec<_>>(),
    })
}
