//! What is not real says so, first of all, whatever the channel and however the reader is addressed.

use super::scene::*;
use crate::domain::house::House;
use crate::domain::words::{Address, IncidentType};
use crate::render::{Templates, daily, render};

fn drill(address: Address) -> House {
    House {
        drill: true,
        address,
        client: Some("Banco Norte".to_owned()),
        ..acme("UTC")
    }
}

#[test]
fn every_message_of_a_drill_begins_with_what_it_is() {
    let templates = Templates::embedded();
    for (tag, mark, spoken) in [
        ("en", "[DRILL]", "Before anything else: this is a drill."),
        ("es", "[SIMULACRO]", "Antes de nada: esto es un simulacro."),
        ("pt", "[SIMULADO]", "Antes de tudo: isto é um simulado."),
        (
            "fr",
            "[EXERCICE]",
            "Avant tout\u{a0}: ceci est un exercice.",
        ),
        ("de", "[ÜBUNG]", "Vor allem anderen: Dies ist eine Übung."),
    ] {
        for address in [Address::Formal, Address::Informal] {
            for channel in templates.channels().unwrap() {
                for history in [
                    vec![cards()],
                    vec![cards(), cards().again()],
                    vec![cards(), over()],
                ] {
                    let now = incident(history);
                    let said = message(&drill(address), &now, &channel, tag);
                    let body = said.body.replace('\\', "");
                    let place = format!("{channel} {tag}: {body}");
                    assert!(
                        body.starts_with(mark) || body.starts_with(spoken),
                        "{place}"
                    );
                    assert_eq!(said.parts[0].name, "drill", "{place}");
                    let subject = said.subject.unwrap_or_else(|| mark.to_owned());
                    assert!(subject.starts_with(mark), "{subject}");
                }
            }
        }
        let report = daily(
            &templates,
            &drill(Address::Formal),
            &locale(tag),
            at("12:00"),
            &[],
        );
        let report = report.unwrap();
        assert!(
            report.subject.starts_with(mark) && report.body.starts_with(mark),
            "{report:?}"
        );
    }
}

#[test]
fn not_even_what_readers_must_do_at_once_comes_before_it() {
    let break_in = Said::declared("Accounts were opened")
        .of_type(IncidentType::Security)
        .text(
            crate::domain::fact::TextFact::DoNow,
            "Change your password.",
        );
    let told = message(
        &drill(Address::Formal),
        &incident([break_in]),
        "email",
        "en",
    );
    let lines: Vec<&str> = told.body.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines[0],
        "[DRILL] This is an exercise: nothing that follows is real."
    );
    assert!(lines[1].contains("Change your password."), "{lines:?}");
}

#[test]
fn a_shape_that_lays_out_only_what_it_knows_is_marked_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let shapes = folder.path().join("shapes");
    std::fs::create_dir(&shapes).unwrap();
    let own = "audience = \"customers\"\nmarkup = \"plain\"\nmanner = \"brief\"\nparts = [\"title\"]\n\
               body = \"\"\"{% for part in parts %}{% if part.name == \"title\" %}{{ part.text }}{% endif %}{% endfor %}\"\"\"\n";
    std::fs::write(shapes.join("pager.toml"), own).unwrap();
    let templates = Templates::with_folder(folder.path());
    let house = drill(Address::Formal);
    let told = render(
        &templates,
        &house,
        &incident([cards()]),
        "pager",
        &locale("en"),
    )
    .unwrap();
    assert_eq!(told.body, "[DRILL] Card payments are failing.");
}
