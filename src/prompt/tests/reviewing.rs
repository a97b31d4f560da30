//! After the last question.

mod mending;

use super::*;

/// Answers as a text, and back: the impact alone, one line.
fn to_text(answers: &Answers) -> String {
    let impact = answers.facts.text(TextFact::Impact);
    let impact = impact
        .and_then(|t| t.get(&locale("en")))
        .unwrap_or_default();
    format!("impact = {impact}")
}

struct Desk {
    setting: Setting,
    script: Script,
    kept: Kept,
    /// What the editor does, one call after the other.
    edits: VecDeque<Result<Option<&'static str>, &'static str>>,
    /// The texts the editor was opened with.
    opened: Vec<String>,
    preview: Result<String, String>,
    /// What is found as long as it is neither mended nor let be.
    flaws: Vec<Flaw>,
    /// Whether it is found whatever is done about it.
    always: bool,
    /// Whether every message was asked for, look by look.
    looks: RefCell<Vec<bool>>,
}

impl Desk {
    fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        Self {
            setting: Setting::new(Occasion::Declare),
            script: Script::new(acts),
            kept: Kept::default(),
            edits: VecDeque::new(),
            opened: Vec::new(),
            preview: Ok("── status page".to_owned()),
            flaws: Vec::new(),
            always: false,
            looks: RefCell::default(),
        }
    }

    fn review(&mut self, answers: &Answers) -> Result<Verdict, Stopped> {
        let Self {
            setting,
            script,
            kept,
            edits,
            opened,
            preview,
            flaws,
            always,
            looks,
        } = self;
        let from_text = |text: &str| {
            let mut read = answers.clone();
            let impact = text
                .strip_prefix("impact = ")
                .ok_or("line 1: no `impact`")?;
            read.facts
                .set_text(TextFact::Impact, &locale("en"), impact.trim());
            Ok(read)
        };
        setting.with(|brief| {
            review(
                script,
                brief,
                answers.clone(),
                &mut |answers, all| {
                    looks.borrow_mut().push(all);
                    let mended = impact(answers) != Some("Old words.");
                    let open = |flaw: &&Flaw| {
                        *always || !mended && !answers.waived.contains_key(&flaw.rule)
                    };
                    let flaws: Vec<_> = flaws.iter().filter(open).cloned().collect();
                    let found = flaws
                        .iter()
                        .map(|f| format!("error[{}]\n", f.rule))
                        .collect();
                    Look {
                        messages: preview.clone(),
                        found,
                        flaws,
                    }
                },
                &mut |text| {
                    opened.push(text.to_owned());
                    let edit = edits.pop_front().unwrap();
                    edit.map(|t| t.map(str::to_owned)).map_err(str::to_owned)
                },
                &to_text,
                &from_text,
                kept,
            )
        })
    }
}

fn answers() -> Answers {
    let mut answers = Answers::default();
    answers.facts.severity = Some(Severity::Major);
    for fact in [TextFact::Title, TextFact::Impact] {
        answers.facts.set_text(fact, &locale("en"), "Old words.");
    }
    answers
        .facts
        .times
        .insert(TimeFact::NextUpdate, moment("2026-11-21T10:34:00Z"));
    let asked = ["scope", "workaround", "third_party", "action", "team"];
    answers.answered = asked.map(str::to_owned).to_vec();
    answers
}

fn impact(answers: &Answers) -> Option<&str> {
    answers.facts.text(TextFact::Impact)?.get(&locale("en"))
}

#[test]
fn enter_saves_what_was_shown() {
    let mut desk = Desk::new([Act::Enter]);
    assert_eq!(desk.review(&answers()).unwrap(), Verdict::Save(answers()));
    assert_eq!(desk.script.shown, ["── status page"]);
}

#[test]
fn leaving_saves_nothing() {
    let mut desk = Desk::new([Act::Pick("Leave")]);
    assert_eq!(desk.review(&answers()).unwrap(), Verdict::Leave(answers()));
}

#[test]
fn every_message_is_shown_when_asked_for() {
    let mut desk = Desk::new([Act::Pick("every message"), Act::Enter]);
    desk.review(&answers()).unwrap();
    assert_eq!(*desk.looks.borrow(), [false, true]);
}

#[test]
fn messages_that_cannot_be_shown_are_explained_and_can_be_saved() {
    let mut desk = Desk::new([Act::Enter]);
    desk.preview = Err("broken template".to_owned());
    assert_eq!(desk.review(&answers()).unwrap(), Verdict::Save(answers()));
    assert!(desk.script.told[0].1.contains("broken template"));
}

#[test]
fn one_answer_is_edited_in_place_and_asks_for_its_translation_again() {
    let mut answers = answers();
    answers
        .facts
        .set_text(TextFact::Impact, &locale("es"), "Palabras viejas.");
    answers
        .answered
        .extend(["title@es", "impact@es"].map(str::to_owned));
    let mut desk = Desk::new([
        Act::Pick("Edit an answer"),
        Act::Pick("What customers cannot do: Old"),
        say("New words."),
        say("Palabras nuevas."),
        Act::Enter,
    ]);
    desk.setting.translations = vec![locale("es")];
    let Verdict::Save(saved) = desk.review(&answers).unwrap() else {
        panic!("was not saved");
    };
    assert_eq!(
        desk.script.asked,
        ["next", "edit", "impact", "impact@es", "next"]
    );
    assert_eq!(desk.script.initial, ["Old words.", "Palabras viejas."]);
    assert!(desk.script.put[1].ends_with("[Enter: keep this]"));
    let text = saved.facts.text(TextFact::Impact).unwrap();
    assert_eq!(text.get(&locale("en")), Some("New words."));
    assert_eq!(text.get(&locale("es")), Some("Palabras nuevas."));
    assert_eq!(desk.kept.states.last(), Some(&saved));
    assert_eq!(*desk.looks.borrow(), [false, false]);
}

#[test]
fn an_old_translation_can_be_kept_or_emptied() {
    for (act, kept) in [(Act::Enter, Some("Palabras viejas.")), (say(""), None)] {
        let mut answers = answers();
        answers
            .facts
            .set_text(TextFact::Impact, &locale("es"), "Palabras viejas.");
        answers
            .answered
            .extend(["title@es", "impact@es"].map(str::to_owned));
        let mut desk = Desk::new([
            Act::Pick("Edit an answer"),
            Act::Pick("What customers cannot do: Old"),
            say("New words."),
            act,
            Act::Enter,
        ]);
        desk.setting.translations = vec![locale("es")];
        let Verdict::Save(saved) = desk.review(&answers).unwrap() else {
            panic!("was not saved");
        };
        let text = saved.facts.text(TextFact::Impact).unwrap();
        assert_eq!(text.get(&locale("es")), kept);
        assert_eq!(text.get(&locale("en")), Some("New words."));
        let asked = saved.answered.iter().filter(|a| a.starts_with("impact@es"));
        assert_eq!(asked.collect::<Vec<_>>(), ["impact@es"]);
    }
}

#[test]
fn when_it_began_can_be_said_from_the_list_though_nobody_asked_for_it() {
    let mut desk = Desk::new([
        Act::Pick("Edit an answer"),
        Act::Pick("Began: –"),
        say("5m ago"),
        Act::Enter,
    ]);
    let Verdict::Save(saved) = desk.review(&answers()).unwrap() else {
        panic!("was not saved");
    };
    assert_eq!(desk.script.asked, ["next", "edit", "started", "next"]);
    let began = moment(NOW) - chrono::TimeDelta::minutes(5);
    assert_eq!(saved.facts.time(TimeFact::Started), Some(began));
}

#[test]
fn going_back_from_the_list_of_answers_changes_nothing() {
    let mut desk = Desk::new([
        Act::Pick("Edit an answer"),
        Act::Pick("go back"),
        Act::Enter,
    ]);
    assert_eq!(desk.review(&answers()).unwrap(), Verdict::Save(answers()));
    assert_eq!(desk.looks.borrow().len(), 1);
}

#[test]
fn all_answers_can_be_edited_as_one_text() {
    let mut desk = Desk::new([Act::Pick("editor"), Act::Enter]);
    desk.edits.push_back(Ok(Some("impact = New words.")));
    let Verdict::Save(saved) = desk.review(&answers()).unwrap() else {
        panic!("was not saved");
    };
    assert_eq!(desk.opened, ["impact = Old words."]);
    assert_eq!(impact(&saved), Some("New words."));
    assert_eq!(desk.kept.states.last(), Some(&saved));
}

#[test]
fn an_editor_that_fails_or_changes_nothing_loses_nothing() {
    let mut desk = Desk::new([Act::Pick("editor"), Act::Pick("editor"), Act::Enter]);
    desk.edits
        .extend([Err("`vi` ended with signal 9"), Ok(None)]);
    assert_eq!(desk.review(&answers()).unwrap(), Verdict::Save(answers()));
    let told: Vec<_> = desk
        .script
        .told
        .iter()
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "The editor did not work: `vi` ended with signal 9. Your answers are as they were.",
            "Nothing was changed."
        ]
    );
}

#[test]
fn a_text_that_cannot_be_read_is_opened_again_as_it_was() {
    let mut desk = Desk::new([Act::Pick("editor"), Act::Enter, Act::Enter]);
    desk.edits
        .extend([Ok(Some("imp New words.")), Ok(Some("impact = New words."))]);
    let Verdict::Save(saved) = desk.review(&answers()).unwrap() else {
        panic!("was not saved");
    };
    assert_eq!(desk.opened, ["impact = Old words.", "imp New words."]);
    assert_eq!(impact(&saved), Some("New words."));
    assert_eq!(saved.unfinished, None);
}

#[test]
fn a_text_that_cannot_be_read_waits_in_the_draft() {
    let mut desk = Desk::new([Act::Pick("editor"), Act::Pick("no"), Act::Interrupt("")]);
    desk.edits.push_back(Ok(Some("imp New words.")));
    assert!(matches!(desk.review(&answers()), Err(Stopped::Interrupted)));
    let draft = desk.kept.states.pop().unwrap();
    assert_eq!(impact(&draft), Some("Old words."));

    // The next time the menu stands at the editor, and the editor opens with the text.
    let mut desk = Desk::new([Act::Enter, Act::Enter]);
    desk.edits.push_back(Ok(Some("impact = New words.")));
    let Verdict::Save(saved) = desk.review(&draft).unwrap() else {
        panic!("was not saved");
    };
    assert_eq!(desk.opened, ["imp New words."]);
    assert_eq!(impact(&saved), Some("New words."));
}

#[test]
fn interrupting_the_review_keeps_the_draft() {
    let mut desk = Desk::new([Act::Interrupt("")]);
    assert!(matches!(desk.review(&answers()), Err(Stopped::Interrupted)));
}

#[test]
fn what_editing_took_away_and_is_needed_is_asked_again() {
    let mut without = answers();
    without.facts.withdraw(&FactName::Text(TextFact::Impact));
    without.answered.push("impact".to_owned());
    let mut script = Script::new([say("You cannot pay.")]);
    let setting = Setting::new(Occasion::Declare);
    let mended = setting
        .resume(&mut script, &mut Kept::default(), without)
        .unwrap();
    assert_eq!(script.asked, ["impact"]);
    assert_eq!(impact(&mended), Some("You cannot pay."));
}
