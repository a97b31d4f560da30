//! Messages at the ends of what is legal.

use super::scene::*;
use crate::domain::fact::TextFact;
use crate::domain::house::House;
use crate::domain::service::Service;
use crate::domain::words::ComponentStatus;
use crate::render::{Outlet, Templates, Unit, render_all};

const LONG: &str = "word and word and ";

#[test]
fn a_long_impact_gives_way_to_the_title_where_space_is_short() {
    let said = cards().text(TextFact::Impact, &LONG.repeat(450));
    let message = |channel| message(&acme("UTC"), &incident([said.again()]), channel, "en");
    assert_eq!(
        message("sms").body,
        "Acme: Card payments are failing. Offer PayPal or bank transfer. Next update by 10:30 UTC. status.acme.example"
    );
    assert_eq!(message("sms").dropped, ["matter"]);
    assert!(message("status-page").body.contains(&LONG.repeat(449)));
    assert!(message("slack").size.count <= 12_000);
}

#[test]
fn when_nothing_fits_the_state_and_the_promise_are_left() {
    let said = cards()
        .text(TextFact::Impact, &LONG.repeat(450))
        .text(TextFact::Title, &LONG.repeat(27));
    let now = incident([said]);
    for (channel, body) in [
        (
            "sms",
            "Acme: We are investigating. Offer PayPal or bank transfer. Next update by 10:30 UTC. status.acme.example",
        ),
        (
            "social",
            "We are investigating. Since 09:58 UTC. Offer PayPal or bank transfer. Next update by 10:30 UTC. https://status.acme.example",
        ),
    ] {
        assert_eq!(message(&acme("UTC"), &now, channel, "en").body, body);
    }
    let house = House {
        company: Some(LONG.repeat(40)),
        status_url: Some(format!("https://{}", "a".repeat(900))),
        ..acme("UTC")
    };
    assert_eq!(
        message(&house, &now, "sms", "en").body,
        "We are investigating. Offer PayPal or bank transfer. Next update by 10:30 UTC."
    );
}

#[test]
fn a_subject_is_shortened_between_words_and_sentences() {
    let subject = |title: &str, company: &str| {
        let house = House {
            company: Some(company.to_owned()),
            ..acme("UTC")
        };
        message(&house, &incident([Said::declared(title)]), "email", "en")
            .subject
            .unwrap()
    };
    let long = subject(&LONG.repeat(20), "Acme");
    assert!(
        long.starts_with("[Acme] word and word") && long.ends_with(" …"),
        "{long}"
    );
    assert!((140..=150).contains(&long.chars().count()), "{long}");
    assert_eq!(
        subject(&format!("Cards fail. {}", LONG.repeat(20)), "Acme"),
        "[Acme] Cards fail."
    );
    assert_eq!(
        subject(&"支".repeat(300), "Acme"),
        format!("[Acme] {} …", "支".repeat(141))
    );
    let family = "👨\u{200d}👩\u{200d}👧";
    assert_eq!(
        subject(&family.repeat(100), "Acme"),
        format!("[Acme] {} …", family.repeat(28)),
        "a character as people see it is not cut"
    );
    assert_eq!(
        subject(&"x".repeat(300), &"A".repeat(200)),
        format!("{} …", "x".repeat(148))
    );
    assert_eq!(subject("Cards fail", &"A".repeat(200)), "Cards fail");
}

#[test]
fn a_shortened_subject_still_says_that_it_is_in_another_language() {
    let now = incident([Said::declared(&LONG.repeat(20))]);
    let subject = message(&acme("UTC"), &now, "email", "es").subject.unwrap();
    assert!(
        subject.starts_with("[Acme] (en inglés) word and word") && subject.ends_with(" …"),
        "{subject}"
    );
}

#[test]
fn a_subject_has_one_line_whatever_the_title() {
    let now = incident([Said::declared("Cards\r\nBcc: x@y.example\u{2028}fail")]);
    let subject = message(&acme("UTC"), &now, "email", "en").subject.unwrap();
    assert_eq!(subject, "[Acme] Cards Bcc: x@y.example fail");
}

#[test]
fn many_components_are_listed_or_left_out_whole() {
    let mut said = cards();
    for number in 0..33 {
        said = said.component(
            &format!("Component {number:02}"),
            ComponentStatus::MajorOutage,
        );
    }
    let now = incident([said]);
    let page = body(&acme("UTC"), &now, "status-page", "en");
    assert!(
        page.contains("**Components:** Component 00: down; Component 01: down; "),
        "{page}"
    );
    assert!(message(&acme("UTC"), &now, "social", "en").size.count <= 280);
}

#[test]
fn facts_cannot_become_markup_in_any_channel() {
    let said = cards().text(
        TextFact::Impact,
        "# Fire\n- one\n    code <!channel> @here [x](http://y) **b** {{ title }}",
    );
    let now = incident([said]);
    let page = body(&acme("UTC"), &now, "status-page", "en");
    assert!(
        page.contains("\n\\# Fire\n\\- one\ncode \\<!channel\\> @here \\[x\\](http://y) \\*\\*b\\*\\* {{ title }}.\n"),
        "{page}"
    );
    let slack = body(&acme("UTC"), &now, "slack", "en");
    assert!(slack.contains("&lt;!channel&gt; @\u{2060}here"), "{slack}");
}

#[test]
fn every_channel_in_every_locale_comes_in_order_or_not_at_all() {
    let templates = Templates::embedded();
    let channels = templates.usual_channels().unwrap();
    let outlets: Vec<Outlet> = channels.iter().map(|c| c.as_str().into()).collect();
    let locales = [locale("en"), locale("es")];
    let now = incident([cards()]);
    let messages = render_all(&templates, &acme("UTC"), &now, &outlets, &locales).unwrap();
    let made: Vec<_> = messages
        .iter()
        .map(|m| (m.locale.as_str(), m.channel.as_str()))
        .collect();
    assert_eq!(messages.len(), channels.len() * locales.len());
    assert_eq!(made[0], ("en", "status-page"));
    assert_eq!(made[17], ("es", "executives"));
    let unknown = ["status-page".into(), "statuspage".into()];
    let error = render_all(&templates, &acme("UTC"), &now, &unknown, &locales).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no channel `statuspage`; `status-page` is"
    );
}

#[test]
fn a_post_fits_with_its_mentions_broken_up() {
    let mut dropped = 0;
    for (service, unit, limit) in [
        (Service::X, Unit::Weighted, 280),
        (Service::Mastodon, Unit::Graphemes, 500),
    ] {
        for count in 0..110 {
            let said = cards().text(TextFact::Workaround, &"@ab ".repeat(count));
            let outlet = Outlet {
                service: Some(service),
                ..Outlet::from("social")
            };
            let messages = render_all(
                &Templates::embedded(),
                &acme("UTC"),
                &incident([said]),
                &[outlet],
                &["en".parse().unwrap()],
            );
            let message = messages.unwrap().remove(0);
            assert!(unit.count(&message.body) <= limit, "{message:?}");
            assert!(!message.body.contains("@a"), "{message:?}");
            dropped += message.dropped.len();
        }
    }
    assert!(dropped > 0);
}
