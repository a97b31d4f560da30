//! How findings look.

use proptest::prelude::*;

use super::*;

const AROUND: Reach = Reach::of(WHOLE.around);

proptest! {
    #[test]
    fn no_text_and_no_span_are_too_odd(text in "(?s).{0,120}", at in 0usize..200, long in 0usize..90) {
        let shown = excerpt(&checked(&text), at..at + long, AROUND);
        prop_assert!(!shown.line.contains('\n'));
        prop_assert!(shown.indent + shown.width <= shown.line.width());
    }
}

fn checked(text: &str) -> Checked {
    Checked::new("text".to_owned(), false, text.to_owned())
}

#[test]
fn the_caret_stands_under_what_was_found_in_wide_letters_too() {
    let text = "one\nÁrbol 表 is bad today\n";
    let at = text.find("bad").unwrap();
    let expected = Excerpt {
        line: "Árbol 表 is bad today".to_owned(),
        indent: 12,
        width: 3,
    };
    assert_eq!(excerpt(&checked(text), at..at + 3, AROUND), expected);
}

#[test]
fn a_long_line_is_cut_on_both_sides() {
    let text = format!("{}bad{}", "a ".repeat(100), " z".repeat(100));
    let shown = excerpt(&checked(&text), 200..203, AROUND);
    assert!(shown.line.starts_with('…') && shown.line.ends_with('…'));
    assert_eq!(
        shown
            .line
            .chars()
            .skip(shown.indent)
            .take(3)
            .collect::<String>(),
        "bad"
    );
}

#[test]
fn a_line_takes_the_width_that_there_is_and_no_more() {
    let bad = "bad ".repeat(20);
    let text = format!("{}{bad}{}", "a ".repeat(100), " z".repeat(100));
    for columns in [40, 60, 80, 120] {
        for long in [3, 79] {
            let reach = Reach::on(columns, long);
            let shown = excerpt(&checked(&text), 200..200 + long, reach);
            let width = "   | ".len() + shown.line.width();
            assert!(
                width <= columns && width + 3 > columns,
                "{columns} {long}: {shown:?}"
            );
            assert_eq!(shown.width, long.min(columns - 7), "{columns}");
        }
    }
}

#[test]
fn what_one_side_leaves_the_other_takes() {
    let after = format!("bad{}", " z".repeat(100));
    let before = format!("{}bad", "a ".repeat(100));
    for (text, at) in [(after, 0), (before, 200)] {
        let shown = excerpt(&checked(&text), at..at + 3, Reach::on(80, 3));
        let width = "   | ".len() + shown.line.width();
        assert!((78..=80).contains(&width), "{shown:?}");
    }
}

#[test]
fn no_half_of_a_secret_is_shown_wherever_something_is_found() {
    let text = "Use password=Zk29fLq0ZpTv8wRs today";
    let secret = "Zk29fLq0ZpTv8wRs";
    for at in 0..text.len() {
        let shown = excerpt(&checked(text), at..at + 1, AROUND).line;
        assert!(!shown.contains(&secret[8..]), "{shown}");
    }
    let masked = checked(text).masked(0..text.len());
    assert_eq!(masked, "Use password=Zk29… today");
}

#[test]
fn whoever_answers_is_told_where_to_say_when_it_began_and_in_the_words_of_the_menu() {
    let what = "nothing says when it began";
    let finding = Finding {
        rule: "times-missing".into(),
        level: Level::Warning,
        place: Place::Field("started"),
        what: what.to_owned(),
        why: "".into(),
        help: page::of_briefly("times-missing")
            .unwrap()
            .help(None)
            .to_owned(),
    };
    assert!(help(&finding, None).contains("--started"));
    for (language, source) in [
        (
            "en",
            include_str!("../../../../templates/interview/en.toml"),
        ),
        (
            "es",
            include_str!("../../../../templates/interview/es.toml"),
        ),
        (
            "pt",
            include_str!("../../../../templates/interview/pt.toml"),
        ),
        (
            "fr",
            include_str!("../../../../templates/interview/fr.toml"),
        ),
        (
            "de",
            include_str!("../../../../templates/interview/de.toml"),
        ),
    ] {
        let words: toml::Table = source.parse().unwrap();
        let reader = language.parse().ok();
        let help = help(&finding, reader.as_ref());
        for word in [
            &words["choices"]["next"]["edit"],
            &words["facts"]["started"],
        ] {
            assert!(help.contains(word.as_str().unwrap()), "{language}: {help}");
        }
    }
}

#[test]
fn an_odd_span_breaks_nothing() {
    for span in [0..0, 5..5, 90..99] {
        assert_eq!(excerpt(&checked("short"), span, AROUND).line, "short");
    }
    assert_eq!(excerpt(&checked(""), 0..0, AROUND).line, "");
}
