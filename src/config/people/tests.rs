use std::path::Path;

use super::*;
use crate::config::{Config, ConfigError};
use crate::domain::matrix::Origin;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, Path::new("/team/vocero.toml"), Locale::english())
}

fn error(text: &str) -> String {
    let error = parse(text).unwrap_err().to_string();
    error.replace("`/team/vocero.toml`: ", "")
}

#[test]
fn what_a_client_does_not_say_is_as_in_the_house() {
    let config = parse(
        "zone = 'Europe/Madrid'\naddress = 'informal'\nlocales = ['es']\n[[client]]\nname = 'Norte'\n",
    )
    .unwrap();
    let client = &config.clients[0];
    assert_eq!(client.zone.name(), "Europe/Madrid");
    assert_eq!(client.locale.as_str(), "es");
    assert_eq!(client.address, crate::domain::words::Address::Informal);
    assert_eq!(client.wants, Wants::Everything);
    assert!(client.contacts.is_empty() && client.hours.is_none());
}

#[test]
fn a_client_that_makes_no_sense_is_named_with_its_key() {
    let with = |line: &str| error(&format!("[[client]]\nname = 'Norte'\n{line}\n"));
    assert_eq!(
        with("zone = 'Europe/Madird'"),
        "`client` has `Norte`: `zone`: `Europe/Madird` is not a time zone; use an IANA name such as `UTC` or `Europe/Madrid`"
    );
    assert_eq!(
        with("wants = 'much'"),
        "`client` has `Norte`: `wants`: `much` is not a wish; use `everything`, `important` or `daily`"
    );
    assert_eq!(
        with("contacts.phone = ''"),
        "`client` has `Norte`: `contacts.phone` is empty"
    );
    assert!(
        with("hours = '9 to 5'")
            .starts_with("`client` has `Norte`: `hours`: `9 to 5` names no hours")
    );
    assert!(with("zones = 'UTC'").contains("unknown field `zones`"));
    assert_eq!(
        error("[[client]]\nname = ' '\n"),
        "`client` `name` is empty"
    );
    assert!(error("[[client]]\nzone = 'UTC'\n").contains("missing field `name`"));
}

#[test]
fn two_clients_of_one_name_are_refused_however_they_are_written() {
    assert_eq!(
        error("[[client]]\nname = 'Banco Norte'\n[[client]]\nname = 'banco-ñorte'\n"),
        "`client` has two clients of one name, `Banco Norte` and `banco-ñorte`; name one of them differently"
    );
}

#[test]
fn a_matrix_with_a_hole_keeps_the_built_in_steps_there() {
    let config = parse(
        "[matrix.minor]\nunsolved = [{ to = 'clients', how = ['sms', 'email'], within = '2h', with = ['action'] }]\n",
    )
    .unwrap();
    let case = |major, solved| config.matrix.steps(Case { major, solved });
    let (steps, origin) = case(false, false);
    assert_eq!(origin, Origin::Configured);
    assert_eq!(steps[0].how, ["sms", "email"]);
    assert_eq!(steps[0].within, Some(TimeDelta::hours(2)));
    assert_eq!(case(true, false).1, Origin::Hole);
}

#[test]
fn a_step_that_makes_no_sense_is_named_with_its_place() {
    let with = |step: &str| error(&format!("[matrix.major]\nsolved = [{{ {step} }}]\n"));
    let place = "`matrix` has `major.solved`, step 1: ";
    assert_eq!(
        with("to = 'all', how = 'sms'"),
        format!("{place}`to`: `all` is not a recipient; use `clients` or `public`")
    );
    assert_eq!(
        with("to = 'clients', how = 'sms', within = '10'"),
        format!(
            "{place}`within`: `10` is no span of time up to a week; write it like `10m` or `2h`"
        )
    );
    assert_eq!(
        with("to = 'public', how = 'daily'"),
        format!("{place}`how`: `inform` and `daily` are ways to tell clients, and stand alone")
    );
    assert_eq!(
        with("to = 'clients', how = []"),
        format!("{place}`how` is empty; name a way such as \"phone\"")
    );
    assert_eq!(
        with("to = 'clients', how = 3"),
        format!("{place}`how` is not a way such as \"phone\", or a list of ways")
    );
    assert!(with("to = 'clients', how = 'sms', by = 'x'").contains("unknown field `by`"));
    assert!(error("[matrix.critical]\nsolved = []\n").contains("unknown field `critical`"));
}

#[test]
fn a_cadence_is_any_number_of_minutes_up_to_a_week() {
    assert_eq!(
        parse("[cadence]\nminor = 10080").unwrap().cadence.minor,
        10_080
    );
    assert_eq!(
        error("[cadence]\nminor = 10081"),
        "`cadence` has `minor = 10081`; use 1 to 10080 minutes"
    );
}

#[test]
fn a_misspelt_way_to_tell_clients_is_refused_and_one_that_a_client_has_is_not() {
    let how = |how: &str, client: &str| {
        parse(&format!(
            "{client}\n[[matrix.minor.unsolved]]\nto = 'clients'\nhow = '{how}'\n"
        ))
        .map(drop)
        .map_err(|error| error.to_string().replace("`/team/vocero.toml`: ", ""))
    };
    assert_eq!(
        how("emial", "").unwrap_err(),
        "`matrix` has `minor.unsolved`, step 1: `how`: no client can be told by `emial`; use `email`"
    );
    let norte = "[[client]]\nname = 'Norte'\ncontacts.pigeon = 'Coo'\n";
    assert!(how("pigeno", norte).unwrap_err().ends_with("use `pigeon`"));
    assert_eq!(how("pigeon", norte), Ok(()));
    assert_eq!(how("fax", norte), Ok(()));
}
