//! What a summary lets out, and what it makes of hostile text.

use chrono::{DateTime, Utc};
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::domain::entry::{Entry, EntryId, Kind, Waived};
use crate::domain::fact::{InternalFact, TextFact, TimeFact};
use crate::domain::facts::{Facts, Told};
use crate::domain::measure::{Aim, Status};
use crate::domain::words::{DataImpact, State};
use crate::render::Templates;
use crate::text::markup::Markup;

fn at(clock: &str) -> DateTime<Utc> {
    format!("2026-11-21T{clock}:00Z").parse().unwrap()
}

fn entry(kind: Kind, clock: &str, facts: Facts) -> Entry {
    Entry {
        id: EntryId::after(None, at(clock)),
        at: at(clock),
        by: None,
        via: None,
        incident: "2026-11-21-it-fails".to_owned(),
        kind,
        corrects: None,
        locale: Locale::english(),
        facts,
        clear: Vec::new(),
        waived: Waived::new(),
    }
}

/// What an incident holds in the fields that are for the team alone, by name.
const INSIDE: [&str; 22] = [
    "cause",
    "people",
    "link",
    "note",
    "affected",
    "factors",
    "went_well",
    "went_badly",
    "lucky",
    "owner",
    "reason",
    "confirmed",
    "by",
    "via",
    "to",
    "how",
    "said",
    "waiver",
    "measure",
    "decision",
    "client",
    "words",
];

/// Those of them that a reader may know nevertheless.
const fn allowed(reader: Reader) -> &'static [&'static str] {
    match reader {
        Reader::Customers | Reader::Support => &[],
        Reader::Executives => &["affected", "decision"],
        Reader::Regulator => &["affected", "cause"],
        Reader::Team => &INSIDE,
    }
}

/// An incident that is over and reviewed, with `inside` in the fields of [`INSIDE`] and `outside` in
/// every fact for customers.
fn incident(inside: &[String], outside: &str) -> Incident {
    let secret = |name: &str| {
        let place = INSIDE.iter().position(|known| *known == name).unwrap();
        inside[place].clone()
    };
    let english = Locale::english();
    let mut first = Facts {
        state: Some(State::Investigating),
        data: Some(DataImpact::Lost),
        confirmed_by: Some(secret("confirmed")),
        ..Facts::default()
    };
    for fact in TextFact::ALL {
        let text = match fact {
            TextFact::Decision => secret("decision"),
            TextFact::What => continue,
            _ => outside.to_owned(),
        };
        first.set_text(*fact, &english, text);
    }
    first.components.insert(
        outside.to_owned(),
        crate::domain::words::ComponentStatus::MajorOutage,
    );
    first.times.insert(TimeFact::Started, at("09:58"));
    first.times.insert(TimeFact::NextUpdate, at("10:30"));
    let review = first.clone();
    let internal = &mut first.internal;
    internal.cause = Some(secret("cause"));
    internal.people = Some(secret("people"));
    internal.links = vec![secret("link")];
    internal.note = Some(secret("note"));
    for (fact, name) in [
        (InternalFact::Affected, "affected"),
        (InternalFact::Factors, "factors"),
        (InternalFact::WentWell, "went_well"),
        (InternalFact::WentBadly, "went_badly"),
        (InternalFact::Lucky, "lucky"),
    ] {
        internal.looked_back.insert(fact, secret(name));
    }
    let mut measured = Facts::default();
    measured.set_text(TextFact::What, &english, outside);
    let step = &mut measured.internal.step;
    step.measure = Some(secret("measure"));
    step.owner = Some(secret("owner"));
    step.reason = Some(secret("reason"));
    (step.aim, step.status) = (Some(Aim::Detect), Some(Status::Open));
    step.due = Some(at("18:00"));
    let mut told = Facts::default();
    told.internal.told = Told {
        to: Some(secret("to")),
        how: Some(secret("how")),
        said: Some(secret("said")),
    };
    let mut heard = Facts::default();
    heard.internal.heard.client = Some(secret("client"));
    heard.internal.heard.words = Some(secret("words"));
    let mut noted = Facts::default();
    noted.internal.note = Some(secret("note"));
    let over = Facts {
        state: Some(State::Resolved),
        ..review
    };
    let entries = [
        (Kind::Declared, "10:04", first),
        (Kind::Noted, "10:06", noted),
        (Kind::Told, "10:08", told),
        (Kind::Resolved, "11:00", over.clone()),
        (Kind::Heard, "11:30", heard),
        (Kind::Measured, "12:00", measured),
        (Kind::Reviewed, "13:00", over),
    ];
    let entries = entries.map(|(kind, clock, facts)| Entry {
        by: Some(secret("by")),
        via: Some(secret("via")),
        waived: Waived::from([("vague-scope".to_owned(), secret("waiver"))]),
        ..entry(kind, clock, facts)
    });
    Incident::from_entries("2026-11-21-it-fails", entries.to_vec())
}

/// The summary for a reader in every format.
fn formats(incident: &Incident, reader: Reader, locale: &Locale) -> Vec<String> {
    formats_of(incident, reader, locale, &House::default())
}

fn formats_of(incident: &Incident, reader: Reader, locale: &Locale, house: &House) -> Vec<String> {
    let numbers = Numbers::default();
    let told = Summary::about(incident, reader, locale, house, numbers, at("20:00")).unwrap();
    let templates = Templates::embedded();
    let document = summary::summary(&templates, house, incident, locale, &told).unwrap();
    let json = plain::json(&document, &told, incident.stage());
    vec![
        document.markdown.clone(),
        plain::text(&document),
        page::html(&document, house),
        json.to_string(),
    ]
}

const READERS: [Reader; 5] = [
    Reader::Customers,
    Reader::Team,
    Reader::Executives,
    Reader::Support,
    Reader::Regulator,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 16, ..ProptestConfig::default() })]

    #[test]
    fn no_internal_fact_reaches_a_reader_who_may_not_know_it(
        words in vec("[A-Z][a-z]{9,14}", INSIDE.len()),
    ) {
        // No word of a voice has this in it.
        let inside: Vec<String> = words.iter().enumerate().map(|(i, word)| format!("zqx{word}{i}xqz")).collect();
        let incident = incident(&inside, "Cards fail.");
        for locale in Templates::embedded().locales().unwrap() {
            for reader in READERS {
                for text in formats(&incident, reader, &locale) {
                    for (name, secret) in INSIDE.iter().zip(&inside) {
                        let known = allowed(reader).contains(name);
                        prop_assert!(known || !text.contains(secret.as_str()), "{name} for {reader}: {text}");
                    }
                }
            }
        }
    }

    #[test]
    fn any_text_leaves_the_page_whole(text in "[^\\p{C}]{1,60}", outside in "[<>&\"'/a-z =`!-]{0,40}[a-z]") {
        let inside = vec![text; INSIDE.len()];
        let incident = incident(&inside, &outside);
        for reader in READERS {
            let page = formats(&incident, reader, &Locale::english()).swap_remove(2);
            prop_assert_eq!(tags(&page), tags(&formats(&self::incident(&vec!["Text".to_owned(); INSIDE.len()], "Text"), reader, &Locale::english())[2]));
        }
    }
}

/// The tags of a page without their texts: what a text cannot change.
fn tags(page: &str) -> Vec<String> {
    let (_, body) = page.split_once("<main>").unwrap();
    let tags = body.split('<').skip(1);
    let tag = |tag: &str| tag.split('>').next().unwrap().to_owned();
    tags.map(tag).filter(|tag| tag != "br").collect()
}

#[test]
fn a_team_reads_everything_that_was_written_down() {
    let inside: Vec<String> = INSIDE
        .iter()
        .map(|name| format!("The {name} of it"))
        .collect();
    let incident = incident(&inside, "Cards fail.");
    let text = formats(&incident, Reader::Team, &Locale::english()).swap_remove(0);
    // What customers think of us, the program and the names of measures are in the log.
    let told = INSIDE
        .iter()
        .filter(|name| !["via", "measure", "client", "words"].contains(name));
    for name in told {
        assert!(
            text.contains(&format!("The {name} of it")),
            "{name}: {text}"
        );
    }
}

#[test]
fn the_drawing_says_with_numbers_and_a_list_what_it_says_with_colours() {
    let inside = vec!["Text".to_owned(); INSIDE.len()];
    let page = formats(
        &incident(&inside, "Text"),
        Reader::Customers,
        &Locale::english(),
    );
    let page = &page[2];
    for part in [
        "<desc id=\"course-told\">before the first word, from 09:58 to 10:04 UTC; investigating, from 10:04 to 11:00 UTC</desc>",
        "<text class=\"on\" x=\"60\" y=\"62\" text-anchor=\"middle\">1</text>",
        "<li><span class=\"key open\"></span> investigating, from 10:04 to 11:00 UTC</li>",
        "</svg> a promised update, late or missed</li>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn the_report_on_a_drill_says_so_before_anything_else() {
    let inside = vec!["Text".to_owned(); INSIDE.len()];
    let house = House {
        drill: true,
        ..House::default()
    };
    for reader in READERS {
        let texts = formats_of(
            &incident(&inside, "Text"),
            reader,
            &Locale::english(),
            &house,
        );
        assert!(texts[0].starts_with(r"# \[DRILL\] "), "{}", texts[0]);
        for text in texts {
            assert!(text.contains("This is an exercise"), "{text}");
        }
    }
}

#[test]
fn hostile_text_is_shown_and_does_nothing() {
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&lt;";
    let inside = vec![hostile.to_owned(); INSIDE.len()];
    let incident = incident(&inside, hostile);
    let mut shown = String::new();
    Markup::Html.escape(hostile, &mut shown).unwrap();
    for reader in READERS {
        let page = formats(&incident, reader, &Locale::english()).swap_remove(2);
        assert!(page.contains(&shown), "{page}");
        assert!(
            !page.contains("<script") && !page.contains("<img"),
            "{page}"
        );
    }
}
