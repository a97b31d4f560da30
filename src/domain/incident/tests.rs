use proptest::prelude::*;

use super::*;
use crate::domain::beat::{Beat, Held};
use crate::domain::facts::Localised;
use crate::domain::words::{ComponentStatus, DataImpact};
use crate::order::Map;

fn id(n: u128) -> EntryId {
    uuid::Uuid::from_u128(0x0193_501e_7a3c_7000_8000_0000_0000_0000 + n)
        .to_string()
        .parse()
        .unwrap()
}

fn minute(n: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_255_440 + n * 60, 0).unwrap()
}

fn entry(n: u8, kind: Kind, facts: Facts) -> Entry {
    Entry {
        id: id(n.into()),
        at: minute(n.into()),
        by: None,
        via: None,
        incident: "x".to_owned(),
        kind,
        corrects: None,
        locale: Locale::english(),
        facts,
        clear: Vec::new(),
        waived: crate::domain::entry::Waived::new(),
    }
}

fn saying(fact: TextFact, text: &str) -> Facts {
    let texts = Map::from([(fact, Localised::single(Locale::english(), text))]);
    Facts {
        texts,
        ..Facts::default()
    }
}

fn promising(minutes: i64) -> Facts {
    Facts {
        times: Map::from([(TimeFact::NextUpdate, minute(minutes))]),
        ..Facts::default()
    }
}

fn stating(state: State) -> Facts {
    Facts {
        state: Some(state),
        ..Facts::default()
    }
}

fn incident(entries: Vec<Entry>) -> Incident {
    Incident::from_entries("x", entries)
}

#[test]
fn what_people_can_do_is_said_again_when_the_work_begins_or_lapses() {
    use State::{InProgress, Scheduled, Verifying};

    let planned = |state, text: Option<&str>| Facts {
        kind_of: Some(IncidentType::Maintenance),
        state: Some(state),
        ..text.map_or_else(Facts::default, |text| saying(TextFact::Workaround, text))
    };
    let way = |entries: [(State, Option<&str>); 3]| {
        let entries = entries.into_iter().zip([1, 2, 3]);
        let entries = entries
            .map(|((state, text), n)| entry(n, Kind::Updated, planned(state, text)))
            .collect();
        let held = incident(entries).in_force.facts;
        let text = held.text(TextFact::Workaround);
        text.and_then(|text| text.get(&Locale::english()))
            .map(str::to_owned)
    };
    let before = Some("Save before the work.");
    assert_eq!(
        way([(Scheduled, before), (Scheduled, None), (Scheduled, None)]).as_deref(),
        before
    );
    assert_eq!(
        way([(Scheduled, before), (Scheduled, None), (InProgress, None)]),
        None
    );
    // Said again, even in the same words, it holds, and then as long as anything else.
    assert_eq!(
        way([(Scheduled, before), (InProgress, before), (Verifying, None)]).as_deref(),
        before
    );
    let held = incident(vec![entry(1, Kind::Declared, planned(Scheduled, before))]).in_force;
    let again = held.news(&planned(InProgress, before));
    assert!(again.text(TextFact::Workaround).is_some());
}

#[test]
fn a_fact_stays_in_force_until_it_is_changed_or_withdrawn() {
    let first = entry(
        1,
        Kind::Declared,
        saying(TextFact::Workaround, "Use PayPal."),
    );
    let second = entry(2, Kind::Updated, stating(State::Identified));
    let mut third = entry(3, Kind::Updated, Facts::default());
    third.clear = vec![FactName::Text(TextFact::Workaround)];
    let told = |entries: &[&Entry]| {
        let entries = entries.iter().copied().cloned().collect();
        incident(entries)
            .in_force
            .facts
            .text(TextFact::Workaround)
            .is_some()
    };
    assert!(told(&[&first, &second]));
    assert!(!told(&[&first, &second, &third]));
}

#[test]
fn a_promise_lapses_with_the_next_public_entry_and_not_with_a_note() {
    let first = entry(1, Kind::Declared, promising(30));
    let note = entry(2, Kind::Noted, Facts::default());
    let update = entry(3, Kind::Updated, stating(State::Identified));
    let promised = |entries| incident(entries).in_force.facts.time(TimeFact::NextUpdate);
    assert_eq!(
        promised(vec![first.clone(), note.clone()]),
        Some(minute(30))
    );
    assert_eq!(promised(vec![first, note, update]), None);
}

#[test]
fn a_note_tells_customers_nothing_whatever_stands_in_it() {
    let first = entry(
        1,
        Kind::Declared,
        saying(TextFact::Impact, "You cannot pay."),
    );
    let mut note = entry(
        2,
        Kind::Noted,
        saying(TextFact::Impact, "The gateway is down."),
    );
    note.facts.internal.cause = Some("gateway".to_owned());
    let incident = incident(vec![first, note]);
    let impact = incident.in_force.facts.text(TextFact::Impact).unwrap();
    assert_eq!(impact.get(&Locale::english()), Some("You cannot pay."));
    assert_eq!(
        incident.in_force.facts.internal.cause.as_deref(),
        Some("gateway")
    );
}

#[test]
fn reopening_forgets_the_end_and_what_was_said_about_it() {
    let mut end = entry(
        2,
        Kind::Resolved,
        saying(TextFact::Outcome, "You can pay again."),
    );
    end.facts.times.insert(TimeFact::Ended, minute(2));
    let again = entry(3, Kind::Updated, stating(State::Investigating));
    let incident = incident(vec![entry(1, Kind::Declared, Facts::default()), end, again]);
    assert_eq!(incident.phase(), Phase::Reopened);
    assert_eq!(incident.in_force.facts.time(TimeFact::Ended), None);
    assert_eq!(incident.in_force.facts.text(TextFact::Outcome), None);
}

#[test]
fn what_is_open_again_is_as_bad_as_it_was_unless_somebody_says_how_it_is() {
    let with = |name: &str, status| {
        let mut facts = Facts::default();
        facts.components.insert(name.to_owned(), status);
        facts
    };
    let broken = entry(
        1,
        Kind::Declared,
        with("API", ComponentStatus::PartialOutage),
    );
    let mut works = with("API", ComponentStatus::Operational);
    works
        .components
        .insert("Search".to_owned(), ComponentStatus::Operational);
    let end = entry(2, Kind::Resolved, works);
    let again = entry(3, Kind::Updated, stating(State::Investigating));
    let components = |entries: Vec<Entry>| incident(entries).in_force.facts.components;
    assert_eq!(
        components(vec![broken.clone(), end.clone(), again]),
        with("API", ComponentStatus::PartialOutage).components
    );
    let mut said = stating(State::Investigating);
    said.components
        .insert("API".to_owned(), ComponentStatus::MajorOutage);
    assert_eq!(
        components(vec![broken, end, entry(3, Kind::Updated, said)]),
        with("API", ComponentStatus::MajorOutage).components
    );
}

#[test]
fn the_phase_tells_what_kind_of_word_it_is() {
    let declared = entry(1, Kind::Declared, promising(30));
    let phase_after =
        |kind: Kind, facts: Facts| incident(vec![declared.clone(), entry(2, kind, facts)]).phase();
    assert_eq!(incident(vec![declared.clone()]).phase(), Phase::FirstWord);
    assert_eq!(phase_after(Kind::Updated, promising(60)), Phase::NoNews);
    assert_eq!(
        phase_after(Kind::Updated, stating(State::Investigating)),
        Phase::NoNews
    );
    assert_eq!(
        phase_after(Kind::Updated, stating(State::Monitoring)),
        Phase::News
    );
    assert_eq!(phase_after(Kind::Resolved, Facts::default()), Phase::Over);
    assert_eq!(
        phase_after(Kind::Corrected, saying(TextFact::Scope, "All.")),
        Phase::Correction
    );
    let over = entry(2, Kind::Resolved, Facts::default());
    let after = entry(
        3,
        Kind::Updated,
        saying(TextFact::Action, "We have refunded you."),
    );
    assert_eq!(
        incident(vec![declared, over, after]).phase(),
        Phase::Afterword
    );
}

#[test]
fn an_estimate_counts_as_confirmed_by_whoever_its_own_entry_names() {
    let mut first = entry(
        1,
        Kind::Declared,
        Facts {
            data: Some(DataImpact::None),
            ..Facts::default()
        },
    );
    first.facts.confirmed_by = Some("ana".to_owned());
    let second = entry(
        2,
        Kind::Updated,
        Facts {
            data: Some(DataImpact::Lost),
            ..Facts::default()
        },
    );
    let confirmed = |entries| {
        incident(entries)
            .in_force
            .confirmed
            .get(&FactName::Data)
            .cloned()
    };
    assert_eq!(confirmed(vec![first.clone()]).as_deref(), Some("ana"));
    assert_eq!(confirmed(vec![first, second]), None);
}

#[test]
fn a_second_declaration_is_an_update_and_worth_a_warning() {
    let incident = incident(vec![
        entry(1, Kind::Declared, Facts::default()),
        entry(2, Kind::Declared, stating(State::Identified)),
    ]);
    assert_eq!(incident.phase(), Phase::News);
    assert_eq!(
        incident.oddities(),
        ["`x` was declared 2 times; the later ones count as updates"]
    );
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let text = (0..TextFact::ALL.len(), "[a-z]{0,4}", any::<bool>());
    let time = (0..TimeFact::ALL.len(), 0..500i64);
    let component = ("[ab]", 0..ComponentStatus::ALL.len());
    (
        proptest::option::of(0..State::ALL.len()),
        proptest::collection::vec(text, 0..4),
        proptest::collection::vec(time, 0..3),
        proptest::collection::vec(component, 0..2),
        proptest::option::of("[a-z]{1,3}"),
    )
        .prop_map(|(state, texts, times, components, name)| {
            let mut facts = Facts {
                state: state.map(|s| State::ALL[s]),
                ..Facts::default()
            };
            for (fact, text, spanish) in texts {
                let locale = if spanish {
                    "es".parse().unwrap()
                } else {
                    Locale::english()
                };
                facts.set_text(TextFact::ALL[fact], &locale, text);
            }
            facts.times = times
                .into_iter()
                .map(|(f, m)| (TimeFact::ALL[f], minute(m)))
                .collect();
            facts.components = components
                .into_iter()
                .map(|(n, s)| (n, ComponentStatus::ALL[s]))
                .collect();
            facts.confirmed_by.clone_from(&name);
            facts.internal.cause = name;
            facts
        })
}

fn any_entries() -> impl Strategy<Value = Vec<Entry>> {
    let kinds = [
        Kind::Declared,
        Kind::Updated,
        Kind::Resolved,
        Kind::Corrected,
        Kind::Noted,
        Kind::Drafted,
        Kind::Reviewed,
        Kind::Measured,
    ];
    let clearable: Vec<_> = FactName::clearable().collect();
    let one = (
        0..kinds.len(),
        any_facts(),
        proptest::collection::vec(0..clearable.len(), 0..2),
    );
    proptest::collection::vec(one, 1..8).prop_map(move |drawn| {
        let numbered = drawn.into_iter().zip(1u8..);
        let entries = numbered.map(|((kind, facts, clear), n)| {
            let clear = clear.into_iter().map(|c| clearable[c].clone()).collect();
            Entry {
                clear,
                ..entry(n, kinds[kind].clone(), facts)
            }
        });
        entries.collect()
    })
}

proptest! {
    #[test]
    fn facts_in_force_are_the_fold_of_the_entries_wherever_it_is_cut(entries in any_entries(), cut in 0usize..8) {
        let cut = cut.min(entries.len());
        let mut step_by_step = incident(entries[..cut].to_vec()).in_force;
        for entry in &entries[cut..] {
            step_by_step.apply(entry);
        }
        prop_assert_eq!(step_by_step, incident(entries).in_force);
    }

    #[test]
    fn the_place_in_the_file_does_not_matter(entries in any_entries(), turn in 0usize..8) {
        let mut turned = entries.clone();
        turned.rotate_left(turn % entries.len());
        prop_assert_eq!(incident(turned), incident(entries));
    }

    #[test]
    fn an_incident_as_of_its_last_entry_is_the_incident(entries in any_entries()) {
        let whole = incident(entries);
        let last = whole.timeline.last().unwrap().id;
        prop_assert_eq!(whole.as_of(last), Some(whole));
    }

    #[test]
    fn the_rhythm_of_entries_leads_where_the_entries_lead(entries in any_entries()) {
        let whole = incident(entries);
        let mut held = Held::default();
        for entry in &whole.timeline {
            held.apply(&Beat::from(entry));
        }
        let in_force = &whole.in_force;
        prop_assert_eq!(held.state(), in_force.state());
        prop_assert_eq!(held.kind_of(), in_force.kind_of());
        prop_assert_eq!(held.severity(), in_force.severity());
        for fact in TimeFact::ALL {
            prop_assert_eq!(held.times.get(*fact), in_force.facts.time(*fact));
        }
    }
}
