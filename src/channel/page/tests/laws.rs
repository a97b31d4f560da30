use proptest::prelude::*;
use serde_json::Value;

use super::{ALL, Place, part, planned, settings, tried, word};
use crate::channel::page::text;
use crate::channel::{ChannelError, Utterance};
use crate::domain::service::Service;
use crate::domain::words::State;
use crate::text::markup::Markup;

/// Any text at all, and often what is dangerous somewhere.
fn hostile() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "{{<",
        "{{%",
        "{",
        "%}}",
        "---",
        "--",
        "\n",
        "\r\n",
        "\u{2028}",
        "\0",
        "\u{1b}[0m",
        "\u{202e}",
        "\"",
        "\\",
        "'",
        "<b>",
        "&amp;",
        "<!--",
        "]]>",
        ": ",
        "#",
        "@all",
        "\u{feff}",
        "\u{fffe}",
        "\u{fdd0}",
        "👨‍👩‍👧",
        "e\u{301}",
        "שלום",
        "\u{85}",
        "\t",
        " ",
        "  ",
        "a",
        "https://x.example/a--b",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(bits, 0..12).prop_map(|bits| bits.concat()),
    ]
}

fn utterance() -> impl Strategy<Value = Utterance> {
    let markup = prop::sample::select(vec![Markup::Plain, Markup::Markdown, Markup::Html]);
    let state = prop::sample::select(State::ALL);
    let texts = (hostile(), hostile(), hostile(), hostile(), hostile());
    (texts, markup, state).prop_map(|((title, body, label, text, name), markup, state)| {
        let mut word = if state.is_maintenance() {
            planned()
        } else {
            word()
        };
        word.facts.state = state;
        word.facts.title = title;
        word.facts.components[0].name = name;
        word.body = body;
        word.markup = markup;
        word.parts = vec![part("impact", &label, &text), part("headline", "", &text)];
        word
    })
}

/// Settings in which every word has an id.
fn complete() -> crate::domain::service::Settings {
    let mut settings = settings();
    for state in State::ALL {
        let ids = &mut settings.pagerduty.states;
        ids.insert(state.word().to_owned(), "P1".to_owned());
    }
    settings
}

/// What a parser of HTML shows of a message whose only tags are ours.
fn shown(html: &str) -> String {
    let mut html = html.to_owned();
    for (tag, text) in [
        ("<br>", "\n"),
        ("<p>", ""),
        ("</p>", "\n"),
        ("<strong>", ""),
        ("</strong>", ""),
    ] {
        html = html.replace(tag, text);
    }
    assert!(!html.contains(['<', '>']), "{html}");
    let quotes = html
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    quotes.replace("&#39;", "'").replace("&amp;", "&")
}

proptest! {
    #[test]
    fn whatever_is_said_the_payload_is_whole_or_an_error(word in utterance(), before in 0..2_usize) {
        let settings = complete();
        let place = Place { before, ..Place::default() };
        for service in ALL {
            let payload = match tried(service, &settings, &word, place) {
                Err(ChannelError::Unfit { field, .. }) => {
                    let title = text::line(&word.facts.title).is_empty();
                    let empty = ["title", "name", "message", "body"].contains(&field);
                    prop_assert!(empty, "{service}: {field}, {title}");
                    continue;
                }
                Err(ChannelError::TooLong { .. }) => continue,
                other => other.unwrap(),
            };
            let again = tried(service, &settings, &word, place).unwrap();
            prop_assert_eq!(&payload, &again);
            let content = String::from_utf8(payload.content).unwrap();
            let drives = |c: char| c != '\n' && crate::text::clean::is_driving(c);
            prop_assert!(!content.contains(drives), "{service}: {content:?}");
            if service == Service::CState {
                prop_assert!(content.starts_with("---\ntitle: \""));
                let (front, body) = content[4..].split_once("\n---\n").unwrap();
                prop_assert!(front.lines().all(|l| l.starts_with("  - ") || l.contains(':')));
                prop_assert_eq!(body.matches("{{<").count(), 1, "{}", body);
                prop_assert_eq!(body.matches("{{%").count(), 0, "{}", body);
            } else {
                let told: Value = serde_json::from_str(&content).unwrap();
                let title = ["/incident/name", "/post/title", "/title", "/name"];
                if let Some(title) = title.iter().find_map(|p| told.pointer(p)) {
                    prop_assert_eq!(title.as_str().unwrap(), text::line(&word.facts.title));
                }
                let message = ["/incident/body", "/message"];
                if let Some(message) = message.iter().find_map(|p| told.pointer(p)) {
                    prop_assert_eq!(message.as_str().unwrap(), text::markdown(&word));
                }
            }
        }
    }

    #[test]
    fn html_shows_every_part_and_nothing_else(text in hostile(), label in "[^\\p{C}\\s]{1,9}") {
        let mut word = word();
        word.parts = vec![part("impact", &label, &text), part("scope", "", "End.")];
        let payload = tried(Service::PagerDuty, &complete(), &word, Place::default()).unwrap();
        let told: Value = serde_json::from_slice(&payload.content).unwrap();
        let message = told["post"]["updates"][0]["message"].as_str().unwrap();
        let mut expected = text::prose(&text);
        for c in ['\u{fffe}', '\u{ffff}', '\u{fdd0}'] {
            expected = expected.replace(c, &c.escape_unicode().to_string());
        }
        let expected: Vec<&str> = expected.lines().collect();
        let expected = format!("{label}\n{}\nEnd.\n", expected.join("\n"));
        prop_assume!(!text.chars().any(|c| u32::from(c) > 0xffff && u32::from(c) & 0xfffe == 0xfffe));
        prop_assert_eq!(shown(message), expected);
    }
}

#[test]
fn yaml_quotes_what_yaml_could_read_otherwise() {
    assert_eq!(
        text::yaml("no: \"x\" \\ #1 \u{feff}\u{fffe}é👍"),
        "\"no: \\\"x\\\" \\\\ #1 \\ufeff\\ufffeé👍\""
    );
    assert_eq!(
        text::yaml("\u{7f}\u{9b}\u{2028}"),
        "\"\\u007f\\u009b\\u2028\""
    );
}

#[test]
fn an_id_stays_one_segment_of_the_url() {
    assert_eq!(text::segment("a/b?c=ñ {d}"), "a%2Fb%3Fc%3D%C3%B1%20%7Bd%7D");
}

#[test]
fn a_megabyte_is_measured_and_refused_or_carried() {
    let mut word = word();
    word.body = "{{< x >}} --y\n".repeat(75_000);
    for service in ALL {
        let place = Place::default();
        let limited = [Service::Statuspage, Service::IncidentIo].contains(&service);
        match tried(service, &settings(), &word, place) {
            Ok(payload) => assert!(!limited && !payload.content.is_empty()),
            Err(error) => assert!(
                limited && error.to_string().contains("characters"),
                "{error}"
            ),
        }
    }
}
