//! Charts: bars, a place for each month, as SVG. Every colour is one of a few; the style of the page
//! gives each its tone, so that a chart is as readable on a dark ground as on paper.

use anyhow::anyhow;
use plotters::backend::SVGBackend;
use plotters::chart::ChartBuilder;
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea as _};
use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, IntoFont as _, RGBColor, TextStyle};

/// The size of a chart in its own units; it shrinks with the page.
const SIZE: (u32, u32) = (480, 260);
/// Labels under the bars have room for this many months.
const LABELS: usize = 5;
/// More bars than this are too narrow for broad lines.
const NARROW: usize = 40;

const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
const LINE: RGBColor = RGBColor(0xdd, 0xdd, 0xdd);
pub(super) const BAR: RGBColor = RGBColor(0x1f, 0x5f, 0xa8);
pub(super) const KEPT: RGBColor = RGBColor(0x2e, 0x7d, 0x4f);
pub(super) const LATE: RGBColor = RGBColor(0xd9, 0x95, 0x00);
pub(super) const MISSED: RGBColor = RGBColor(0x8c, 0x1d, 0x18);

/// What stands at one place: nothing, or parts on top of each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Bar {
    /// The parts from the bottom to the top, each as high as its number.
    pub(super) parts: Vec<(f64, RGBColor)>,
    /// Whether it is drawn as an outline: it rests on too few cases.
    pub(super) hollow: bool,
    /// From where to where a line through the bar reaches.
    pub(super) likely: Option<(f64, f64)>,
}

impl Bar {
    fn height(&self) -> f64 {
        let parts = self.parts.iter().map(|(height, _)| height).sum();
        self.likely.map_or(parts, |(_, high)| high.max(parts))
    }
}

/// Returns what is drawn, without the `svg` element around it: bars, each with the name of its place.
/// With many places only some names are written.
pub(super) fn drawing(bars: &[(&str, Bar)]) -> Result<String, anyhow::Error> {
    let mut svg = String::new();
    draw(bars, &mut svg).map_err(|problem| anyhow!("a chart could not be drawn: {problem}"))?;
    let inner = svg.split_once('>').map_or("", |(_, inner)| inner);
    Ok(inner.trim().trim_end_matches("</svg>").to_owned())
}

/// The element around a drawing, up to its attributes.
pub(super) fn opening() -> String {
    format!("<svg viewBox=\"0 0 {} {}\"", SIZE.0, SIZE.1)
}

type Unplottable = DrawingAreaErrorKind<std::io::Error>;

fn draw(bars: &[(&str, Bar)], svg: &mut String) -> Result<(), Unplottable> {
    let count = number(bars.len().max(1));
    let top = bars.iter().map(|(_, bar)| bar.height());
    let top = top.fold(1.0, f64::max) * 1.05;
    let root = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let font = || ("sans-serif", 20).into_font().color(&INK);
    let mut chart = ChartBuilder::on(&root)
        .margin(8)
        .margin_right(24)
        .x_label_area_size(28)
        .y_label_area_size(52)
        .build_cartesian_2d(0.0..count, 0.0..top)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(0)
        .y_labels(5)
        .y_max_light_lines(1)
        .axis_style(INK)
        .bold_line_style(LINE)
        .light_line_style(LINE.mix(0.0))
        .y_label_style(font())
        .y_label_formatter(&|value| ((value * 100.0).round() / 100.0).to_string())
        .draw()?;
    // A few bars do not fill the width.
    let half = 0.35 * (count / number(LABELS)).min(1.0);
    let each = bars.len().div_ceil(LABELS).max(1);
    let stroke = if bars.len() > NARROW { 1 } else { 2 };
    for (place, (name, bar)) in bars.iter().enumerate() {
        let middle = number(place) + 0.5;
        let (left, right) = (middle - half, middle + half);
        let mut from = 0.0;
        for (height, colour) in &bar.parts {
            let (to, solid) = (from + height, !bar.hollow);
            let style = if solid {
                colour.filled()
            } else {
                colour.stroke_width(2)
            };
            let area = Rectangle::new([(left, to), (right, from)], style);
            let edge = PathElement::new([(left, to), (right, to)], colour.stroke_width(2));
            chart.draw_series([area])?;
            // Nothing is something: a median of no time at all shows as a line.
            if *height > 0.0 || bar.parts.len() == 1 {
                chart.draw_series([edge])?;
            }
            from = to;
        }
        if let Some((low, high)) = bar.likely {
            let line = PathElement::new([(middle, low), (middle, high)], INK.stroke_width(stroke));
            chart.draw_series([line])?;
        }
        if place % each == 0 {
            let (x, y) = chart.backend_coord(&(middle, 0.0));
            let style: TextStyle<'_> = font().pos(Pos::new(HPos::Center, VPos::Top));
            root.draw(&Text::new((*name).to_owned(), (x, y + 8), style))?;
        }
    }
    root.present()
}

/// A count as a place on an axis.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
