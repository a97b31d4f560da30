//! Messages for the places where customers meet us, and for planned work that slips.

use super::scene::*;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::incident::Incident;
use crate::domain::words::{DataImpact, IncidentType, State};

#[test]
fn a_recorded_message_greets_first_and_names_what_it_lists() {
    let break_in = Said::declared("Unauthorised access to accounts")
        .of_type(IncidentType::Security)
        .text(TextFact::Impact, "Someone may have got into accounts.")
        .text(TextFact::DoNow, "Change your password.")
        .data(DataImpact::Unknown, None)
        .next("10:30");
    assert_eq!(
        body(&acme("UTC"), &incident([break_in]), "recording", "en"),
        "\
This is a recorded message from Acme.
Change your password.
Someone may have got into accounts.
What we do not know yet: who is affected, whether data was lost or exposed and how it happened.
What we do not say now, we will explain once saying it puts nobody at risk.
Next update by ten thirty a.m. UTC on Saturday 21 November, even if there is nothing new.
We recorded this at ten oh four a.m. UTC on Saturday 21 November.
If it is about something else, please stay on the line."
    );
}

#[test]
fn whoever_meets_a_standing_message_is_told_everything_after_a_word_without_news_too() {
    let first = cards().data(DataImpact::Exposed, Some("luis"));
    let quiet = incident([first, Said::updated("10:30").next("11:00")]);
    let recording = body(&acme("UTC"), &quiet, "recording", "en");
    for told in [
        "Your shop cannot take",
        "Shops in the EU",
        "We are moving card payments",
        "We let people see data",
    ] {
        assert!(recording.contains(told), "{told}: {recording}");
    }
    assert!(!recording.contains("Nothing has changed"), "{recording}");
    let banner = body(&acme("UTC"), &quiet, "banner", "en");
    assert!(banner.contains("data"), "{banner}");
    let page = body(&acme("UTC"), &quiet, "status-page", "en");
    assert!(page.contains("Nothing has changed"), "{page}");
}

#[test]
fn whoever_reads_nothing_before_is_told_of_an_end_that_was_corrected_that_it_is_over() {
    let corrected = Said::corrected("11:20").text(TextFact::Scope, "Shops in the UK too.");
    let over = incident([cards(), over(), corrected]);
    let daily = body(&acme("UTC"), &over, "daily", "en");
    assert!(
        daily.starts_with("Resolved: Card payments work again"),
        "{daily}"
    );
    let page = body(&acme("UTC"), &over, "status-page", "en");
    assert!(page.contains("Shops in the UK too."), "{page}");
}

/// Work announced until 10:40, begun at 10:10, and spoken of again at 10:50.
fn late(last: Said) -> Incident {
    let announced = Said::declared("Database move")
        .of_type(IncidentType::Maintenance)
        .text(TextFact::Impact, "You cannot sign in during the work.")
        .time(TimeFact::Started, "10:10")
        .time(TimeFact::Estimate, "10:40")
        .confirmed("ana");
    let begun = Said::updated("10:10").state(State::InProgress);
    incident([announced, begun, last])
}

#[test]
fn work_past_its_announced_end_is_never_told_as_no_news() {
    let now = late(Said::updated("10:50").next("11:30"));
    assert_eq!(
        body(&acme("UTC"), &now, "sms", "en"),
        "Acme: Maintenance in progress: Database move. It is taking longer than planned. You cannot sign in during the work. Next update by 11:30 UTC. status.acme.example"
    );
}

#[test]
fn a_partner_passes_on_the_new_end() {
    let longer = Said::updated("10:50")
        .time(TimeFact::Estimate, "12:00")
        .confirmed("ana")
        .next("11:30");
    let text = body(&acme("UTC"), &late(longer), "partners", "en");
    assert!(
        text.contains("It is taking longer than planned: we had announced the end for 10:40 UTC. ")
            && text
                .contains("We expect to be done by 12:00 UTC. If that changes, we will say so. "),
        "{text}"
    );
}

/// A repair confirmed for 11:00.
fn found() -> Said {
    Said::updated("10:30")
        .state(State::Identified)
        .time(TimeFact::Estimate, "11:00")
        .confirmed("ana")
        .next("11:10")
}

/// A repair confirmed for 11:00, and a last word.
fn confirmed(last: Said) -> Incident {
    incident([cards(), found(), last])
}

fn confirmed_and(then: Said, last: Said) -> Incident {
    incident([cards(), found(), then, last])
}

#[test]
fn a_repair_time_that_holds_no_more_is_taken_back_aloud() {
    let page = |last: Said, tag: &str| body(&acme("UTC"), &confirmed(last), "status-page", tag);
    let late = || Said::updated("11:09").next("11:40");
    for (tag, said) in [
        (
            "en",
            "We had expected it to work again by 11:00 UTC; that does not hold any more.",
        ),
        (
            "es",
            "Esperábamos que volviera a funcionar a las 11:00 UTC como muy tarde; ya no es así.",
        ),
        (
            "pt",
            "A previsão era voltar a funcionar até às 11:00 UTC; ela não vale mais.",
        ),
        (
            "fr",
            "Nous avions prévu un retour à la normale au plus tard à 11:00 UTC\u{202f}; cela ne tient plus.",
        ),
        (
            "de",
            "Wir hatten erwartet, dass es spätestens um 11:00 Uhr UTC wieder funktioniert; das gilt nicht mehr.",
        ),
    ] {
        let text = page(late(), tag);
        assert!(text.contains(said), "{said}\n{text}");
    }
    // Nothing has changed, but for what we had said.
    assert!(!page(late(), "en").contains("Nothing has changed"));
    let moved = Said::updated("10:50")
        .time(TimeFact::Estimate, "12:00")
        .confirmed("ana");
    let text = page(moved, "en");
    assert!(
        text.contains("by 11:00 UTC; that does not hold any more.")
            && text.contains("**When we expect it to work again:** by 12:00 UTC."),
        "{text}"
    );
    let again = Said::updated("10:50")
        .time(TimeFact::Estimate, "11:00")
        .confirmed("ana")
        .next("11:10");
    let text = page(again, "en");
    assert!(
        text.contains("Nothing has changed since 10:30 UTC.") && !text.contains("hold any more"),
        "{text}"
    );
}

#[test]
fn a_correction_says_that_the_repair_time_has_passed_or_still_stands() {
    let wrong = |clock| {
        let wrong = Said::corrected(clock).text(TextFact::Scope, "The UK too.");
        wrong
            .also(TextFact::Scope, "es", "También el Reino Unido.")
            .next("11:40")
    };
    for channel in [
        "status-page",
        "email",
        "slack",
        "phone",
        "team",
        "executives",
        "support",
    ] {
        let text = body(&acme("UTC"), &confirmed(wrong("11:09")), channel, "en");
        let passed = "We had expected it to work again by 11:00 UTC; that does not hold any more.";
        assert!(text.contains(passed), "{channel}: {text}");
        let text = body(&acme("UTC"), &confirmed(wrong("11:09")), channel, "es");
        let passed =
            "Esperábamos que volviera a funcionar a las 11:00 UTC como muy tarde; ya no es así.";
        assert!(text.contains(passed), "{channel}: {text}");
    }
    for (tag, passed) in [
        ("en", "The repair time we gave does not hold any more."),
        ("es", "La hora de arreglo que dimos ya no vale."),
        ("pt", "Ficou sem efeito a hora prevista."),
        ("fr", "L'heure de rétablissement annoncée ne tient plus."),
        ("de", "Der genannte Zeitpunkt gilt nicht mehr."),
    ] {
        let text = body(&acme("UTC"), &confirmed(wrong("11:09")), "sms", tag);
        assert!(text.contains(passed), "{text}");
    }
    let other = wrong("10:50")
        .time(TimeFact::Estimate, "12:00")
        .confirmed("ana");
    assert_eq!(
        body(&acme("UTC"), &confirmed(other), "status-page", "en"),
        "\
**Correction to \"Card payments are failing\"**

At 10:04 UTC we wrote: Shops in the EU. PayPal and bank transfer work. Shops elsewhere are not affected. That was wrong. What holds: The UK too.

We had expected it to work again by 11:00 UTC; that does not hold any more.

**When we expect it to work again:** by 12:00 UTC. If that changes, we will say so.

**Next update:** by 11:40 UTC, sooner if something changes."
    );
}

#[test]
fn a_repair_that_comes_back_takes_its_time_back_and_a_false_end_does_not() {
    let over = || Said::resolved("10:40").next("10:55");
    let page = |last: Said| {
        let said = confirmed_and(over(), last);
        body(&acme("UTC"), &said, "status-page", "en")
    };
    let gone = "We had expected it to work again by 11:00 UTC; that does not hold any more.";
    let open = |said: Said| said.state(State::Identified).next("11:30");
    assert!(page(open(Said::updated("10:50"))).contains(gone));
    let late = page(open(Said::updated("11:20")));
    assert!(!late.contains(gone), "it was over by then: {late}");
    assert!(page(open(Said::corrected("11:20"))).contains(gone));
    let wrong = open(Said::corrected("10:50")).time(TimeFact::Estimate, "11:00");
    let wrong = page(wrong.confirmed("ana"));
    assert!(
        !wrong.contains(gone) && wrong.contains("by 11:00 UTC. If that changes"),
        "{wrong}"
    );
}

#[test]
fn a_repair_time_that_passed_while_a_fix_was_watched_is_taken_back_once() {
    let watched = || {
        Said::updated("10:40")
            .state(State::Monitoring)
            .next("11:20")
    };
    let back = || {
        Said::updated("11:20")
            .state(State::Identified)
            .next("11:40")
    };
    let gone = "La hora de arreglo que dimos ya no vale.";
    let text = body(&acme("UTC"), &confirmed_and(watched(), back()), "sms", "es");
    assert!(text.contains(gone), "{text}");
    let watched = Said::updated("11:20")
        .state(State::Monitoring)
        .next("11:40");
    let text = body(&acme("UTC"), &confirmed(watched), "sms", "es");
    assert!(!text.contains(gone), "{text}");
    let quiet = Said::updated("11:35").next("12:00");
    let text = body(&acme("UTC"), &confirmed_and(back(), quiet), "sms", "es");
    assert!(!text.contains(gone), "{text}");
}
