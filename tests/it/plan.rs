//! Who to tell: the plan, what was told, reminders that are put off, and the daily report.

use crate::sandbox::{Outcome, Sandbox};

/// Six clients, each with wishes of their own.
const CLIENTS: &str = r#"company = "Acme"
zone = "Europe/Madrid"
locales = ["en", "es"]

[[client]]
name = "Banco Norte"
contacts = { phone = "Marta Ruiz, +34 911 222 333", email = "noc@norte.example" }
locale = "es"
components = ["Checkout"]
owner = "luis"

[[client]]
name = "Tienda Sol"
contacts = { email = "ana@sol.example", sms = "+34 600 111 222" }
channels = ["sms", "email"]
locale = "es"
address = "informal"

[[client]]
name = "Orange"
contacts = { email = "ops@orange.example" }
locale = "fr"
wants = "daily"

[[client]]
name = "Westcoast Inc"
contacts = { email = "it@westcoast.example" }
zone = "America/Los_Angeles"
hours = "Mon-Fri 09:00-18:00"
wants = "important"

[[client]]
name = "Suchfix GmbH"
contacts = { email = "hallo@suchfix.example" }
locale = "de"
components = ["Search"]

[[client]]
name = "Nobody Ltd"
"#;

/// A Friday, four minutes after the first word of a major incident.
fn six() -> Sandbox {
    let sandbox = Sandbox::new().at("2026-11-20T10:04:00Z");
    sandbox.file("vocero.toml", CLIENTS);
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Card payments are failing",
        "--title-es=Fallan los pagos con tarjeta",
        "--severity=major",
        "--impact=Your shop cannot take card payments.",
        "--impact-es=Su tienda no puede cobrar con tarjeta.",
        "--component=Checkout",
        "--next-update=30m",
        "--people=ana, luis",
    ]);
    sandbox.at("2026-11-20T10:08:00Z")
}

/// A minor incident that began and ended on that Friday.
fn small_and_over(sandbox: Sandbox) -> Sandbox {
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Search is slow",
        "--title-es=La búsqueda va lenta",
        "--severity=minor",
        "--impact=Searching takes minutes.",
        "--impact-es=Buscar tarda minutos.",
        "--component=Search",
        "--started=5m",
        "--next-update=20m",
    ]);
    let sandbox = sandbox.at("2026-11-20T10:20:00Z");
    sandbox.product(&[
        "resolve",
        "search",
        "-q",
        "--outcome=Search is as fast as ever.",
        "--outcome-es=La búsqueda vuelve a ir como siempre.",
        "--ended=10:18 UTC",
    ]);
    sandbox
}

#[test]
fn six_clients_of_different_wishes_are_told_in_order_or_left_out_for_a_reason() {
    let outcome = six().run(&["plan"]);
    let rows: Vec<&str> = outcome.stdout.lines().map(str::trim_end).collect();
    assert_eq!(outcome.code, Some(0));
    assert_eq!(
        rows[..3],
        [
            "major · not solved → phone, then email, then public (status-page, social)",
            "Card payments are failing · newest word at 11:04 Europe/Madrid",
            "on it: ana, luis · next update by 11:34 Europe/Madrid",
        ]
    );
    let told: Vec<Vec<&str>> = rows[5..10]
        .iter()
        .map(|row| {
            row.split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect()
        })
        .collect();
    let render = "vocero render card-payments-are-failing";
    assert_eq!(
        told[0],
        [
            "1",
            "11:14",
            "in 6 min",
            "phone",
            "Banco Norte",
            "Marta Ruiz, +34 911 222 333 · es · owner luis",
            &format!("{render} --client banco-norte --channel phone"),
        ]
    );
    assert_eq!(
        told[1][1..5],
        ["11:19", "in 11 min", "email", "Banco Norte"]
    );
    assert_eq!(told[2][4..6], ["Tienda Sol", "ana@sol.example · es"]);
    assert_eq!(
        told[3][..5],
        ["3", "11:24", "in 16 min", "status-page", "everybody"]
    );
    assert_eq!(
        told[4][3..],
        ["social", "everybody", &format!("{render} --channel social")]
    );
    assert_eq!(
        rows[11..],
        [
            "cannot be told: Nobody Ltd (has no contacts in vocero.toml; add `contacts.email`)",
            "left out: Orange (wants the daily report only)",
            "left out: Westcoast Inc (outside their hours until 18:00 Europe/Madrid)",
            "left out: Suchfix GmbH (does not use Checkout)",
        ]
    );
    assert_eq!(
        outcome.stderr,
        "warning: nobody can tell `Nobody Ltd`: vocero.toml has no contacts for them\n\
         next: vocero told banco-norte card-payments-are-failing\n"
    );
}

#[test]
fn a_client_who_has_only_text_messages_is_told_by_text_and_owed_a_word() {
    let sandbox = six();
    let sms = "\n[[client]]\nname = \"Tienda Sur\"\ncontacts.sms = \"+34 600 333 444\"\n";
    sandbox.file("vocero.toml", format!("{CLIENTS}{sms}"));
    let plan = sandbox.product(&["plan"]);
    let told = "told by sms instead: Tienda Sur (cannot be reached by phone or email)";
    assert!(plan.lines().any(|line| line == told), "{plan}");
    let due = sandbox.product(&["due"]);
    assert!(due.contains("Banco Norte, Tienda Sol, Tienda Sur"), "{due}");
    let plan: serde_json::Value =
        serde_json::from_str(&sandbox.product(&["plan", "--json"])).unwrap();
    let call = &plan["tell"][3];
    assert_eq!(
        (&call["name"], &call["how"], &call["instead"]),
        (&"Tienda Sur".into(), &"sms".into(), &true.into())
    );
    assert_eq!(plan["tell"][0]["instead"], false);
}

#[test]
fn whoever_was_told_stays_told_until_there_is_a_newer_word() {
    let sandbox = six();
    assert_eq!(
        sandbox.product(&["plan", "-q"]),
        "Banco Norte\nTienda Sol\nstatus-page\nsocial"
    );
    sandbox.product(&["told", "banco-norte", "-q"]);
    sandbox.product(&["told", "status-page", "-q"]);
    assert_eq!(sandbox.product(&["plan", "-q"]), "Tienda Sol\nsocial");
    let plan: serde_json::Value =
        serde_json::from_str(&sandbox.product(&["plan", "--json"])).unwrap();
    let calls = plan["tell"].as_array().unwrap();
    let told = |place: usize| {
        let call = &calls[place];
        (
            call["told"].clone(),
            call["told_by"].clone(),
            call["told_newest"].clone(),
        )
    };
    let then = serde_json::json!("2026-11-20T10:08:00Z");
    assert_eq!(told(0), (then.clone(), "phone".into(), true.into()));
    assert_eq!(
        told(1),
        (then.clone(), "phone".into(), true.into()),
        "the mail is still open"
    );
    assert_eq!(
        told(2),
        (
            serde_json::Value::Null,
            serde_json::Value::Null,
            false.into()
        )
    );
    assert_eq!(calls[0]["due"], "2026-11-20T10:14:00Z");
    assert_eq!(calls[0]["zone"], "Europe/Madrid");
    assert_eq!(plan["cell"], "matrix.major.unsolved");
    assert_eq!(plan["matrix"], "built-in");
    let sandbox = sandbox.at("2026-11-20T10:20:00Z");
    sandbox.product(&["update", "-q", "--action=We switch.", "--next-update=30m"]);
    let plan = sandbox.product(&["plan"]);
    assert!(plan.contains("Banco Norte  11:08 (earlier word)"), "{plan}");
}

#[test]
fn what_was_said_is_kept_in_their_language_or_in_the_words_given() {
    let sandbox = six();
    sandbox.product(&["told", "banco-norte", "-q"]);
    let words = sandbox.feed(
        &["told", "tienda-sol", "--how=letter", "--words=-"],
        b"We wrote to you.\n",
    );
    assert_eq!(words.code, Some(0), "{}", words.stderr);
    let shown: serde_json::Value =
        serde_json::from_str(&sandbox.product(&["show", "--json"])).unwrap();
    let told = |place: usize| &shown["timeline"][place]["told"];
    assert_eq!(told(1)["to"], "Banco Norte");
    assert_eq!(told(1)["how"], "phone");
    let said = told(1)["said"].as_str().unwrap();
    assert!(
        said.contains("Hola, ¿hablo con Banco Norte? Le llamo de Acme."),
        "{said}"
    );
    assert_eq!(
        *told(2),
        serde_json::json!({ "to": "Tienda Sol", "how": "letter", "said": "We wrote to you." })
    );
    let log = sandbox.read("incidents.toml");
    let tail = "to = \"Tienda Sol\"\nhow = \"letter\"\nsaid = \"We wrote to you.\"\n";
    assert!(log.ends_with(tail), "{log}");
    assert!(
        sandbox
            .product(&["show"])
            .contains("said  We wrote to you.")
    );
    assert_eq!(
        sandbox
            .run(&["check"])
            .stderr
            .lines()
            .filter(|l| l.contains("unknown"))
            .count(),
        0
    );
}

#[test]
fn nobody_is_told_a_secret_or_words_that_no_client_may_read() {
    let sandbox = six();
    let secret = sandbox.run(&[
        "told",
        "banco-norte",
        "--words=use AKIAZ7QJ3M5XR2TN4VWB for now",
    ]);
    assert_eq!(secret.code, Some(2));
    assert!(
        secret.stderr.contains("`words` holds a"),
        "{}",
        secret.stderr
    );
    for args in [
        ["told", "banco-norte", "--how=team"],
        ["render", "--client=banco-norte", "--channel=team"],
    ] {
        let inside = sandbox.run(&args);
        assert_eq!(inside.code, Some(2));
        assert!(
            inside
                .stderr
                .starts_with("error: messages on `team` are for team; no client may read them"),
            "{}",
            inside.stderr
        );
    }
    assert_eq!(
        sandbox
            .read("incidents.toml")
            .matches("\n[[entry]]\n")
            .count(),
        1
    );
}

#[test]
fn a_name_that_nobody_has_and_a_way_without_a_message_are_named() {
    let sandbox = six();
    assert_eq!(
        sandbox.run(&["told", "banco-nort"]),
        Outcome::refused(
            2,
            "error: there is no client and no channel `banco-nort`\nhint: use `banco-norte` or `banner`"
        )
    );
    assert_eq!(
        sandbox.run(&["told", "tienda-sol", "--how=letter"]),
        Outcome::refused(
            2,
            "error: there is no channel `letter` whose message could have been said\nhint: give the words that were said with `--words TEXT`"
        )
    );
    assert_eq!(
        sandbox.run(&["told", "nobody-ltd"]),
        Outcome::refused(
            2,
            "error: `Nobody Ltd` has no contacts\nhint: name the way with `--how`, such as `--how phone`"
        )
    );
}

#[test]
fn a_client_reads_their_own_language_form_of_address_and_zone() {
    let sandbox = six();
    let sol = sandbox.product(&["render", "--client=Tienda Sol", "--channel=email"]);
    assert!(
        sol.starts_with("Subject: [Acme] Fallan los pagos con tarjeta\n\nHola, Tienda Sol:\n\n"),
        "{sol}"
    );
    assert!(
        sol.contains("a las 11:34 como muy tarde (hora peninsular; 10:34 UTC)"),
        "{sol}"
    );
    let sms = sandbox.product(&["render", "--client=tienda-sol", "--json"]);
    let sms: serde_json::Value = serde_json::from_str(&sms).unwrap();
    assert_eq!(
        (&sms[0]["channel"], &sms[0]["locale"]),
        (&"sms".into(), &"es".into())
    );
    let west = sandbox.product(&["render", "--client=westcoast-inc"]);
    assert!(west.contains("by 02:34 PST (10:34 UTC)"), "{west}");
    let from = "[service.mail]\nfrom = 'Acme <status@acme.example>'\nto = ['list@acme.example']\n";
    sandbox.file("vocero.toml", format!("{CLIENTS}\n{from}"));
    let mail = sandbox.product(&[
        "render",
        "--client=tienda-sol",
        "--channel=email",
        "--payload",
    ]);
    assert!(mail.contains("To: <ana@sol.example>"), "{mail}");
    assert!(
        mail.contains(".email.es.tienda_20sol@acme.example>"),
        "{mail}"
    );
    assert!(
        !mail.contains("List-Id") && !mail.contains("list@acme"),
        "{mail}"
    );
}

#[test]
fn who_hears_nothing_by_their_deadline_is_owed_a_call() {
    let sandbox = six();
    let due = sandbox.run(&["due"]);
    assert_eq!(due.code, Some(0));
    let row = due.stdout.lines().nth(1).unwrap();
    assert!(row.starts_with("in 6 min   11:14"), "{row}");
    assert!(
        row.contains("tell them directly  Banco Norte, Tienda Sol"),
        "{row}"
    );
    assert!(
        row.ends_with("vocero plan card-payments-are-failing"),
        "{row}"
    );
    let sandbox = sandbox.at("2026-11-20T10:16:00Z");
    assert_eq!(sandbox.run(&["due"]).code, Some(1));
    for name in ["banco-norte", "tienda-sol"] {
        sandbox.product(&["told", name, "-q"]);
    }
    let due = sandbox.run(&["due"]);
    assert_eq!(
        (due.code, due.stdout.lines().count()),
        (Some(0), 2),
        "{}",
        due.stdout
    );
}

#[test]
fn what_is_put_off_comes_last_until_then_or_until_the_next_word() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let sandbox = sandbox.at("2026-11-21T10:40:00Z");
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Search is slow",
        "--severity=minor",
        "--impact=Searching takes minutes.",
        "--next-update=20m",
    ]);
    assert_eq!(sandbox.run(&["due"]).code, Some(1));
    let snoozed = sandbox.run(&[
        "snooze",
        "card",
        "--until=11:30",
        "--reason=the provider speaks at 11:30",
    ]);
    assert_eq!(
        snoozed.stderr,
        "saved 2026-11-21-card-payments-are-failing · snoozed until 11:30 UTC\nnext: vocero due\n"
    );
    let due = sandbox.run(&["due"]);
    assert_eq!(due.code, Some(0));
    let rows: Vec<&str> = due.stdout.lines().collect();
    assert!(
        rows[1].starts_with("in 20 min            11:00"),
        "{}",
        rows[1]
    );
    assert!(
        rows[2].starts_with("snoozed until 11:30  10:34"),
        "{}",
        rows[2]
    );
    assert_eq!(sandbox.run(&["due", "--prompt"]).stdout, "20m\n");
    let log = sandbox.read("incidents.toml");
    assert!(
        log.ends_with(
            "internal.note = \"the provider speaks at 11:30\"\nuntil = 2026-11-21T11:30:00Z\n"
        ),
        "{log}"
    );
    // It wakes by itself, though nothing was written since.
    let sandbox = sandbox.at("2026-11-21T11:30:00Z");
    assert_eq!(sandbox.run(&["due", "--prompt"]).stdout, "2!56m\n");
    assert_eq!(sandbox.run(&["due"]).code, Some(1));
    sandbox.product(&["snooze", "card", "-q", "--until=2h", "--reason=again"]);
    sandbox.product(&[
        "update",
        "card",
        "-q",
        "--next-update=30m",
        "--action=We switch.",
    ]);
    assert_eq!(
        sandbox
            .run(&["due", "--json"])
            .stdout
            .matches("\"snoozed_until\": null")
            .count(),
        2
    );
    // That nobody was reminded makes a late word no earlier.
    let figures: serde_json::Value =
        serde_json::from_str(&sandbox.product(&["metrics", "--json"])).unwrap();
    let fates = &figures["figures"]["next_updates"];
    assert_eq!((&fates["late"], &fates["kept"]), (&1.into(), &0.into()));
}

#[test]
fn reminders_are_put_off_for_a_reason_and_into_the_future() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    for (args, problem) in [
        (
            ["snooze", "--until=9:00 UTC today", "--reason=x"],
            "`--until`",
        ),
        (
            ["snooze", "--until=2026-11-21 10:00", "--reason=x"],
            "`--until` lies in the past; name a time to come",
        ),
        (
            ["snooze", "--until=30m", "--reason= "],
            "`--reason` is empty; say why nobody has to be reminded",
        ),
    ] {
        let outcome = sandbox.run(&args);
        assert_eq!(outcome.code, Some(2));
        assert!(outcome.stderr.contains(problem), "{}", outcome.stderr);
    }
}

#[test]
fn the_daily_report_holds_what_was_minor_is_solved_and_concerns_them() {
    let sandbox = small_and_over(six());
    let reports: serde_json::Value =
        serde_json::from_str(&sandbox.product(&["daily", "--json"])).unwrap();
    let names: Vec<&str> = reports
        .as_array()
        .unwrap()
        .iter()
        .map(|report| report["client"].as_str().unwrap())
        .collect();
    // Banco Norte does not use Search, Westcoast wants only what is major.
    assert_eq!(
        names,
        ["Tienda Sol", "Orange", "Suchfix GmbH", "Nobody Ltd"]
    );
    assert_eq!(
        sandbox.product(&["daily", "--client=tienda-sol"]),
        "Subject: [Acme] Informe diario, viernes 20 de noviembre\n\n\
         Hola, Tienda Sol:\n\n\
         El viernes 20 de noviembre se resolvió una incidencia.\n\n\
         Resuelto: La búsqueda vuelve a ir como siempre.\n\
         Se trataba de: «La búsqueda va lenta».\n\
         Ya ha terminado. Duró 15 minutos, desde las 11:03 hasta las 11:18 (hora peninsular; 10:18 UTC)."
    );
    let norte = sandbox.product(&["daily", "--client=banco-norte"]);
    assert!(
        norte.ends_with("El viernes 20 de noviembre no hubo nada que contar."),
        "{norte}"
    );
    // In the morning of Saturday, it is still Friday in California.
    let sandbox = sandbox.at("2026-11-21T04:00:00Z");
    let date = |client: &str| -> String {
        let text = sandbox.product(&["daily", "--json", "--client", client]);
        let report: serde_json::Value = serde_json::from_str(&text).unwrap();
        report[0]["date"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        (date("westcoast-inc"), date("orange")),
        ("2026-11-20".to_owned(), "2026-11-21".to_owned())
    );
    assert_eq!(
        sandbox.run(&["daily"]).stderr,
        "nothing to report to 5 clients\n"
    );
    let friday = sandbox.product(&["daily", "-q", "--date=2026-11-20"]);
    assert_eq!(friday, "Tienda Sol\nOrange\nSuchfix GmbH\nNobody Ltd");
    assert_eq!(sandbox.run(&["daily", "--date=2027-01-01"]).code, Some(2));
}

#[test]
fn a_matrix_with_a_hole_says_so_and_one_that_names_no_channel_is_refused() {
    let sandbox = six();
    sandbox.file("vocero.toml", "[matrix.minor]\nsolved = []\n");
    let plan = sandbox.run(&["plan"]);
    assert_eq!(plan.code, Some(0));
    assert!(
        plan.stderr.contains("warning: the matrix in vocero.toml has no `matrix.major.unsolved`: the built-in steps hold\n"),
        "{}",
        plan.stderr
    );
    sandbox.file(
        "vocero.toml",
        "[matrix.major]\nunsolved = [{ to = 'public', how = 'sociel' }]\n",
    );
    assert_eq!(
        sandbox.run(&["plan"]),
        Outcome::refused(
            3,
            "error: `[HERE]/vocero.toml`: there is no channel `sociel`\nhint: use `social`, or see `vocero template list`"
        )
    );
}

#[test]
fn many_clients_of_one_step_stand_on_one_line_unless_all_are_asked_for() {
    let sandbox = six();
    let clients: String = (1..=14)
        .map(|n| {
            let locale = if n < 10 { "en" } else { "es" };
            format!("[[client]]\nname = 'C{n}'\nlocale = '{locale}'\ncontacts = {{ email = 'c{n}@x.example' }}\n")
        })
        .collect();
    sandbox.file("vocero.toml", clients);
    sandbox.product(&["told", "c3", "-q"]);
    let plan = sandbox.product(&["plan"]);
    assert!(plan.contains("14 clients  1 of 14  en 9 · es 5"), "{plan}");
    assert_eq!(
        sandbox
            .product(&["plan", "--all"])
            .matches("@x.example")
            .count(),
        14
    );
}
