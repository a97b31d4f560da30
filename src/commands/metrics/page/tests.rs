//! What a page holds, and what it must not.

use super::*;
use crate::metrics::sample::middle;

fn total(first_words: &[i64]) -> Total {
    let mut total = Total::of([]);
    total.incidents = 1;
    total.from_start = middle(first_words.to_vec());
    total
}

fn html(company: &str, months: &[Row], rows: (By, &[Row])) -> String {
    let total = total(&[60]);
    let page = Page {
        company: Some(company),
        within: None,
        zone: Zone::utc(),
        now: DateTime::UNIX_EPOCH,
        satisfaction: &[],
        total: &total,
        months,
        rows,
    };
    page.html().unwrap()
}

fn row(name: &str, first_words: &[i64]) -> Row {
    Row {
        name: name.to_owned(),
        total: total(first_words),
    }
}

#[test]
fn what_people_typed_is_no_markup() {
    let rows = [row("<script>alert('\u{1b}')</script>&amp;", &[60])];
    let page = html("<img src=x>", &rows, (By::Incident, &rows));
    assert!(!page.contains("<script"));
    assert!(!page.contains("<img"));
    assert!(page.contains("<h1>How well &lt;img src=x&gt; told customers</h1>"));
    let name = "&lt;script&gt;alert(&#39;\\u{1b}&#39;)&lt;/script&gt;&amp;amp;";
    assert!(page.contains(&format!("<th scope=\"row\">{name}</th>")));
}

#[test]
fn a_page_needs_nothing_but_itself() {
    let rows = [row("2026-10", &[60, 120]), row("2026-11", &[])];
    let page = html("Acme", &rows, (By::Month, &rows));
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
    for loads in [
        "http:", "https:", "//", "src=", "href=", "url(", "@import", "<script",
    ] {
        assert!(!page.contains(loads), "{loads}");
    }
}

#[test]
fn a_chart_says_in_words_and_numbers_what_it_shows() {
    let months = [
        row("2026-09", &[600, 600, 660, 720, 780, 900, 1200]),
        row("2026-10", &[]),
        row("2026-11", &[300]),
    ];
    let page = html("Acme", &months, (By::Month, &months));
    assert!(page.contains("aria-labelledby=\"first-word-title first-word-desc\""));
    assert!(page.contains(
        "Bars, one a month, in minutes. The lowest is 5 min in 2026-11, the highest 12 min in 2026-09."
    ));
    for line in [
        "<tr><th scope=\"row\">2026-09</th><td>12 min</td><td>10 min to 20 min</td><td>7 incidents</td></tr>",
        "<tr><th scope=\"row\">2026-10</th><td>–</td><td></td><td>0 incidents</td></tr>",
        "<tr><th scope=\"row\">2026-11</th><td>5 min</td><td></td><td>1 incident</td></tr>",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    // One bar that rests on enough, one that is an outline, none for the month without.
    let bars = |fill: &str| page.matches(&format!("fill=\"{fill}\" stroke=")).count();
    assert_eq!((bars("#1F5FA8"), bars("none")), (1, 1));
}

#[test]
fn every_colour_of_a_chart_has_a_tone_in_the_style() {
    let bar = Bar {
        parts: [BAR, KEPT, LATE, MISSED].map(|c| (1.0, c)).to_vec(),
        likely: Some((1.0, 2.0)),
        hollow: false,
    };
    let drawn = chart::drawing(&[("2026-11", bar)]).unwrap();
    for (place, _) in drawn.match_indices("=\"#") {
        let attribute = drawn[..place].rsplit(' ').next().unwrap();
        let colour = &drawn[place + 2..place + 9];
        let tone = format!("[{attribute}=\"{colour}\"]");
        assert!(STYLE.text().contains(&tone), "{tone}");
    }
}

#[test]
fn an_axis_of_time_has_a_unit_that_fits() {
    assert_eq!(Unit::of(7200).name, "minutes");
    assert_eq!(Unit::of(7201).name, "hours");
    assert_eq!(Unit::of(172_801).name, "days");
    assert!((Unit::of(7201).many(5400) - 1.5).abs() < f64::EPSILON);
}
