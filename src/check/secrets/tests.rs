//! Nothing here looks like a secret until it runs: tokens are put together from their parts, so
//! that scanners of repositories stay calm.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;

use super::*;

/// The kinds found, each with its text.
fn found(text: &str) -> Vec<(&'static str, &str)> {
    let found = secrets(text).into_iter();
    found.map(|s| (s.kind, &text[s.start..s.end])).collect()
}

fn github() -> String {
    ["ghp_", "A1b2C3d4E5f6G7h8I9j0", "K1l2M3n4O5p6Q7r8"].concat()
}

fn url(scheme: &str, rest: &str) -> String {
    [scheme, "://", rest].concat()
}

#[test]
fn the_secrets_of_pasted_sentences_are_found_without_what_follows_them() {
    let cases = [
        ("Retry with ", github(), ".", "GitHub token"),
        (
            "The old token: ",
            ["9fK2mQx7Zt", "4LpW8vRb3N"].concat(),
            " was revoked.",
            "credential",
        ),
        (
            "Reintenta con la clave ",
            ["AKIA", "J4NQ7ZKX2MWTR5HD"].concat(),
            ".",
            "AWS access key",
        ),
        (
            "La contraseña: ",
            ["hT7kQ2m", "Zx9Lp4Wv"].concat(),
            " era antigua.",
            "password",
        ),
        (
            "Connect to postgres://app:",
            ["S3cr3t", "Pw9x"].concat(),
            "@db.example.com/prod, then retry.",
            "password in a URL",
        ),
        (
            "Conecta con redis://:",
            ["Zx81kQ", "pL0vMn"].concat(),
            "@cache:6379.",
            "password in a URL",
        ),
    ];
    for (before, secret, after, kind) in cases {
        let text = format!("{before}{secret}{after}");
        assert_eq!(found(&text), [(kind, secret.as_str())], "{text}");
    }
}

#[test]
fn slack_tokens_are_found_although_their_numbers_are_in_order() {
    for parts in [
        ["xoxb-", "123456789012-", "abcdefghijABCDEF1234"],
        [
            "xoxb-",
            "123456789012-2345678901234-",
            "AbCdEfGhIjKlMnOpQrStUvWx",
        ],
    ] {
        let token = parts.concat();
        let text = format!("The bot used {token}.");
        assert_eq!(found(&text), [("Slack token", token.as_str())]);
    }
    for part in ["your-token-here", "xxxxxxxxxxxx-xxxxxxxxxxxx-xxxxxxxx"] {
        assert_eq!(found(&["xoxb-", part].concat()), [], "{part}");
    }
}

#[test]
fn every_kind_of_secret_has_the_article_it_is_spoken_with() {
    let told = |kind| format!("{} {kind}", article(kind));
    assert_eq!(told("AWS access key"), "an AWS access key");
    assert_eq!(told("npm token"), "an npm token");
    assert_eq!(told("GitHub token"), "a GitHub token");
    assert_eq!(told("password in a URL"), "a password in a URL");
}

#[test]
fn sentences_about_secrets_hold_none() {
    for text in [
        "",
        "Create a personal access token in Settings.",
        "Key: the first update goes out in 5 minutes.",
        "Crea un token personal en Ajustes.",
        "Contraseña: la de siempre.",
        "Clave: actualizacion-2026-11-22 a las 10:30.",
        "Secret: see docs.example.com/rotation/page2.",
        "The token: eu-west-1-production-42 is a name.",
        "Contact: https://status.example.com:8443/ops@example.com",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    assert_eq!(
        found(&url("postgres", "user:password@host/db with your own")),
        []
    );
}

#[test]
fn examples_and_placeholders_are_no_secrets() {
    let x36 = "x".repeat(36);
    for text in [
        ["AKIA", "IOSFODNN7EXAMPLE"].concat(),
        ["ghp_", &x36].concat(),
        ["ghp_", &"0".repeat(36)].concat(),
        ["ghp_", "abcdefghijklmnopqrstuvwxyz", "0123456789"].concat(),
        ["ghp_", "A1b2C3d4E5f6", "XXXXXXXXXXXX", "G7h8I9j0K1l2"].concat(),
        ["hooks.slack.com/services/T00000000/B00000000/", &x36[..24]].concat(),
        "token: 550e8400-e29b-41d4-a716-446655440000".to_owned(),
        "api_key = 1234567890abcdef".to_owned(),
        "password: <token-from-the-vault-2>".to_owned(),
        "password: ${DB_PASSWORD_2026}".to_owned(),
        "password=$DB_PASSWORD_2026".to_owned(),
        "password: ************".to_owned(),
        "secret: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned(),
        url("postgres", "app:${DB_PASSWORD}@db"),
        url("postgres", "app:$DB_PASSWORD@db"),
        url("postgres", "app:<the-password-9>@db"),
        url("postgres", "app:%PGPASSWORD%@db"),
        url("postgres", "app:**********@db"),
        url("postgres", "app:tu_contraseña@db"),
    ] {
        assert_eq!(found(&text), [], "{text}");
    }
}

#[test]
fn a_line_of_configuration_is_read_as_people_paste_it() {
    let value = ["hT7kQ2m", "Zx9Lp4Wv"].concat();
    for (before, after, kind) in [
        ("DB_PASSWORD=", "", "password"),
        ("{\"password\": \"", "\"}", "password"),
        ("passwd := '", "'", "password"),
        ("pwd => ", ";", "password"),
        ("CONTRASEÑA: ", ".", "password"),
        ("contrasena es: «", "»", "password"),
        ("contrasen\u{303}a era : ", ",", "password"),
        ("**Token:** ", "", "credential"),
        ("?access_token=", "&next=1", "credential"),
        ("clientSecret: `", "`", "credential"),
        ("API key is: ", ")", "credential"),
        ("Access-Key = ", "", "credential"),
        ("La credencial es: ", "!", "credential"),
        ("Senha: ", "", "password"),
        ("A palavra-passe é: ", ".", "password"),
        ("Le mot de passe est\u{a0}: «\u{a0}", "\u{a0}»", "password"),
        ("Kennwort: ", "", "password"),
        ("Das Passwort lautet: ", ".", "password"),
        ("API-Schlüssel: ", "", "credential"),
    ] {
        let text = format!("{before}{value}{after}");
        assert_eq!(found(&text), [(kind, value.as_str())], "{text}");
    }
}

#[test]
fn what_is_assigned_must_look_random() {
    let (long, digit) = (["hT7kQ2m", "Zx9Lp"].concat(), "hTskQvmZxaLpaWv");
    assert_eq!(found(&format!("token: {long}")).len(), 1);
    assert_eq!(found(&format!("token: {}", &long[..11])), [], "too short");
    assert_eq!(found(&format!("token: {digit}")), [], "no digit");
    assert_eq!(found("token: a1a1a1a1b2b2"), [], "too regular");
    assert_eq!(found(&format!("tokens: {long}")), [], "another word");
    assert_eq!(found(&format!("mistoken: {long}")), [], "another word");
}

#[test]
fn a_passphrase_and_signs_make_a_password_but_no_token() {
    for value in [
        ["correct-horse", "-battery-42"].concat(),
        ["Tr0ub4dor", "%3xyz#9"].concat(),
    ] {
        assert_eq!(
            found(&format!("Password: {value}.")),
            [("password", value.as_str())]
        );
        assert_eq!(found(&format!("Token: {value}.")), []);
    }
}

#[test]
fn a_password_in_a_url_ends_at_the_last_at_sign() {
    let password = ["p@ss", "W0rd9x"].concat();
    let text = url("amqp", &format!("app:{password}@mq/prod"));
    assert_eq!(found(&text), [("password in a URL", password.as_str())]);
    for harmless in ["app@mq:5672/a@b", "app:S3@mq", "app:S3cr3tPw9x@ mq"] {
        assert_eq!(found(&url("amqp", harmless)), [], "{harmless}");
    }
}

#[test]
fn a_private_key_is_one_secret_whole_or_cut() {
    let label = "RSA PRIVATE KEY-----";
    let begin = ["-----BEGIN ", label].concat();
    let body = ["MIIEpAIBAAKCAQEA", "password: ", "hT7kQ2mZx9Lp4Wv"].join("\n");
    let whole = format!("{begin}\n{body}\n-----END {label}");
    let text = format!("Era así:\n{whole}\nGracias. Y {begin} también.");
    assert_eq!(
        found(&text),
        [
            ("private key", whole.as_str()),
            ("private key", begin.as_str())
        ]
    );
    assert_eq!(found("-----BEGIN PUBLIC KEY-----\nMIIE"), []);
    let far = ["-----BEGIN ", &"A".repeat(101), label].concat();
    assert_eq!(found(&far), []);
}

#[test]
fn a_token_starts_a_word_and_case_matters() {
    let token = github();
    assert_eq!(found(&format!("x{token}")), []);
    assert_eq!(found(&format!("año{token}")), []);
    assert_eq!(found(&token.to_uppercase()), []);
    let escaped = format!("{{\"line\":\"failed\\n{token}\\n\"}}");
    assert_eq!(found(&escaped), [("GitHub token", token.as_str())]);
}

#[test]
fn an_aws_key_has_exactly_its_length() {
    let key = ["AKIA", "J4NQ7ZKX2MWTR5HD"].concat();
    assert_eq!(found(&format!("{key}9")), []);
    assert_eq!(found(&format!("{key}_A")), []);
    assert_eq!(found(&key[..19]), []);
    assert_eq!(found(&format!("({key})")).len(), 1);
}

#[test]
fn places_are_bytes_and_accents_count_twice() {
    let token = github();
    let text = format!("Añadió «{token}», ¿sí?");
    let secret = secrets(&text)[0];
    assert_eq!((secret.start, secret.end), (11, 11 + token.len()));
}

#[test]
fn overlapping_finds_are_one_secret_of_the_telling_kind() {
    let token = github();
    let text = format!(
        "token: {token}/extra and {}",
        ["gho_", &token[4..]].concat()
    );
    let kinds: Vec<_> = found(&text).iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, ["GitHub token", "GitHub token"]);
    assert_eq!(found(&text)[0].1, format!("{token}/extra"));
}

#[test]
fn redaction_shows_at_most_a_quarter_and_four_characters() {
    let token = github();
    assert_eq!(secrets(&token)[0].redacted(&token), "ghp_…");
    let text = url("redis", &["a:ñ9x", "KqZ0vM@c"].concat());
    assert_eq!(secrets(&text)[0].redacted(&text), "ñ9…");
    assert_eq!(secrets(&text)[0].redacted(""), "…");
}

/// Each shape as the rule writes it, apart from the code's own tables.
const SHAPES: [(&str, &str); 20] = [
    (
        "AWS access key",
        "(A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}",
    ),
    ("GitHub token", "gh[pousr]_[0-9a-zA-Z]{36}"),
    ("GitHub token", "github_pat_[0-9A-Za-z_]{82}"),
    ("GitLab token", "glpat-[0-9A-Za-z_-]{20}"),
    ("Slack token", "xox[bpears](-[0-9A-Za-z]{8,20}){2,4}"),
    (
        "Slack webhook",
        "hooks\\.slack\\.com/(services|workflows|triggers)/[A-Za-z0-9+/]{43,56}",
    ),
    ("Stripe key", "(sk|rk)_(test|live|prod)_[a-zA-Z0-9]{10,99}"),
    ("SendGrid key", "SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"),
    ("Google API key", "AIza[0-9A-Za-z_-]{35}"),
    ("npm token", "npm_[a-zA-Z0-9]{36}"),
    ("PyPI token", "pypi-AgEIcHlwaS5vcmc[0-9A-Za-z_-]{50,90}"),
    ("OpenAI key", "sk-(proj|svcacct|admin)-[A-Za-z0-9_-]{20,99}"),
    ("Anthropic key", "sk-ant-[A-Za-z0-9_-]{20,99}"),
    ("DigitalOcean token", "dop_v1_[a-f0-9]{64}"),
    ("Vault token", "hvs\\.[0-9A-Za-z_-]{90,120}"),
    ("Grafana token", "glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}"),
    ("Shopify token", "shpat_[a-fA-F0-9]{32}"),
    ("Linear key", "lin_api_[A-Za-z0-9]{40}"),
    ("Hugging Face token", "hf_[A-Za-z]{34}"),
    (
        "JSON web token",
        "ey[a-zA-Z0-9]{17,40}\\.ey[a-zA-Z0-9/_-]{17,40}\\.[a-zA-Z0-9/_-]{10,40}",
    ),
];

/// Any token of any shape, with its kind.
fn token() -> impl Strategy<Value = (&'static str, String)> {
    let shapes = SHAPES.map(|(kind, shape)| {
        // One character eight times over is a token that somebody has masked.
        let token = string_regex(shape).unwrap().prop_filter("masked", |token| {
            let mut runs = token.as_bytes().chunk_by(u8::eq_ignore_ascii_case);
            runs.all(|run| run.len() < 8)
        });
        token.prop_map(move |token| (kind, token)).boxed()
    });
    proptest::strategy::Union::new(shapes)
}

/// Ordinary text: words of incidents, some of them telling, with the marks of prose between them.
fn prose() -> impl Strategy<Value = String> {
    let words = "the a token key secret password api access is was era es la clave contraseña credencial \
        first update goes out customers cannot sign in payments failing pagos fallan acceso desde \
        siempre antigua rotated revoked actualización internationalization responsabilidad \
        shpat hf sk ey SG AIza AKIA ghp_ npm_ xoxb sk-live hooks.slack.com https://status.example.com \
        eu-west-1 10:30 2026-11-22 UTF-8 5 v2.14.0 #eu ops@example.com server-side no-news";
    let words: Vec<&'static str> = words.split_whitespace().collect();
    let marks = vec![
        " ", " ", " ", ", ", ". ", ": ", " = ", "=\"", "\n", " («", "»), ", " **",
    ];
    proptest::collection::vec((select(words), select(marks)), 0..60).prop_map(|pairs| {
        pairs
            .into_iter()
            .flat_map(|(word, mark)| [word, mark])
            .collect()
    })
}

proptest! {
    #[test]
    fn ordinary_prose_holds_no_secret(text in prose()) {
        prop_assert_eq!(found(&text), []);
    }

    #[test]
    fn a_token_is_found_wherever_it_stands(
        (kind, token) in token(),
        before in select(vec!["", " ", "(", "«", "á ", "=", "—", "\"", "\n", "/", "\\n", "clave: "]),
        after in select(vec!["", ".", ",", ")", "»", " ", "…", ";", "\"", "!", "\n", " á", "\\n"]),
    ) {
        let text = format!("{before}{token}{after}");
        prop_assert_eq!(found(&text), [(kind, token.as_str())]);
    }

    #[test]
    fn no_text_is_too_odd(text in "\\PC{0,80}|[:=/@ \\-\"'*.a-eA-E0-9ñ]{0,120}") {
        let secrets = secrets(&text);
        prop_assert!(secrets.windows(2).all(|pair| pair[0].end <= pair[1].start));
        for secret in secrets {
            prop_assert!(secret.start < secret.end);
            prop_assert!(text.get(secret.start..secret.end).is_some());
        }
    }
}

/// What repeats the start of a shape is read once, not once for each start: were it otherwise, this
/// test would run for minutes.
#[test]
fn a_hostile_text_takes_no_longer_than_its_length() {
    let times = 100_000;
    for unit in ["sk-ant-", "glpat-", "eyJ.ey", "a://", "b:c@", "token: \""] {
        assert_eq!(found(&unit.repeat(times)), [], "{unit}");
    }
    let begin = ["-----BEGIN ", "PRIVATE KEY "].concat();
    assert_eq!(secrets(&begin.repeat(times)).len(), times);
}

/// The fingerprint of the only secret of a text.
fn fingerprint(text: &str) -> String {
    let found = secrets(text);
    assert_eq!(found.len(), 1, "{text}");
    found[0].fingerprint(text)
}

#[test]
fn a_secret_has_one_fingerprint_wherever_it_stands_whatever_signs_it_has() {
    let token = |end: &str| format!("ghp{}A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7{end}", "_");
    let print = fingerprint(&format!("Use {}.", token("r8")));
    assert_eq!(print.len(), 8);
    assert!(
        print
            .bytes()
            .all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
    );
    assert_eq!(fingerprint(&format!("Año «{}»", token("r8"))), print);
    assert_ne!(fingerprint(&token("r9")), print);
    let signs = fingerprint("password=Zk29-fLq0_ZpTv8wRs");
    assert_eq!(fingerprint("password=Zk29_fLq0-ZpTv8wRs"), signs);
}
