use super::*;
use crate::channel::sample::Desk;
use crate::channel::scene::{at, part};

#[test]
fn the_headline_is_the_content_and_the_rest_an_embed() {
    assert_eq!(
        Desk::new("discord").json(Service::Discord),
        json!({
            "content": "**Investigating: Payments fail**",
            "allowed_mentions": { "parse": [] },
            "embeds": [{
                "description": "**What you can do now**\nPay by invoice.\n\n\
                    **Next update**\nby 10:30 UTC.\n\n\
                    **Follow it here**\n<https://status.acme.example>",
                "color": 0xbc_4c_00,
                "timestamp": "2026-11-21T10:04:00Z",
            }],
        })
    );
}

#[test]
fn what_was_recorded_late_makes_no_sound() {
    let mut desk = Desk::new("discord");
    desk.recorded_late = Some(at("12:00"));
    assert_eq!(desk.json(Service::Discord)["flags"], 4096);
}

#[test]
fn a_fact_stays_text() {
    let fact = "@everyone <@1> ||x|| **y** https://evil.example\n- z\n-# small";
    let message = Desk::saying("discord", vec![part("impact", "", fact)]).json(Service::Discord);
    assert_eq!(
        message["embeds"][0]["description"],
        "\\@everyone \\<\\@1\\> \\|\\|x\\|\\| \\*\\*y\\*\\* https\\://evil.example\n\\- z\n\\-# small"
    );
    assert_eq!(message["allowed_mentions"], json!({ "parse": [] }));
}

#[test]
fn limits_count_after_escaping() {
    let at = |name: &str, length: usize| {
        let desk = Desk::saying("discord", vec![part(name, "", &"*".repeat(length))]);
        desk.payload(Service::Discord)
            .map_err(|error| error.to_string())
    };
    assert!(at("headline", 998).is_ok());
    assert_eq!(
        at("headline", 999).unwrap_err(),
        "discord: the content has 2002 UTF-16 units, 2 more than the 2000 it may have"
    );
    assert!(at("impact", 2_048).is_ok());
    assert_eq!(
        at("impact", 2_049).unwrap_err(),
        "discord: the description has 4098 UTF-16 units, 2 more than the 4096 it may have"
    );
}
