//! Entries as keys and values, and words that are taken out of them.

use proptest::prelude::*;

use super::examples::{entries, entry};
use crate::domain::redaction::Redaction;
use crate::log::format::record;
use crate::log::leaves::{leaves, without, words};

fn marker() -> Redaction {
    Redaction {
        at: "2026-11-22T09:00:00Z".parse().unwrap(),
        by: "ana".to_owned(),
        reason: "a name".to_owned(),
    }
}

proptest! {
    #[test]
    fn each_field_can_be_taken_out_and_nothing_else_goes(entry in entries()) {
        for (field, text) in words(&entry) {
            let (left, taken) = without(&entry, &field, &marker()).unwrap();
            prop_assert!(taken.contains(&text), "{field}");
            prop_assert_eq!(&left.facts.internal.redacted[&field], &marker());
            prop_assert!(words(&left).iter().all(|(key, _)| *key != field), "{}", field);
            // What can be written can be read: the marker and all the others are still there.
            let others = |of: &_| -> Vec<(String, String)> {
                let own = |key: &str| {
                    let below = key.strip_prefix(field.as_str());
                    below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                        || key.starts_with("redacted.")
                };
                let mut all = leaves(of);
                all.retain(|(key, _)| !own(key));
                // A text that is left in the locale of the entry alone stands there without it.
                let locale = format!(".{}", entry.locale);
                for (key, _) in &mut all {
                    let bare = key.strip_suffix(&locale).map(str::to_owned);
                    *key = bare.unwrap_or_else(|| key.clone());
                }
                all.sort();
                all
            };
            prop_assert_eq!(others(&left), others(&entry));
            prop_assert!(record(&left).contains("redacted."));
        }
    }
}

#[test]
fn a_text_goes_in_all_its_locales_or_in_the_one_that_is_named() {
    let mut entry = entry(1, "x", "declared");
    let es = "es".parse().unwrap();
    let fact = crate::domain::fact::TextFact::Action;
    assert!(without(&entry, "action.es", &marker()).is_none());
    let (left, taken) = without(&entry, "action.en", &marker()).unwrap();
    assert_eq!(taken, ["Step 1."]);
    assert!(left.facts.text(fact).is_none());
    entry.facts.set_text(fact, &es, "Paso 1.");
    let (_, taken) = without(&entry, "action", &marker()).unwrap();
    assert_eq!(taken, ["Step 1.", "Paso 1."]);
    let (left, _) = without(&entry, "action.en", &marker()).unwrap();
    assert_eq!(
        left.facts.text(fact).and_then(|text| text.get(&es)),
        Some("Paso 1.")
    );
    for fixed in ["id", "at", "kind", "incident", "locale", "via", "nothing"] {
        assert!(without(&entry, fixed, &marker()).is_none(), "{fixed}");
    }
}
