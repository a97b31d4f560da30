//! What holds beyond the moment: what customers must do when it is over, and what is left of what was
//! said while a fix is being watched.

use super::scene::*;
use crate::domain::fact::TextFact::{DoNow, Impact, Outcome, Report, Scope, Workaround};
use crate::domain::fact::TimeFact::Ended;
use crate::domain::words::{ComponentStatus, DataImpact, IncidentType, State};

fn told(said: impl IntoIterator<Item = Said>, channel: &str, tag: &str) -> String {
    body(&acme("UTC"), &incident(said), channel, tag)
}

fn in_all(mut said: Said, fact: crate::domain::fact::TextFact, texts: [&str; 5]) -> Said {
    for (tag, text) in ["en", "es", "pt", "fr", "de"].into_iter().zip(texts) {
        said = said.also(fact, tag, text);
    }
    said
}

const DO: [&str; 5] = [
    "Change your password now.",
    "Cambie ya su clave.",
    "Troque a senha agora.",
    "Changez votre mot de passe.",
    "Passwort jetzt wechseln.",
];

#[test]
fn what_customers_must_do_outlives_the_end() {
    let said = || {
        let breach = in_all(Said::declared("Unknown sign-ins"), DoNow, DO);
        let breach = in_all(breach, Scope, ["A.", "B.", "C.", "D.", "E."]);
        let breach = breach.of_type(IncidentType::Security);
        let over = Said::resolved("12:00")
            .time(Ended, "11:50")
            .text(Outcome, "Nobody can get in any more.")
            .data(DataImpact::Exposed, Some("luis"));
        [breach, over]
    };
    let who = [
        "**Who was affected:** A.",
        "**A quién afectó:** B.",
        "**Quem foi afetado:** C.",
        "D.",
        "**Wer betroffen war:** E.",
    ];
    for (place, tag) in ["en", "es", "pt", "fr", "de"].into_iter().enumerate() {
        for channel in [
            "status-page",
            "email",
            "slack",
            "sms",
            "social",
            "phone",
            "support",
            "team",
            "banner",
            "reply",
            "auto-reply",
            "partners",
        ] {
            let text = told(said(), channel, tag);
            assert!(text.contains(DO[place]), "{channel} {tag}: {text}");
        }
        let page = told(said(), "status-page", tag);
        assert!(page.contains(who[place]), "{tag}: {page}");
        let later = Said::updated("13:00").text(Outcome, "Nobody got in again.");
        let text = told(said().into_iter().chain([later]), "sms", tag);
        assert!(text.contains(DO[place]), "{tag}: {text}");
        let withdrawn = Said::updated("13:00").clear(DoNow);
        let text = told(said().into_iter().chain([withdrawn]), "status-page", tag);
        assert!(!text.contains(DO[place]), "{tag}: {text}");
    }
}

#[test]
fn what_helped_meanwhile_ends_with_an_ordinary_incident() {
    let said = || {
        let first = in_all(Said::declared("Cards fail"), DoNow, DO);
        [first, Said::resolved("12:00").time(Ended, "11:50")]
    };
    for (place, tag) in ["en", "es", "pt", "fr", "de"].into_iter().enumerate() {
        for channel in ["status-page", "sms", "support"] {
            let text = told(said(), channel, tag);
            assert!(!text.contains(DO[place]), "{channel} {tag}: {text}");
        }
    }
}

/// The search is down, there is no way round, and then a fix is watched.
fn watched() -> [Said; 2] {
    let first = Said::declared("Search is down")
        .text(Workaround, "")
        .component("Search", ComponentStatus::MajorOutage)
        .next("10:30");
    let fixed = Said::updated("11:00")
        .state(State::Monitoring)
        .next("13:00");
    [first, fixed]
}

#[test]
fn what_should_work_again_needs_no_way_round_and_is_only_shown_as_down() {
    for (tag, stale, none) in [
        (
            "en",
            "**Components, as still shown:** Search: down.",
            "workaround",
        ),
        (
            "es",
            "**Componentes, según constan todavía:** Search: ",
            "alternativa",
        ),
        (
            "pt",
            "**Componentes, como ainda constam:** Search: ",
            "alternativa",
        ),
        (
            "fr",
            "**Services, tels qu'affichés pour l'instant\u{a0}:** Search (",
            "contourn",
        ),
        (
            "de",
            "**Komponenten, wie noch angezeigt:** Search: ",
            "Umweg",
        ),
    ] {
        let page = told(watched(), "status-page", tag);
        assert!(page.contains(stale), "{page}");
        assert!(!page.contains(none), "{page}");
    }
    let [first, fixed] = watched();
    let works = fixed.component("Search", ComponentStatus::Operational);
    let page = told([first, works], "status-page", "en");
    assert!(page.contains("**Components:** Search: working."), "{page}");
}

#[test]
fn the_desk_does_not_give_away_that_it_should_work_again_and_then_that_no_time_is_known() {
    for (tag, when) in [
        (
            "en",
            "If they ask when it is fixed: It should work again for you; tell us if it does not. A fix is in place. We are watching that it holds before we call it over.",
        ),
        (
            "es",
            "Si preguntan cuándo se arregla: Ya debería funcionarle; si no es así, díganoslo. ",
        ),
        ("pt", "Se perguntarem quando volta a funcionar: "),
        ("fr", "Si on demande quand ce sera réparé\u{a0}: "),
        (
            "de",
            "Wenn gefragt wird, wann es wieder funktioniert: Bei Ihnen sollte es wieder funktionieren; wenn nicht, sagen Sie uns bitte Bescheid. ",
        ),
    ] {
        let text = told(watched(), "support", tag);
        assert!(text.contains(when), "{text}");
        for none in ["reliable", "fiable", "uma hora certa", "verlässlich"] {
            assert!(!text.contains(none), "{text}");
        }
    }
}

#[test]
fn on_the_telephone_the_report_has_a_name() {
    for (tag, words) in [
        ("en", "I will send you the address of our report."),
        ("es", "Le envío la dirección de nuestro informe."),
        ("pt", "Vou enviar o endereço do nosso relatório."),
        ("fr", "Je vous envoie l'adresse de notre compte rendu."),
        ("de", "Ich schicke Ihnen die Adresse unseres Berichts."),
    ] {
        let over = Said::resolved("12:00").text(Report, "https://acme.example/r");
        let text = told([Said::declared("Search is down"), over], "phone", tag);
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn open_questions_are_clauses_that_make_one_sentence() {
    for (tag, words) in [
        (
            "en",
            "**Open questions:** who is affected, what customers can do meanwhile, what the cause is (found, but not written here), whether data is affected and when we speak next.",
        ),
        (
            "es",
            "**Preguntas abiertas:** a quién afecta, qué pueden hacer los clientes mientras tanto, cuál es la causa (encontrada, pero sin apuntar aquí), si hay datos afectados y cuándo volvemos a hablar.",
        ),
        (
            "pt",
            "**Perguntas em aberto:** quem é afetado, o que os clientes podem fazer por enquanto, qual é a causa (encontrada, mas não anotada aqui), se há dados afetados e quando voltamos a falar.",
        ),
        (
            "fr",
            "**Questions ouvertes\u{a0}:** qui est touché, ce que les clients peuvent faire en attendant, quelle est la cause (trouvée, mais pas notée ici), si des données sont touchées et quand aura lieu le prochain point.",
        ),
        (
            "de",
            "**Offene Fragen:** wer betroffen ist, was die Kundschaft in der Zwischenzeit tun kann, woran es liegt (gefunden, aber hier nicht eingetragen), ob Daten betroffen sind und wann wir uns wieder melden.",
        ),
    ] {
        let found = Said::updated("11:00").state(State::Identified);
        let text = told([Said::declared("Search is down"), found], "team", tag);
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn what_should_work_again_began_and_does_not_last_since() {
    let watched = || {
        Said::updated("10:29")
            .state(State::Monitoring)
            .next("11:00")
    };
    for (tag, page, call) in [
        (
            "en",
            "\n\n**Began:** 09:58 UTC.\n\n",
            "\n\nIt began at 09:58 UTC.\n\n",
        ),
        (
            "es",
            "\n\n**Inicio:** las 09:58 UTC.\n\n",
            "\n\nEmpezó a las 09:58 UTC.\n\n",
        ),
        (
            "pt",
            "\n\n**Início:** às 09:58 UTC.\n\n",
            "\n\nComeçou às 09:58 UTC.\n\n",
        ),
        (
            "fr",
            "\n\n**Début\u{a0}:** 09:58 UTC.\n\n",
            "\n\nCela a commencé à 09:58 UTC.\n\n",
        ),
        (
            "de",
            "\n\n**Beginn:** 09:58 Uhr UTC.\n\n",
            "\n\nEs begann um 09:58 Uhr UTC.\n\n",
        ),
    ] {
        let text = told([cards(), watched()], "status-page", tag);
        assert!(text.contains(page), "{text}");
        let text = told([cards(), watched()], "phone", tag);
        assert!(text.contains(call), "{text}");
    }
    let felt = watched().text(Impact, "Payments are slow.");
    assert!(told([cards(), felt], "status-page", "en").contains("**Since:** 09:58 UTC."));
}
