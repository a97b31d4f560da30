use super::*;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, Path::new("/team/vocero.toml"), Locale::english())
}

#[test]
fn the_first_configured_locale_is_the_primary_one() {
    let config = parse("locales = ['es', 'en']").unwrap();
    assert_eq!(config.house.primary.as_str(), "es");
    assert_eq!(config.locales.len(), 2);
}

#[test]
fn an_empty_file_changes_nothing_but_its_own_path() {
    let expected = Config {
        path: Some("/team/vocero.toml".into()),
        ..Config::without_file(Locale::english())
    };
    assert_eq!(parse("").unwrap(), expected);
}

#[test]
fn a_misspelt_key_is_an_error_that_names_the_file_and_the_legal_keys() {
    let error = parse("compny = 'Acme'").unwrap_err().to_string();
    assert!(
        error.starts_with("`/team/vocero.toml` line 1 is not a configuration"),
        "{error}"
    );
    assert!(
        error.contains("unknown field `compny`, expected one of `company`"),
        "{error}"
    );
}

#[test]
fn a_url_without_a_web_scheme_is_refused() {
    let error = parse("status_url = 'javascript:alert(1)'")
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "`/team/vocero.toml`: `status_url` is `javascript:alert(1)`, which is not a safe web address; start it with `https://`"
    );
}

#[test]
fn readers_may_answer_by_mail_and_telephone_but_by_nothing_else() {
    for given in [
        "mailto:help@acme.example",
        "tel:+34911222333",
        "https://acme.example/f",
    ] {
        let config = parse(&format!("feedback_url = '{given}'")).unwrap();
        assert_eq!(config.house.feedback_url.as_deref(), Some(given));
    }
    for given in [
        "javascript:alert(1)",
        "mailto:",
        "tel:1 <b>",
        "http://acme.example",
    ] {
        let error = parse(&format!("feedback_url = \"{given}\"")).unwrap_err();
        let all = "start it with `https://`, `mailto:` or `tel:`";
        assert!(error.to_string().ends_with(all), "{error}");
    }
}

#[test]
fn the_templates_folder_is_relative_to_the_file() {
    let config = parse("templates = 'words'").unwrap();
    assert_eq!(config.templates.as_deref(), Some(Path::new("/team/words")));
}

#[test]
fn cadence_depends_on_severity_and_on_watching() {
    let cadence = parse("[cadence]\nminor = 45").unwrap().cadence;
    assert_eq!(
        cadence.next(Severity::Minor, State::Investigating),
        Duration::minutes(45)
    );
    assert_eq!(
        cadence.next(Severity::Critical, State::Monitoring),
        Duration::minutes(120)
    );
    let error = parse("[cadence]\nminor = 0").unwrap_err().to_string();
    assert!(
        error.ends_with("`cadence` has `minor = 0`; use 1 to 10080 minutes"),
        "{error}"
    );
}
