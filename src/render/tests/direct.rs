//! What is filled and laid out without the engine is what the engine writes.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use minijinja::{Environment, context};
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
use crate::render::listener::{Listener, Told};
use crate::render::scope::Scope;
use crate::render::shape::{Manner, Name};
use crate::render::sheet::seen;
use crate::render::speaker::Speaker;
use crate::render::steps::{Steps, Stuff};
use crate::render::templates::{Kind, Templates};
use crate::render::voice::Voice;
use crate::text::markup::Markup;

/// What was filled directly, if it was, and what the engine writes.
fn both(
    source: &str,
    engine: &Environment<'_>,
    scope: &Scope<'_, '_>,
) -> (Option<String>, Result<String, String>) {
    let engines = engine::run(engine, source, PLACE, scope.whole());
    (
        fill(source, scope, &mut Vec::new()),
        engines.map_err(|error| error.to_string()),
    )
}

const PLACE: Place<'_> = Place {
    file: "voice",
    line: 1,
    key: "a.b",
};

/// Lets somebody hear about an incident, with something under every name.
fn heard(
    voice: &str,
    incident: &Incident,
    audience: Audience,
    manner: Manner,
    test: &mut dyn FnMut(&Environment<'_>, &Scope<'_, '_>),
) {
    let house = acme("Europe/Madrid");
    let voice = Arc::new(Templates::embedded().voice(&locale(voice)).unwrap());
    let briefing = Briefing::about(incident, audience, &locale("es"), &house).unwrap();
    let cell = OnceCell::new();
    let speaker = Speaker::new(&voice, &cell, &house);
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
    let more = context! { item => item };
    scope.more = Some(&more);
    test(&engine::for_sentences(&voice, house.zone), &scope);
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
        heard(
            name,
            &now,
            Audience::Team,
            Manner::Brief,
            &mut |engine, scope| {
                for (key, sentence) in whole.own_sentences() {
                    let (direct, engines) = both(sentence.text, engine, scope);
                    assert_eq!(direct, engines.ok(), "{name} {key}");
                }
            },
        );
    }
}

const PIECES: [&str; 49] = [
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
    "{{ item.wrote }} {{ item.holds }}",
    "{{ item.name }} {{ item.status | word('status') }}",
    "{{ item.said_at | clock('at') }}",
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

fn as_json(quote: Quote<'_>) -> serde_json::Value {
    match quote {
        Quote::Text(text) => text.into(),
        Quote::Moment(moment) => serde_json::to_value(moment).unwrap(),
    }
}

/// What a layout of steps writes, if it is one, and what the engine writes.
fn laid_out(
    source: &str,
    stuff: &Stuff<'_>,
    markup: Markup,
) -> (Option<String>, Result<String, String>) {
    let steps = Steps::read(source).and_then(|steps| steps.run(stuff, markup));
    let engines = engine::run(&engine::for_layouts(markup), source, PLACE, seen(stuff));
    (steps, engines.map_err(|error| error.to_string()))
}

fn part((name, label, text): (&str, &str, &str)) -> (Name, Rc<Told>) {
    let told = Told {
        label: label.to_owned(),
        text: text.to_owned(),
        foreign: Vec::new(),
    };
    (name.to_owned().into(), Rc::new(told))
}

const MARKUPS: [Markup; 4] = [
    Markup::Plain,
    Markup::Markdown,
    Markup::Mrkdwn,
    Markup::Html,
];

#[test]
fn every_layout_of_a_message_is_laid_out_in_steps() {
    let parts = [
        ("headline", "", "Cards *fail*"),
        ("scope", "Who <is> affected", "Shops\nand more"),
        ("state", "", "We look into it."),
    ]
    .map(part);
    let templates = Templates::embedded();
    for name in templates.channels().unwrap() {
        let shape = templates.shape(&name).unwrap();
        for parts in [&parts[..], &parts[1..2], &[]] {
            let stuff = Stuff::Parts(parts);
            let (steps, engines) = laid_out(&shape.body.text, &stuff, shape.markup);
            assert_eq!(steps, engines.ok(), "{name}");
        }
        if let Some(subject) = &shape.subject {
            let stuff = Stuff::Subject("[Acme] Cards <fail>");
            let (steps, engines) = laid_out(&subject.text, &stuff, Markup::Plain);
            assert_eq!(steps, engines.ok(), "{name}");
        }
    }
}

#[test]
fn what_would_tire_the_engine_out_is_left_to_it() {
    let parts = vec![part(("state", "", "x")); 1_000];
    let body = "{% for part in parts %}{{ part.text }}{% endfor %}";
    let run = |body: &str| laid_out(body, &Stuff::Parts(&parts), Markup::Plain).0;
    assert!(run(body).is_some());
    assert_eq!(
        run(&body.replace("{{", "{{ part.text }}{{").repeat(2)),
        None
    );
}

const LAYOUT_PIECES: [&str; 27] = [
    "{% for part in parts %}",
    "{% for part in parts %}\n",
    "  {% endfor %}\n",
    "{% endfor %}",
    "{% if part.label %}",
    "{% if part.name == \"headline\" %}\n",
    "{% if part.name == 'headline' %}",
    "{% if parts %}",
    "\t{% elif part.label %}\n",
    "{%elif part.name == \"scope\"%}",
    "{% else %}",
    "{% else %}\n\n",
    "{% endif %}\n",
    " {% endif %} ",
    "{{ part.text }}",
    "{{ part.text }}\n",
    "{{ part.label }}: {{part.text}}",
    "{{ part.name }}",
    "{{ part.nothing }}",
    "{{ parts | map(attribute=\"text\") | join(\" \") }}",
    "{{ subject }}",
    "{{- part.text }}",
    "words ",
    "\n",
    "\r\n",
    "# { }} %} ",
    "{# nothing #}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_filled_directly_is_what_the_engine_writes(
        said in history(),
        templates in vec(vec(select(&PIECES), 0..4), 1..12),
        voice in select(&["en", "es", "pt", "fr", "de"]),
        audience in select(Audience::ALL.to_vec()),
        manner in select(&MANNERS),
    ) {
        let now = incident(said);
        heard(voice, &now, audience, manner, &mut |engine, scope| {
            let mut scope = *scope;
            let facts = scope.listener.briefing.public();
            let lists = [("corrections", facts.corrections.len()), ("components", facts.components.len())];
            scope.item = lists.into_iter().find(|(_, length)| *length > 0).map(|(list, _)| (list, 0));
            for template in &templates {
                let (direct, engines) = both(&template.concat(), engine, &scope);
                if let Some(direct) = direct {
                    assert_eq!(Ok(direct), engines, "{template:?}");
                }
            }
        });
    }

    #[test]
    fn what_is_laid_out_in_steps_is_what_the_engine_lays_out(
        pieces in vec(select(&LAYOUT_PIECES), 0..9),
        markup in select(&MARKUPS),
        parts in vec((select(&["headline", "scope", "state"]), "[A-Z]?", "\\PC{0,9}"), 0..4),
        whole in any::<bool>(),
    ) {
        let layout = if whole {
            // Most random heaps of pieces are no layouts.
            ["{% for part in parts %}", &pieces.concat(), "{% endfor %}"].concat()
        } else {
            pieces.concat()
        };
        let parts: Vec<_> = parts.iter().map(|(n, l, t)| part((n, l, t))).collect();
        for stuff in [Stuff::Parts(&parts), Stuff::Subject("On <it>")] {
            let (steps, engines) = laid_out(&layout, &stuff, markup);
            if let Some(steps) = steps {
                prop_assert_eq!(Ok(steps), engines, "{}", layout);
            }
        }
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
            let quoted = briefing.quote(name).map(as_json);
            let seen = Some(value.clone()).filter(serde_json::Value::is_string);
            prop_assert_eq!(quoted, seen, "{}", name);
            // The team's measures are told by summaries, in their own way.
            let things = value.as_array().filter(|_| name != "team_measures");
            for (place, thing) in things.into_iter().flatten().enumerate() {
                let own = [(String::new(), thing.clone())];
                let fields = thing.as_object().map_or(own.to_vec(), |thing| {
                    thing.clone().into_iter().collect()
                });
                for (field, value) in fields {
                    let quoted = briefing.quote_of(name, place, &field).map(as_json);
                    let seen = Some(value).filter(serde_json::Value::is_string);
                    // A name of a fact stands in no sentence.
                    let named = ["stated", "current"].contains(&name.as_str());
                    prop_assert_eq!(quoted, seen.filter(|_| !named), "{} {}", name, field);
                }
            }
        }
    }
}
