//! What callers hear of native notations, ranges, short forms and amounts, in each language.

use super::scene::*;
use super::spoken::said;
use crate::render::templates::{Kind, Templates};

/// Checks each text of a language against what is heard of it, and tells all that differ.
fn hears(cases: &[(&str, &str, &str)]) {
    let differ: Vec<String> = cases
        .iter()
        .filter_map(|(tag, typed, told)| {
            let heard = said(tag, typed);
            (heard != *told).then(|| format!("{tag} {typed:?}: {heard:?}, not {told:?}"))
        })
        .collect();
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn more_than_is_said_at_the_beginning_of_a_line_too() {
    hears(&[
        (
            "en",
            "> 5 % of cards fail",
            "more than 5 percent of cards fail",
        ),
        ("de", "> 5 % der Karten", "mehr als 5 Prozent der Karten"),
        ("es", "< 10 min", "menos de 10 min"),
        ("pt", "> R$ 50", "mais de 50 reais"),
        ("fr", "> cité", "cité"),
    ]);
}

#[test]
fn a_dash_between_two_ends_says_to() {
    hears(&[
        ("en", "10 am – 2 pm", "10 am to 2 pm"),
        (
            "en",
            "10:30 PM - 1:15 AM",
            "ten thirty PM to one fifteen AM",
        ),
        (
            "en",
            "10:30 am–11:45 pm",
            "ten thirty am to eleven forty-five pm",
        ),
        ("fr", "10 h 30 – 12 h", "dix heures trente à douze heures"),
        ("en", "Monday – Friday", "Monday to Friday"),
        ("en", "Mon-Fri, Jan–Mar", "Mon to Fri, Jan to Mar"),
        ("es", "lunes – viernes", "lunes a viernes"),
        (
            "de",
            "Montag – Freitag, Mo.–Fr.",
            "Montag bis Freitag, Mo. bis Fr.",
        ),
        (
            "pt",
            "segunda-feira – sexta-feira",
            "segunda-feira a sexta-feira",
        ),
        ("fr", "lundi - vendredi", "lundi à vendredi"),
        ("de", "800–1.200 Bestellungen", "800 bis 1.200 Bestellungen"),
        ("en", "999–1,500", "999 to 1,500"),
        (
            "de",
            "10:30 Uhr–11:45 Uhr",
            "zehn Uhr dreißig bis elf Uhr fünfundvierzig",
        ),
        (
            "en",
            "2026-11-20–2026-11-22",
            "Friday 20 November 2026 to Sunday 22 November 2026",
        ),
        // No ends of a range.
        ("en", "Cards – Friday", "Cards, Friday"),
        ("en", "call 555-1234", "call 555-1234"),
        (
            "en",
            "It failed at 10:30 – we know",
            "It failed at ten thirty, we know",
        ),
    ]);
}

#[test]
fn every_sign_for_a_number_is_said_as_one() {
    hears(&[
        ("fr", "n° 5, N°5", "numéro 5, numéro 5"),
        ("es", "nº 5", "número 5"),
        ("pt", "Nº 12", "número 12"),
        ("de", "#5", "Nummer 5"),
        ("en", "No. 5", "No. 5"),
    ]);
}

#[test]
fn times_are_read_as_each_language_writes_them() {
    hears(&[
        (
            "fr",
            "à 10h30, 10 h 30",
            "à dix heures trente, dix heures trente",
        ),
        ("fr", "24h/24", "24 heures sur 24"),
        ("de", "um 10.30 Uhr", "um zehn Uhr dreißig"),
        (
            "es",
            "a las 10.30 h o 10h30",
            "a las diez y media o diez y media",
        ),
        (
            "pt",
            "às 13h30, às 13h",
            "à uma e meia da tarde, às treze horas",
        ),
        ("de", "bis 24:00 Uhr.", "bis vierundzwanzig Uhr."),
        (
            "en",
            "12:00 pm, 12:00 am, 12:30 am",
            "noon, midnight, twelve thirty am",
        ),
        (
            "de",
            "Fr. 10.30–11.45 Uhr",
            "Fr. zehn Uhr dreißig bis elf Uhr fünfundvierzig",
        ),
        (
            "fr",
            "de 9h à 17h30",
            "de neuf heures à dix-sept heures trente",
        ),
        ("en", "3:2, ratio 1:10", "3 to 2, ratio 1 to 10"),
        ("en", "took 10:30 minutes", "took 10 minutes and 30 seconds"),
        ("en", "10.0.0.1:8080", "10 dot 0 dot 0 dot 1 colon 8080"),
        (
            "en",
            "2026-11-21T10:30:00.123Z",
            "Saturday 21 November 2026 ten thirty a.m. UTC",
        ),
        ("en", "100.100.100.100", "100 dot 100 dot 100 dot 100"),
        ("de", "2.30 Euro, 1.234.567", "2.30 Euro, 1.234.567"),
    ]);
}

#[test]
fn a_slash_is_said_as_people_say_it() {
    hears(&[
        ("de", "1/3 der Kunden", "ein Drittel der Kunden"),
        ("es", "1/2 hora", "media hora"),
        ("de", "1/2 Stunde", "eine halbe Stunde"),
        (
            "en",
            "1/4 of shops, since 3/4.",
            "a quarter of shops, since 3 slash 4.",
        ),
        ("es", "21/11/2026", "sábado 21 de noviembre de 2026"),
        ("en", "11/21/2026", "Saturday 21 November 2026"),
        ("en", "3/4/2026", "3 slash 4 slash 2026"),
        ("en", "120 km/h", "120 kilometres per hour"),
        ("de", "10 €/Monat", "10 Euro pro Monat"),
        ("pt", "cartão e/ou Pix", "cartão e ou Pix"),
        ("es", "tarjeta y/o PayPal", "tarjeta y o PayPal"),
        ("en", "and/or, N/A, I/O", "and or, not available, I O"),
        ("fr", "100 Mbit/s", "100 Mbit par s"),
    ]);
}

#[test]
fn amounts_agree_with_their_currency() {
    hears(&[
        ("pt", "R$ 5 milhões", "5 milhões de reais"),
        (
            "es",
            "5 millones €, 5 mil €",
            "5 millones de euros, 5 mil euros",
        ),
        ("fr", "5 millions €", "5 millions d'euros"),
        ("fr", "1,5 M€", "1,5 million d'euros"),
        ("de", "1,5 M€", "1,5 Millionen Euro"),
        ("en", "$1.5M", "1.5 million dollars"),
        ("es", "$2M", "2 millones de dólares"),
        ("fr", "1,5 €, 0,5 €, 2 €", "1,5 euro, 0,5 euro, 2 euros"),
        ("en", "1.5 €", "1.5 euros"),
    ]);
}

#[test]
fn signs_within_words_leave_the_words_whole() {
    hears(&[
        ("en", "if x<y or a == b", "if x less than y or a equals b"),
        ("en", "<b>x</b> ===== y", "b x b y"),
        ("de", "Kund*innen und Kund_innen", "Kundinnen und Kundinnen"),
        ("en", "a*b", "a b"),
        ("de", "20%ig, 20 %", "20-prozentig, 20 Prozent"),
        ("fr", "client·e·s", "clientes"),
        ("de", "35%ige Quote", "35-prozentige Quote"),
        (
            "en",
            "the 'single' one, customers' cards",
            "the single one, customers' cards",
        ),
        ("en", "~/path/file.txt", "tilde slash path slash file.txt"),
    ]);
}

#[test]
fn a_french_time_is_never_heard_as_how_long_it_took() {
    hears(&[
        (
            "fr",
            "Depuis 10:30, tout est lent.",
            "À partir de dix heures trente, tout est lent.",
        ),
        ("fr", "lent depuis 1:15", "lent à partir d'une heure quinze"),
        ("fr", "depuis lundi", "depuis lundi"),
    ]);
    let ended = incident([cards(), over()]);
    let heard = body(&acme("UTC"), &ended, "recording", "fr");
    assert!(heard.contains("C'est terminé"), "{heard}");
    assert!(!heard.contains("terminé depuis"), "{heard}");
}

#[test]
fn who_rings_is_not_told_what_we_wrote() {
    for (tag, _) in Kind::Voice.built_in() {
        let voice = Templates::embedded().voice(&locale(tag)).unwrap();
        let wrote = ["wrote", "scribimos", "screvemos", " écrit", "geschrieben"];
        for (key, text, _) in voice
            .sentences()
            .filter(|(key, ..)| key.ends_with("_recorded"))
        {
            assert!(
                !wrote
                    .iter()
                    .any(|w| text.replace("item.wrote", "").contains(w)),
                "{tag}: {key}: {text}"
            );
        }
        for key in ["reopened.said", "correction.withdrawn", "rest_holds.said"] {
            assert!(
                voice.word(&[key, "_recorded"].concat()).is_some(),
                "{tag}: {key}"
            );
        }
    }
}
