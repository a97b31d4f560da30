//! The day in UTC, where it is another one than in the readers' zone.

use super::moment::{at, clock, told};
use crate::render::moment::Calendar;
use crate::render::shape::Manner;
use crate::render::templates::Templates;

#[test]
fn a_day_that_is_another_one_in_utc_is_named_there_too() {
    let night = ["2026-11-30T23:00:00Z", "2026-12-01T00:30:00Z"];
    let early = ["2026-11-30T23:00:00Z", "2026-11-30T23:30:00Z"];
    let span = |l, [from, to]: [&str; 2]| {
        told(l, "Europe/Madrid", Manner::Labelled, |c| {
            c.span(at(from), at(to)) + &c.span_note(at(from), at(to))
        })
        .replace('\u{202f}', " ")
    };
    for (locale, both, one) in [
        (
            "en",
            "from 00:00 to 01:30 CET on Tuesday 1 December (from 23:00 on Monday 30 November to \
             00:30 UTC on Tuesday 1 December)",
            "from 00:00 to 00:30 CET on Tuesday 1 December (from 23:00 to 23:30 UTC on Monday 30 \
             November)",
        ),
        (
            "es",
            "el martes 1 de diciembre, desde las 00:00 hasta la 01:30 (hora peninsular; desde las \
             23:00 del lunes 30 de noviembre hasta las 00:30 UTC del martes 1 de diciembre)",
            "el martes 1 de diciembre, desde las 00:00 hasta las 00:30 (hora peninsular; el lunes \
             30 de noviembre, desde las 23:00 hasta las 23:30 UTC)",
        ),
        (
            "pt",
            "na terça-feira, 1º de dezembro, das 00:00 à 01:30 (hora espanhola; de segunda-feira, \
             30 de novembro, às 23:00, a terça-feira, 1º de dezembro, às 00:30 UTC)",
            "na terça-feira, 1º de dezembro, das 00:00 às 00:30 (hora espanhola; na \
             segunda-feira, 30 de novembro, das 23:00 às 23:30 UTC)",
        ),
        (
            "fr",
            "le mardi 1er décembre de 00:00 à 01:30 (heure de Madrid ; du lundi 30 novembre à \
             23:00 au mardi 1er décembre à 00:30 UTC)",
            "le mardi 1er décembre de 00:00 à 00:30 (heure de Madrid ; le lundi 30 novembre de \
             23:00 à 23:30 UTC)",
        ),
        (
            "de",
            "am Dienstag, 1. Dezember, von 00:00 Uhr bis 01:30 Uhr MEZ (von Montag, 30. November, \
             23:00 Uhr, bis Dienstag, 1. Dezember, 00:30 Uhr UTC)",
            "am Dienstag, 1. Dezember, von 00:00 Uhr bis 00:30 Uhr MEZ (am Montag, 30. November, \
             von 23:00 Uhr bis 23:30 Uhr UTC)",
        ),
    ] {
        assert_eq!(span(locale, night), both);
        assert_eq!(span(locale, early), one);
    }
    let evening = |moment| clock("en", "America/Sao_Paulo", Manner::Labelled, moment);
    assert_eq!(
        evening("2026-11-29T02:30:00Z"),
        "23:30 BRT on Saturday 28 November (02:30 UTC on Sunday 29 November)"
    );
    // Today here, and another day in UTC than when it is written.
    assert_eq!(
        evening("2026-11-22T02:30:00Z"),
        "23:30 BRT (02:30 UTC on Sunday 22 November)"
    );
    // Today both here and there, as far as the message is read: no day is said at all.
    let tonight = |moment| {
        let voice = Templates::embedded().voice(&"en".parse().unwrap()).unwrap();
        let calendar = Calendar {
            voice: &voice,
            zone: "America/Sao_Paulo".parse().unwrap(),
            at: at("2026-11-22T01:00:00Z"),
            manner: Manner::Labelled,
        };
        calendar.clock("by", at(moment))
    };
    assert_eq!(tonight("2026-11-22T01:30:00Z"), "by 22:30 BRT (01:30 UTC)");
}

#[test]
fn the_end_of_a_span_over_midnight_names_its_day_in_utc() {
    for (locale, note) in [
        ("en", " (23:20 UTC on Monday 23 November)"),
        (
            "es",
            " (hora peninsular; las 23:20 UTC del lunes 23 de noviembre)",
        ),
    ] {
        let tell = |from| {
            let voice = Templates::embedded()
                .voice(&locale.parse().unwrap())
                .unwrap();
            let calendar = Calendar {
                voice: &voice,
                zone: "Europe/Madrid".parse().unwrap(),
                at: at("2026-11-23T23:20:00Z"),
                manner: Manner::Labelled,
            };
            calendar.end_note(at(from), at("2026-11-23T23:20:00Z"))
        };
        assert_ne!(tell("2026-11-23T23:10:00Z"), note);
        assert_eq!(tell("2026-11-23T21:50:00Z"), note);
    }
}
