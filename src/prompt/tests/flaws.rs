//! What is said about an answer as soon as it is given.

use super::*;

fn found(rule: &str) -> Remark {
    Remark::Found {
        rule: rule.to_owned(),
        said: "the gateway".to_owned(),
        help: "say what customers cannot do".to_owned(),
    }
}

/// What was told while an incident was declared.
fn told(setting: &Setting) -> Vec<(Tone, String)> {
    let (_, script) = setting.ask(declaration());
    let time = |(_, text): &(Tone, String)| !text.starts_with('→') && !text.starts_with("people");
    script.told.into_iter().filter(time).collect()
}

#[test]
fn a_good_impact_is_told_so_and_a_bad_one_what_is_better() {
    let mut setting = Setting::new(Occasion::Declare);
    setting.remarks = vec![("Your shop cannot take card payments.", Remark::SaysImpact)];
    let good = (Tone::Good, "says what customers cannot do".to_owned());
    assert_eq!(told(&setting), [good]);
    setting.remarks[0].1 = found("internal-jargon");
    let bad = "\"the gateway\": say what customers cannot do (internal-jargon)";
    assert_eq!(told(&setting), [(Tone::Warning, bad.to_owned())]);
}

#[test]
fn the_line_for_the_team_and_translations_are_read_along_too() {
    let mut setting = Setting::new(Occasion::Declare);
    setting.remarks = vec![("502s; people: ana", found("leak-secret"))];
    assert_eq!(told(&setting).len(), 1);
    setting.translations = vec![locale("es")];
    setting.remarks = vec![("Fallan los pagos", found("shouting"))];
    let mut acts = declaration();
    acts.push(say("Fallan los pagos"));
    acts.extend(std::iter::repeat_n(say(""), 5));
    let (_, script) = setting.ask(acts);
    assert!(script.told.iter().any(|(tone, _)| *tone == Tone::Warning));
}

#[test]
fn what_was_in_force_and_stays_is_not_read_again() {
    let mut setting = Setting::new(Occasion::Update);
    setting.remarks = vec![("Shops in the EU.", found("vague-scope"))];
    let mut script = Script::new([
        Act::Pick("changed"),
        Act::Enter,
        Act::Enter,
        Act::Enter,
        say("30m"),
        Act::Enter,
    ]);
    drop(setting.run(&mut script, &mut Kept::default()).unwrap());
    assert!(
        script.told.iter().all(|(tone, _)| *tone == Tone::Good),
        "{:?}",
        script.told
    );
}

#[test]
fn of_planned_work_nobody_says_what_customers_cannot_do_now() {
    let mut setting = Setting::new(Occasion::Declare);
    setting.given.kind_of = Some(IncidentType::Security);
    setting.remarks = vec![("Your shop cannot take card payments.", Remark::SaysImpact)];
    let mut acts = declaration();
    acts.insert(3, say("Sign out."));
    let (_, script) = setting.ask(acts);
    assert!(
        script
            .told
            .iter()
            .all(|(_, text)| !text.starts_with("says what"))
    );
}

#[test]
fn what_the_flags_let_be_is_among_the_answers() {
    let mut setting = Setting::new(Occasion::Declare);
    setting.waived = Waived::from([("shouting".to_owned(), "it is our name".to_owned())]);
    let (answers, _) = setting.ask(declaration());
    assert_eq!(answers.waived, setting.waived);
}
