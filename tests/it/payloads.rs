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
fn two_languages_on_one_page_are_remarked() {
    let outcome = sandbox().run(&[
        "render",
        "--payload",
        "--out=out",
        "--locale=en",
        "--locale=es",
    ]);
    assert!(
        outcome.stderr.contains(
            "warning: statuspage: `en` and `es` are incidents of their own there; send one to each page, or name it with `--locale`"
        ),
        "{}",
        outcome.stderr
    );
    let outcome = sandbox().run(&["render", "--payload", "--out=out", "--locale=en"]);
    assert!(
        !outcome.stderr.contains("incidents of their own"),
        "{}",
        outcome.stderr
    );
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

#[test]
fn each_audience_gets_its_mails_at_addresses_of_its_own() {
    let sandbox = sandbox();
    sandbox.file(
        "vocero.toml",
        CONFIGURATION.to_owned()
            + "to = [\"customers@acme.example\"]\n\
               [service.mail.recipients]\nexecutives = [\"board@acme.example\"]\n",
    );
    let mail = |channel: &str| {
        let channel = format!("--channel={channel}");
        sandbox.run(&["render", "--payload", "--service=mail", &channel])
    };
    assert!(
        mail("email")
            .stdout
            .contains("\r\nTo: <customers@acme.example>\r\n")
    );
    assert!(
        mail("executives")
            .stdout
            .contains("\r\nTo: <board@acme.example>\r\n")
    );
    let team = mail("team");
    assert!(!team.stdout.contains("\r\nTo: "), "{}", team.stdout);
    assert!(
        team.stderr
            .contains("set `service.mail.recipients.team`, or address it when sending"),
        "{}",
        team.stderr
    );
    sandbox.file(
        "vocero.toml",
        "[service.mail.recipients]\ncustomers = [\"a@acme.example\"]\n",
    );
    let wrong = sandbox.run(&["render"]);
    assert_eq!(wrong.code, Some(3), "{}", wrong.stderr);
    assert!(
        wrong.stderr.contains("unknown field `customers`"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn a_payload_says_what_was_left_out_and_what_is_in_another_language() {
    let sandbox = Sandbox::new();
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Card payments are failing",
        "--severity=major",
        "--impact=Your shop cannot take card payments.",
        &format!("--workaround={}", "Offer another way to pay. ".repeat(20)),
        "--next-update=30m",
    ]);
    let args = ["render", "--channel=social", "--locale=es"];
    let plain = sandbox.run(&args);
    let payload = sandbox.run(&[&args[..], &["--payload", "--json"]].concat());
    assert!(
        plain.stderr.contains("es: shown in another language")
            && plain.stderr.contains("left out for want of space"),
        "{}",
        plain.stderr
    );
    assert!(
        payload.stderr.starts_with(&plain.stderr),
        "{}",
        payload.stderr
    );
    let dropped = &json(&payload.stdout)[0]["dropped"];
    assert!(
        dropped.as_array().unwrap().contains(&"workaround".into()),
        "{dropped}"
    );
}

#[test]
fn what_stands_in_the_way_of_a_file_is_named_with_the_next_step() {
    let sandbox = sandbox();
    sandbox.file("taken", "");
    let render = |out: &str| sandbox.run(&["render", "--payload", "--channel=sms", out]);
    assert_eq!(
        render("--out=taken"),
        Outcome::refused(
            3,
            "error: `taken` is no folder\n\
             hint: name a folder with `--out DIR`; it is made if there is none"
        )
    );
    let below = render("--out=taken/out");
    assert!(
        below
            .stderr
            .starts_with("error: `taken/out` could not be made: ")
            && below
                .stderr
                .ends_with("\nhint: name another folder with `--out DIR`\n"),
        "{}",
        below.stderr
    );
    std::fs::create_dir_all(sandbox.path("out/sms.en.txt")).unwrap();
    let before = render("--out=out");
    assert!(
        before
            .stderr
            .starts_with("error: `out/sms.en.txt` is a folder, and a payload needs its name"),
        "{}",
        before.stderr
    );
}

#[test]
fn all_that_services_refuse_is_said_at_once_and_nothing_is_written() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "vocero.toml",
        CONFIGURATION.replace("[services]", "[services]\nstatus-page = \"openstatus\""),
    );
    let title = "Card payments are failing ".repeat(19);
    sandbox.product(&[
        "declare",
        "-q",
        &format!("--title={title}"),
        &format!("--title-es={title}"),
        "--severity=major",
        "--impact=Your shop cannot take card payments.",
        "--next-update=30m",
    ]);
    let all = sandbox.run(&[
        "render",
        "--payload",
        "--out=out",
        "--locale=en",
        "--locale=es",
    ]);
    assert_eq!(
        all,
        Outcome::refused(
            2,
            "error: status-page · en: openstatus: the title has 493 characters, 237 more than the 256 it may have\n\
             error: status-page · es: openstatus: the title has 493 characters, 237 more than the 256 it may have\n\
             hint: say it shorter with `vocero correct`, or with the next `vocero update`\n\
             hint: write the others alone: `--channel email --channel sms --channel social`"
        )
    );
    assert!(!sandbox.path("out").exists());
    let others = ["email", "sms", "social"].map(|name| format!("--channel={name}"));
    let mut args = vec!["render", "--payload", "--out=out"];
    args.extend(others.iter().map(String::as_str));
    assert_eq!(sandbox.product(&args).lines().count(), 6);
}

#[test]
fn a_file_for_cstate_has_the_name_of_its_incident() {
    let sandbox = sandbox();
    let page = [
        "render",
        "--payload",
        "--out=out",
        "--channel=status-page",
        "--service=cstate",
    ];
    assert_eq!(
        sandbox.product(&page),
        "out/2026-11-21-card-payments-are-failing.md"
    );
    assert_eq!(
        sandbox.product(&[&page[..], &["--locale=en", "--locale=es"]].concat()),
        "out/2026-11-21-card-payments-are-failing.en.md\n\
         out/2026-11-21-card-payments-are-failing.es.md"
    );
}

#[test]
fn a_service_that_does_not_carry_the_channel_is_wrong_with_and_without_a_payload() {
    let sandbox = sandbox();
    let args = ["render", "--channel=sms", "--service=mastodon"];
    let plain = sandbox.run(&args);
    assert_eq!(plain, sandbox.run(&[&args[..], &["--payload"]].concat()));
    assert_eq!(
        plain,
        Outcome::refused(
            2,
            "error: no service you named carries `sms`\nhint: use `sms`, `webhook` or `text`"
        )
    );
}

#[test]
fn a_feed_as_json_is_json() {
    let sandbox = sandbox();
    let feed = json(&sandbox.product(&["feed", "--json"]));
    assert_eq!(feed["media_type"], "application/atom+xml; charset=utf-8");
    assert_eq!(
        feed["payload"].as_str().unwrap().trim_end(),
        sandbox.product(&["feed"])
    );
    assert_eq!(
        sandbox.run(&["feed", "--limit=0"]),
        Outcome::refused(
            2,
            "error: a feed of `--limit 0` incidents tells nothing\nhint: name one or more"
        )
    );
}

#[test]
fn a_service_that_refuses_can_be_left_out_by_its_flag() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.file("vocero.toml", "templates = \"templates\"\n");
    sandbox.file(
        "templates/shapes/social.toml",
        "audience = \"customers\"\nmarkup = \"plain\"\nparts = [\"state\"]\n\
         budget = { limit = 3 }\nbudgets.bluesky = { limit = 300 }\n\
         body = \"{{ parts[0].text }}\"\n",
    );
    let args = ["render", "--payload", "--channel=social", "--locale=en"];
    let both = ["--service=x", "--service=bluesky"];
    let outcome = sandbox.run(&[&args[..], &both, &["--json"]].concat());
    assert_eq!(outcome.code, Some(2), "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("error: social · en: x: ")
            && outcome.stderr.contains("even the shortest body has")
            && outcome.stderr.ends_with("hint: leave out `--service x`\n"),
        "{}",
        outcome.stderr
    );
    sandbox.product(&[&args[..], &both[1..]].concat());
}
