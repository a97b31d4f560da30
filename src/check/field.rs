//! What one answer gives away by itself, while there is no message yet and nobody else has read it.

use super::finding::{Finding, Level, Place};
use super::text::{Draft, words};
use super::{page, plain};

/// Returns what the words of one answer give away: leaks and wording, nothing that takes a finished
/// message to judge.
pub fn answer(draft: &Draft<'_>) -> Vec<Finding> {
    let alone = |finding: &Finding| {
        let layer = page::of_briefly(&finding.rule).map_or("wording", |page| page.layer.as_str());
        matches!(layer, "leak" | "wording")
    };
    words(draft).into_iter().filter(alone).collect()
}

/// Returns that an impact only names a thing, if it does: one of the `components`, or what the
/// `title` names.
pub fn only_names(draft: &Draft<'_>, components: &[String], title: &str) -> Option<Finding> {
    let page = page::named("impact-missing");
    plain::is_only_a_name(draft.text, components, title).then(|| Finding {
        rule: "impact-missing".into(),
        level: Level::Error,
        place: Place::Text {
            channel: None,
            locale: draft.locale.cloned(),
            span: 0..draft.text.len(),
        },
        what: format!("the impact only names a thing: `{}`", draft.text),
        why: page.why().into(),
        help: page.help(None).to_owned(),
    })
}

/// How it is said, language by language, that somebody cannot do something: words of which one
/// stands in the text, and words of which another one does; none where the first say it all.
const CANNOT: [(&[&str], &[&str]); 6] = [
    (
        &[
            "cannot",
            "cant",
            "can not",
            "unable",
            "not able",
            "no longer",
            "not possible",
        ],
        &[
            "you",
            "your",
            "customers",
            "users",
            "people",
            "nobody",
            "everybody",
            "everyone",
            "visitors",
            "readers",
            "shops",
            "members",
            "subscribers",
            "teams",
        ],
    ),
    (
        &[
            "no se puede",
            "no se pueden",
            "no se podra",
            "no se podran",
            "no se ha podido",
            "no puede",
            "no pueden",
            "no puedes",
            "no podra",
            "no podras",
            "no podran",
            "no es posible",
        ],
        &[],
    ),
    (
        &[
            "nao pode",
            "nao podem",
            "nao podera",
            "nao poderao",
            "nao consegue",
            "nao conseguem",
            "nao e possivel",
            "nao da para",
            "nao sera possivel",
        ],
        &[],
    ),
    (
        &[
            "ne peut",
            "ne peuvent",
            "ne pouvez",
            "ne peux",
            "ne pourra",
            "ne pourrez",
            "ne pourront",
            "impossible",
            "impossibles",
            "nest plus possible",
            "nest pas possible",
        ],
        &[],
    ),
    (
        &["kann", "konnen", "kannst", "konnt", "lasst", "lassen"],
        &["nicht", "nichts", "kein", "keine", "keinen", "niemand"],
    ),
    (
        &["geht nicht", "gehen nicht", "nicht moglich", "unmoglich"],
        &[],
    ),
];

/// Whether an impact says, in so many words, what somebody cannot do.
pub fn says_what_is_impossible(text: &str) -> bool {
    CANNOT.iter().any(|(first, second)| {
        let also = second.is_empty() || plain::says_one_of(text, second);
        also && plain::says_one_of(text, first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impact_says_what_customers_cannot_do_in_every_language_of_the_interview() {
        for text in [
            "You cannot pay by card.",
            "Your customers can’t sign in.",
            "Nobody is able to sign in; people are unable to pay.",
            "NO SE PUEDE PAGAR CON TARJETA.",
            "Você não consegue pagar com cartão.",
            "Vous ne pouvez pas payer par carte.",
            "Sie können nicht mit Karte bezahlen.",
            "Du kannst keine Rechnungen öffnen.",
        ] {
            assert!(says_what_is_impossible(text), "{text}");
        }
        for text in [
            "The gateway is down.",
            "The gateway cannot reach the database.",
            "Falla la pasarela.",
            "Wir können helfen.",
            "Checkout",
            "",
        ] {
            assert!(!says_what_is_impossible(text), "{text}");
        }
    }

    #[test]
    fn an_answer_is_not_judged_as_a_message() {
        let draft = Draft {
            text: "Our provider broke it, see https://grafana.internal/d/1 at 10:30",
            locale: Some(&"en".parse().unwrap()),
            state: Some(crate::domain::words::State::Resolved),
            ..Draft::default()
        };
        let found = answer(&draft);
        let found: Vec<&str> = found.iter().map(|finding| &*finding.rule).collect();
        assert_eq!(found, ["blame-third-party", "leak-host"]);
    }

    #[test]
    fn an_impact_that_only_names_a_component_is_found() {
        let draft = |text| Draft {
            text,
            ..Draft::default()
        };
        let components = ["Checkout API".to_owned()];
        assert!(only_names(&draft("the checkout API"), &components, "").is_some());
        assert!(only_names(&draft("You cannot pay by card."), &components, "").is_none());
    }
}
