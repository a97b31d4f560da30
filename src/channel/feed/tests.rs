//! Feeds, read back by the parser of the same library.

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::channel::scene;

fn of(words: &[Utterance]) -> String {
    let us = scene::us();
    let written = payload(&scene::dispatch("feed", &us, words)).unwrap();
    String::from_utf8(written.content).unwrap()
}

/// The texts of every element with this name, entities undone once.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut found, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == name => {
                inside = true;
                found.push(String::new());
            }
            Event::End(tag) if tag.name().as_ref() == name => inside = false,
            Event::Text(text) if inside => {
                found.last_mut().unwrap().push_str(&text);
            }
            Event::GeneralRef(entity) if inside => {
                let entity = format!("&{};", &*entity);
                let undone = quick_xml::escape::unescape(&entity).unwrap().into_owned();
                found.last_mut().unwrap().push_str(&undone);
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn an_incident_is_one_entry_that_tells_the_newest_first() {
    let words = scene::incident();
    assert_eq!(
        of(&words),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">
 <id>tag:status.acme.example,2026:feed/en</id>
 <title>Acme</title>
 <updated>2026-11-21T10:34:00Z</updated>
 <author>
  <name>Acme</name>
 </author>
 <link rel=\"alternate\" type=\"text/html\" href=\"https://status.acme.example/\"/>
 <entry>
  <id>tag:status.acme.example,2026:incident/en/2026-11-21-payments</id>
  <title>Payments fail</title>
  <published>2026-11-21T10:04:00Z</published>
  <updated>2026-11-21T10:34:00Z</updated>
  <link rel=\"alternate\" type=\"text/html\" href=\"https://status.acme.example/\"/>
  <category term=\"identified\"/>
  <content type=\"html\">&lt;p&gt;&lt;small&gt;&lt;time datetime=&quot;2026-11-21T10:34:00Z&quot;&gt;2026-11-21 10:34 UTC&lt;/time&gt;&lt;/small&gt;&lt;/p&gt;
&lt;p&gt;&lt;strong&gt;identified: Payments fail&lt;/strong&gt;&lt;/p&gt;
&lt;p&gt;&lt;strong&gt;What you can do now:&lt;/strong&gt; Pay by invoice.&lt;/p&gt;
&lt;hr&gt;
&lt;p&gt;&lt;small&gt;&lt;time datetime=&quot;2026-11-21T10:04:00Z&quot;&gt;2026-11-21 10:04 UTC&lt;/time&gt;&lt;/small&gt;&lt;/p&gt;
&lt;p&gt;&lt;strong&gt;investigating: Payments fail&lt;/strong&gt;&lt;/p&gt;
&lt;p&gt;&lt;strong&gt;What you can do now:&lt;/strong&gt; Pay by invoice.&lt;/p&gt;
</content>
 </entry>
</feed>
"
    );
    assert_eq!(of(&words), of(&words));
}

#[test]
fn the_id_outlives_every_update() {
    let words = scene::incident();
    assert_eq!(texts(&of(&words), "id"), texts(&of(&words[..1]), "id"));
}

#[test]
fn several_incidents_stand_in_one_feed_the_newest_first() {
    let (old, mut new) = (scene::incident(), scene::incident());
    for word in &mut new {
        word.facts.incident = "another one/ñ".to_owned();
        word.facts.at += chrono::Duration::hours(1);
    }
    let both = [new.iter().collect(), Vec::new(), old.iter().collect()];
    let written = document(&scene::house(), &Locale::english(), &both, &|_| None).unwrap();
    let xml = String::from_utf8(written.content).unwrap();
    assert_eq!(
        texts(&xml, "id")[1..],
        [
            "tag:status.acme.example,2026:incident/en/another%20one%2F%C3%B1",
            "tag:status.acme.example,2026:incident/en/2026-11-21-payments"
        ]
    );
    assert_eq!(texts(&xml, "updated")[0], "2026-11-21T11:34:00Z");
}

#[test]
fn without_a_status_page_there_is_nothing_to_be_known_by() {
    let us = (
        House::default(),
        crate::domain::service::Settings::default(),
    );
    let words = scene::incident();
    assert_eq!(
        payload(&scene::dispatch("feed", &us, &words))
            .unwrap_err()
            .to_string(),
        "atom needs `status_url` in the configuration: a feed and its entries are known by it for \
         ever"
    );
}

proptest! {
    #[test]
    fn whatever_a_fact_says_it_is_text(text in any::<String>()) {
        let mut words = scene::saying(&text);
        words[0].facts.title.clone_from(&text);
        let xml = of(&words);
        let lawful = |c: char| matches!(c, '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        prop_assert!(xml.chars().all(lawful));
        let html = texts(&xml, "content").pop().unwrap();
        // Six tags are ours: the moment and the headline; `<br>` is a line end.
        let tags = html.replace("<br>", "").matches('<').count();
        prop_assert_eq!(tags, 10);
        let said = html.split("<strong>").nth(1).unwrap().split("</strong>").next().unwrap();
        let said = said.replace("<br>", "\n").replace("&lt;", "<").replace("&gt;", ">")
            .replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
        prop_assert_eq!(said, plain::shown(&text).into_owned());
    }
}
