//! Times, days, spans and durations as readers of a language write and hear them.

use chrono::{DateTime, Utc};

use crate::render::format::fill;
use crate::render::moment::Calendar;
use crate::render::shape::Manner;
use crate::render::templates::{Kind, Templates};

pub(super) fn told(
    locale: &str,
    zone: &str,
    manner: Manner,
    say: impl Fn(&Calendar<'_>) -> String,
) -> String {
    let voice = Templates::embedded()
        .voice(&locale.parse().unwrap())
        .unwrap();
    say(&Calendar {
        voice: &voice,
        zone: zone.parse().unwrap(),
        at: at("2026-11-21T10:04:00Z"),
        manner,
    })
}

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(super) fn clock(locale: &str, zone: &str, manner: Manner, moment: &str) -> String {
    told(locale, zone, manner, |c| c.clock("plain", at(moment)))
}

#[test]
fn a_time_is_told_in_the_readers_zone_and_in_utc() {
    let half_past = "2026-11-21T10:30:00Z";
    let told = |l, z, m| clock(l, z, m, half_past);
    assert_eq!(told("en", "UTC", Manner::Labelled), "10:30 UTC");
    assert_eq!(
        told("en", "Europe/Madrid", Manner::Labelled),
        "11:30 CET (10:30 UTC)"
    );
    assert_eq!(told("en", "Europe/Madrid", Manner::Brief), "11:30 CET");
    assert_eq!(
        told("en", "Europe/Madrid", Manner::Spoken),
        "11:30 Central European Time"
    );
    assert_eq!(told("es", "UTC", Manner::Labelled), "las 10:30 UTC");
    assert_eq!(
        told("es", "Europe/Madrid", Manner::Labelled),
        "las 11:30 (hora peninsular; 10:30 UTC)"
    );
    assert_eq!(
        told("es", "Europe/Madrid", Manner::Brief),
        "las 11:30 (hora peninsular)"
    );
    assert_eq!(
        told("en", "Asia/Kolkata", Manner::Labelled),
        "16:00 IST (10:30 UTC)"
    );
    assert_eq!(
        told("en", "Asia/Kathmandu", Manner::Labelled),
        "16:15 UTC+5:45 (10:30 UTC)"
    );
}

#[test]
fn summer_time_has_its_own_label() {
    let told = clock("en", "Europe/Madrid", Manner::Brief, "2026-07-01T10:30:00Z");
    assert_eq!(told, "12:30 CEST on Wednesday 1 July");
}

#[test]
fn another_day_is_named_and_another_year_too() {
    assert_eq!(
        clock("en", "UTC", Manner::Labelled, "2026-11-27T09:00:00Z"),
        "09:00 UTC on Friday 27 November"
    );
    assert_eq!(
        clock("es", "UTC", Manner::Labelled, "2026-11-27T09:00:00Z"),
        "las 09:00 UTC del viernes 27 de noviembre"
    );
    assert_eq!(
        clock("en", "UTC", Manner::Labelled, "2027-01-02T09:00:00Z"),
        "09:00 UTC on Saturday 2 January 2027"
    );
    assert_eq!(
        clock(
            "en",
            "Europe/Madrid",
            Manner::Labelled,
            "2026-11-21T23:30:00Z"
        ),
        "00:30 CET on Sunday 22 November (23:30 UTC on Saturday 21 November)"
    );
}

#[test]
fn one_o_clock_has_its_own_article_in_spanish() {
    assert_eq!(
        clock("es", "UTC", Manner::Labelled, "2026-11-21T01:30:00Z"),
        "la 01:30 UTC"
    );
}

#[test]
fn a_span_names_the_zone_once() {
    let span = |l, z| {
        told(l, z, Manner::Labelled, |c| {
            c.span(at("2026-11-21T09:58:00Z"), at("2026-11-21T10:47:00Z"))
        })
    };
    assert_eq!(span("en", "UTC"), "from 09:58 to 10:47 UTC");
    assert_eq!(span("en", "Europe/Madrid"), "from 10:58 to 11:47 CET");
    assert_eq!(span("es", "UTC"), "desde las 09:58 hasta las 10:47 UTC");
    let overnight = told("en", "UTC", Manner::Labelled, |c| {
        c.span(at("2026-11-20T23:10:00Z"), at("2026-11-21T01:05:00Z"))
    });
    assert_eq!(
        overnight,
        "from 23:10 on Friday 20 November to 01:05 UTC on Saturday 21 November"
    );
}

#[test]
fn durations_have_plurals() {
    let took = |l, minutes| {
        let start = at("2026-11-21T00:00:00Z");
        told(l, "UTC", Manner::Labelled, |c| {
            c.duration(start, start + chrono::Duration::minutes(minutes))
        })
    };
    assert_eq!(took("en", 0), "less than a minute");
    assert_eq!(took("en", 1), "1 minute");
    assert_eq!(took("en", 49), "49 minutes");
    assert_eq!(took("es", 61), "1 hora y 1 minuto");
    assert_eq!(took("en", 120), "2 hours");
    assert_eq!(took("es", 60 * 24 * 3 + 60 * 5 + 7), "3 días y 5 horas");
    assert_eq!(took("en", -5), "less than a minute");
}

#[test]
fn formats_take_what_they_name_and_no_more() {
    assert_eq!(
        fill("{a} of {b}{c}", &[("a", "1"), ("b", "{a}")]),
        "1 of {a}"
    );
    assert_eq!(fill("open {a", &[("a", "1")]), "open a");
}

#[test]
fn a_recorded_voice_reads_times_in_words() {
    let read = |l, moment: &str| {
        let moment = at(&format!("2026-11-21T{moment}:00Z"));
        told(l, "UTC", Manner::Recorded, |c| c.bare_hour(moment))
    };
    assert_eq!(read("en", "11:34"), "eleven thirty-four a.m. UTC");
    assert_eq!(read("en", "13:00"), "one p.m. UTC");
    assert_eq!(read("en", "00:05"), "twelve oh five a.m. UTC");
    assert_eq!(
        read("es", "11:34"),
        "las once y treinta y cuatro de la mañana UTC"
    );
    assert_eq!(read("es", "21:01"), "las nueve y un minuto de la noche UTC");
    assert_eq!(read("es", "14:00"), "las dos de la tarde UTC");
    assert_eq!(read("es", "01:00"), "la una de la madrugada UTC");
    assert_eq!(read("fr", "01:21"), "une heure vingt et une UTC");
    assert_eq!(read("fr", "14:00"), "quatorze heures UTC");
    assert_eq!(read("de", "01:31"), "ein Uhr einunddreißig UTC");
    assert_eq!(read("de", "20:00"), "zwanzig Uhr UTC");
    // Portuguese contracts the article with the preposition before it.
    assert_eq!(read("pt", "22:16"), "s dez e dezesseis da noite UTC");
    assert_eq!(read("pt", "01:00"), " uma da madrugada UTC");
}

#[test]
fn a_recording_always_says_the_day_because_people_ring_on_other_days() {
    for (tag, wanted) in [
        ("en", "by one p.m. UTC on Saturday 21 November"),
        (
            "es",
            "el sábado 21 de noviembre a la una de la tarde UTC como muy tarde",
        ),
        ("pt", "até sábado, 21 de novembro, à uma da tarde UTC"),
        (
            "fr",
            "au plus tard le samedi 21 novembre à treize heures UTC",
        ),
        ("de", "bis Samstag, 21. November, dreizehn Uhr UTC"),
    ] {
        let said = told(tag, "UTC", Manner::Recorded, |c| {
            c.clock("by", at("2026-11-21T13:00:00Z"))
        });
        assert_eq!(said, wanted);
    }
}

#[test]
fn nobody_hears_midnight_as_the_end_of_the_day_that_it_begins() {
    for (tag, noon, midnight) in [
        (
            "en",
            "at noon UTC on Saturday 2 January 2027",
            "at midnight UTC at the start of Saturday 2 January 2027",
        ),
        (
            "es",
            "el sábado 2 de enero de 2027 a las doce del mediodía UTC",
            "el sábado 2 de enero de 2027 a las cero horas UTC",
        ),
        (
            "pt",
            "no sábado, 2 de janeiro de 2027, ao meio-dia UTC",
            "no sábado, 2 de janeiro de 2027, à zero hora UTC",
        ),
        (
            "fr",
            "le samedi 2 janvier 2027 à midi UTC",
            "le samedi 2 janvier 2027 à zéro heure UTC",
        ),
        (
            "de",
            "am Samstag, 2. Januar 2027, um zwölf Uhr UTC",
            "am Samstag, 2. Januar 2027, um null Uhr UTC",
        ),
    ] {
        let read = |moment| told(tag, "UTC", Manner::Recorded, |c| c.clock("at", at(moment)));
        assert_eq!(read("2027-01-02T12:00:00Z"), noon);
        assert_eq!(read("2027-01-02T00:00:00Z"), midnight);
        // Only at the full hour, and only where it is read aloud.
        assert_ne!(read("2027-01-02T12:01:00Z"), noon);
        let written = clock(tag, "UTC", Manner::Spoken, "2026-11-21T12:00:00Z");
        assert!(written.contains("12:00"), "{written}");
    }
    let night = told("en", "UTC", Manner::Recorded, |c| {
        c.span(at("2027-01-01T22:00:00Z"), at("2027-01-02T00:00:00Z"))
    });
    assert_eq!(
        night,
        "from ten p.m. on Friday 1 January 2027 to midnight UTC at the start of Saturday 2 January 2027"
    );
}

#[test]
fn a_recorded_span_names_the_half_of_the_day_once() {
    for (tag, wanted) in [
        (
            "en",
            "from four to five thirty a.m. UTC on Saturday 21 November",
        ),
        (
            "es",
            "el sábado 21 de noviembre, desde las cuatro hasta las cinco y media de la madrugada UTC",
        ),
        (
            "pt",
            "no sábado, 21 de novembro, das quatro às cinco e meia da madrugada UTC",
        ),
    ] {
        let span = told(tag, "UTC", Manner::Recorded, |c| {
            c.span(at("2026-11-21T04:00:00Z"), at("2026-11-21T05:30:00Z"))
        });
        assert_eq!(span, wanted);
    }
    let noon = told("es", "UTC", Manner::Recorded, |c| {
        c.span(at("2026-11-21T11:00:00Z"), at("2026-11-21T14:00:00Z"))
    });
    assert_eq!(
        noon,
        "el sábado 21 de noviembre, desde las once de la mañana hasta las dos de la tarde UTC"
    );
}

#[test]
fn french_hours_are_elided_where_they_are_heard() {
    let span = told("fr", "UTC", Manner::Recorded, |c| {
        c.span(at("2026-11-21T01:00:00Z"), at("2026-11-21T02:00:00Z"))
    });
    assert_eq!(span, "le samedi 21 novembre d'une heure à deux heures UTC");
}

#[test]
fn a_recorded_voice_reads_how_long_it_took_in_words() {
    let lasted = |tag, to: &str| {
        told(tag, "UTC", Manner::Recorded, |c| {
            c.duration(at("2026-11-21T10:00:00Z"), at(to))
        })
    };
    for (tag, one, more, hour) in [
        (
            "en",
            "one minute",
            "two minutes",
            "one hour and twenty-one minutes",
        ),
        (
            "es",
            "un minuto",
            "dos minutos",
            "una hora y veintiún minutos",
        ),
        (
            "pt",
            "um minuto",
            "dois minutos",
            "uma hora e vinte e um minutos",
        ),
        (
            "fr",
            "une minute",
            "deux minutes",
            "une heure et vingt et une minutes",
        ),
        (
            "de",
            "eine Minute",
            "zwei Minuten",
            "eine Stunde und einundzwanzig Minuten",
        ),
    ] {
        assert_eq!(lasted(tag, "2026-11-21T10:01:00Z"), one);
        assert_eq!(lasted(tag, "2026-11-21T10:02:00Z"), more);
        assert_eq!(lasted(tag, "2026-11-21T11:21:00Z"), hour);
    }
    assert_eq!(
        lasted("en", "2026-11-22T12:05:00Z"),
        "26 hours and 5 minutes"
    );
    assert_eq!(lasted("en", "2026-11-24T12:00:00Z"), "3 days and 2 hours");
}

#[test]
fn every_voice_has_a_word_for_every_hour_and_minute() {
    for (tag, _) in Kind::Voice.built_in() {
        let voice = Templates::embedded().voice(&tag.parse().unwrap()).unwrap();
        for (list, count) in [
            ("hours", 24),
            ("minutes", 60),
            ("halves", 24),
            ("months", 12),
            ("weekdays", 7),
        ] {
            let list = format!("calendar.{list}");
            if matches!(count, 24 | 60) && !list.contains("halves") {
                let list = list.replace("calendar", "duration");
                assert!(voice.listed(&list, count - 1).is_some(), "{tag}: {list}");
                assert!(voice.listed(&list, count).is_none(), "{tag}: {list}");
            }
            assert!(voice.listed(&list, count - 1).is_some(), "{tag}: {list}");
            assert!(voice.listed(&list, count).is_none(), "{tag}: {list}");
        }
    }
}

#[test]
fn german_dates_without_a_weekday_take_other_words() {
    let brief = |form| {
        told("de", "UTC", Manner::Brief, |c| {
            c.clock(form, at("2026-12-01T10:30:00Z"))
        })
    };
    assert_eq!(brief("at"), "am 1. Dezember um 10:30 Uhr UTC");
    assert_eq!(brief("by"), "bis zum 1. Dezember, 10:30 Uhr UTC");
    assert_eq!(brief("from"), "ab dem 1. Dezember, 10:30 Uhr UTC");
    let span = told("de", "UTC", Manner::Brief, |c| {
        c.span(at("2026-11-20T23:10:00Z"), at("2026-11-21T01:05:00Z"))
    });
    assert_eq!(
        span,
        "vom 20. November, 23:10 Uhr, bis zum 21. November, 01:05 Uhr UTC"
    );
}

#[test]
fn behind_a_name_a_time_with_an_article_has_a_preposition() {
    let label = |locale: &str| {
        let locale = locale.parse().unwrap();
        let house = crate::domain::house::House {
            primary: locale,
            ..crate::domain::house::House::default()
        };
        let (templates, now) = (Templates::embedded(), at("2026-11-21T10:04:00Z"));
        let moment = at("2026-11-21T09:58:00Z");
        crate::render::label(&templates, &house, &house.primary, now, moment).unwrap()
    };
    assert_eq!(label("es"), "a las 09:58 UTC");
    assert_eq!(label("pt"), "às 09:58 UTC");
    assert_eq!(label("en"), "09:58 UTC");
}
