//! Facts as a recorded voice reads them: typed for the eye, told to the ear.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_width::UnicodeWidthChar;

use super::scene::*;
use crate::domain::fact::TextFact;
use crate::domain::house::House;
use crate::domain::words::Address;
use crate::render::moment::Calendar;
use crate::render::shape::Manner;
use crate::render::spoken::read;
use crate::render::templates::{Kind, Templates};

pub(super) fn said(tag: &str, text: &str) -> String {
    let voice = Templates::embedded().voice(&locale(tag)).unwrap();
    let calendar = Calendar {
        voice: &voice,
        zone: "UTC".parse().unwrap(),
        at: at("10:04"),
        manner: Manner::Recorded,
    };
    read(&calendar, text)
}

#[test]
fn what_engineers_type_is_said_in_english_words() {
    for (typed, told) in [
        ("About 35 % of shops.", "About 35 percent of shops."),
        ("35% of R&D", "35 percent of R and D"),
        ("~5 % < 10%", "about 5 percent less than 10 percent"),
        (
            "<5 min, >= 3, ≤2, a = b, x != y",
            "less than 5 min, at least 3, at most 2, a equals b, x does not equal y",
        ),
        (
            "2+2, 3*4, 3 × 4, 10^6",
            "2 plus 2, 3 times 4, 3 times 4, 10 to the power of 6",
        ),
        (
            "It costs $10.50, 1 € or £2 million.",
            "It costs 10.50 dollars, 1 euro or 2 million pounds.",
        ),
        (
            "€10k, 10 €/month, ₹500",
            "10k euros, 10 euros per month, 500 INR",
        ),
        ("R$ 50 and US$5", "50 reais and US 5 dollars"),
        (
            "Write to help@example.com.",
            "Write to help at example dot com.",
        ),
        (
            "See https://status.example.com/incidents/42?x=1#top",
            "See status dot example dot com slash incidents slash 42 question mark x equals 1 hash top",
        ),
        (
            "See (status.example.com), or node.js.",
            "See (status dot example dot com), or node dot js.",
        ),
        (
            "ticket #42 in #general, C#",
            "ticket number 42 in hash general, C hash",
        ),
        (
            "At 10:30 CET or 22:05",
            "At ten thirty a.m. CET or ten oh five p.m.",
        ),
        (
            "At 10:30 PM, 9:00 a.m. or 1:15pm.",
            "At ten thirty PM, nine a.m. or one fifteen pm.",
        ),
        (
            "10:30-11:00, 10:30 – 11:00 UTC",
            "ten thirty to eleven, ten thirty to eleven UTC",
        ),
        (
            "at 10:30:05, ratio 16:9, 10:30:00",
            "at ten thirty and 5 seconds, ratio 16 to 9, ten thirty",
        ),
        (
            "1-2 hours, 10 – 20 %, 5%-10%, $5-$10",
            "1 to 2 hours, 10 to 20 percent, 5 percent to 10 percent, 5 dollars to 10 dollars",
        ),
        (
            "-5 °C (−3), UTC-5, UTC+5:45, UTC+0",
            "minus 5 degrees C (minus 3), UTC minus five hours, UTC plus five hours and forty-five minutes, UTC plus 0",
        ),
        (
            "on 2026-12-01, 2026-12-01T10:30:00Z",
            "on Tuesday 1 December 2026, Tuesday 1 December 2026 ten thirty a.m. UTC",
        ),
        (
            "2026-12-01T10:30-05:00",
            "Tuesday 1 December 2026 ten thirty a.m. minus five hours",
        ),
    ] {
        assert_eq!(said("en", typed), told, "{typed}");
    }
}

#[test]
fn what_only_the_eye_understands_becomes_pauses_words_or_nothing() {
    for (typed, told) in [
        (
            "24/7 support since 3/4",
            "24 hours a day, 7 days a week support since 3 slash 4",
        ),
        (
            "and/or, km/h, TCP/IP, a / b, /var/log",
            "and or, kilometres per hour, TCP, IP, a, b, slash var slash log",
        ),
        (
            "10.0.0.1 runs v2.3.1 and 2.5",
            "10 dot 0 dot 0 dot 1 runs v2 dot 3 dot 1 and 2.5",
        ),
        ("ERR_CONN_502 (E-502)", "ERR CONN 502 (E-502)"),
        ("Wait... what… now…", "Wait, what, now."),
        (
            "“Payments” and \"cards\" — and «more» - 'quoted'",
            "Payments and cards, and more, quoted",
        ),
        ("Cards fail 😀🎉. 👩‍👩‍👧 1️⃣ ok", "Cards fail. 1 ok"),
        ("😀", ""),
        (
            "**bold** _it_ `code` [EU] <b>x</b> | y",
            "bold it code EU b x b, y",
        ),
        (
            "- one\n- two\n> quoted\n+ three\n• four",
            "one\ntwo\nquoted\nthree\nfour",
        ),
        ("10 → 20, a -> b, a=>b", "10 to 20, a to b, a to b"),
        ("§ 5, ±3, 5 ‰", "section 5, plus or minus 3, 5 per thousand"),
        (
            "call +34 600-123-456 or 555-1234",
            "call plus 34 600-123-456 or 555-1234",
        ),
        ("５０％", "50 percent"),
        ("Until 9:30.", "Until nine thirty."),
    ] {
        assert_eq!(said("en", typed), told, "{typed}");
    }
}

#[test]
fn every_language_has_its_own_words_for_symbols() {
    let typed = "35 % & 10:30, 2-3, 1 €, 5 $, help@example.com, #3, 24/7, 2026-12-01, UTC-3";
    for (tag, told) in [
        (
            "en",
            "35 percent and ten thirty, 2 to 3, 1 euro, 5 dollars, help at example dot com, number 3, 24 hours a day, 7 days a week, Tuesday 1 December 2026, UTC minus three hours",
        ),
        (
            "es",
            "35 por ciento y diez y media, 2 a 3, 1 euro, 5 dólares, help arroba example punto com, número 3, 24 horas al día, 7 días a la semana, martes 1 de diciembre de 2026, UTC menos tres horas",
        ),
        (
            "pt",
            "35 por cento e dez e meia, 2 a 3, 1 euro, 5 dólares, help arroba example ponto com, número 3, 24 horas por dia, 7 dias por semana, terça-feira, primeiro de dezembro de 2026, UTC menos três horas",
        ),
        (
            "fr",
            "35 pour cent et dix heures trente, 2 à 3, 1 euro, 5 dollars, help arobase example point com, numéro 3, 24 heures sur 24, 7 jours sur 7, mardi premier décembre 2026, UTC moins trois heures",
        ),
        (
            "de",
            "35 Prozent und zehn Uhr dreißig, 2 bis 3, 1 Euro, 5 Dollar, help at example Punkt com, Nummer 3, rund um die Uhr, Dienstag, 1. Dezember 2026, UTC minus drei Stunden",
        ),
    ] {
        assert_eq!(said(tag, typed), told, "{tag}");
    }
    assert_eq!(
        said("es", "a las 10:30 h y a la 1:00"),
        "a las diez y media y a la una"
    );
    assert_eq!(
        said("es", "a las 00:00 o a las 12:00"),
        "a las cero horas o a las doce del mediodía"
    );
    assert_eq!(
        said("pt", "das 9:00 às 13:15"),
        "das nove da manhã à uma e quinze da tarde"
    );
    assert_eq!(
        said("pt", "das 00:20 às 12:00"),
        "da meia-noite e vinte ao meio-dia"
    );
    assert_eq!(said("pt", "Às 00:30"), "À meia-noite e meia");
    assert_eq!(said("pt", "coisas 12:00"), "coisas meio-dia");
    assert_eq!(
        said("es", "Desde las 13:15 y hasta las 14:00"),
        "Desde la una y cuarto de la tarde y hasta las dos de la tarde"
    );
    assert_eq!(
        said("de", "um 10:30 Uhr, von 9:00-10:00 Uhr"),
        "um zehn Uhr dreißig, von neun Uhr bis zehn Uhr"
    );
    assert_eq!(
        said("fr", "à 10:30 h ; 1,5 € : oui"),
        "à dix heures trente ; 1,5 euro : oui"
    );
}

#[test]
fn nobody_is_told_a_half_of_the_day_that_nobody_typed() {
    for (typed, told) in [
        (
            "between 10:30 and 11:45 PM",
            "between ten thirty and eleven forty-five PM",
        ),
        ("2:30–4:00 pm", "two thirty to four pm"),
        ("Since 2:30 (pm).", "Since two thirty pm."),
        ("6:00 in the evening", "six in the evening"),
        ("9:00-5:00", "nine to five"),
        // A partner on a 24-hour clock says it.
        ("10:30-14:00", "ten thirty a.m. to two p.m."),
        ("from 22:00 to 9:30", "from ten p.m. to nine thirty a.m."),
        ("12:00, 0:00, 0:30", "noon, midnight, twelve thirty a.m."),
    ] {
        assert_eq!(said("en", typed), told, "{typed}");
    }
}

#[test]
fn the_point_behind_an_hour_ends_its_sentence() {
    for (tag, typed, told) in [
        (
            "es",
            "Fallo desde las 13:00 h. Estamos en ello",
            "Fallo desde la una de la tarde. Estamos en ello",
        ),
        (
            "es",
            "a las 10:30 h. de hoy, o a las 11:00 h.",
            "a las diez y media de hoy, o a las once.",
        ),
        ("de", "Seit 10:30 Uhr. Wir", "Seit zehn Uhr dreißig. Wir"),
    ] {
        assert_eq!(said(tag, typed), told, "{typed}");
    }
}

#[test]
fn what_has_no_symbols_is_read_as_it_stands() {
    for text in [
        "Your shop can't take cards (EU only); PayPal, bank transfer: fine. Really?",
        "Vor- und Nachteile, E-Mail, z.B. heute, 1. Dezember, 2,5 Stunden, 1.000 Shops.",
        "¿Falla? ¡No! p. ej. en la 2.ª tienda, 1.234.567 pedidos, 01.12.2026.",
        "L’accès n'est pas touché\u{a0}: c’est tout\u{202f}; 10\u{a0}000 clients ?",
        "customers' cards, a.m., U.S. shops, Ph.D., v2.3, iOS 18.1, COVID-19, 9-to-5",
        "支払い ができません, ข้อความ, नमस्ते",
        "One.\nTwo: año.",
    ] {
        assert_eq!(said("en", text), text);
    }
}

/// What a voice can read: see the header of `spoken.rs`.
fn readable(text: &str) -> bool {
    text.chars().all(|c| {
        let picture = ('\u{1f000}'..='\u{1faff}').contains(&c);
        let mark = c.width() == Some(0) && !c.is_control() && !picture;
        (c.is_alphanumeric() && !picture)
            || c.is_whitespace()
            || mark
            || ".,;:?!¿¡'’-()".contains(c)
    })
}

/// Texts with everything that people type, and anything else.
fn typed() -> impl Strategy<Value = String> {
    let scrap = select(vec![
        "35 %",
        "&",
        "+",
        "@",
        "#3",
        "/",
        "€5",
        "$",
        "=",
        "<",
        ">",
        "*",
        "~",
        "10:30",
        "10:30-11:00",
        "24/7",
        "status.example.com",
        "https://a.example/x?y=1",
        "a@b.example",
        "v2.3",
        "2.5",
        "1-2",
        "…",
        "...",
        "«",
        "“",
        "—",
        "😀",
        "🅰",
        "👩‍👩‍👧",
        "\u{301}",
        "\u{200d}",
        "-5",
        "UTC+2",
        "2026-12-01",
        "Uhr",
        "pm",
        "[",
        "]",
        "\\",
        "`",
        "^",
        "_",
        "|",
        "°",
        "R$ 1",
        "\n",
        "\t",
        " ",
        "word",
        "é",
        "שלום",
        "¾",
        "→",
        "™",
    ]);
    prop_oneof![
        3 => vec((scrap, any::<bool>()), 0..14).prop_map(|scraps| {
            scraps.into_iter().map(|(scrap, apart)| if apart { format!("{scrap} ") } else { scrap.to_owned() }).collect()
        }),
        1 => "\\PC{0,60}",
        1 => any::<String>(),
    ]
}

proptest! {
    #[test]
    fn any_text_becomes_readable(text in typed(), tag in select(vec!["en", "es", "pt", "fr", "de"])) {
        let once = said(tag, &text);
        prop_assert!(readable(&once), "{text:?}: {once:?}");
    }

    #[test]
    fn plain_sentences_are_never_touched(
        text in "([A-Za-zñáéß]{1,9}(-[a-z]{2,4}|'s)?|[0-9]{1,3}|[0-9],[0-9])[,;:.?!]?( ([A-Za-zñáéß]{1,9}|[0-9]{1,4})[,;:.?!)]?){0,9}",
        tag in select(vec!["en", "es", "pt", "fr", "de"]),
    ) {
        // "5 h" is no plain text.
        prop_assume!(!text.to_lowercase().contains(" h"));
        prop_assert_eq!(said(tag, &text), text);
    }

    #[test]
    fn a_recorded_message_has_no_symbol_whatever_the_facts(
        texts in vec((select(TextFact::ALL), typed()), 0..8),
        title in typed(), company in typed(), zone in select(vec!["UTC", "Europe/Madrid", "Asia/Kathmandu"]),
        formal in any::<bool>(), tag in select(vec!["en", "es", "pt", "fr", "de"]), resolved in any::<bool>(),
    ) {
        let mut first = Said::declared(&title).next("10:30");
        for (fact, text) in texts {
            first = first.text(fact, &text);
        }
        let address = if formal { Address::Formal } else { Address::Informal };
        let house = House { company: Some(company), address, ..acme(zone) };
        let said = if resolved { vec![first, Said::resolved("10:40")] } else { vec![first] };
        let message = message(&house, &incident(said), "recording", tag);
        prop_assert!(readable(&message.body), "{}", message.body);
    }
}

#[test]
fn a_long_text_is_read_in_one_go() {
    // Each would take hours if it were searched anew at every character.
    for scrap in [
        "a.", "1.", "111.", "a-", "1-", "(a", "→a", "a@", "10:30-", "%", "/a", "€", "a/",
    ] {
        let text = scrap.repeat(100_000 / scrap.len());
        assert!(readable(&said("en", &text)), "{scrap}");
    }
}

#[test]
fn every_sentence_of_every_voice_is_readable_in_a_recorded_message() {
    for (tag, _) in Kind::Voice.built_in() {
        let quoted = incident([cards().text(TextFact::Title, "Cards"), over()]);
        let body = body(&acme("Asia/Kathmandu"), &quoted, "recording", tag);
        assert!(readable(&body), "{body}");
    }
}
