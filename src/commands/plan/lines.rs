//! A plan in words, and as JSON.

use serde_json::{Value, json};

use super::Board;
use crate::commands::show::clock;
use crate::domain::client::DAILY;
use crate::domain::matrix::{Origin, Recipients};
use crate::domain::plan::{Call, Heard, Party, Plan, Why};

/// The key of the case in the configuration.
pub(super) fn cell(plan: &Plan<'_>) -> String {
    let row = if plan.case.major { "major" } else { "minor" };
    let column = if plan.case.solved {
        "solved"
    } else {
        "unsolved"
    };
    format!("matrix.{row}.{column}")
}

/// How bad it is, whether it is solved, and what follows from that.
pub(super) fn heading(board: &Board<'_>) -> String {
    let plan = board.plan;
    let steps = plan.steps.iter().map(|step| {
        let ways = step.ways();
        match (step.to, ways.as_slice()) {
            (Recipients::Clients, [DAILY]) => "the daily report".to_owned(),
            (Recipients::Clients, ways) => ways.join(" or "),
            (Recipients::Public, ways) => format!("public ({})", ways.join(", ")),
        }
    });
    let order = steps.collect::<Vec<_>>().join(", then ");
    let order = if order.is_empty() { "nobody" } else { &order };
    let severity = board.incident.in_force.severity();
    let solved = match (plan.planned, plan.case.solved) {
        (true, _) => "planned work",
        (false, true) => "solved",
        (false, false) => "not solved",
    };
    format!("{severity} · {solved} → {order}")
}

/// What they have heard, for people; nothing if nothing.
pub(super) fn heard(board: &Board<'_>, heard: &Heard) -> String {
    let time = |at| crate::commands::list::bare(at, board.config.zone(), board.session.now);
    match heard {
        Heard::Nothing => String::new(),
        Heard::Earlier(at) => format!("{} (earlier word)", time(*at)),
        Heard::Otherwise(at, how) => format!("{} (by {how})", time(*at)),
        Heard::Newest(at) => time(*at),
    }
}

/// The ways in which the matrix tells clients, for somebody who has a contact for none of them.
pub(super) fn ways(plan: &Plan<'_>) -> String {
    let clients = plan.steps.iter().filter(|s| s.to == Recipients::Clients);
    let ways: Vec<&str> = clients.flat_map(|step| step.ways()).collect();
    ways.join(" or ")
}

/// Why clients are left out, as the end of a sentence about them.
pub(super) fn reason(board: &Board<'_>, why: Why, many: bool) -> String {
    let verb = |one: &'static str, more: &'static str| if many { more } else { one };
    match why {
        Why::Unaffected => {
            let components = &board.incident.in_force.facts.components;
            let names: Vec<&str> = components.keys().map(String::as_str).collect();
            format!("{} not use {}", verb("does", "do"), names.join(", "))
        }
        Why::WantsDaily => format!("{} the daily report only", verb("wants", "want")),
        Why::WantsImportant => format!("{} only what is major", verb("wants", "want")),
        Why::Closed(opens) => {
            let zone = board.config.zone();
            let until = opens.map(|at| format!(" until {}", clock(at, zone, board.session.now)));
            format!("outside their hours{}", until.unwrap_or_default())
        }
        Why::Unreachable => {
            let verb = verb("has", "have");
            format!("{verb} no contacts in vocero.toml; add `contacts.email`")
        }
        Why::NoStep => "the matrix tells no clients".to_owned(),
    }
}

const fn why_word(why: Why) -> &'static str {
    match why {
        Why::Unaffected => "unaffected",
        Why::WantsDaily => "wants-daily",
        Why::WantsImportant => "wants-important",
        Why::Closed(_) => "closed",
        Why::Unreachable => "unreachable",
        Why::NoStep => "no-step",
    }
}

/// The plan as JSON: every client by name, however many there are.
pub(super) fn json(board: &Board<'_>) -> Result<Value, anyhow::Error> {
    let plan = board.plan;
    let channels = board.session.templates(board.config).channels()?;
    let held = &board.incident.in_force;
    let origin = match plan.origin {
        Origin::BuiltIn => "built-in",
        Origin::Configured => "configured",
        Origin::Hole => "hole",
    };
    let calls = plan.calls.iter();
    let calls = calls.map(|call| call_json(board, call, &board.command(call, &channels)));
    let left_out = plan.left_out.iter().map(|(client, why)| {
        json!({
            "name": client.name,
            "owner": client.owner,
            "why": why_word(*why),
            "reason": reason(board, *why, false),
            "until": match why { Why::Closed(opens) => *opens, _ => None },
        })
    });
    Ok(json!({
        "incident": board.incident.id,
        "title": board.incident.title(&board.config.house.primary),
        "severity": held.severity(),
        "solved": plan.case.solved,
        "cell": cell(plan),
        "matrix": origin,
        "entry": plan.word.id,
        "said": plan.word.at,
        "people": held.facts.internal.people,
        "next_update": held.facts.time(crate::domain::fact::TimeFact::NextUpdate),
        "lacks": plan.lacks,
        "tell": calls.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
    }))
}

fn call_json(board: &Board<'_>, call: &Call<'_>, command: &str) -> Value {
    let (told, newest) = match &call.heard {
        Heard::Nothing => (None, false),
        Heard::Earlier(at) => (Some(*at), false),
        Heard::Otherwise(at, _) | Heard::Newest(at) => (Some(*at), true),
    };
    let told_by = match &call.heard {
        Heard::Otherwise(_, how) => Some(how),
        Heard::Newest(_) => Some(&call.how),
        Heard::Nothing | Heard::Earlier(_) => None,
    };
    let (client, contact) = match call.party {
        Party::Client(client, contact) => (Some(client), Some(contact)),
        Party::Public => (None, None),
    };
    json!({
        "step": call.step,
        "to": if client.is_some() { "client" } else { "public" },
        "name": call.name(),
        "how": call.how,
        "instead": call.instead,
        "contact": contact,
        "locale": client.map(|client| &client.locale),
        "address": client.map(|client| client.address),
        "zone": client.map(|client| client.zone.name()),
        "owner": client.and_then(|client| client.owner.as_ref()),
        "due": call.due,
        "seconds": call.due.map(|due| (due - board.session.now).num_seconds()),
        "told": told,
        "told_newest": newest,
        "told_by": told_by,
        "command": command,
    })
}
