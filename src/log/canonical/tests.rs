use super::*;

#[test]
fn the_places_are_those_of_the_keys() {
    let head = [ID, AT, INCIDENT, KIND].map(|place| KEYS[place]);
    assert_eq!(head, ["id", "at", "incident", "kind"]);
    let words = [TYPE, SEVERITY, STATE, COMPONENTS, DATA].map(|place| KEYS[place]);
    let keys = ["type", "severity", "state", "components", "data"];
    assert_eq!(words, keys);
    let others = [CONFIRMED, REPORT, CLEAR, WAIVED, UNTIL].map(|place| KEYS[place]);
    let keys = ["confirmed_by", "report", "clear", "waived", "until"];
    assert_eq!(others, keys);
    let measure = [AIM, DUE, STATUS].map(|place| KEYS[place]);
    assert_eq!(measure, ["aim", "due", "status"]);
    let moments = (0..KEYS.len()).filter_map(|place| Some((KEYS[place], time_fact(place)?)));
    let expected = TimeFact::ALL.iter().map(|fact| (fact.key(), *fact));
    assert!(moments.eq(expected));
}

#[test]
fn no_key_begins_with_another() {
    for (place, key) in KEYS.iter().enumerate() {
        let others = KEYS.iter().enumerate().filter(|(other, _)| *other != place);
        assert!(
            others.into_iter().all(|(_, other)| !other.starts_with(key)),
            "{key}"
        );
    }
}

#[test]
fn a_key_out_of_order_or_twice_is_not_canonical() {
    let mut sketch = Sketch::default();
    for line in ["by = \"a\"\n", "impact.en = \"b\"\r\n", "impact.es = \"c\""] {
        assert_eq!(sketch.take(line, 0), Some(line.len()), "{line}");
    }
    for line in [
        "by = \"a\"\n",
        "impact.es = \"c\"\n",
        "impact.de = \"c\"\n",
        "impact = \"c\"\n",
        "new = \"c\"\n",
    ] {
        assert_eq!(sketch.clone().take(line, 0), None, "{line}");
    }
}

#[test]
fn what_the_writer_does_not_write_is_not_canonical() {
    for line in [
        "action = 'a'\n",
        "action = \"a\" # b\n",
        "action= \"a\"\n",
        "action = \"\"\"a\"\"\"\n",
        "action = \"\\u0041\"\n",
        "action = \"a\nb\"\n",
        "started = 2026-02-30T10:00:00Z\n",
        "started = 2026-11-21T10:00:00+00:00\n",
        "clear = []\n",
        "clear = [\"scope\",\n]\n",
        "state = \"Resolved\"\n",
        "severity = \"huge\"\n",
        "started = \"10:00\"\n",
        "until = \"10:00\"\n",
        "due = \"10:00\"\n",
        "aim = \"hope\"\n",
        "status = \"ok\"\n",
        "severity = [\"minor\"]\n",
        "data = \"eaten\"\n",
        "components.\"API\" = \"asleep\"\n",
        "clear = [\"scope\", \"mood\"]\n",
        "clear = \"scope\"\n",
        "kind = \"a\\\"b\"\n",
        "components.API = \"operational\"\n",
        "waived = \"because\"\n",
        "waived.shouting = \"because\"\n",
        "# a comment\n",
        "\n",
    ] {
        assert_eq!(Sketch::default().take(line, 0), None, "{line}");
    }
}
