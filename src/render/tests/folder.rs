//! A user's own voices and shapes.

use std::fs;
use std::path::Path;

use super::scene::*;
use crate::domain::fact::TextFact;
use crate::render::templates::Kind;
use crate::render::{Message, RenderError, Templates, render};

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn rendered(folder: &Path, channel: &str, tag: &str) -> Result<Message, RenderError> {
    let templates = Templates::with_folder(folder);
    render(
        &templates,
        &acme("UTC"),
        &incident([cards()]),
        channel,
        &locale(tag),
    )
}

fn error(file: &str, text: &str, channel: &str, tag: &str) -> String {
    let folder = folder(&[(file, text)]);
    let error = rendered(folder.path(), channel, tag)
        .unwrap_err()
        .to_string();
    error.replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn one_sentence_can_be_said_differently_and_the_rest_stays() {
    let folder = folder(&[(
        "voices/en.toml",
        "[next_update]\npromised_brief = 'More at {{ next_update | clock }}.'\n",
    )]);
    let message = rendered(folder.path(), "sms", "en").unwrap();
    assert_eq!(
        message.body,
        "Acme: Your shop cannot take card payments. Offer PayPal or bank transfer. More at 10:30 UTC. status.acme.example"
    );
}

const PARTNER: &str = "audience = 'customers'\nmarkup = 'html'\nparts = ['headline', 'impact']\nbody = '''\n{% for part in parts %}\n<p>{{ part.text }}</p>\n{% endfor %}\n'''\n";

#[test]
fn a_channel_can_be_added_and_is_listed_last() {
    let folder = folder(&[
        ("shapes/partner-mail.toml", PARTNER),
        ("shapes/notes.txt", "no shape"),
    ]);
    let templates = Templates::with_folder(folder.path());
    assert_eq!(
        templates.channels().unwrap().last().unwrap(),
        "partner-mail"
    );
    let now = incident([cards().text(TextFact::Impact, "<b> & \"c\"")]);
    let message = render(
        &templates,
        &acme("UTC"),
        &now,
        "partner-mail",
        &locale("en"),
    )
    .unwrap();
    assert_eq!(
        message.body,
        "<p>Investigating: Card payments are failing</p>\n<p>&lt;b&gt; &amp; &quot;c&quot;.</p>"
    );
}

#[test]
fn a_locale_can_be_added_if_it_is_complete() {
    let (_, english) = Templates::embedded().source(Kind::Voice, "en").unwrap();
    let italian = english.replace("Investigating: ", "Stiamo verificando: ");
    let whole = folder(&[("voices/it.toml", &italian)]);
    let templates = Templates::with_folder(whole.path());
    let locales = templates.locales().unwrap();
    let built_in = Kind::Voice.built_in().len();
    assert_eq!(locales.len(), built_in + 1);
    assert_eq!(locales.last(), Some(&locale("it")));
    let message = rendered(whole.path(), "status-page", "it").unwrap();
    assert!(
        message
            .body
            .starts_with("**Stiamo verificando: (in English) Card payments"),
        "{}",
        message.body
    );
    let (before, spoken) = italian.split_once("[spoken]\n").unwrap();
    let (_, after) = spoken.split_once("\n[").unwrap();
    let mute = format!("{before}[{after}");
    let lacks = error("voices/it.toml", &mute, "recording", "it");
    assert!(
        lacks.starts_with("voices/it.toml lacks `spoken.about`, "),
        "{lacks}"
    );
    let error = error(
        "voices/it.toml",
        &italian.replace("[rest_holds]\nsaid", "[rest_holds]\nsaid_brief"),
        "status-page",
        "it",
    );
    assert_eq!(error, "voices/it.toml lacks `rest_holds.said`");
}

#[test]
fn a_region_speaks_its_language_and_may_differ_in_a_word() {
    let folder = folder(&[(
        "voices/es-MX.toml",
        "[turn]\nresolved_title = 'Listo: {{ title }}.'\n",
    )]);
    let templates = Templates::with_folder(folder.path());
    let now = incident([cards(), Said::resolved("10:40")]);
    let body = |tag: &str| {
        render(&templates, &acme("UTC"), &now, "sms", &locale(tag))
            .unwrap()
            .body
    };
    assert!(body("es-MX").starts_with("Acme: Listo: Fallan los pagos con tarjeta."));
    assert!(body("es-AR").starts_with("Acme: Resuelto: \"Fallan los pagos con tarjeta\"."));
}

#[test]
fn errors_name_the_file_the_line_and_the_variable() {
    assert_eq!(
        error(
            "voices/en.toml",
            "\n[impact]\ngiven = '{{ impcat | sentence }}'\n",
            "status-page",
            "en"
        ),
        "voices/en.toml:3: `impcat` in `impact.given`: is not known here"
    );
    assert_eq!(
        error(
            "voices/en.toml",
            "[impact]\ngiven = '{{ offer }}'\n",
            "status-page",
            "en"
        ),
        "voices/en.toml:2: `offer` in `impact.given`: has no value here"
    );
    assert_eq!(
        error(
            "voices/en.toml",
            "[impact]\ngiven = '{{ harm | sentence }}'\n",
            "status-page",
            "en"
        ),
        "voices/en.toml:2: `harm` in `impact.given`: has no value here"
    );
    assert_eq!(
        error(
            "voices/en.toml",
            "[impact]\ngiven = '{{ cause }}'\n",
            "status-page",
            "en"
        ),
        "voices/en.toml:2: `cause` in `impact.given`: is not known here"
    );
    let broken = error(
        "voices/en.toml",
        "[impact]\ngiven = '''\n{{ impact }}\n{{ impact'''\n",
        "status-page",
        "en",
    );
    assert!(
        broken.starts_with("voices/en.toml:4: `impact.given`: "),
        "{broken}"
    );
    let shape = PARTNER.replace("part.text", "part.txt");
    let error = error("shapes/partner-mail.toml", &shape, "partner-mail", "en");
    assert_eq!(
        error,
        "shapes/partner-mail.toml:6: `part.txt` in `body`: is not known here"
    );
}

#[test]
fn unknown_keys_are_refused_with_the_name_that_was_meant() {
    assert_eq!(
        error("voices/en.toml", "[impact]\ngivn = 'x'\n", "sms", "en"),
        "voices/en.toml:2: `impact.givn` is not known here; `impact.given`, `impact.mended` or `impact.planned` is"
    );
    let shape = PARTNER.replace("'impact'", "'impakt'");
    assert_eq!(
        error("shapes/partner-mail.toml", &shape, "partner-mail", "en"),
        "shapes/partner-mail.toml:3: `impakt` is not known here; `impact` is"
    );
    assert_eq!(
        error(
            "shapes/partner-mail.toml",
            "audience = 'customers'\nmarkdown = 'x'\n",
            "partner-mail",
            "en"
        ),
        "shapes/partner-mail.toml:2: `markdown` is not known here; `markup` is"
    );
    assert_eq!(
        error(
            "shapes/partner-mail.toml",
            "audience = 'client'",
            "partner-mail",
            "en"
        ),
        "shapes/partner-mail.toml:1: `audience` is wrong: `client` is not an audience; use `customers`, `partners`, `support`, `executives` or `team`"
    );
    let toml = error(
        "shapes/partner-mail.toml",
        "audience = \n",
        "partner-mail",
        "en",
    );
    assert!(toml.starts_with("shapes/partner-mail.toml:1: "), "{toml}");
}

#[test]
fn no_template_gets_round_the_escaping() {
    for way in [
        "{{ part.text | safe }}",
        "{{ part.text | escape }}",
        "{% autoescape false %}{{ part.text }}{% endautoescape %}",
        "{% set x = part.text %}{{ x }}",
        "{% set x %}{{ part.text }}{% endset %}{{ x }}",
        "{% macro m(t) %}{{ t }}{% endmacro %}{{ m(part.text) }}",
        "{{ [part.text] | join(\"\") }}",
        "{{ \"%s\" | format(part.text) }}",
    ] {
        let shape = PARTNER.replace("{{ part.text }}", way);
        let folder = folder(&[("shapes/partner-mail.toml", &shape)]);
        let templates = Templates::with_folder(folder.path());
        let now = incident([cards().text(TextFact::Impact, "<script>")]);
        if let Ok(message) = render(
            &templates,
            &acme("UTC"),
            &now,
            "partner-mail",
            &locale("en"),
        ) {
            assert!(
                message.body.contains("&lt;script&gt;"),
                "{way}: {}",
                message.body
            );
            assert!(
                !message.body.contains("<script>"),
                "{way}: {}",
                message.body
            );
        }
    }
}

#[test]
fn a_template_without_end_is_stopped() {
    let forever = PARTNER.replace(
        "{{ part.text }}",
        "{% for i in range(9000) %}{% for j in range(9000) %}x{% endfor %}{% endfor %}",
    );
    let stopped = error("shapes/partner-mail.toml", &forever, "partner-mail", "en");
    assert!(stopped.contains("runs too long"), "{stopped}");
    let deep = PARTNER.replace(
        "{{ part.text }}",
        &format!("{{{{ {}1{} }}}}", "(".repeat(20_000), ")".repeat(20_000)),
    );
    let deep = error("shapes/partner-mail.toml", &deep, "partner-mail", "en");
    assert!(deep.starts_with("shapes/partner-mail.toml:6: "), "{deep}");
}

#[test]
fn a_large_file_and_an_odd_name_are_refused() {
    let large = error("voices/en.toml", &"# ".repeat(40_000), "sms", "en");
    assert!(
        large.ends_with("more than the 65536 a template may have"),
        "{large}"
    );
    let odd = folder(&[("shapes/My Channel.toml", PARTNER)]);
    assert!(Templates::with_folder(odd.path()).channels().is_err());
    assert!(rendered(odd.path(), "../shapes/x", "en").is_err());
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let nowhere = Path::new("/nowhere/at/all");
    let said = "there is no folder `/nowhere/at/all`, where the configuration has your templates";
    let listed = Templates::with_folder(nowhere).channels().unwrap_err();
    assert_eq!(listed.to_string(), said);
    assert_eq!(listed.kind(), None);
    let error = rendered(nowhere, "sms", "en").unwrap_err();
    assert_eq!(error.to_string(), said);
}

#[test]
fn hidden_files_are_not_templates() {
    let folder = folder(&[
        ("shapes/.partner-mail.toml", "="),
        ("voices/._en.toml", "="),
    ]);
    let templates = Templates::with_folder(folder.path());
    let embedded = Templates::embedded();
    assert_eq!(templates.channels().unwrap(), embedded.channels().unwrap());
    assert_eq!(templates.locales().unwrap(), embedded.locales().unwrap());
}

#[test]
fn a_sentence_that_is_not_needed_today_is_checked_today() {
    assert_eq!(
        error(
            "voices/en.toml",
            "[security]\nexplain = 'Soon: {{ caus }}'\n",
            "sms",
            "en"
        ),
        "voices/en.toml:2: `caus` in `security.explain`: is not known here"
    );
    assert_eq!(
        error(
            "voices/es.toml",
            "[components]\none = { formal = 'a', informal = '{{ item.nam }}' }\n",
            "sms",
            "es"
        ),
        "voices/es.toml:2: `item.nam` in `components.one`: is not known here"
    );
    let open = error("voices/en.toml", "[harm]\nsorry = '{{ harm'\n", "sms", "en");
    assert!(
        open.starts_with("voices/en.toml:2: `harm.sorry`: "),
        "{open}"
    );
    let shape = PARTNER.replace(
        "{{ part.text }}",
        "{% if part.name == 'impact' %}{{ part.txt }}{% endif %}",
    );
    let folder = folder(&[(
        "shapes/partner-mail.toml",
        &shape.replace("'impact' %", "\"impact\" %"),
    )]);
    let templates = Templates::with_folder(folder.path());
    let bare = incident([Said::declared("Cards fail")]);
    let error = render(
        &templates,
        &acme("UTC"),
        &bare,
        "partner-mail",
        &locale("en"),
    )
    .unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("`part.txt` in `body`: is not known here"),
        "{error}"
    );
    let RenderError::Template(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.kind(), Some(Kind::Shape));
}

#[test]
fn a_region_finds_the_voice_of_its_language() {
    let folder = folder(&[("voices/es-AR.toml", "")]);
    let templates = Templates::with_folder(folder.path());
    let voice = |tag: &str| {
        let voice = templates.voice_for(&locale(tag)).unwrap();
        voice.map(|locale| locale.to_string())
    };
    assert_eq!(voice("es-MX").as_deref(), Some("es"));
    assert_eq!(voice("es-AR").as_deref(), Some("es-AR"));
    assert_eq!(voice("en").as_deref(), Some("en"));
    assert_eq!(voice("it-CH"), None);
}

#[test]
fn an_empty_body_is_refused() {
    let empty = PARTNER.replace("<p>{{ part.text }}</p>", " ");
    assert_eq!(
        error("shapes/partner-mail.toml", &empty, "partner-mail", "en"),
        "shapes/partner-mail.toml:5: `body`: comes out empty"
    );
}
