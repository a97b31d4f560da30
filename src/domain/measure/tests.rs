//! What becomes of measures, and how they are typed.

use super::*;
use crate::domain::entry::Waived;
use crate::domain::facts::Facts;
use crate::domain::locale::Locale;

fn day(day: u32) -> DateTime<Utc> {
    format!("2026-12-{day:02}T17:00:00Z").parse().unwrap()
}

fn entry(at: u32, step: Step) -> Entry {
    let mut facts = Facts::default();
    facts.internal.step = step;
    Entry {
        id: EntryId::after(None, day(at)),
        at: day(at),
        by: None,
        via: None,
        incident: "2026-11-21-it-fails".to_owned(),
        kind: Kind::Measured,
        corrects: None,
        locale: Locale::english(),
        facts,
        clear: Vec::new(),
        waived: Waived::new(),
    }
}

fn step(status: Status, due: Option<u32>, reason: Option<&str>) -> Step {
    Step {
        measure: Some("alert-on-502".to_owned()),
        due: due.map(day),
        status: Some(status),
        reason: reason.map(str::to_owned),
        ..Step::default()
    }
}

fn added() -> Entry {
    let mut added = entry(1, step(Status::Open, Some(10), None));
    added.facts.internal.step.owner = Some("ana".to_owned());
    let english = Locale::english();
    let facts = &mut added.facts;
    facts.set_text(TextFact::What, &english, "We notice failed payments.");
    added
}

#[test]
fn a_measure_is_open_then_due_then_overdue_until_it_is_done() {
    let open = &measures(&[added()])[0];
    let standing = |at: &str| open.standing(at.parse().unwrap());
    assert_eq!(standing("2026-12-07T16:59:00Z"), Standing::Open);
    assert_eq!(standing("2026-12-07T17:00:00Z"), Standing::Due);
    assert_eq!(standing("2026-12-10T17:00:59Z"), Standing::Due);
    assert_eq!(standing("2026-12-10T17:01:00Z"), Standing::Overdue);
    let done = [added(), entry(9, step(Status::Done, None, None))];
    let done = &measures(&done)[0];
    assert_eq!(
        (done.standing(day(20)), done.closed),
        (Standing::Done, Some(day(9)))
    );
    assert_eq!(done.owner.as_deref(), Some("ana"));
}

#[test]
fn a_measure_that_moves_keeps_both_times_and_the_reason() {
    let later = entry(9, step(Status::Moved, Some(20), Some("the part is late")));
    let moved = &measures(&[added(), later])[0];
    let expected = Move {
        at: day(9),
        due: [Some(day(10)), Some(day(20))],
        reason: Some("the part is late".to_owned()),
    };
    assert_eq!(moved.moves, [expected]);
    assert!(moved.is_open());
    assert_eq!(moved.standing(day(11)), Standing::Open);
}

#[test]
fn one_that_is_taken_up_again_is_open_again() {
    let dropped = entry(5, step(Status::Dropped, None, Some("too dear")));
    let again = entry(6, step(Status::Open, None, None));
    let entries = [added(), dropped, again];
    assert_eq!(
        measures(&entries[..2])[0].standing(day(20)),
        Standing::Dropped
    );
    let open = &measures(&entries)[0];
    assert_eq!(
        (open.standing(day(20)), open.closed),
        (Standing::Overdue, None)
    );
}

#[test]
fn a_line_is_taken_apart_at_its_names_and_written_so_that_it_reads_back() {
    let spanish: Locale = "es".parse().unwrap();
    let line = "We get an alarm; at once, too; es: Recibimos una alarma; y ya; responsable : ana; \
                By=friday; aim: detect";
    let read = Line::read(
        line,
        ["responsable", "para", "fin"],
        std::slice::from_ref(&spanish),
    );
    let expected = Line {
        what: "We get an alarm; at once, too".to_owned(),
        translations: vec![(spanish.clone(), "Recibimos una alarma; y ya".to_owned())],
        owner: "ana".to_owned(),
        by: "friday".to_owned(),
        aim: "detect".to_owned(),
    };
    assert_eq!(read, expected);
    let mut agreed = Agreed {
        what: Localised::single(Locale::english(), expected.what.clone()),
        aim: Aim::Detect,
        owner: "ana".to_owned(),
        due: day(4),
    };
    agreed
        .what
        .set(spanish.clone(), "Recibimos una alarma; y ya");
    let again = Line::read(&agreed.line(&Locale::english()), ["", "", ""], &[spanish]);
    let by = "2026-12-04T17:00:00Z".to_owned();
    assert_eq!(again, Line { by, ..expected });
}

#[test]
fn an_aim_without_its_name_is_no_part_of_the_words_for_customers() {
    for line in [
        "We get an alarm; detect; owner: ana",
        "We get an alarm; owner: ana;detect",
    ] {
        let read = Line::read(line, ["", "", ""], &[]);
        assert_eq!(
            (read.what.as_str(), read.owner.as_str(), read.aim.as_str()),
            ("We get an alarm", "ana", "detect")
        );
    }
}

#[test]
fn an_entry_of_another_kind_or_without_an_id_is_no_measure() {
    let mut note = added();
    note.kind = Kind::Noted;
    let mut nameless = added();
    nameless.facts.internal.step.measure = None;
    assert_eq!(measures(&[note, nameless]), []);
}
