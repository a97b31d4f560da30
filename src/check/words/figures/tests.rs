//! Numbers as five languages write them.

use super::*;

fn read(text: &str) -> Vec<(Counts, i64)> {
    figures(text)
        .into_iter()
        .map(|f| (f.counts, f.value))
        .collect()
}

#[test]
fn every_language_writes_the_same_time() {
    for text in [
        "by 15:30 UTC",
        "at 3:30 pm",
        "at 3:30 p. m.",
        "a las 15.30 h",
        "à 15h30",
        "a las 15 h 30",
        "um 15.30 Uhr",
        "2026-11-21T15:30:00Z",
    ] {
        let clocks: Vec<_> = read(text)
            .into_iter()
            .filter(|f| f.0 == Counts::Clock)
            .collect();
        assert_eq!(clocks, [(Counts::Clock, 930)], "{text}");
    }
    assert_eq!(read("15:30 (UTC+5:30)"), [(Counts::Clock, 930)]);
    assert_eq!(read("at 9am"), [(Counts::Clock, 540)]);
    assert_eq!(read("à 15h"), [(Counts::Hours, 15_000)]);
    assert_eq!(read("um 15 Uhr"), [(Counts::Hours, 15_000)]);
}

#[test]
fn numbers_are_read_whatever_separates_their_groups() {
    assert_eq!(
        read("12.4% of 1,200 shops"),
        [(Counts::Percent, 12_400), (Counts::Count, 1_200_000)]
    );
    assert_eq!(
        read("el 12,4 % de 1.200 tiendas"),
        [(Counts::Percent, 12_400), (Counts::Count, 1_200_000)]
    );
    assert_eq!(read("for 45 minutes"), [(Counts::Span, 45_000)]);
    for space in [' ', '\u{a0}', '\u{202f}', '\u{2009}'] {
        let text = format!("Unas 12{space}000 tiendas de 1{space}234{space}567.");
        let counts = [(Counts::Count, 12_000_000), (Counts::Count, 1_234_567_000)];
        assert_eq!(read(&text), counts, "{text}");
    }
    // Numbers beside each other are not one.
    assert_eq!(read("12\\.400 Läden"), [(Counts::Count, 12_400_000)]);
    assert_eq!(
        read("of 1000 500 at 10:30 200 shops"),
        [
            (Counts::Count, 1_000_000),
            (Counts::Count, 500_000),
            (Counts::Clock, 630),
            (Counts::Count, 200_000)
        ]
    );
}

#[test]
fn how_long_it_lasted_is_read_in_every_language() {
    for (text, expected) in [
        ("It lasted 42 minutes.", Some((42, 1))),
        ("It lasted about 2 hours and 5 minutes", Some((125, 1))),
        ("Duró 3 horas.", Some((180, 30))),
        ("Cela a duré 1,5 heure.", Some((90, 30))),
        ("Es dauerte 12 Minuten.", Some((12, 1))),
        ("We keep your order for 24 hours.", None),
        ("It lasted.", None),
    ] {
        assert_eq!(lasted(text), expected, "{text}");
    }
}

#[test]
fn what_belongs_to_a_name_is_no_number() {
    for text in [
        "2FA codes",
        "HTTP 500",
        "We use Office 365",
        "GPT-4 fails",
        "version 10.24.3",
        "#4821",
        "error 502",
        "see https://a.example/2026/11",
        "call +34 600 000 000",
        "“24 shops”",
    ] {
        let found: Vec<_> = read(text).into_iter().filter(|f| f.1 != 0).collect();
        assert!(
            found.len() <= usize::from(text.starts_with("call")) * 2,
            "{text}: {found:?}"
        );
    }
}
