//! What stands around the sentences where somebody speaks or answers for us: a caller, a recorded
//! message, an automatic answer, the support desk, a partner.

use super::choose::Teller;
use super::plot::{Choice, Item};
use crate::domain::briefing::{Briefing, CustomerBriefing};
use crate::domain::incident::Phase;
use crate::domain::words::{Audience, DataImpact, State};

/// The sentences that are answered with, in this order.
const ANSWER: [&str; 31] = [
    "turn",
    "do_now",
    "slip",
    "reopened",
    "no_news",
    "correction",
    "rest_holds",
    "matter",
    "unknown",
    "known",
    "happened",
    "scope",
    "window",
    "over",
    "outcome",
    "why",
    "learned",
    "measures",
    "report",
    "harm",
    "workaround",
    "no_workaround",
    "third_party",
    "action",
    "done",
    "estimate",
    "finish",
    "data",
    "contact",
    "next_update",
    "no_promise",
];

/// The sentences that answer a customer, in order, but for those that are answered apart.
pub(super) fn answer(plot: &[Choice], over: bool, apart: &[&str]) -> Vec<Item> {
    let mut answer = Vec::new();
    let mut turns = plot.iter().filter(|choice| choice.part == "turn");
    let first = turns.next().map(|choice| choice.variant);
    for part in ANSWER {
        // A sentence made of others cannot stand inside a third one: its own stand there instead.
        // Being sorry is for the end: before it, answers are short.
        let applies = (part != "harm" || over) && !apart.contains(&part);
        for choice in plot.iter().filter(|c| applies && c.part == part) {
            match choice.part {
                "correction" | "measures" => {
                    if choice.part == "measures" {
                        answer.push(Item::new("measures", "intro"));
                    }
                    answer.extend(choice.items.iter().cloned());
                }
                // The first words said it already.
                "over" if choice.variant == "cancelled" && first == Some("cancelled") => {}
                _ => answer.push(Item::new(choice.part, choice.variant)),
            }
        }
    }
    answer
}

/// Adds what frames the sentences where customers meet us.
pub(super) fn customers(briefing: &Briefing, plot: &mut Vec<Choice>) {
    let now = briefing.public();
    let named = if now.company.is_some() {
        "named"
    } else {
        "unnamed"
    };
    let opening = match (&now.client, &now.company) {
        (Some(_), Some(_)) => "to_named",
        (Some(_), None) => "to_unnamed",
        (None, _) => named,
    };
    plot.push(Choice::new("opening", opening));
    if now.client.is_some() {
        plot.push(Choice::new("greeting", "named"));
    }
    plot.push(Choice::new("recording", named));
    // Readers who heard nothing before the end do not know of what it is the end.
    if (plot.iter()).any(|c| c.part == "headline" && matches!(c.variant, "resolved" | "completed"))
    {
        plot.push(Choice::new("about", "title"));
    }
    caller(now, plot);
    let stands = match now.state {
        _ if now.cancelled => "cancelled",
        state if state.is_over() => "over",
        state if state.is_maintenance() => "planned",
        _ => "open",
    };
    // For those whose data is gone or was seen it is not over.
    let grave = matches!(now.data, Some(DataImpact::Exposed | DataImpact::Lost));
    let receipt = if stands == "over" && grave {
        "data"
    } else {
        stands
    };
    plot.push(Choice::new("receipt", receipt));
    plot.push(match (stands, plot.iter().find(|c| c.part == "turn")) {
        // Of what it is the end: what works again, or the name under which it was announced.
        ("over", Some(turn)) => {
            let ended = match (now.phase, now.state) {
                (Phase::Review, _) => turn.variant,
                (_, State::Completed) if now.outcome.given().is_some() => "completed",
                (_, State::Completed) => "completed_title",
                _ if now.outcome.given().is_some() => "resolved",
                _ => "resolved_title",
            };
            Choice::list("reply", "over", vec![Item::new("turn", ended)])
        }
        ("open", _) if now.phase == Phase::Reopened => Choice::new("reply", "reopened"),
        _ => Choice::new("reply", stands),
    });
    for part in ["recorded", "elsewhere", "stay"] {
        plot.push(Choice::new(part, "always"));
    }
}

/// Adds what frames the sentences for partners: what they may pass on, and when they get the next.
pub(super) fn partners(briefing: &Briefing, plot: &mut Vec<Choice>) {
    let now = briefing.public();
    let over = now.state.is_over();
    let text = answer(plot, over, &[]);
    plot.push(Choice::new("partner", "always"));
    plot.push(Choice::list("pass_on", "list", text));
    let next = match now.next_update {
        Some(_) => "promised",
        None if over => "over",
        None => "open",
    };
    plot.push(Choice::new("next_text", next));
}

/// What a person says on the telephone before and after the sentences.
fn caller(now: &CustomerBriefing, plot: &mut Vec<Choice>) {
    let over = now.state.is_over();
    let teller = Teller {
        now,
        audience: Audience::Customers,
        standing: false,
    };
    let reason = match now.phase {
        Phase::Correction if teller.corrects() => "correction",
        Phase::Afterword => "afterword",
        Phase::Review if now.report_before.is_some() => "review_again",
        Phase::Review => "review",
        Phase::Reopened => "reopened",
        _ if now.cancelled => "cancelled",
        _ if now.state == State::Completed => "over_work",
        _ if over => "over",
        _ if now.state == State::InProgress => "in_progress",
        _ if now.state == State::Verifying => "verifying",
        _ if now.state.is_maintenance() => "planned",
        Phase::FirstWord => "first",
        _ => "open",
    };
    plot.push(Choice::new("reason", reason));
    if now.next_update.is_some() {
        plot.push(Choice::new("next_call", "promised"));
    } else if !over && !now.state.is_maintenance() {
        plot.push(Choice::new("next_call", "open"));
    }
    let needs = match over {
        true if now.cancelled => "cancelled",
        true if now.data == Some(DataImpact::Exposed) => "data",
        true => "over",
        false => "open",
    };
    plot.push(Choice::new("needs", needs));
    plot.push(Choice::new("write_down", "always"));
}
