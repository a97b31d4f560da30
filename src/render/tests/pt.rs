//! Portuguese: times whose article joins the preposition before them, one form of address at a
//! time, and short sentences that stay cheap where the language can.

use super::scene::*;
use crate::domain::fact::TextFact;
use crate::domain::words::Address;
use crate::render::moment::Calendar;
use crate::render::shape::Manner;
use crate::render::templates::{Kind, Templates};
use crate::render::voice::Voice;
use crate::text::measure::sms;

fn portuguese() -> Voice {
    let (_, text) = Templates::embedded().source(Kind::Voice, "pt").unwrap();
    Voice::parsed_for_tests("pt", &text)
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic() && c != '-');
    words.map(str::to_lowercase).collect()
}

/// Words that only one who says «você» uses, and those of the European «tu», which nobody here does.
const INFORMAL: [&str; 11] = [
    "você", "vocês", "tu", "te", "ti", "teu", "tua", "teus", "tuas", "contigo", "nos",
];

/// Words of courtesy, which stand apart from «você».
const FORMAL: [&str; 8] = [
    "senhor",
    "senhora",
    "senhores",
    "lhe",
    "lhes",
    "avise-nos",
    "vossa",
    "si",
];

#[test]
fn formal_and_informal_portuguese_do_not_mix() {
    for (key, formal, informal) in portuguese().sentences() {
        // «Como nos saímos» speaks of us, «nos avise» is how one who says «você» asks.
        let formal = words(&formal.replace("como nos saímos", ""));
        for word in INFORMAL {
            assert!(!formal.contains(&word.to_owned()), "{key}: {formal:?}");
        }
        let Some(informal) = informal else {
            for word in FORMAL {
                assert!(!formal.contains(&word.to_owned()), "{key} has one form");
            }
            continue;
        };
        for word in FORMAL {
            assert!(
                !words(informal).contains(&word.to_owned()),
                "{key}: {informal}"
            );
        }
        let speaks = ["você", "nos"].map(|word| words(informal).contains(&word.to_owned()));
        assert!(speaks.contains(&true), "{key} is not informal: {informal}");
    }
}

#[test]
fn no_portuguese_sentence_adds_the_article_that_a_time_brings() {
    for (key, formal, informal) in portuguese().sentences() {
        for text in [Some(formal), informal].into_iter().flatten() {
            for (before, _) in text.match_indices("{{").map(|(i, _)| text.split_at(i)) {
                assert!(!before.ends_with(['à', 'À', 'a']), "{key}: {text}");
            }
        }
    }
}

/// The only short sentences outside it: there is no other word for «manutenção».
const DEAR: [&str; 7] = [
    "turn.afterword_cancelled",
    "turn.afterword_completed",
    "turn.completed",
    "turn.completed_title",
    "turn.in_progress",
    "turn.scheduled",
    "turn.verifying",
];

#[test]
fn brief_portuguese_leaves_the_cheap_alphabet_only_where_it_must() {
    let voice = portuguese();
    let mut dear = Vec::new();
    for (key, formal, informal) in voice.sentences() {
        let part = key.split('.').next().unwrap_or_default();
        let parts = ["alarm", "matter", "next_short", "step", "title", "turn"];
        let has_brief = || voice.keys().any(|k| k == format!("{key}_brief"));
        let said_briefly = key.ends_with("_brief")
            || (parts.contains(&part)
                && !key.contains("label")
                && !key.ends_with("_spoken")
                && !key.ends_with("_recorded")
                && !has_brief());
        let outside = |text: &str| !sms::outside_gsm7(&sms::straightened(text)).is_empty();
        if said_briefly && (outside(formal) || informal.is_some_and(outside)) {
            dear.push(key);
        }
    }
    assert_eq!(dear, DEAR);
}

fn cartoes() -> Said {
    use TextFact::{Impact, Scope, Title, Workaround};
    cards()
        .also(Title, "pt", "Os pagamentos com cartão estão falhando")
        .also(Impact, "pt", "A loja só recebe em dinheiro.")
        .also(Scope, "pt", "Lojas na União Europeia")
        .also(Workaround, "pt", "Ofereça PayPal ou transferência")
}

#[test]
fn a_portuguese_text_message_is_short() {
    let clean = Said::declared("Pagamentos com falha")
        .also(TextFact::Title, "pt", "Pagamentos com falha")
        .also(TextFact::Impact, "pt", "A loja recebe apenas em dinheiro.")
        .next("01:30");
    let message = message(&acme("UTC"), &incident([clean]), "sms", "pt");
    assert_eq!(
        message.body,
        "Acme: A loja recebe apenas em dinheiro. Novo aviso até à 01:30 UTC. status.acme.example"
    );
    let length = sms::length(&message.body);
    assert_eq!((length.encoding, length.segments), (sms::Encoding::Gsm7, 1));
}

#[test]
fn a_portuguese_resolved_message_is_whole() {
    let end = over()
        .also(
            TextFact::Outcome,
            "pt",
            "os pagamentos com cartão voltaram a funcionar",
        )
        .also(
            TextFact::Harm,
            "pt",
            "a loja ficou 49 minutos sem receber cartão",
        );
    assert_eq!(
        body(
            &acme("America/Sao_Paulo"),
            &incident([cartoes(), meanwhile(), end]),
            "status-page",
            "pt"
        ),
        "**Resolvido: os pagamentos com cartão voltaram a funcionar**\n\n\
         Já terminou. Durou 49 minutos, das 06:58 às 07:47 (horário de Brasília; 10:47 UTC).\n\n\
         Nenhum dado foi perdido nem exposto; já verificamos.\n\n\
         Sentimos muito: a loja ficou 49 minutos sem receber cartão.\n\n\
         Até sexta-feira, 27 de novembro, publicaremos o que aconteceu e o que vamos mudar para que \
         não aconteça de novo.\n\n\
         Se algo ainda falhar, ou para dizer como nos saímos: https://status.acme.example/feedback"
    );
}

#[test]
fn a_portuguese_message_addresses_its_reader_as_the_house_does() {
    let now = incident([cartoes()]);
    let mut house = acme("America/Sao_Paulo");
    let formal = body(&house, &now, "phone", "pt");
    assert!(
        formal.contains("Precisa de algo") && !formal.contains("você"),
        "{formal}"
    );
    house.address = Address::Informal;
    let informal = body(&house, &now, "phone", "pt");
    assert!(informal.contains("Você precisa de algo"), "{informal}");
}

/// What the calendar of a message sent on 21 November 2026 at 10:04 UTC tells.
fn told(zone: &str, manner: Manner, say: impl Fn(&Calendar<'_>) -> String) -> String {
    say(&Calendar {
        voice: &portuguese(),
        zone: zone.parse().unwrap(),
        at: at("10:04"),
        manner,
    })
}

#[test]
fn a_portuguese_time_brings_its_preposition_and_that_its_article() {
    let at = |zone, manner, moment: &str| {
        let moment = moment.parse().unwrap();
        told(zone, manner, |c| c.clock("at", moment))
    };
    for (zone, manner, moment, expected) in [
        (
            "UTC",
            Manner::Labelled,
            "2026-11-21T10:30:00Z",
            "às 10:30 UTC",
        ),
        ("UTC", Manner::Brief, "2026-11-21T01:30:00Z", "à 01:30 UTC"),
        (
            "America/Sao_Paulo",
            Manner::Labelled,
            "2026-11-21T14:30:00Z",
            "às 11:30 (horário de Brasília; 14:30 UTC)",
        ),
        (
            "Europe/Lisbon",
            Manner::Brief,
            "2026-11-21T10:30:00Z",
            "às 10:30 (hora de Lisboa)",
        ),
        (
            "Europe/Lisbon",
            Manner::Spoken,
            "2026-12-01T09:00:00Z",
            "na terça-feira, 1º de dezembro, às 09:00, hora de Lisboa",
        ),
        (
            "Atlantic/Azores",
            Manner::Running,
            "2027-07-03T01:30:00Z",
            "no sábado, 3 de julho de 2027, à 01:30 (hora dos Açores; 01:30 UTC)",
        ),
        (
            "Africa/Luanda",
            Manner::Brief,
            "2027-01-02T09:00:00Z",
            "em 2/1/2027, às 10:00 (hora de Luanda)",
        ),
    ] {
        assert_eq!(at(zone, manner, moment), expected);
    }
    let evening = "2026-12-01T22:00:00Z".parse().unwrap();
    for (form, manner, expected) in [
        (
            "plain",
            Manner::Running,
            "terça-feira, 1º de dezembro, às 22:00 UTC",
        ),
        (
            "by",
            Manner::Running,
            "até terça-feira, 1º de dezembro, às 22:00 UTC",
        ),
        ("by", Manner::Brief, "até 1/12, às 22:00 UTC"),
        (
            "from",
            Manner::Running,
            "a partir de terça-feira, 1º de dezembro, às 22:00 UTC",
        ),
        (
            "at",
            Manner::Recorded,
            "na terça-feira, primeiro de dezembro, às dez da noite UTC",
        ),
    ] {
        assert_eq!(told("UTC", manner, |c| c.clock(form, evening)), expected);
    }
}

#[test]
fn a_portuguese_span_names_the_zone_once() {
    let span = |from: &str, to: &str| {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        told("America/Sao_Paulo", Manner::Labelled, |c| {
            format!("{}{}", c.span(from, to), c.span_note(from, to))
        })
    };
    assert_eq!(
        span("2026-11-21T12:58:00Z", "2026-11-21T13:47:00Z"),
        "das 09:58 às 10:47 (horário de Brasília; 12:58 a 13:47 UTC)"
    );
    assert_eq!(
        span("2026-11-21T04:00:00Z", "2026-11-22T04:05:00Z"),
        "de sábado, 21 de novembro, à 01:00, a domingo, 22 de novembro, à 01:05 \
         (horário de Brasília; 04:00 a 04:05 UTC)"
    );
}

#[test]
fn portuguese_durations_have_plurals() {
    let took = |minutes| {
        let start = at("00:00");
        told("UTC", Manner::Labelled, |c| {
            c.duration(start, start + chrono::Duration::minutes(minutes))
        })
    };
    assert_eq!(took(0), "menos de um minuto");
    assert_eq!(took(61), "1 hora e 1 minuto");
    assert_eq!(took(60 * 24 * 3 + 60 * 5 + 7), "3 dias e 5 horas");
}
