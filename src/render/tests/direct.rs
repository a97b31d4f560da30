//! What is filled without the engine is what the engine writes.

use std::cell::OnceCell;
use std::sync::Arc;

use minijinja::context;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::laws::history;
use super::scene::{acme, at, cards, incident, locale, over};
use crate::domain::briefing::{Briefing, Quote};
use crate::domain::incident::Incident;
use crate::domain::words::Audience;
use crate::render::direct::fill;
use crate::render::engine::{self, Place};
use crate::render::listener::{Listener, Speaker};
use crate::render::scope::Scope;
use crate::render::shape::Manner;
use crate::render::templates::{Kind, Templates};
use crate::render::voice::Voice;

/// What was filled directly, if it was, and what the engine writes.
fn both(source: &str, scope: &Scope<'_, '_>) -> (Option<String>, Result<String, String>) {
    let place = Place {
        file: "voice",
        line: 1,
        key: "a.b",
    };
    let house = acme("Europe/Madrid");
    let voice = Arc::clone(scope.listener.speaker.voice);
    let engine = engine::for_sentences(&voice, house.zone);
    let engines = engine::run(&engine, source, place, scope.whole());
    (
        fill(source, scope, &mut Vec::new()),
        engines.map_err(|error| error.to_string()),
    )
}

/// Lets somebody hear about an incident, with something under every name.
fn heard(
    voice: &str,
    incident: &Incident,
    audience: Audience,
    manner: Manner,
    test: &mut dyn FnMut(&Scope<'_, '_>),
) {
    let house = acme("Europe/Madrid");
    let voice = Arc::new(Templates::embedded().voice(&locale(voice)).unwrap());
    let briefing = Briefing::about(incident, audience, &locale("es"), &house).unwrap();
    let engine = OnceCell::new();
    let speaker = Speaker::new(&voice, &engine, &house);
    let listener = Listener::new(&speaker, briefing, incident, false);
    let items = ["One.".to_owned(), "two".to_owned(), "3".to_owned()];
    let moment = at("09:41").to_rfc3339();
    let moment = moment.as_str();
    let item = context! {
        what => "We look twice", due => moment, said_at => moment, wrote => "ten shops",
        holds => "all", holds_time => moment, by => "ana", note => "restarted", at => moment,
        state => "in-progress", status => "dropped",
    };
    let mut scope = Scope::new(&listener, manner);
    scope.items = Some(&items);
    scope.item = Some(&item);
    test(&scope);
}

const MANNERS: [Manner; 5] = [
    Manner::Labelled,
    Manner::Running,
    Manner::Brief,
    Manner::Spoken,
    Manner::Recorded,
];

#[test]
fn every_sentence_of_ours_is_filled_directly_if_its_values_are_there() {
    let now = incident([cards(), over()]);
    for (name, text) in Kind::Voice.built_in() {
        let whole = Voice::parsed_for_tests(name, text.text());
        for manner in MANNERS {
            heard(name, &now, Audience::Team, manner, &mut |scope| {
                for (key, sentence) in whole.own_sentences() {
                    let (direct, engines) = both(sentence.text, scope);
                    assert_eq!(direct, engines.ok(), "{name} {key}");
                }
            });
        }
    }
}

const PIECES: [&str; 46] = [
    "Words, ",
    "{{ title }}",
    "{{title|sentence|capital}}",
    "{{ title | sentence }} {{ nothing }}",
    "{{ started | clock('at') | capital }}",
    "{{ at | clock(\"by\") }}",
    "{{ at | clock ( 'from' ) }}",
    "{{ at | clock('ago') }}",
    "{{ at | clock(title) }}",
    "{{ at | clock('at', 'by') }}",
    "{{ at | hour }}{{ at | note }}",
    "{{ at | day }} {{ at | date }}",
    "{{ at | date('x') }}",
    "{{ first_word | span(at) }}",
    "{{ first_word | span_note(at) }}",
    "{{ first_word | duration(at) }}",
    "{{ first_word | duration('at') }}",
    "{{ at }}",
    "{{ items }}",
    "{{ items | listed }}",
    "{{ items | lined | capital }}",
    "{{ items | join(', ') }}",
    "{{ items | join('|') }}",
    "{{ items | join(\"it's\") }}",
    "{{ items | join('\\n') }}",
    "{{ items | join }}",
    "{{ item.note | sentence }}",
    "{{ item.due | day }}",
    "{{ item.nothing }}",
    "{{ item }}",
    "{{ state | word('state') }}",
    "{{ title | word('state') }}",
    "{{ title | upper }}",
    "{{ title | day }}",
    "{{ title.x }}",
    "{{ title[0] }}",
    "{{- title -}}",
    "{{ 'a' }}{{ 1 }}",
    "{{ none }}{{ not title }}",
    "{{ manner }} {{ locale }} {{ type }}",
    "{% if title %}x{% endif %}",
    "{# nothing #}",
    "{% set title = 'x' %}",
    "{ }} %} {",
    "\n",
    "{{ cancelled }}{{ components }}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_filled_directly_is_what_the_engine_writes(
        said in history(),
        templates in vec(vec(select(&PIECES), 0..4), 1..12),
        voice in select(&["en", "es", "pt", "fr", "de"]),
        audience in select(Audience::ALL.to_vec()),
        manner in select(&MANNERS),
    ) {
        let now = incident(said);
        heard(voice, &now, audience, manner, &mut |scope| {
            for template in &templates {
                let (direct, engines) = both(&template.concat(), scope);
                if let Some(direct) = direct {
                    assert_eq!(Ok(direct), engines, "{template:?}");
                }
            }
        });
    }

    #[test]
    fn what_can_be_quoted_is_every_text_and_moment_that_templates_see(
        said in history(),
        audience in select(Audience::ALL.to_vec()),
    ) {
        let now = incident(said);
        let house = acme("UTC");
        let briefing = Briefing::about(&now, audience, &locale("es"), &house).unwrap();
        let seen = serde_json::to_value(&briefing).unwrap();
        for (name, value) in seen.as_object().unwrap() {
            let quoted = briefing.quote(name).map(|quote| match quote {
                Quote::Text(text) => text.into(),
                Quote::Moment(moment) => serde_json::to_value(moment).unwrap(),
            });
            let seen = Some(value.clone()).filter(serde_json::Value::is_string);
            prop_assert_eq!(quoted, seen, "{}", name);
        }
    }
}
