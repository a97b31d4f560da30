use chrono::Duration;
use proptest::prelude::*;

use super::*;
use crate::channel::sample::Desk;
use crate::channel::scene::at;

fn header(mail: &str, name: &str) -> Option<String> {
    let head = mail.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
    let start = format!("{name}: ");
    head.lines()
        .find_map(|line| line.strip_prefix(&start).map(str::to_owned))
}

#[test]
fn a_mail_says_who_when_and_what_about() {
    let mail = Desk::new("email").text(Service::Mail);
    let headers = [
        ("From", "\"Acme status\" <status@acme.example>"),
        ("Subject", "[Acme] Payments fail"),
        ("Date", "Sat, 21 Nov 2026 10:04:00 +0000"),
        (
            "Message-ID",
            "<0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10.email.en@acme.example>",
        ),
        ("In-Reply-To", "<2026-11-21-payments.email.en@acme.example>"),
        ("References", "<2026-11-21-payments.email.en@acme.example>"),
        ("Auto-Submitted", "auto-generated"),
        ("List-Id", "\"Acme\" <status.acme.example>"),
        ("Importance", "high"),
        ("Content-Language", "en"),
    ];
    for (name, value) in headers {
        assert_eq!(header(&mail, name).as_deref(), Some(value));
    }
    assert_eq!(header(&mail, "To"), None);
    assert_eq!(mail.replace("\r\n", "").find(['\r', '\n']), None);
}

#[test]
fn later_mails_keep_the_first_subject_and_the_thread() {
    let first = Desk::new("email");
    let mut later = Desk::new("email");
    later.place = 1;
    later.earlier = vec![first.word.clone()];
    later.word.subject = Some("[Acme] Card payments fail".to_owned());
    later.word.entry = "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e11".parse().unwrap();
    let (first, later) = (first.text(Service::Mail), later.text(Service::Mail));
    assert_eq!(
        header(&later, "Subject").unwrap(),
        "Re: [Acme] Payments fail"
    );
    assert_eq!(header(&later, "References"), header(&first, "References"));
    assert_ne!(header(&later, "Message-ID"), header(&first, "Message-ID"));
}

#[test]
fn a_control_character_in_a_subject_is_refused() {
    let mut desk = Desk::new("email");
    desk.word.subject = Some("Hello\r\nBcc: victim@acme.example".to_owned());
    let error = desk.payload(Service::Mail).unwrap_err();
    assert_eq!(
        error.to_string(),
        "mail: the subject holds the control character U+000D"
    );
    desk.word.subject = None;
    desk.word.facts.title = "Two\r\nlines\u{202e}".to_owned();
    assert_eq!(
        header(&desk.text(Service::Mail), "Subject").unwrap(),
        "Two lines"
    );
}

#[test]
fn what_looks_encoded_is_encoded() {
    let mut desk = Desk::new("email");
    desk.word.subject = Some("=?utf-8?q?x?=".to_owned());
    let subject = header(&desk.text(Service::Mail), "Subject").unwrap();
    assert_eq!(subject, "=?utf-8?B?PT91dGYtOD9xP3g/PQ==?=");
}

#[test]
fn a_line_with_an_encoded_word_has_at_most_76_characters_however_long_the_subject() {
    for (length, letter) in (1..200).flat_map(|n| ["a", "ñ", "日", "😀"].map(|letter| (n, letter)))
    {
        let mut desk = Desk::new("email");
        desk.word.subject = Some(format!("=?{}", letter.repeat(length)));
        let mail = desk.text(Service::Mail);
        for line in mail.lines().take_while(|line| !line.is_empty()) {
            assert!(
                !line.contains("=?") || line.len() <= 76,
                "{length} {letter}: {line}"
            );
        }
    }
}

#[test]
fn settings_that_are_missing_or_wrong_are_named() {
    let mut desk = Desk::new("email");
    desk.settings.mail.to = vec!["a@b.example, nobody".to_owned()];
    assert_eq!(
        desk.payload(Service::Mail).unwrap_err().to_string(),
        "mail: `a@b.example, nobody` in `service.mail.to` has the address `nobody`, which has no `@`; write it as `name@host`"
    );
    desk.settings.mail.to = Vec::new();
    desk.settings.mail.unsubscribe = vec!["javascript:x".to_owned()];
    assert_eq!(
        desk.payload(Service::Mail).unwrap_err().to_string(),
        "mail: `javascript:x` in `service.mail.unsubscribe` is no `https://` and no `mailto:` URL"
    );
    desk.settings.mail.from = None;
    assert_eq!(
        desk.payload(Service::Mail).unwrap_err().to_string(),
        "mail needs `service.mail.from` in the configuration: every mail says who it is from"
    );
}

#[test]
fn only_customers_are_on_the_list() {
    let mut desk = Desk::new("email");
    desk.settings.mail.unsubscribe = vec![
        "https://a.example/u".to_owned(),
        "mailto:u@a.example".to_owned(),
    ];
    let mail = desk.text(Service::Mail);
    let urls = header(&mail, "List-Unsubscribe").unwrap();
    assert_eq!(urls, "<https://a.example/u>, <mailto:u@a.example>");
    assert_eq!(
        header(&mail, "List-Unsubscribe-Post").unwrap(),
        "List-Unsubscribe=One-Click"
    );
    desk.audience = Audience::Team;
    desk.channel = "team";
    let mail = desk.text(Service::Mail);
    assert_eq!(
        (header(&mail, "List-Unsubscribe"), header(&mail, "List-Id")),
        (None, None)
    );
}

#[test]
fn what_is_long_past_or_over_is_not_important() {
    let mut desk = Desk::new("email");
    desk.recorded_late = Some(at("10:04") + Duration::hours(3));
    assert_eq!(header(&desk.text(Service::Mail), "Importance"), None);
}

#[test]
fn the_document_escapes_and_links_only_to_us() {
    let parts = [crate::channel::scene::part(
        "follow",
        "<b>",
        "<script>x</script> https://evil.example https://status.acme.example",
    )];
    let desk = Desk::new("email");
    let html = Document {
        language: "en",
        title: "</title>",
        parts: &parts,
        house: &desk.house,
        tone: Tone::Good,
    }
    .html();
    assert!(html.contains("<title>&lt;/title&gt;</title>"));
    assert!(html.contains(">&lt;b&gt;</strong>"));
    assert!(html.contains(
        "&lt;script&gt;x&lt;/script&gt; https://evil.example <a href=\"https://status.acme.example\""
    ));
    assert_eq!(html.matches("href=").count(), 1);
}

proptest! {
    #[test]
    fn whatever_is_said_no_line_is_too_long_and_no_header_is_made(
        text in "(?s).{0,300}", title in "(?s).{0,200}", company in "\\PC{0,40}"
    ) {
        let mut desk = Desk::new("email");
        desk.house.company = Some(company);
        desk.word.subject = None;
        desk.word.facts.title = title;
        desk.word.body.clone_from(&text);
        desk.word.parts[1].text = text;
        let mail = desk.text(Service::Mail);
        prop_assert!(mail.is_ascii());
        prop_assert_eq!(mail.replace("\r\n", "").find(['\r', '\n']), None);
        prop_assert!(mail.split("\r\n").all(|line| line.len() <= 78), "{}", mail);
        let head = mail.split("\r\n\r\n").next().unwrap();
        let names = head.split("\r\n").filter(|line| !line.starts_with(' '));
        prop_assert_eq!(names.count(), 12);
    }
}

#[test]
fn each_audience_has_recipients_of_its_own() {
    for &audience in Audience::ALL {
        let mut desk = Desk::new("email");
        desk.audience = audience;
        desk.settings.mail.to = vec!["customers@acme.example".to_owned()];
        desk.settings.mail.reply_to = Some("help@acme.example".to_owned());
        let customers = audience == Audience::Customers;
        let mail = desk.text(Service::Mail);
        let to = customers.then(|| "<customers@acme.example>".to_owned());
        assert_eq!(header(&mail, "To"), to, "{audience}");
        let reply_to = customers.then(|| "<help@acme.example>".to_owned());
        assert_eq!(header(&mail, "Reply-To"), reply_to, "{audience}");
        let remarks = desk.payload(Service::Mail).unwrap().remarks;
        let key = format!(
            "has no recipient; set `service.mail.recipients.{audience}`, or address it when sending"
        );
        assert_eq!(remarks.contains(&key), !customers, "{remarks:?}");
        let own = vec![format!("{audience}@acme.example")];
        let recipients = &mut desk.settings.mail.recipients;
        match audience {
            Audience::Customers => continue,
            Audience::Partners => recipients.partners = own,
            Audience::Support => recipients.support = own,
            Audience::Executives => recipients.executives = own,
            Audience::Team => recipients.team = own,
        }
        let to = format!("<{audience}@acme.example>");
        assert_eq!(header(&desk.text(Service::Mail), "To"), Some(to));
    }
}

#[test]
fn a_wrong_recipient_is_named_with_its_key() {
    let mut desk = Desk::new("email");
    desk.audience = Audience::Team;
    desk.settings.mail.recipients.team = vec!["nobody".to_owned()];
    assert_eq!(
        desk.payload(Service::Mail).unwrap_err().to_string(),
        "mail: `nobody` in `service.mail.recipients.team` has the address `nobody`, which has no `@`; write it as `name@host`"
    );
}
