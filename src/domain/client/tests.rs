use super::*;

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A way that was taken, and its contact.
fn taken<'c>(way: &str, contact: &'c str) -> (String, &'c str) {
    (way.to_owned(), contact)
}

fn client(hours: Option<&str>) -> Client {
    let contacts = [("email", "noc@norte.example"), ("phone", "+34 911")];
    let contacts = contacts.map(|(way, at)| (way.to_owned(), at.to_owned()));
    Client {
        name: "Banco Ñorte".to_owned(),
        contacts: contacts.into(),
        locale: Locale::english(),
        address: Address::Formal,
        zone: "Europe/Madrid".parse().unwrap(),
        hours: hours.map(|text| text.parse().unwrap()),
        channels: Vec::new(),
        components: Vec::new(),
        wants: Wants::Everything,
        owner: None,
    }
}

#[test]
fn hours_have_a_zone_and_a_next_opening() {
    let client = client(Some("Mon-Fri 09:00-18:00, Sat 10:00-14:00"));
    // Friday 20 November 2026, 08:30 UTC is 09:30 in Madrid.
    let friday = moment("2026-11-20T08:30:00Z");
    assert_eq!(
        client.open_since(friday),
        Some(moment("2026-11-20T08:00:00Z"))
    );
    let evening = moment("2026-11-20T17:00:00Z");
    assert_eq!(client.open_since(evening), None);
    assert_eq!(client.opens(evening), Some(moment("2026-11-21T09:00:00Z")));
    let sunday = moment("2026-11-22T12:00:00Z");
    assert_eq!(client.opens(sunday), Some(moment("2026-11-23T08:00:00Z")));
}

#[test]
fn an_opening_that_the_clocks_skip_comes_an_hour_later() {
    let client = client(Some("Sun 02:30-12:00"));
    let before = moment("2026-03-29T00:00:00Z");
    assert_eq!(client.opens(before), Some(moment("2026-03-29T01:30:00Z")));
    // 03:10 in Madrid: it is open, and nobody can say since when.
    let within = moment("2026-03-29T01:10:00Z");
    assert_eq!(client.open_since(within), Some(within));
}

#[test]
fn whoever_named_no_hours_is_always_there() {
    assert!(
        client(None)
            .open_since(moment("2026-11-22T03:00:00Z"))
            .is_some()
    );
    assert_eq!(client(None).opens(moment("2026-11-22T03:00:00Z")), None);
}

#[test]
fn days_may_go_round_the_week_and_hours_stand_alone() {
    let open = |hours: &str, at: &str| client(Some(hours)).open_since(moment(at)).is_some();
    assert!(open("Sat-Mon 09:00-18:00", "2026-11-22T09:00:00Z"));
    assert!(!open("Sat-Mon 09:00-18:00", "2026-11-24T09:00:00Z"));
    assert!(open("00:00-24:00", "2026-11-24T22:59:00Z"));
}

#[test]
fn what_names_no_hours_is_refused() {
    for given in [
        "",
        "always",
        "Mon-Fri",
        "Mon-Fri 9-18",
        "Fri 18:00-09:00",
        "Lun 09:00-18:00",
        "Mon 09:00-25:00",
        "Mon 09:60-10:00",
        "Mon-Fri 09:00-18:00,",
    ] {
        assert!(given.parse::<Hours>().is_err(), "{given}");
    }
}

#[test]
fn the_way_they_like_best_is_taken_where_it_may_be() {
    let mut client = client(None);
    assert_eq!(
        client.way(&["sms", "email"]),
        Some(taken("email", "noc@norte.example"))
    );
    client.channels = vec!["phone".to_owned()];
    assert_eq!(
        client.way(&["email", "phone"]),
        Some(taken("phone", "+34 911"))
    );
    assert_eq!(
        client.way(&["email"]),
        Some(taken("email", "noc@norte.example"))
    );
    assert_eq!(client.way(&["sms"]), None);
    assert_eq!(client.way(&[DAILY]), Some(taken(DAILY, "+34 911")));
    client.contacts.clear();
    assert_eq!(client.way(&[DAILY]), None);
}

#[test]
fn a_client_is_named_with_or_without_accents() {
    let client = client(None);
    assert_eq!(client.key(), "banco-norte");
    for given in ["Banco Ñorte", "banco ñorte", "banco-norte"] {
        assert!(client.is_named(given), "{given}");
    }
    assert!(!client.is_named("banco"));
}

#[test]
fn who_uses_nothing_that_is_affected_is_not_concerned() {
    let mut client = client(None);
    assert!(client.uses(["Checkout"].into_iter()));
    client.components = vec!["Search".to_owned()];
    assert!(!client.uses(["Checkout"].into_iter()));
    assert!(client.uses(["Checkout", "SEARCH"].into_iter()));
    assert!(client.uses([].into_iter()), "nobody said what is affected");
}
