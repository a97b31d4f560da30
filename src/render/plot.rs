//! The parts of a message that are chosen for those inside, and what a choice is.

use super::choose::Teller;
use super::frame;
use crate::domain::briefing::{Answer, Briefing, CustomerBriefing, TeamBriefing};
use crate::domain::incident::Phase;
use crate::domain::words::{Audience, DataImpact, Severity, State};

/// One sentence of the voice that applies, and the shorter ones it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub part: &'static str,
    pub variant: &'static str,
    pub items: Vec<Item>,
}

/// One sentence inside another: about one of the briefing's lists, or about all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub part: &'static str,
    pub variant: &'static str,
    pub about: Option<(&'static str, usize)>,
}

impl Choice {
    pub(super) const fn new(part: &'static str, variant: &'static str) -> Self {
        Self {
            part,
            variant,
            items: Vec::new(),
        }
    }

    pub(super) const fn list(part: &'static str, variant: &'static str, items: Vec<Item>) -> Self {
        Self {
            part,
            variant,
            items,
        }
    }
}

impl Item {
    pub(super) const fn new(part: &'static str, variant: &'static str) -> Self {
        Self {
            part,
            variant,
            about: None,
        }
    }

    pub(super) const fn of(
        part: &'static str,
        variant: &'static str,
        list: &'static str,
        place: usize,
    ) -> Self {
        Self {
            part,
            variant,
            about: Some((list, place)),
        }
    }
}

/// The state as a key of the voice.
pub(super) const fn state_key(state: State) -> &'static str {
    match state {
        State::Investigating => "investigating",
        State::Identified => "identified",
        State::Monitoring => "monitoring",
        State::Resolved => "resolved",
        State::Scheduled => "scheduled",
        State::InProgress => "in_progress",
        State::Verifying => "verifying",
        State::Completed => "completed",
    }
}

/// Adds what only those inside say or hear: the support desk, partners, executives, the team.
pub(super) fn inside(briefing: &Briefing, plot: &mut Vec<Choice>) {
    match briefing {
        Briefing::Customers(_) => frame::customers(briefing, plot),
        Briefing::Partners(_) => frame::partners(briefing, plot),
        Briefing::Support(_) => desk(briefing, plot),
        Briefing::Executives(inner) => {
            told(briefing, plot);
            let asked = inner.decision.given().is_some();
            plot.push(Choice::new(
                "decision",
                if asked { "given" } else { "nothing" },
            ));
        }
        Briefing::Team(inner) => {
            told(briefing, plot);
            team(inner, plot);
        }
    }
}

fn desk(briefing: &Briefing, plot: &mut Vec<Choice>) {
    let now = briefing.public();
    let over = now.state.is_over();
    let answer = frame::answer(plot, over, &["estimate", "data"]);
    plot.push(Choice::list("answer", "list", answer));
    let teller = Teller {
        now,
        audience: Audience::Support,
        standing: false,
    };
    if teller.is_mended() && !now.state.is_maintenance() {
        let mended = [
            Item::new("impact", "mended"),
            Item::new("action", "monitoring"),
        ];
        plot.push(Choice::list("if_when", "list", mended.into()));
    } else if !now.state.is_maintenance() {
        let when = match (now.ended, now.estimate, now.next_update) {
            (Some(_), _, _) if over => "over",
            _ if over => "over_plain",
            (_, Some(_), _) => "estimate",
            (_, None, Some(_)) => "no_time",
            (_, None, None) => "no_time_no_promise",
        };
        plot.push(Choice::new("if_when", when));
    }
    match teller.data() {
        Some(variant) => {
            let items = vec![Item::new("data", variant)];
            plot.push(Choice::list("if_data", "list", items));
        }
        None if now.state.is_maintenance() => {}
        None => plot.push(Choice::new("if_data", "nothing")),
    }
    if now.state.is_maintenance() {
        return;
    }
    money_and_reasons(now, plot);
    let sure = now.data == Some(DataImpact::None) && now.data_confirmed;
    let avoid = [
        (now.third_party.given().is_some(), "supplier"),
        (!over && now.estimate.is_none(), "repair_time"),
        (true, "few"),
        (!sure, "data"),
        (over, "never_again"),
    ];
    let items = avoid
        .into_iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, variant)| Item::new("do_not_say", variant));
    plot.push(Choice::list("do_not_say", "list", items.collect()));
}

/// What to answer about compensation, and about what happened.
fn money_and_reasons(now: &CustomerBriefing, plot: &mut Vec<Choice>) {
    if now.offer.given().is_some() {
        plot.push(Choice::new("if_offer", "given"));
    } else if now.severity != Severity::Minor {
        plot.push(Choice::new("if_offer", "nothing"));
    }
    let cause = if now.report_url.is_some() && now.state.is_over() {
        Some("report")
    } else if now.happened.given().is_some() {
        Some("happened")
    } else {
        let due = now.follow_up.is_some_and(|day| day >= now.at);
        due.then_some("promised")
    };
    plot.extend(cause.map(|variant| Choice::new("if_cause", variant)));
    if cause != Some("report") && now.why.given().is_some() {
        plot.push(Choice::new("if_why", "given"));
    }
}

/// What was said outside, and when.
fn told(briefing: &Briefing, plot: &mut Vec<Choice>) {
    let now = briefing.public();
    let over = now.state.is_over();
    let (told, said) = match (now.next_update, now.follow_up.filter(|day| *day >= now.at)) {
        (Some(_), _) => ("promised", "promised"),
        (None, Some(_)) if now.cancelled => ("cancelled", "report"),
        (None, Some(_)) if over => ("over", "report"),
        (None, None) if now.cancelled => ("cancelled", "cancelled"),
        (None, None) if over => ("over", "over"),
        (None, _) => ("open", "open"),
    };
    let told = match now.phase {
        Phase::Afterword => "more",
        Phase::Review => "review",
        _ => told,
    };
    let said = match (now.phase, said) {
        (Phase::Review, "over") => "review",
        _ => said,
    };
    plot.push(Choice::new("told", told));
    plot.push(Choice::new("said", said));
}

fn team(briefing: &TeamBriefing, plot: &mut Vec<Choice>) {
    let now = &briefing.public;
    let over = now.state.is_over();
    let planned = now.state == State::Scheduled || now.cancelled;
    let line = [
        (true, "id"),
        (true, "severity"),
        (!now.cancelled, "state"),
        (now.cancelled, "cancelled"),
        (now.started.is_some() && !planned, "started"),
        (now.started.is_some() && planned, "planned"),
        (now.detected.is_some(), "detected"),
        (true, "first_word"),
        (now.ended.is_some() && !now.cancelled, "ended"),
    ];
    plot.push(list("line", &line));
    if briefing.cause.is_some() {
        plot.push(Choice::new("cause", if over { "known" } else { "given" }));
    }
    for (applies, part) in [
        (briefing.people.is_some(), "people"),
        (briefing.note.is_some(), "note"),
        (briefing.decision.given().is_some(), "decision"),
    ] {
        if applies {
            plot.push(Choice::new(part, "given"));
        }
    }
    if !briefing.links.is_empty() {
        let items = (0..briefing.links.len()).map(|i| Item::of("links", "one", "links", i));
        plot.push(Choice::list("links", "list", items.collect()));
    }
    let notes = briefing
        .notes
        .iter()
        .enumerate()
        .filter(|(_, line)| line.note.is_some());
    let notes: Vec<Item> = notes
        .map(|(i, line)| {
            let variant = if line.by.is_some() {
                "signed"
            } else {
                "unsigned"
            };
            Item::of("notes", variant, "notes", i)
        })
        .collect();
    if !notes.is_empty() {
        plot.push(Choice::list("notes", "list", notes));
    }
    let confirmed = [
        (
            briefing.estimate_confirmed_by.is_some() && !now.cancelled,
            "estimate",
        ),
        (briefing.offer_confirmed_by.is_some(), "offer"),
        (briefing.data_confirmed_by.is_some(), "data"),
    ];
    if confirmed.iter().any(|(applies, _)| *applies) {
        plot.push(list("confirmed", &confirmed));
    }
    if briefing.recorded_late.is_some() {
        plot.push(Choice::new("recorded_late", "late"));
    }
    let unanswered = |answer: &Answer| answer.given().is_none();
    let found = matches!(now.state, State::Identified | State::Monitoring);
    let open = [
        (!over && unanswered(&now.scope), "scope"),
        (!over && now.workaround == Answer::Unsaid, "workaround"),
        (briefing.cause.is_none() && !found, "cause"),
        (briefing.cause.is_none() && found, "cause_unwritten"),
        (matches!(now.data, None | Some(DataImpact::Unknown)), "data"),
        (!over && now.next_update.is_none(), "next_update"),
    ];
    if open.iter().any(|(applies, _)| *applies) && !now.state.is_maintenance() {
        plot.push(list("open_questions", &open));
    }
}

/// Which incident it is, how bad and where it stands, in one line.
pub(super) fn identity(now: &CustomerBriefing) -> Choice {
    let line = [(true, "id"), (true, "severity"), (!now.cancelled, "state")];
    list("line", &line)
}

fn list(part: &'static str, variants: &[(bool, &'static str)]) -> Choice {
    let items = variants
        .iter()
        .filter(|(applies, _)| *applies)
        .map(|(_, variant)| Item::new(part, variant));
    Choice::list(part, "list", items.collect())
}
