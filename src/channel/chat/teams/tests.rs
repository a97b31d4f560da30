use super::*;
use crate::channel::sample::Desk;
use crate::channel::scene::part;

fn body(message: &Value) -> &Vec<Value> {
    let body = message.pointer("/attachments/0/content/body").unwrap();
    body.as_array().unwrap()
}

#[test]
fn a_card_has_a_coloured_headline_bold_labels_and_a_button() {
    let message = Desk::new("teams").json(Service::Teams);
    let body = body(&message);
    assert_eq!(body[0]["style"], "warning");
    assert_eq!(body[0]["items"][0]["text"], "Investigating: Payments fail");
    assert_eq!(
        (&body[1]["text"], &body[1]["weight"]),
        (&json!("What you can do now"), &json!("Bolder"))
    );
    assert_eq!(body[2]["text"], "Pay by invoice.");
    assert_eq!(
        body[5],
        json!({
            "type": "ActionSet",
            "actions": [{ "type": "Action.OpenUrl", "title": "Follow it here", "url": "https://status.acme.example" }],
        })
    );
    assert!(body[1..5].iter().all(|block| block["wrap"] == true));
}

#[test]
fn a_fact_stays_text() {
    let fact =
        "{{DATE(2026-11-21T11:00:00Z,SHORT)}} [a](https://evil.example)\n1. one\n\n    # two";
    let message = Desk::saying("teams", vec![part("impact", "", fact)]).json(Service::Teams);
    assert_eq!(
        body(&message)[0]["text"],
        "{{DATE\\(2026-11-21T11:00:00Z,SHORT)}} \\[a\\](https\\://evil.example)\n\n1\\. one\n\n\\# two"
    );
}

#[test]
fn our_page_in_a_sentence_is_a_link() {
    let mut desk = Desk::saying(
        "teams",
        vec![part("feedback", "", "Tell us: https://a.example/x_(y).")],
    );
    desk.house.feedback_url = Some("https://a.example/x_(y)".to_owned());
    assert_eq!(
        body(&desk.json(Service::Teams))[0]["text"],
        "Tell us: [https://a.example/x\\_(y)](https://a.example/x_%28y%29)."
    );
}

#[test]
fn a_large_message_loses_its_indentation_and_a_larger_one_is_refused() {
    let many = |length: usize| {
        let parts = (0..20)
            .map(|_| part("x", "Label", &"a".repeat(length)))
            .collect();
        Desk::saying("teams", parts).payload(Service::Teams)
    };
    let shorter = many(800).unwrap().content;
    assert!(shorter.len() <= BUDGET.most && !shorter.starts_with(b"{\n"));
    let error = many(1_000).unwrap_err().to_string();
    assert!(
        error.starts_with("teams: the message has 2")
            && error.ends_with("than the 20000 it may have"),
        "{error}"
    );
}

#[test]
fn a_message_without_a_sentence_is_refused() {
    let error = Desk::saying("teams", vec![part("x", "Label", " \n")]).payload(Service::Teams);
    assert_eq!(
        error.unwrap_err().to_string(),
        "teams: the message is empty"
    );
}
