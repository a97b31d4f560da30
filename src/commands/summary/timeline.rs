//! The course of an incident as SVG: the states as a band, words and promises as marks. Shapes and
//! numbers tell what colours do, and a list tells what the drawing does.

use std::fmt::Write as _;

use crate::commands::html::escaped;
use crate::domain::words::State;
use crate::render::summary::{Chart, Mark, Segment};

/// The margin on each side, in which half a mark fits.
const MARGIN: i64 = 12;
/// Where the band begins and ends.
const BAND: (i64, i64) = (34, 74);
/// A segment narrower than this has no room for its number.
const NUMBERED: i64 = 22;

/// Draws a chart, with its legend.
pub(super) fn figure(chart: &Chart) -> String {
    let mut out = String::from("<figure>\n");
    let width = Chart::WIDTH + 2 * MARGIN;
    let told: Vec<&str> = chart.segments.iter().map(|s| s.told.as_str()).collect();
    put(
        &mut out,
        format_args!(
            "<svg viewBox=\"0 0 {width} 160\" role=\"img\" aria-labelledby=\"course-title course-told\">\n\
             <title id=\"course-title\">{}</title>\n<desc id=\"course-told\">{}</desc>\n",
            escaped(&chart.title),
            escaped(&told.join("; ")),
        ),
    );
    for (place, segment) in chart.segments.iter().enumerate() {
        draw(&mut out, place, segment);
    }
    for (at, mark) in &chart.marks {
        drawn(&mut out, *at + MARGIN, *mark);
    }
    let [from, to] = chart.ends.each_ref().map(|end| escaped(end));
    let zone = escaped(&chart.zone);
    put(
        &mut out,
        format_args!(
            "<text x=\"{MARGIN}\" y=\"148\">{from}</text>\n\
             <text x=\"{}\" y=\"148\" text-anchor=\"middle\">{zone}</text>\n\
             <text x=\"{}\" y=\"148\" text-anchor=\"end\">{to}</text>\n</svg>\n<figcaption>\n<ol>\n",
            width / 2,
            width - MARGIN,
        ),
    );
    for segment in &chart.segments {
        put(
            &mut out,
            format_args!(
                "<li><span class=\"key {}\"></span> {}</li>\n",
                class(segment.state),
                escaped(&segment.told)
            ),
        );
    }
    out.push_str("</ol>\n<ul class=\"marks\">\n");
    for (mark, told) in &chart.keys {
        out.push_str("<li><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">");
        key(&mut out, *mark);
        put(&mut out, format_args!("</svg> {}</li>\n", escaped(told)));
    }
    out.push_str("</ul>\n</figcaption>\n</figure>\n");
    out
}

fn draw(out: &mut String, place: usize, segment: &Segment) {
    let (from, to) = segment.span;
    let width = (to - from).max(1);
    put(
        out,
        format_args!(
            "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{}\"/>\n",
            class(segment.state),
            from + MARGIN,
            BAND.0,
            BAND.1 - BAND.0,
        ),
    );
    if width >= NUMBERED {
        put(
            out,
            format_args!(
                "<text class=\"on\" x=\"{}\" y=\"62\" text-anchor=\"middle\">{}</text>\n",
                from + MARGIN + width / 2,
                place + 1
            ),
        );
    }
}

/// A mark where it belongs: words above the band, promises below it.
fn drawn(out: &mut String, x: i64, mark: Mark) {
    let y = match mark {
        Mark::Word => 18,
        Mark::Kept | Mark::Broken => 94,
    };
    shape(out, x, y, mark);
}

fn key(out: &mut String, mark: Mark) {
    shape(out, 12, 12, mark);
}

/// A disc for a word, a triangle for a promise that was kept, a cross for one that was not.
fn shape(out: &mut String, x: i64, y: i64, mark: Mark) {
    match mark {
        Mark::Word => put(
            out,
            format_args!("<circle class=\"word\" cx=\"{x}\" cy=\"{y}\" r=\"9\"/>\n"),
        ),
        Mark::Kept => put(
            out,
            format_args!("<path class=\"kept\" d=\"M{x} {}l9 17h-18z\"/>\n", y - 9),
        ),
        Mark::Broken => put(
            out,
            format_args!(
                "<path class=\"broken\" d=\"M{} {}l16 16m0-16l-16 16\"/>\n",
                x - 8,
                y - 8
            ),
        ),
    }
}

const fn class(state: Option<State>) -> &'static str {
    match state {
        None => "silent",
        Some(State::Investigating | State::InProgress) => "open",
        Some(State::Identified) => "found",
        Some(_) => "watched",
    }
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _infallible = out.write_fmt(text);
}
