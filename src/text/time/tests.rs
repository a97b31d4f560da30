use super::*;

const NOW: &str = "2026-11-21T10:04:00Z"; // a Saturday

fn read(given: &str, zone: &str, toward: Toward) -> Result<String, BadTime> {
    let moment = parse(given, NOW.parse().unwrap(), zone.parse().unwrap(), toward)?;
    Ok(moment.format("%Y-%m-%dT%H:%MZ").to_string())
}

#[test]
fn a_duration_points_to_the_future_or_the_past() {
    for given in ["30m", "in 30 min", "+30m", "0h30m"] {
        assert_eq!(
            read(given, "UTC", Toward::Future).unwrap(),
            "2026-11-21T10:34Z",
            "{given}"
        );
    }
    assert_eq!(
        read("30m", "UTC", Toward::Past).unwrap(),
        "2026-11-21T09:34Z"
    );
    assert_eq!(
        read("1h 30m ago", "UTC", Toward::Past).unwrap(),
        "2026-11-21T08:34Z"
    );
    assert!(read("30m ago", "UTC", Toward::Future).is_err());
    assert!(read("in 30m", "UTC", Toward::Past).is_err());
}

#[test]
fn a_time_of_day_is_the_nearest_in_its_direction() {
    assert_eq!(
        read("14:30", "UTC", Toward::Future).unwrap(),
        "2026-11-21T14:30Z"
    );
    assert_eq!(
        read("9:00", "UTC", Toward::Future).unwrap(),
        "2026-11-22T09:00Z"
    );
    assert_eq!(
        read("9:58", "UTC", Toward::Past).unwrap(),
        "2026-11-21T09:58Z"
    );
    assert_eq!(
        read("23:50", "UTC", Toward::Past).unwrap(),
        "2026-11-20T23:50Z"
    );
}

#[test]
fn a_time_of_day_a_little_ahead_is_now_and_one_long_ago_may_surprise() {
    let at = |given, zone| read(given, zone, Toward::Past).unwrap();
    for given in ["10:04", "10:05", "10:09", "10:08:30"] {
        assert_eq!(at(given, "UTC"), "2026-11-21T10:04Z", "{given}");
    }
    assert_eq!(at("11:07", "Europe/Madrid"), "2026-11-21T10:04Z");
    assert_eq!(at("10:10", "UTC"), "2026-11-20T10:10Z");
    let now = NOW.parse().unwrap();
    let surprises = |given: &str| {
        let moment = parse(given, now, Zone::utc(), Toward::Past).unwrap();
        is_surprising(given, moment, now)
    };
    for given in ["10:10", "12:00 UTC", "22:03"] {
        assert!(surprises(given), "{given}");
    }
    for given in [
        "10:08",
        "22:04",
        "9:00",
        "2026-11-20 10:10",
        "yesterday",
        "20h",
    ] {
        assert!(!surprises(given), "{given}");
    }
}

#[test]
fn a_day_without_its_midnight_begins_when_the_clocks_go_on() {
    let now = "2026-09-07T14:20:00Z".parse().unwrap();
    let zone = "America/Santiago".parse().unwrap();
    for given in ["yesterday", "2026-09-06", "sunday"] {
        let moment = parse(given, now, zone, Toward::Past).unwrap();
        assert_eq!(moment.to_rfc3339(), "2026-09-06T04:00:00+00:00", "{given}");
    }
}

#[test]
fn wall_clock_time_is_that_of_the_zone_unless_it_says_utc() {
    assert_eq!(
        read("11:30", "Europe/Madrid", Toward::Future).unwrap(),
        "2026-11-21T10:30Z"
    );
    assert_eq!(
        read("11:30 UTC", "Europe/Madrid", Toward::Future).unwrap(),
        "2026-11-21T11:30Z"
    );
    assert_eq!(
        read("tomorrow 9:00", "Europe/Madrid", Toward::Future).unwrap(),
        "2026-11-22T08:00Z"
    );
}

#[test]
fn days_have_names_and_dates() {
    assert_eq!(
        read("friday 17:00", "UTC", Toward::Future).unwrap(),
        "2026-11-27T17:00Z"
    );
    assert_eq!(
        read("2026-11-27", "UTC", Toward::Future).unwrap(),
        "2026-11-27T23:59Z"
    );
    assert_eq!(
        read("2026-11-20", "UTC", Toward::Past).unwrap(),
        "2026-11-20T00:00Z"
    );
    assert_eq!(
        read("2026-11-20T09:58", "UTC", Toward::Past).unwrap(),
        "2026-11-20T09:58Z"
    );
    assert_eq!(
        read("yesterday", "UTC", Toward::Past).unwrap(),
        "2026-11-20T00:00Z"
    );
}

#[test]
fn rfc_3339_is_read_with_its_offset() {
    assert_eq!(
        read("2026-11-21T11:30:00+01:00", "UTC", Toward::Future).unwrap(),
        "2026-11-21T10:30Z"
    );
    assert_eq!(
        read("2026-11-21t10:30:00z", "UTC", Toward::Past).unwrap(),
        "2026-11-21T10:30Z"
    );
}

#[test]
fn what_is_no_time_is_refused() {
    for given in [
        "",
        "soon",
        "30",
        "25:00",
        "9:5x",
        "2026-13-01",
        "99999999999999d",
        "m",
        "12:",
        "+",
    ] {
        assert!(read(given, "UTC", Toward::Future).is_err(), "{given}");
    }
}

#[test]
fn of_an_hour_that_comes_twice_the_one_in_the_direction_is_meant() {
    let read = |now: &str, given, toward| {
        let zone = "Europe/Madrid".parse().unwrap();
        let moment = parse(given, now.parse().unwrap(), zone, toward).unwrap();
        moment.format("%Y-%m-%dT%H:%MZ").to_string()
    };
    let (first, second) = ("2026-10-25T00:50:00Z", "2026-10-25T01:10:00Z");
    // At 2:50 the clocks will show 2:30 again, and 1:50 no more today.
    assert_eq!(read(first, "2:30", Toward::Future), "2026-10-25T01:30Z");
    assert_eq!(read(first, "1:50", Toward::Future), "2026-10-26T00:50Z");
    assert_eq!(read(first, "2:30", Toward::Past), "2026-10-25T00:30Z");
    // At 2:10, for the second time.
    assert_eq!(read(second, "2:30", Toward::Future), "2026-10-25T01:30Z");
    assert_eq!(
        read(second, "2026-10-25 02:30", Toward::Future),
        "2026-10-25T01:30Z"
    );
    assert_eq!(read(second, "2:05", Toward::Past), "2026-10-25T01:05Z");
    assert_eq!(read(second, "2:40", Toward::Past), "2026-10-25T00:40Z");
    assert_eq!(
        read("2026-10-25T01:50:00Z", "02:40", Toward::Past),
        "2026-10-25T01:40Z"
    );
}

/// What [`nearest`] promises, found the long way: a quarter of an hour at a time.
fn walked(hour: NaiveTime, now: DateTime<Utc>, zone: Zone, toward: Toward) -> DateTime<Utc> {
    let step = match toward {
        Toward::Future => Duration::minutes(15),
        Toward::Past => Duration::minutes(-15),
    };
    let mut moment = now;
    while zone.wall(moment).time() != hour {
        moment += step;
    }
    moment
}

#[test]
fn around_every_change_of_the_clocks_the_nearest_time_is_found() {
    let changes = [
        ("Europe/Madrid", "2026-03-29T01:00:00Z"),
        ("Europe/Madrid", "2026-10-25T01:00:00Z"),
        ("America/New_York", "2026-03-08T07:00:00Z"),
        ("America/New_York", "2026-11-01T06:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
        ("America/Havana", "2026-11-01T05:00:00Z"),
        ("America/Sao_Paulo", "2018-02-18T02:00:00Z"),
        ("Africa/Casablanca", "2026-02-15T02:00:00Z"),
    ];
    for (name, change) in changes {
        let zone: Zone = name.parse().unwrap();
        let change: DateTime<Utc> = change.parse().unwrap();
        let before = zone.offset_minutes(change - Duration::seconds(1));
        assert_ne!(before, zone.offset_minutes(change), "{name}");
        for away in (-180..=180).step_by(15) {
            let now = change + Duration::minutes(away);
            for minutes in (0..24 * 60).step_by(30) {
                let hour = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap();
                let given = hour.format("%H:%M").to_string();
                for toward in [Toward::Past, Toward::Future] {
                    let Ok(read) = parse(&given, now, zone, toward) else {
                        // Skipped on the day that is meant.
                        assert!(zone.offset_minutes(change) > before, "{name} {given} {now}");
                        continue;
                    };
                    let nearest = walked(hour, now, zone, toward);
                    assert_eq!(read, nearest, "{name} {given} at {now} {toward:?}");
                }
            }
        }
    }
}

#[test]
fn a_day_ends_when_its_last_minute_comes_for_the_last_time() {
    let zone = "America/Sao_Paulo".parse().unwrap();
    let now = "2018-02-16T10:00:00Z".parse().unwrap();
    let end = parse("2018-02-17", now, zone, Toward::Future).unwrap();
    assert_eq!(
        end,
        "2018-02-18T02:59:00Z".parse::<DateTime<Utc>>().unwrap()
    );
}

#[test]
fn a_skipped_hour_says_so() {
    let error = read("2026-03-29 02:30", "Europe/Madrid", Toward::Future).unwrap_err();
    assert!(matches!(error, BadTime::Skipped(_)));
}
