//! The elements of a page.

use super::chart::{self, Bar};
use crate::commands::html::escaped;

/// A sample of a colour, and what it stands for.
pub(super) fn key(of: &str) -> String {
    format!("<span class=\"keys\"><span class=\"key {of}\"></span> {of}</span>")
}

pub(super) fn section(id: &str, title: &str, about: &str, content: &str) -> String {
    format!(
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n<p>{about}</p>\n{content}</section>\n"
    )
}

/// A chart with its name, a description for those who do not see it, and its legend.
pub(super) fn figure(
    id: &str,
    title: &str,
    told: &str,
    legend: &str,
    bars: &[(&str, Bar)],
) -> Result<String, anyhow::Error> {
    Ok(format!(
        "<figure>\n{} role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n<title id=\"{id}-title\">{title} by month</title>\n\
         <desc id=\"{id}-desc\">{}</desc>\n{}</svg>\n<figcaption>{legend}</figcaption>\n</figure>\n",
        chart::opening(),
        escaped(told),
        chart::drawing(bars)?,
    ))
}

/// A table; the first cell of a row is its name.
pub(super) fn grid(caption: &str, heads: &[&str], rows: Vec<Vec<String>>) -> String {
    let heads: String = heads
        .iter()
        .map(|head| format!("<th scope=\"col\">{head}</th>"))
        .collect();
    let rows = rows.into_iter().map(|row| {
        let cells = row
            .iter()
            .enumerate()
            .map(|(place, cell)| match (place, escaped(cell)) {
                // A number and its sign stay on one line.
                (0, cell) => format!("<th scope=\"row\">{cell}</th>"),
                (_, cell) => format!("<td>{}</td>", cell.replace(" %", "\u{a0}%")),
            });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    });
    format!(
        "<section class=\"scroll\" aria-label=\"{caption}\" tabindex=\"0\">\n<table>\n\
         <caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n</section>\n",
        rows.collect::<String>()
    )
}

/// A note with its ticked words as such.
pub(super) fn ticked(note: &str) -> String {
    let parts = note.split('`').enumerate();
    let parts = parts.map(|(place, part)| match place % 2 {
        0 => part.to_owned(),
        _ => format!("<i>{part}</i>"),
    });
    parts.collect()
}
