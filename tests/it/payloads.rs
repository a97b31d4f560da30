//! What services accept, as the command line hands it over.

use serde_json::Value;

use crate::sandbox::{Outcome, Sandbox};

const CONFIGURATION: &str = r#"
company = "Acme"
status_url = "https://status.acme.example"
channels = ["status-page", "email", "sms", "social"]

[services]
social = "mastodon"

[service.statuspage]
page = "p1"
components = { "Checkout" = "c1" }

[service.mail]
from = "Acme status <status@acme.example>"
"#;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", CONFIGURATION);
    sandbox.declared();
    sandbox
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_folder_gets_one_file_for_each_channel_and_locale() {
    let sandbox = sandbox();
    let paths = sandbox.product(&[
        "render",
        "--payload",
        "--out=out",
        "--locale=en",
        "--locale=es",
    ]);
    let names: Vec<&str> = paths.lines().collect();
    assert_eq!(
        names,
        [
            "out/status-page.en.json",
            "out/status-page.es.json",
            "out/email.en.eml",
            "out/email.es.eml",
            "out/sms.en.txt",
            "out/sms.es.txt",
            "out/social.en.json",
            "out/social.es.json",
        ]
    );
    let page = json(&sandbox.read("out/status-page.en.json"));
    assert_eq!(page["incident"]["name"], "Card payments are failing");
    assert!(
        sandbox
            .read("out/email.en.eml")
            .contains("\r\nAuto-Submitted: auto-generated\r\n")
    );
    assert_eq!(json(&sandbox.read("out/social.es.json"))["language"], "es");
    let left: Vec<_> = std::fs::read_dir(sandbox.path("out")).unwrap().collect();
    assert_eq!(left.len(), names.len(), "nothing else is left behind");
}

#[test]
fn one_payload_goes_to_standard_output_as_it_is_twice_the_same() {
    let sandbox = sandbox();
    let args = ["render", "--payload", "--channel=email"];
    let once = sandbox.product(&args);
    assert!(once.starts_with("From: "), "{once}");
    let sandbox = sandbox.at("2026-11-22T10:00:00Z");
    assert_eq!(sandbox.product(&args), once);
}

#[test]
fn several_payloads_need_a_folder() {
    assert_eq!(
        sandbox().run(&[
            "render",
            "--payload",
            "--channel=sms",
            "--locale=en",
            "--locale=es"
        ]),
        Outcome::refused(
            2,
            "error: there are 2 payloads, and one at most goes to standard output: sms.en.txt, sms.es.txt\n\
             hint: name a channel and a locale, or a folder for all with `--out DIR`"
        )
    );
}

#[test]
fn a_service_is_chosen_by_flag_or_configuration_and_must_carry_the_channel() {
    let sandbox = sandbox();
    let services = |args: &[&str]| -> Vec<String> {
        let all = json(&sandbox.product(args));
        let services = all.as_array().unwrap().iter();
        services
            .map(|p| p["service"].as_str().unwrap().to_owned())
            .collect()
    };
    let social = ["render", "--payload", "--json", "--channel=social"];
    assert_eq!(services(&social), ["mastodon"]);
    let both = [&social[..], &["--service=bluesky", "--service=x"]].concat();
    assert_eq!(services(&both), ["bluesky", "x"]);
    assert_eq!(
        sandbox.run(&["render", "--payload", "--channel=team", "--service=cachet"]),
        Outcome::refused(
            2,
            "error: no service you named carries `team`\n\
             hint: use `text`, `mail`, `slack`, `teams`, `discord` or `webhook`"
        )
    );
}

#[test]
fn what_is_not_set_up_is_an_error_when_asked_for_and_else_left_out_by_name() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let asked = sandbox.run(&["render", "--payload", "--channel=email"]);
    assert_eq!(asked.code, Some(2));
    assert!(
        asked
            .stderr
            .contains("mail needs `service.mail.from` in the configuration"),
        "{}",
        asked.stderr
    );
    let all = sandbox.run(&["render", "--payload", "--out=out"]);
    assert_eq!(all.code, Some(0), "{}", all.stderr);
    assert!(
        all.stderr
            .contains("warning: email is left out: mail needs `service.mail.from`"),
        "{}",
        all.stderr
    );
    assert!(
        !all.stdout.contains("email") && all.stdout.contains("out/slack.en.json"),
        "{}",
        all.stdout
    );
}

#[test]
fn a_component_without_an_id_is_named_with_the_key_to_add() {
    let sandbox = sandbox();
    let id = sandbox.product(&["update", "-q", "--component=Search", "--next-update=20m"]);
    assert!(!id.is_empty());
    let outcome = sandbox.run(&["render", "--payload", "--channel=status-page"]);
    assert!(
        outcome.stderr.contains("status-page · en · statuspage: `Search` is left out: it has no id in `service.statuspage.components.Search`"),
        "{}", outcome.stderr
    );
}

#[test]
fn the_words_of_the_team_never_go_to_a_public_service() {
    let sandbox = sandbox();
    sandbox.product(&["note", "-q", "the replica is gone", "--cause=disk on db-7"]);
    let all = sandbox.product(&[
        "render",
        "--payload",
        "--json",
        "--channel=team",
        "--channel=webhook",
    ]);
    let payloads = json(&all);
    assert!(
        payloads[0]["payload"]
            .as_str()
            .unwrap()
            .contains("disk on db-7")
    );
    assert!(
        !payloads[1]["payload"]
            .as_str()
            .unwrap()
            .contains("disk on db-7")
    );
}

#[test]
fn the_log_is_a_feed() {
    let sandbox = sandbox();
    let feed = sandbox.product(&["feed"]);
    assert!(
        feed.contains(
            "<id>tag:status.acme.example,2026:incident/en/2026-11-21-card-payments-are-failing</id>"
        ),
        "{feed}"
    );
    let empty = Sandbox::new();
    assert_eq!(
        empty.run(&["feed"]),
        Outcome::refused(
            2,
            "error: nothing was said in public in `[HERE]/incidents.toml`\nhint: open an incident with `vocero declare`"
        )
    );
}

#[test]
fn text_messages_can_do_without_what_doubles_their_price() {
    let sandbox = Sandbox::new();
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Está caído",
        "--severity=minor",
        "--impact=No podrá pagar aquí.",
        "--next-update=30m",
    ]);
    let sms = |args: &[&str]| sandbox.product(&[&["render", "--channel=sms"], args].concat());
    assert!(sms(&[]).contains("podrá pagar aquí"));
    assert!(sms(&["--transliterate"]).contains("podra pagar aqui"));
}
