//! Pages, and the laws they keep.

use std::iter;

use proptest::prelude::*;

use super::*;
use crate::domain::entry::Kind as Speech;
use crate::domain::fact::TextFact;
use crate::domain::incident::Incident;
use crate::domain::words::{ComponentStatus, IncidentType, State};
use crate::order::Map;
use crate::render::error::RenderError;
use crate::render::narrate::narrate;
use crate::render::render;
use crate::render::tests::laws;
use crate::render::tests::scene::{self, Said, acme, at, cards, incident, locale, over};

/// The story of an incident, as one locale is told it.
fn story(house: &House, incident: &Incident, tag: &str) -> Story {
    let mut words = Vec::new();
    let (templates, outlet) = (Templates::embedded(), "status-page".into());
    narrate(&templates, house, &outlet, &locale(tag), &mut |narrator| {
        words = narrator.story(incident)?;
        Ok(())
    })
    .unwrap();
    Story::new(incident, words).unwrap()
}

/// Lets somebody look at the site of one of some languages.
fn look<T>(
    templates: &Templates,
    house: &House,
    tags: &[&str],
    look: impl FnOnce(&Site<'_>) -> T,
) -> T {
    let files = Files::read(templates).unwrap();
    let locales: Vec<Locale> = tags.iter().map(|tag| locale(tag)).collect();
    let languages = languages(templates, &locales).unwrap();
    let here = &languages[languages.len() - 1];
    look(&Site::new(&files, templates, house, &languages, here, true).unwrap())
}

/// The pages of the months.
fn history(site: &Site<'_>, briefs: &[&Brief]) -> Vec<Page> {
    let history = site.history(briefs);
    let months = (0..history.len()).map(|place| site.month(&history, place).unwrap());
    iter::once(site.months(&history).unwrap())
        .chain(months)
        .collect()
}

/// Every page about some incidents in the last one of some languages.
fn pages(house: &House, incidents: &[Incident], tags: &[&str]) -> Vec<Page> {
    look(&Templates::embedded(), house, tags, |site| {
        let tag = tags[tags.len() - 1];
        let stories: Vec<Story> = incidents.iter().map(|i| story(house, i, tag)).collect();
        let briefs: Vec<Brief> = stories.iter().map(|story| site.brief(story)).collect();
        let open = stories.iter().filter(|story| !story.now().state.is_over());
        let front = Front {
            going_on: &open.collect::<Vec<_>>(),
            past: &briefs.iter().collect::<Vec<_>>(),
            components: &Front::components(&incidents.iter().collect::<Vec<_>>()),
            newest: stories.iter().map(|story| story.now().at).max(),
        };
        let mut pages = vec![site.front(&front).unwrap()];
        pages.extend(stories.iter().map(|story| site.incident(story).unwrap()));
        let all: Vec<&Brief> = briefs.iter().collect();
        pages.extend(history(site, &all));
        pages
    })
}

#[test]
fn what_is_told_word_by_word_is_what_each_word_said_when_it_was_new() {
    let first = cards();
    let second = Said::updated("10:20")
        .state(State::Identified)
        .next("10:50");
    let wrong = Said::corrected("10:30")
        .corrects(&first)
        .text(TextFact::Scope, "Everybody.");
    let whole = incident([
        first,
        second,
        Said::updated("10:40").note("for us"),
        wrong,
        over(),
    ]);
    let house = acme("Europe/Madrid");
    for tag in ["en", "es"] {
        let told = story(&house, &whole, tag);
        let alone = whole.public().map(|entry| {
            let then = whole.as_of(entry.id).unwrap();
            render(
                &Templates::embedded(),
                &house,
                &then,
                "status-page",
                &locale(tag),
            )
            .unwrap()
        });
        let alone = alone.map(|message| (message.entry, message.body, message.parts));
        let words = told.into_words().into_iter();
        let told = words.map(|word| (word.entry, word.body, word.parts));
        assert_eq!(told.collect::<Vec<_>>(), alone.collect::<Vec<_>>());
    }
}

#[test]
fn the_first_page_names_when_the_next_update_is_due_and_what_it_means_if_it_is_later() {
    let page = &pages(
        &acme("Europe/Madrid"),
        &[incident([cards()])],
        &["en", "es"],
    )[0];
    assert_eq!(page.path, "es/index.html");
    let expected = "La próxima actualización debe llegar <time datetime=\"2026-11-21T10:30:00Z\">\
        el sábado 21 de noviembre de 2026 a las 11:30 como muy tarde (hora peninsular; 10:30 UTC)</time>. \
        Si esa hora ya ha pasado y aquí no hay nada más reciente, vamos con retraso.";
    assert!(page.content.contains(expected), "{}", page.content);
    assert!(page.content.contains("Hay una incidencia abierta."));
    assert!(page.content.contains("href=\"../style.css\""));
}

#[test]
fn a_word_that_was_corrected_leads_to_the_correction() {
    let first = cards();
    let right = Said::corrected("10:20")
        .corrects(&first)
        .text(TextFact::Scope, "Everybody.");
    let page = &pages(&acme("UTC"), &[incident([first, right])], &["en"])[1];
    let note =
        "<a href=\"#update-2\">We corrected this at 10:20 UTC on Saturday 21 November 2026.</a>";
    let (newest, oldest) = page.content.split_once("id=\"update-1\"").unwrap();
    assert!(oldest.contains(note), "{oldest}");
    assert!(newest.contains("id=\"update-2\" class=\"update correction\""));
    assert!(newest.contains("That was wrong. What holds: Everybody."));
}

#[test]
fn a_correction_is_reached_from_every_word_that_it_puts_right() {
    let scope = Said::corrected("10:10").text(TextFact::Scope, "Everybody.");
    let watched = Said::updated("10:20").state(State::Monitoring);
    let quiet = Said::updated("10:25");
    let all = Said::corrected("10:30")
        .corrects(&scope)
        .text(TextFact::Scope, "Shops in the EU.")
        .text(TextFact::Workaround, "There is none.")
        .state(State::Investigating);
    let told = incident([cards(), scope, watched, quiet, all]);
    let page = &pages(&acme("UTC"), &[told], &["en"])[1];
    let from = page.content.split("id=\"update-").skip(1);
    let leads = from.map(|word| {
        let place = word.chars().next().unwrap();
        (
            place,
            word.matches("<a href=\"#update-5\">We corrected").count(),
        )
    });
    let expected = [('5', 0), ('4', 0), ('3', 1), ('2', 1), ('1', 1)];
    assert_eq!(leads.collect::<Vec<_>>(), expected);
}

#[test]
fn a_title_in_another_language_says_which() {
    let page = &pages(&acme("UTC"), &[incident([cards()])], &["de"])[1];
    let title = "<h1><span lang=\"en\">Card payments are failing</span></h1>";
    assert!(page.content.contains(title), "{}", page.content);
}

#[test]
fn the_page_of_an_incident_is_named_like_it_where_a_file_can_be() {
    assert_eq!(
        page_of("2026-11-21-cards"),
        "incidents/2026-11-21-cards.html"
    );
    let odd = [
        "../../etc/passwd",
        "CARDS",
        "cards",
        "a/b",
        "a.b",
        "",
        &"a".repeat(300),
        "支払い",
        "con.",
        "-",
    ];
    let mut names: Vec<String> = odd.iter().map(|id| page_of(id)).collect();
    for name in &names {
        let file = name.strip_prefix("incidents/").unwrap();
        assert!(
            !file.contains(['/', '\\']) && !file.starts_with(['.', '-']),
            "{file}"
        );
        assert!(file.len() < 130 && file == file.to_lowercase(), "{file}");
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), odd.len());
}

#[test]
fn a_long_month_is_filled_from_its_beginning() {
    let house = acme("UTC");
    let many = |count: usize| -> Vec<Page> {
        let all = (0..count).map(|n| scene::other_incident(&format!("i{n}"), [cards(), over()]));
        let mut pages = pages(&house, &all.collect::<Vec<_>>(), &["en"]);
        pages.retain(|page| page.path.starts_with("history/2"));
        pages
    };
    let paths = |pages: &[Page]| -> Vec<String> { pages.iter().map(|p| p.path.clone()).collect() };
    assert_eq!(paths(&many(50)), ["history/2026-11.html"]);
    let (before, after) = (many(120), many(121));
    let expected = [
        "history/2026-11-1.html",
        "history/2026-11-2.html",
        "history/2026-11.html",
    ];
    assert_eq!(paths(&before), expected);
    assert_eq!(before[..2], after[..2]);
    assert!(
        before[2]
            .content
            .contains("href=\"../incidents/i119.html\"")
    );
    assert!(
        before[2]
            .content
            .contains("rel=\"next\" href=\"2026-11-2.html\"")
    );
    assert!(
        before[0]
            .content
            .contains("rel=\"prev\" href=\"2026-11-2.html\"")
    );
    assert!(before[0].content.contains("<h1>November 2026 (1)</h1>"));
}

#[test]
fn a_component_is_as_bad_as_an_open_incident_says_and_works_again_when_it_is_over() {
    use ComponentStatus::{DegradedPerformance, MajorOutage, Operational, PartialOutage};
    let said = |status| cards().component("Checkout", status);
    let now = |incidents: &[&Incident]| Front::components(incidents).remove("Checkout");
    let open = incident([said(PartialOutage)]);
    let worse = scene::other_incident("b", [said(MajorOutage)]);
    let ended = scene::other_incident("c", [said(MajorOutage), over()]);
    let slow = over().component("Checkout", DegradedPerformance);
    let limping = scene::other_incident("d", [said(MajorOutage), slow]);
    let planned = cards()
        .of_type(IncidentType::Maintenance)
        .state(State::Scheduled);
    let planned = planned.component("Checkout", ComponentStatus::UnderMaintenance);
    let old = Said::new(Speech::Declared, "10:04")
        .long_ago()
        .component("Old", MajorOutage);
    let open_long = scene::other_incident("e", [old.again()]);
    let over_long = scene::other_incident("f", [old, Said::resolved("10:30").long_ago()]);
    let held = Front::components(&[&open_long, &open]);
    assert_eq!(held.get("Old"), Some(&MajorOutage));
    assert_eq!(Front::components(&[&over_long, &open]).get("Old"), None);
    assert_eq!(now(&[&open, &worse]), Some(MajorOutage));
    assert_eq!(now(&[&open, &ended]), Some(PartialOutage));
    assert_eq!(now(&[&ended]), Some(Operational));
    assert_eq!(now(&[&limping]), Some(DegradedPerformance));
    assert_eq!(now(&[&incident([planned])]), Some(Operational));
}

#[test]
fn every_page_has_all_its_words_in_every_language() {
    let planned = cards()
        .of_type(IncidentType::Maintenance)
        .state(State::Scheduled);
    let planned = scene::other_incident("work", [planned]);
    let ended = scene::other_incident("over", [cards(), over()]);
    let all = [incident([cards()]), planned, ended];
    for tag in Locale::SPOKEN {
        for page in pages(&acme("Europe/Madrid"), &all, &["pt-BR", tag]) {
            let content = &page.content;
            assert!(content.contains(&format!("<html lang=\"{tag}\">")));
            for trace in ["><", "{", "}", "None", "undefined"] {
                let bare = content.replace("</dt><dd>", "").replace("></", "");
                let bare = bare
                    .replace("><a", "")
                    .replace("><dt", "")
                    .replace("><tr", "");
                let bare = bare
                    .replace("><th", "")
                    .replace("><td", "")
                    .replace("><time", "");
                let bare = bare.replace("><span", "").replace("><strong", "");
                assert!(
                    !bare.contains(trace),
                    "{tag} {}: {trace} in {bare}",
                    page.path
                );
            }
        }
    }
}

#[test]
fn an_error_in_a_page_of_ones_own_names_the_file_and_the_line() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("site");
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("parts.html");
    let parts = Templates::embedded()
        .source(Kind::Site, "parts.html")
        .unwrap()
        .1;
    std::fs::write(&path, parts.replacen("{{ at.text }}", "{{ at.cause }}", 1)).unwrap();
    let templates = Templates::with_folder(home.path());
    let house = acme("UTC");
    let failed = look(&templates, &house, &["en"], |site| {
        site.front(&Front {
            going_on: &[&story(&house, &incident([cards()]), "en")],
            past: &[],
            components: &Map::new(),
            newest: None,
        })
    });
    assert_eq!(
        failed.unwrap_err().to_string(),
        format!(
            "{}:2: `at.cause` in `parts.html`: is not known here",
            path.display()
        )
    );
}

#[test]
fn a_channel_that_speaks_to_the_team_cannot_speak_here() {
    let house = acme("UTC");
    let told = narrate(
        &Templates::embedded(),
        &house,
        &"team".into(),
        &locale("en"),
        &mut |_| Ok(()),
    );
    assert!(matches!(told, Err(RenderError::NotPublic { .. })));
}

#[test]
fn a_month_is_that_of_the_readers_calendar() {
    let voice = Arc::new(Templates::embedded().voice(&locale("en")).unwrap());
    let lexicon = Lexicon::new(voice, &acme("Asia/Kathmandu"));
    let late = "2026-11-30T20:00:00Z".parse().unwrap();
    assert_eq!(lexicon.month_of(late), (2026, 12));
    assert_eq!(lexicon.month_of(at("10:00")), (2026, 11));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 8, ..ProptestConfig::default() })]

    #[test]
    fn nothing_internal_stands_on_any_page_and_no_fact_is_markup(
        history in laws::history(), house in laws::house(), tag in prop::sample::select(&Locale::SPOKEN[..]),
    ) {
        let secret = "zqx-secret-zqx";
        let said = history.into_iter().map(|said| {
            said.internal(secret, secret)
                .note(secret)
                .text(TextFact::Decision, secret)
                .text(TextFact::Workaround, "<script>alert(1)</script> {{ 7*7 }} javascript:alert(1)")
                .component("<img src=x onerror=alert(1)>", ComponentStatus::MajorOutage)
        });
        let all = [incident(said)];
        for page in pages(&house, &all, &["en", tag]) {
            let content = &page.content;
            prop_assert!(!content.contains(secret), "{}", page.path);
            prop_assert!(!content.contains("<script") && !content.contains("<img"), "{}", page.path);
            prop_assert!(!content.contains("\"javascript:"), "{}", page.path);
            let driving = |c: char| c != '\n' && crate::text::clean::is_driving(c);
            prop_assert!(!content.contains(driving), "{}", page.path);
        }
    }
}

#[test]
fn nothing_was_said_is_a_page_too() {
    let page = look(&Templates::embedded(), &House::default(), &["en"], |site| {
        let front = Front {
            going_on: &[],
            past: &[],
            components: &Map::new(),
            newest: None,
        };
        (site.front(&front).unwrap(), history(site, &[]))
    });
    assert!(page.0.content.contains("<h1>Status</h1>"));
    assert!(page.0.content.contains("We know of no open incident."));
    assert_eq!(page.1.len(), 1);
    assert!(page.1[0].content.contains("Nothing has been reported yet."));
}
