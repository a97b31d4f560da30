use super::super::entry::{EntryId, Waived};
use super::super::facts::{Facts, Told};
use super::super::locale::Locale;
use super::super::words::{Address, ComponentStatus, State};
use super::*;

fn moment(text: &str) -> DateTime<Utc> {
    format!("2026-11-20T{text}:00Z").parse().unwrap()
}

fn entry(at: &str, kind: Kind, facts: Facts) -> Entry {
    Entry {
        id: EntryId::after(None, moment(at)),
        at: moment(at),
        by: None,
        via: None,
        incident: "2026-11-20-it-fails".to_owned(),
        kind,
        corrects: None,
        locale: Locale::english(),
        facts,
        clear: Vec::new(),
        waived: Waived::new(),
    }
}

fn said(at: &str, severity: Severity, state: State) -> Entry {
    let mut facts = Facts {
        severity: Some(severity),
        state: Some(state),
        ..Facts::default()
    };
    let checkout = ("Checkout".to_owned(), ComponentStatus::PartialOutage);
    facts.components.extend([checkout]);
    entry(at, Kind::Updated, facts)
}

fn told(at: &str, to: &str, how: &str) -> Entry {
    let mut facts = Facts::default();
    facts.internal.told = Told {
        to: Some(to.to_owned()),
        how: Some(how.to_owned()),
        said: None,
    };
    entry(at, Kind::Told, facts)
}

fn client(name: &str, ways: &[&str]) -> Client {
    let contacts = ways
        .iter()
        .map(|way| ((*way).to_owned(), format!("{way} of {name}")));
    Client {
        name: name.to_owned(),
        contacts: contacts.collect(),
        locale: Locale::english(),
        address: Address::Formal,
        zone: "Europe/Madrid".parse().unwrap(),
        hours: None,
        channels: Vec::new(),
        components: Vec::new(),
        wants: Wants::Everything,
        owner: None,
    }
}

/// What is to be done at noon, as `step who how by-when`.
fn lines(entries: Vec<Entry>, clients: &[Client]) -> Vec<String> {
    let incident = Incident::from_entries("2026-11-20-it-fails", entries);
    let plan = Plan::of(&incident, clients, &Matrix::default(), moment("12:00")).unwrap();
    let line = |call: &Call<'_>| {
        let due = call
            .due
            .map_or(String::new(), |due| due.format("%H:%M").to_string());
        format!("{} {} {} {due}", call.step, call.name(), call.how)
    };
    plan.calls.iter().map(line).collect()
}

fn left_out(entries: Vec<Entry>, clients: &[Client]) -> Vec<Why> {
    let incident = Incident::from_entries("2026-11-20-it-fails", entries);
    let plan = Plan::of(&incident, clients, &Matrix::default(), moment("12:00")).unwrap();
    plan.left_out.iter().map(|(_, why)| *why).collect()
}

#[test]
fn of_the_worst_clients_hear_by_telephone_then_in_writing_and_then_everybody_reads_it() {
    let bad = said("11:50", Severity::Critical, State::Investigating);
    let clients = [client("A", &["email", "phone"]), client("B", &["email"])];
    assert_eq!(
        lines(vec![bad], &clients),
        [
            "1 A phone 12:00",
            "2 A email 12:05",
            "2 B email 12:05",
            "3 status-page status-page 12:10",
            "3 social social 12:10",
        ]
    );
}

#[test]
fn who_is_left_out_is_told_why() {
    let minor = || vec![said("11:50", Severity::Minor, State::Investigating)];
    let mut unaffected = client("A", &["email"]);
    unaffected.components = vec!["Search".to_owned()];
    let mut daily = client("B", &["email"]);
    daily.wants = Wants::Daily;
    let mut important = client("C", &["email"]);
    important.wants = Wants::Important;
    let mut closed = client("D", &["email", "phone"]);
    closed.hours = Some("Mon-Fri 14:00-18:00".parse().unwrap());
    let clients = [
        unaffected,
        daily,
        important,
        closed,
        client("E", &["fax"]),
        client("F", &[]),
    ];
    let opens = Why::Closed(Some(moment("13:00")));
    assert_eq!(
        left_out(minor(), &clients),
        [
            Why::Unaffected,
            Why::WantsDaily,
            Why::WantsImportant,
            opens,
            Why::Unreachable
        ]
    );
    let bad = || vec![said("11:50", Severity::Major, State::Investigating)];
    assert_eq!(
        left_out(bad(), &clients),
        [Why::Unaffected, Why::WantsDaily, Why::Unreachable]
    );
    assert_eq!(
        lines(bad(), &clients)[0],
        "1 D phone 12:00",
        "the telephone rings at any hour"
    );
}

#[test]
fn whoever_has_no_contact_for_any_way_of_the_matrix_is_told_in_the_way_there_is() {
    let mut closed = client("C", &["sms"]);
    closed.hours = Some("Mon-Fri 14:00-18:00".parse().unwrap());
    let clients = [
        client("A", &["sms"]),
        client("B", &["phone", "sms"]),
        closed,
        client("D", &["fax"]),
    ];
    let bad = said("11:50", Severity::Major, State::Investigating);
    let incident = Incident::from_entries("2026-11-20-it-fails", vec![bad]);
    let plan = Plan::of(&incident, &clients, &Matrix::default(), moment("12:00")).unwrap();
    let calls = plan.calls.iter().filter(|call| call.party != Party::Public);
    let calls: Vec<_> = calls
        .map(|call| (call.step, call.name(), &*call.how, call.instead))
        .collect();
    assert_eq!(
        calls,
        [
            (1, "B", "phone", false),
            (2, "A", "sms", true),
            (2, "D", "fax", true)
        ]
    );
    let opens = Why::Closed(Some(moment("13:00")));
    assert_eq!(plan.left_out, [(&clients[2], opens)]);
    let owed: Vec<_> = plan
        .clients_owed()
        .map(|(client, _)| &*client.name)
        .collect();
    assert_eq!(owed, ["B", "A", "D"]);
}

#[test]
fn a_minor_end_is_for_the_daily_report() {
    let over = vec![said("11:50", Severity::Minor, State::Resolved)];
    let mut daily = client("B", &["email"]);
    daily.wants = Wants::Daily;
    assert_eq!(lines(over, &[daily])[0], "1 B daily 22:59");
}

#[test]
fn planned_work_rings_nobody_up_at_night_and_is_in_no_report_of_what_went_wrong() {
    let planned = |severity, state| {
        let mut entry = said("11:50", severity, state);
        entry.facts.kind_of = Some(IncidentType::Maintenance);
        vec![entry]
    };
    let mut closed = client("A", &["email", "phone"]);
    closed.hours = Some("Mon-Fri 14:00-18:00".parse().unwrap());
    let clients = [closed, client("B", &["email"])];
    let major = planned(Severity::Major, State::Scheduled);
    assert_eq!(
        left_out(major, &clients),
        [Why::Closed(Some(moment("13:00")))]
    );
    let done = planned(Severity::Minor, State::Completed);
    assert_eq!(lines(done, &clients)[0], "1 B email 12:50");
}

#[test]
fn in_the_morning_a_deadline_counts_from_when_their_hours_begin() {
    let minor = said("03:00", Severity::Minor, State::Investigating);
    let mut early = client("A", &["email"]);
    early.hours = Some("Mon-Fri 12:30-18:00".parse().unwrap());
    assert_eq!(lines(vec![minor], &[early])[0], "1 A email 12:30");
}

#[test]
fn what_was_told_is_told_about_the_newest_word_or_about_an_earlier_one() {
    let entries = vec![
        said("11:00", Severity::Major, State::Investigating),
        told("11:05", "A", "phone"),
        told("11:06", "B", "email"),
        said("11:30", Severity::Major, State::Identified),
        told("11:35", "a", "phone"),
        told("11:36", "status-page", "status-page"),
    ];
    let incident = Incident::from_entries("2026-11-20-it-fails", entries);
    let clients = [client("A", &["email", "phone"]), client("B", &["email"])];
    let plan = Plan::of(&incident, &clients, &Matrix::default(), moment("12:00")).unwrap();
    let heard: Vec<&Heard> = plan.calls.iter().map(|call| &call.heard).collect();
    assert_eq!(
        heard,
        [
            &Heard::Newest(moment("11:35")),
            &Heard::Otherwise(moment("11:35"), "phone".to_owned()),
            &Heard::Earlier(moment("11:06")),
            &Heard::Newest(moment("11:36")),
            &Heard::Nothing,
        ]
    );
    let owed: Vec<_> = plan
        .clients_owed()
        .map(|(client, due)| (&*client.name, due))
        .collect();
    assert_eq!(owed, [("B", moment("11:45"))]);
}

#[test]
fn what_should_be_at_hand_is_missed_until_it_is_stated() {
    let mut bad = said("11:50", Severity::Major, State::Investigating);
    let lacks = |bad: &Entry| {
        let incident = Incident::from_entries("x", vec![bad.clone()]);
        let plan = Plan::of(&incident, &[], &Matrix::default(), moment("12:00")).unwrap();
        plan.lacks
    };
    assert_eq!(lacks(&bad), [Need::People, Need::NextUpdate]);
    bad.facts.internal.people = Some("ana".to_owned());
    bad.facts
        .times
        .insert(TimeFact::NextUpdate, moment("12:20"));
    assert_eq!(lacks(&bad), []);
}
