use proptest::prelude::*;

use super::*;
use crate::channel::sample::Desk;
use crate::channel::scene::part;

fn texts(message: &Value) -> Vec<String> {
    let blocks = message["blocks"].as_array().unwrap();
    let object = |block: &Value| block.get("text").or(block.pointer("/elements/0")).cloned();
    let text = |object: Value| object["text"].as_str().unwrap().to_owned();
    blocks
        .iter()
        .map(|block| text(object(block).unwrap()))
        .collect()
}

#[test]
fn a_message_has_a_header_sections_and_a_text_for_notifications() {
    let message = Desk::new("slack").json(Service::Slack);
    assert_eq!(
        message["text"],
        "Investigating: Payments fail\nNext update: by 10:30 UTC."
    );
    assert_eq!(message["blocks"][0]["type"], "header");
    assert_eq!(
        texts(&message),
        [
            "Investigating: Payments fail",
            "*What you can do now*",
            "Pay by invoice.",
            "*Next update*",
            "by 10:30 UTC.",
            "*Follow it here*",
            "<https://status.acme.example>",
        ]
    );
}

#[test]
fn a_fact_can_neither_format_nor_mention() {
    let fact = "*bold* _it_ `code` :tada: <!channel> @here & <https://evil.example|click>";
    let message = Desk::saying("slack", vec![part("impact", "", fact)]).json(Service::Slack);
    assert_eq!(message["blocks"][0]["text"]["type"], "plain_text");
    assert_eq!(message["blocks"][0]["text"]["emoji"], false);
    assert_eq!(
        texts(&message),
        [
            "*bold* _it_ `code` :tada: &lt;!channel&gt; @here &amp; &lt;https://evil.example|click&gt;"
        ]
    );
    assert!(message["text"].as_str().unwrap().contains("@\u{2060}here"));
}

#[test]
fn a_headline_too_long_for_a_header_stands_in_a_section() {
    let at = |length: usize| {
        let parts = vec![part("headline", "", &"é".repeat(length))];
        Desk::saying("slack", parts).json(Service::Slack)["blocks"][0]["type"].clone()
    };
    assert_eq!((at(150), at(151)), ("header".into(), "section".into()));
    let parts = vec![part("headline", "", "One\nTwo")];
    assert_eq!(
        texts(&Desk::saying("slack", parts).json(Service::Slack)),
        ["One", "Two"]
    );
}

#[test]
fn a_long_part_is_split_and_too_much_is_refused() {
    let long = "A sentence of & thirty units. ".repeat(200);
    let message = Desk::saying("slack", vec![part("impact", "", &long)]).json(Service::Slack);
    let texts = texts(&message);
    assert_eq!(texts.len(), 3);
    assert!(
        texts
            .iter()
            .all(|text| text.ends_with('.') && OBJECT.check(text).is_ok())
    );
    let desk = Desk::saying("slack", vec![part("impact", "", &long.repeat(2))]);
    let error = desk.payload(Service::Slack).unwrap_err().to_string();
    assert_eq!(
        error,
        "slack: the message has 13599 UTF-16 units, 1599 more than the 12000 it may have"
    );
}

#[test]
fn many_labels_move_into_their_sections() {
    let parts = (0..40)
        .map(|i| part("x", "Label", &format!("text {i}")))
        .collect();
    let message = Desk::saying("slack", parts).json(Service::Slack);
    assert_eq!(texts(&message).len(), 40);
    assert_eq!(texts(&message)[3], "Label:\ntext 3");
    let parts = (0..51)
        .map(|i| part("x", "", &format!("text {i}")))
        .collect();
    let error = Desk::saying("slack", parts)
        .payload(Service::Slack)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "slack: the message needs 51 blocks; at most 50 are shown"
    );
}

#[test]
fn a_sentence_with_our_link_and_markup_stays_plain() {
    let parts = vec![
        part("feedback", "", "Tell us: https://status.acme.example"),
        part("impact", "", "*x* https://status.acme.example"),
    ];
    let message = Desk::saying("slack", parts).json(Service::Slack);
    assert_eq!(
        texts(&message),
        [
            "Tell us: <https://status.acme.example>",
            "*x* https://status.acme.example"
        ]
    );
    assert_eq!(message["blocks"][1]["text"]["type"], "plain_text");
}

proptest! {
    #[test]
    fn whatever_is_said_comes_back_and_marks_up_nothing(text in "\\PC{1,200}", label in "\\PC{0,20}") {
        let desk = Desk::saying("slack", vec![part("headline", "", &text), part("x", &label, &text)]);
        let Ok(payload) = desk.payload(Service::Slack) else {
            prop_assert!(text.trim().is_empty());
            return Ok(());
        };
        let message: Value = serde_json::from_slice(&payload.content).unwrap();
        let last = texts(&message).pop().unwrap();
        let plain = last.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        prop_assert_eq!(plain, text.trim());
        for shown in texts(&message) {
            prop_assert!(!shown.contains(['<', '>']));
        }
    }
}
