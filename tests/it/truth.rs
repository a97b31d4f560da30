//! Nobody is told what nobody knows: the ways in which a true log could lead to an untrue message.

use serde_json::Value;

use crate::sandbox::{Outcome, Sandbox};

fn page(sandbox: &Sandbox, locale: &str) -> String {
    sandbox.product(&["render", "--channel=status-page", "--locale", locale])
}

fn shown(sandbox: &Sandbox) -> Value {
    serde_json::from_str(&sandbox.product(&["show", "--json"])).unwrap()
}

#[test]
fn who_confirmed_an_estimate_did_not_confirm_that_no_data_was_lost() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.product(&["update", "-q", "--estimate=3h", "--confirmed-by=bo"]);
    sandbox.product(&["correct", "-q", "--title=Cards fail", "--data=none"]);
    let page = page(&sandbox, "en");
    assert!(!page.contains("we have checked"), "{page}");
    assert_eq!(shown(&sandbox)["facts"].get("confirmed_by"), None);
}

#[test]
fn what_should_work_again_has_no_repair_time_and_a_corrected_end_owes_no_word() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let end = ["--estimate=13:00", "--confirmed-by=bo"];
    let watched = ["update", "-q", "--state=monitoring", "--next-update=2h"];
    sandbox.product(&[&watched[..], &end[..]].concat());
    sandbox.product(&["update", "-q", "--next-update=1h"]);
    assert_eq!(shown(&sandbox)["facts"].get("estimate"), None);
    assert!(page(&sandbox, "en").contains("**Next update:**"));
    sandbox.product(&["correct", "-q", "--state=resolved", "--ended=10:04"]);
    assert_eq!(shown(&sandbox)["facts"].get("next_update"), None);
    assert!(!page(&sandbox, "en").contains("**Next update:**"));
}

#[test]
fn a_repair_time_is_said_again_until_it_is_moved_taken_back_or_over() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.product(&["update", "-q", "--estimate=13:00", "--confirmed-by=bo"]);
    let sandbox = sandbox.at("2026-11-21T10:30:00Z");
    let update = ["update", "--next-update=30m"];
    let dry = sandbox.product(&[&update[..], &["--dry-run"]].concat());
    assert!(dry.contains("by 13:00 UTC"), "{dry}");
    sandbox.product(&update);
    let entry = sandbox.read("incidents.toml");
    let entry = entry.rsplit("[[entry]]").next().unwrap_or_default();
    assert!(
        entry.ends_with("estimate = 2026-11-21T13:00:00Z\nconfirmed_by = \"bo\"\n"),
        "{entry}"
    );
    let due = sandbox.run(&["due", "--json"]).stdout;
    assert_eq!(due.matches("\"repair\"").count(), 1, "{due}");
    sandbox.product(&["update", "-q", "--clear=estimate", "--next-update=30m"]);
    let page = page(&sandbox, "en");
    assert!(
        page.contains("by 13:00 UTC; that does not hold any more."),
        "{page}"
    );
    // What should work again by now is not awaited any more.
    sandbox.product(&["update", "-q", "--estimate=14:00", "--confirmed-by=bo"]);
    sandbox.product(&["update", "-q", "--state=monitoring"]);
    assert_eq!(shown(&sandbox)["facts"].get("estimate"), None);
}

#[test]
fn what_was_said_about_data_before_it_came_back_is_not_nothing() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.product(&["resolve", "-q", "--data=none", "--confirmed-by=bo"]);
    sandbox.product(&["update", "-q", "card", "--state=investigating"]);
    sandbox.product(&["resolve", "-q", "card"]);
    for (locale, said) in [
        (
            "en",
            "We said that no data was lost or exposed. Then it came back, and since then nobody has confirmed that again.",
        ),
        (
            "es",
            "Dijimos que no se habían perdido ni expuesto datos. Después volvió a pasar, y desde entonces nadie lo ha confirmado de nuevo.",
        ),
        (
            "pt",
            "Dissemos que nenhum dado tinha sido perdido nem exposto. Depois o problema voltou, e desde então ninguém confirmou isso de novo.",
        ),
        (
            "fr",
            "Nous avons dit qu'aucune donnée n'avait été perdue ni exposée. Ensuite cela s'est reproduit, et personne ne l'a confirmé depuis.",
        ),
        (
            "de",
            "Wir hatten gesagt, dass keine Daten verloren gingen oder offenlagen. Danach trat es wieder auf, und seitdem hat das niemand erneut bestätigt.",
        ),
    ] {
        for reader in ["team", "regulator"] {
            let report = sandbox.product(&["summary", "--for", reader, "--locale", locale]);
            assert!(report.contains(said), "{report}");
        }
    }
}

#[test]
fn a_translation_with_spaced_thousands_says_the_same_number() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let scope = |es: &str| {
        let es = format!("--scope-es={es}");
        let args = [
            "update",
            "-q",
            "--scope=About 12,000 shops.",
            &es,
            "--dry-run",
        ];
        sandbox.run(&args).stderr
    };
    for space in [' ', '\u{a0}', '\u{202f}'] {
        let said = scope(&format!("Unas 12{space}000 tiendas."));
        assert!(!said.contains("fact-mismatch"), "{said}");
    }
    let other = scope("Unas 13 000 tiendas.");
    assert!(
        other.contains("help: say the same in every language: `--scope TEXT --scope-es TEXT`"),
        "{other}"
    );
}

#[test]
fn a_public_fact_cannot_be_smuggled_out_of_the_internal_ones() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let facts = "[internal]\naction = 'rotate the key on db-7'\n";
    sandbox.file("facts.toml", facts);
    assert_eq!(
        sandbox.run(&["update", "--facts=facts.toml"]),
        Outcome::refused(
            2,
            "error: `--facts`: `facts.toml` has `action` under `internal`, where only cause, people, links, note, aware, classified, mended, affected, factors, went_well, went_badly and lucky can stand"
        )
    );
}

#[test]
fn an_end_with_another_state_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    assert_eq!(
        sandbox.run(&["resolve", "--state=monitoring"]),
        Outcome::refused(
            2,
            "error: `--state`: `monitoring` is no end\n\
             hint: leave it out, or say where it stands with `vocero update`"
        )
    );
}

#[test]
fn a_reopened_incident_is_as_bad_as_it_was() {
    let sandbox = Sandbox::new();
    let id = sandbox.declared();
    sandbox.product(&["update", "-q", "--component=Checkout", "--next-update=30m"]);
    sandbox.product(&["resolve", "-q"]);
    let outcome = sandbox.run(&["update", &id, "--state=investigating", "--next-update=20m"]);
    assert!(
        outcome.stderr.contains("next: vocero update"),
        "{}",
        outcome.stderr
    );
    let page = page(&sandbox, "en");
    assert!(
        page.contains("**Components:** Checkout: partly down."),
        "{page}"
    );
}

#[test]
fn a_translation_that_was_missing_corrects_nobody_else() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.product(&[
        "correct",
        "-q",
        "--impact-es=Su tienda no puede cobrar con tarjeta.",
    ]);
    let english = page(&sandbox, "en");
    assert!(!english.contains("That was wrong"), "{english}");
}

#[test]
fn what_was_said_holds_even_if_something_earlier_is_added_afterwards() {
    let sandbox = Sandbox::new();
    let id = sandbox.declared();
    let sandbox = sandbox.at("2026-11-21T11:00:00Z");
    let update = |impact: &str, at: &str| {
        let (impact, at) = (
            format!("--impact={impact}"),
            format!("--at=2026-11-21T{at}:00Z"),
        );
        sandbox.product(&["update", "-q", &id, &impact, &at]);
    };
    update("Payments fail.", "10:05");
    update("Payments fail.", "10:30");
    update("Refunds fail.", "10:10");
    assert_eq!(shown(&sandbox)["facts"]["impact"]["en"], "Payments fail.");
}

#[test]
fn a_backdated_word_is_not_shown_as_the_newest() {
    let sandbox = Sandbox::new();
    let id = sandbox.declared();
    let sandbox = sandbox.at("2026-11-21T11:00:00Z");
    sandbox.product(&["update", "-q", "--state=identified", "--next-update=30m"]);
    let outcome = sandbox.run(&["update", "--action=We are looking.", "--at=10:20"]);
    assert_eq!(outcome.code, Some(0));
    assert!(
        outcome
            .stderr
            .contains("warning: more was said later: these messages are as of 10:20 UTC"),
        "{}",
        outcome.stderr
    );
    let early = sandbox.run(&["update", &id, "--action=x", "--at=2026-11-21T09:00:00Z"]);
    assert_eq!(early.code, Some(2));
    assert!(
        early.stderr.contains("lies before the first word"),
        "{}",
        early.stderr
    );
}

#[test]
fn messages_name_the_entry_that_is_in_the_log() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let said: Value =
        serde_json::from_str(&sandbox.product(&["update", "--json", "--next-update=1h"])).unwrap();
    let id = said["entry"]["id"].as_str().unwrap();
    let messages = said["messages"].as_array().unwrap();
    assert!(messages.iter().all(|message| message["entry"] == id));
    sandbox.product(&["render", "--entry", id]);
}

#[test]
fn a_runbook_that_repeats_its_end_is_not_told_that_nothing_is_open() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let id = "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e11";
    let first = sandbox.product(&["resolve", "-q", "--id", id]);
    assert_eq!(sandbox.product(&["resolve", "-q", "--id", id]), first);
}

#[test]
fn an_error_is_json_for_whoever_asked_for_json() {
    let sandbox = Sandbox::new();
    let outcome = sandbox.run(&["show", "--json"]);
    assert_eq!(outcome.code, Some(2));
    let error: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(error["error"]["exit"], 2);
    assert_eq!(error["error"]["hints"][0], "open one with `vocero declare`");
}

#[test]
fn times_that_make_no_sense_are_refused() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    for (flag, problem) in [
        ("--next-update=99999d", "lies more than a year ahead"),
        ("--next-update=-5m", "is not a time"),
        (
            "--started=2026-11-21T12:00:00Z",
            "lies after the entry itself",
        ),
        ("--type=maintenance", "is no state of type `maintenance`"),
    ] {
        let outcome = sandbox.run(&["update", flag]);
        assert_eq!(outcome.code, Some(2), "{flag}");
        assert!(
            outcome.stderr.contains(problem),
            "{flag}: {}",
            outcome.stderr
        );
    }
}

#[test]
fn a_wrong_word_about_data_or_about_the_end_is_taken_back_in_so_many_words() {
    let sandbox = Sandbox::new();
    let id = sandbox.declared();
    sandbox.product(&["update", "-q", "--data=delayed", "--next-update=30m"]);
    sandbox.product(&["correct", "-q", "--data=lost"]);
    let said = page(&sandbox, "en");
    assert!(
        said.contains("What we wrote about data at 10:04 UTC was wrong."),
        "{said}"
    );
    sandbox.product(&["resolve", "-q"]);
    sandbox.product(&[
        "correct",
        "-q",
        &id,
        "--state=investigating",
        "--next-update=30m",
    ]);
    let said = page(&sandbox, "en");
    assert!(
        said.contains("we wrote that it was over. That was wrong: it is not."),
        "{said}"
    );
}

#[test]
fn a_reader_of_a_region_hears_the_voice_of_the_language() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    assert!(page(&sandbox, "es-MX").contains("Investigando"));
}

#[test]
fn a_templates_folder_that_is_not_there_is_an_error_and_not_the_built_in_words() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.file("vocero.toml", "templates = 'wrods'\n");
    let outcome = sandbox.run(&["render"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(3), ""));
    assert!(outcome.stderr.contains("wrods"), "{}", outcome.stderr);
}

/// Declared at 10:04, said to be over at 10:20.
fn said_to_be_over() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let sandbox = sandbox.at("2026-11-21T10:20:00Z");
    sandbox.product(&["update", "-q", "--started=09:40", "--next-update=30m"]);
    sandbox.product(&["resolve", "-q", "--outcome=It works."]);
    sandbox
}

#[test]
fn what_was_wrongly_said_to_be_over_did_not_come_back() {
    let sandbox = said_to_be_over().at("2026-11-21T10:25:00Z");
    let correct = ["correct", "card", "-q", "--state=investigating"];
    sandbox.product(&[&correct[..], &["--next-update=30m"]].concat());
    let sandbox = sandbox.at("2026-11-21T10:50:00Z");
    sandbox.product(&["resolve", "-q", "--outcome=It works."]);
    let page = sandbox.product(&["render", "--channel=status-page", "--locale=en"]);
    assert!(
        page.contains("It lasted 1 hour and 10 minutes, from 09:40 to 10:50 UTC."),
        "{page}"
    );
}

#[test]
fn what_came_back_is_said_so_unless_it_is_told_as_new() {
    let sandbox = said_to_be_over().at("2026-11-21T10:40:00Z");
    let again = ["update", "card", "-q", "--state=investigating"];
    sandbox.product(&[&again[..], &["--next-update=30m"]].concat());
    let sandbox = sandbox.at("2026-11-21T10:50:00Z");
    let page = |began: &[&str]| {
        let resolve = ["resolve", "--outcome=It works.", "--dry-run"];
        sandbox.product(&[&resolve[..], began].concat())
    };
    let back = page(&[]);
    assert!(
        back.contains("It came back after we had said that it was over; in all it went on from"),
        "{back}"
    );
    let new = page(&["--started=10:38"]);
    assert!(
        new.contains("It lasted 12 minutes, from 10:38 to 10:50 UTC."),
        "{new}"
    );
}
