//! A summary as one page that needs no other file and runs nothing: for a screen, light or dark, and
//! for paper.

use super::timeline;
use crate::commands::html::{escaped, page};
use crate::domain::house::House;
use crate::domain::link::{self, Piece};
use crate::render::summary::{Document, Section};
use crate::text::packed::{Text, packed};

static STYLE: Text = packed!("templates/style/summary.css");

/// The page.
pub(super) fn html(document: &Document, house: &House) -> String {
    let title = escaped(&document.title);
    let mut out = format!("<h1 dir=\"auto\">{title}</h1>\n");
    let mut open = false;
    for section in &document.sections {
        if !section.heading.is_empty() {
            if open {
                out.push_str("</section>\n");
            }
            let id = section.part.replace('_', "-");
            let heading = escaped(section.heading.trim());
            out.push_str(&format!(
                "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading}</h2>\n"
            ));
            open = true;
        }
        if section.part == "report_steps" {
            out.extend(document.chart.iter().map(timeline::figure));
        }
        write(&mut out, section, house);
    }
    if open {
        out.push_str("</section>\n");
    }
    page(document.locale.as_str(), &title, STYLE.text(), &out)
}

fn write(out: &mut String, section: &Section, house: &House) {
    if !section.text.is_empty() {
        let lines: Vec<String> = section
            .text
            .lines()
            .map(|line| linked(line, house))
            .collect();
        let class = if section.part == "report_from" {
            " class=\"from\""
        } else {
            ""
        };
        out.push_str(&format!(
            "<p dir=\"auto\"{class}>{}</p>\n",
            lines.join("<br>\n")
        ));
    }
    if !section.items.is_empty() {
        out.push_str("<ul>\n");
        for item in &section.items {
            out.push_str(&format!("<li dir=\"auto\">{}</li>\n", linked(item, house)));
        }
        out.push_str("</ul>\n");
    }
}

/// A text with links to our own pages.
fn linked(text: &str, house: &House) -> String {
    let pieces = link::pieces(text, house)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => escaped(text),
            Piece::Link(url) => {
                let url = escaped(url);
                format!("<a href=\"{url}\">{url}</a>")
            }
        });
    pieces.collect()
}
