//! Reads along in an interview: what one answer gives away, before there is a message.

use std::cmp::Reverse;

use super::checked::Checked;
use super::gather::span;
use super::{house, pages};
use crate::check::field;
use crate::check::finding::{Finding, Level};
use crate::check::page;
use crate::check::secrets::secrets;
use crate::check::text::{Draft, Gates};
use crate::commands::waiver;
use crate::config::Config;
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::incident::{InForce, Incident};
use crate::domain::locale::Locale;
use crate::domain::words::{Audience, IncidentType};
use crate::order;
use crate::prompt::{Heard, Remark};

/// Says what there is to say about one answer: that it is good, or which rules have something
/// against it. Suggestions wait for the messages.
pub fn remarks(config: &Config, incident: Option<&Incident>, heard: &Heard<'_>) -> Vec<Remark> {
    let reader = &config.house.primary;
    let text = heard.text.to_owned();
    let checked = Checked::new(String::new(), false, text);
    let mut found = match heard.fact {
        Some(fact) => judged(config, incident, heard, fact),
        None => Vec::new(),
    };
    let levels = pages::levels(config).unwrap_or_default();
    found.retain_mut(|finding| {
        let configured = levels.get(&*finding.rule).copied();
        finding.level = configured.flatten().unwrap_or(finding.level);
        let off = configured == Some(None) || heard.answers.waived.contains_key(&*finding.rule);
        // Secrets are told below, for the team's own line as well.
        !off && finding.level > Level::Suggestion && finding.rule != waiver::SECRET
    });
    order::sort_by_key(&mut found, |finding| Reverse(finding.level));
    let mut remarks: Vec<Remark> = secrets(heard.text)
        .into_iter()
        .filter(|secret| {
            let key = waiver::of_secret(&secret.fingerprint(heard.text));
            !heard.answers.waived.contains_key(&key)
        })
        .map(|secret| Remark::Found {
            rule: waiver::SECRET.to_owned(),
            said: secret.redacted(heard.text),
            help: help(waiver::SECRET, reader).unwrap_or_default(),
        })
        .collect();
    for finding in found {
        let remark = Remark::Found {
            rule: finding.rule.to_string(),
            said: checked.brief(span(&finding)),
            help: help(&finding.rule, reader).unwrap_or(finding.help),
        };
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
    let good = heard.fact == Some(TextFact::Impact) && field::says_what_is_impossible(heard.text);
    if remarks.is_empty() && good {
        remarks.push(Remark::SaysImpact);
    }
    remarks
}

/// What a rule's page says to write instead, to whoever answers.
pub(super) fn help(rule: &str, reader: &Locale) -> Option<String> {
    page::of_briefly(rule).map(|page| page.help(Some(reader)).to_owned())
}

fn judged(
    config: &Config,
    incident: Option<&Incident>,
    heard: &Heard<'_>,
    fact: TextFact,
) -> Vec<Finding> {
    // What is wrong with the configuration is said when the word is checked.
    let known = house::known(config).unwrap_or_default();
    let known = match incident {
        Some(incident) => known.about(incident, &config.house),
        None => known,
    };
    let nothing = InForce::default();
    let before = incident.map_or(&nothing, |incident| &incident.in_force);
    let facts = &heard.answers.facts;
    let kind = facts.kind_of.unwrap_or_else(|| before.kind_of());
    let confirmed = |name| before.confirmed.contains_key(&name);
    let draft = Draft {
        text: heard.text,
        locale: Some(heard.locale),
        state: Some(facts.state.unwrap_or_else(|| before.state())),
        channel: None,
        audience: Some(match fact {
            TextFact::Decision => Audience::Executives,
            _ => Audience::Customers,
        }),
        gates: Gates {
            action: house::acts(facts) || house::acts(&before.facts),
            planned: kind == IncidentType::Maintenance,
            cancelled: before.is_cancelled(),
            report: before.state().is_over(),
            corrects: false,
            security: kind == IncidentType::Security,
            estimate_confirmed: confirmed(FactName::Time(TimeFact::Estimate)),
            data_confirmed: confirmed(FactName::Data),
            offer_confirmed: fact == TextFact::Offer || confirmed(FactName::Text(TextFact::Offer)),
            severity: Some(facts.severity.unwrap_or_else(|| before.severity())),
        },
        alone: false,
        vendors: known.vendors(),
        known: Some(&known),
    };
    let mut found = field::answer(&draft);
    if fact == TextFact::Impact {
        let components = before
            .facts
            .components
            .keys()
            .chain(facts.components.keys());
        let title = facts.text(TextFact::Title);
        let title = title.or_else(|| before.facts.text(TextFact::Title));
        let title = title.and_then(|title| title.get(heard.locale));
        let names: Vec<String> = components.cloned().collect();
        found.extend(field::only_names(&draft, &names, title.unwrap_or_default()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::words::{Severity, State};
    use crate::prompt::Answers;

    fn heard(language: &str, fact: Option<TextFact>, text: &str) -> Vec<Remark> {
        let locale: Locale = language.parse().unwrap();
        let answers = Answers::default();
        let heard = Heard {
            fact,
            locale: &locale,
            text,
            answers: &answers,
        };
        remarks(&Config::without_file(locale.clone()), None, &heard)
    }

    /// The rule, the words it is about, and how the help begins.
    fn told(remarks: &[Remark]) -> Vec<(&str, &str, &str)> {
        fn one(remark: &Remark) -> (&str, &str, &str) {
            match remark {
                Remark::SaysImpact => ("", "", ""),
                Remark::Found { rule, said, help } => (rule, said, help.split(' ').next().unwrap()),
            }
        }
        remarks.iter().map(one).collect()
    }

    #[test]
    fn an_impact_is_praised_only_if_nothing_is_wrong_with_it() {
        let impact = Some(TextFact::Impact);
        let good = heard("en", impact, "You cannot pay by card.");
        assert_eq!(good, [Remark::SaysImpact]);
        assert_eq!(heard("en", impact, "The gateway returns errors."), []);
        assert_eq!(
            heard("en", Some(TextFact::Scope), "You cannot pay by card."),
            []
        );
        let blame = heard(
            "en",
            impact,
            "You cannot pay: our provider Redsys broke it.",
        );
        assert_eq!(
            told(&blame),
            [("blame-third-party", "our provider Redsys broke", "Name")]
        );
        let name = heard("en", impact, "Checkout");
        assert_eq!(told(&name)[0].0, "impact-missing");
    }

    /// The questions of the interview that are asked for a fact, in this language: the variant in
    /// which it is asked, the fact, and the example.
    fn examples(source: &str) -> Vec<(String, Option<TextFact>, String)> {
        let words: toml::Table = source.parse().unwrap();
        let questions = words["questions"].as_table().unwrap().iter();
        let told = questions.filter_map(|(key, question)| {
            let example = question.get("example")?.as_str()?.to_owned();
            let (variant, key) = key.split_once('.').unwrap_or(("", key));
            Some((variant.to_owned(), TextFact::of_key(key), example))
        });
        told.collect()
    }

    #[test]
    fn no_example_of_the_interview_is_found_fault_with_in_its_own_language() {
        for (language, source) in [
            ("en", include_str!("../../../templates/interview/en.toml")),
            ("es", include_str!("../../../templates/interview/es.toml")),
            ("pt", include_str!("../../../templates/interview/pt.toml")),
            ("fr", include_str!("../../../templates/interview/fr.toml")),
            ("de", include_str!("../../../templates/interview/de.toml")),
        ] {
            let all = examples(source);
            let of_facts = all.iter().filter(|(_, fact, _)| fact.is_some()).count();
            assert!(of_facts > 20, "{language}: {of_facts}");
            let locale: Locale = language.parse().unwrap();
            for (variant, fact, example) in &all {
                let mut answers = Answers::default();
                let facts = &mut answers.facts;
                (facts.kind_of, facts.state) = match variant.as_str() {
                    "maintenance" | "cancelled" => (Some(IncidentType::Maintenance), None),
                    "security" => (Some(IncidentType::Security), None),
                    "watched" => (None, Some(State::Monitoring)),
                    _ if matches!(fact, Some(TextFact::Outcome | TextFact::Harm)) => {
                        (None, Some(State::Resolved))
                    }
                    _ => (None, None),
                };
                facts.severity = Some(Severity::Major);
                let heard = Heard {
                    fact: *fact,
                    locale: &locale,
                    text: example,
                    answers: &answers,
                };
                let told = remarks(&Config::without_file(locale.clone()), None, &heard);
                let found: Vec<_> = told.iter().filter(|r| **r != Remark::SaysImpact).collect();
                assert!(found.is_empty(), "{language}: {example}: {found:?}");
            }
        }
    }

    #[test]
    fn a_supplier_is_context_and_no_culprit() {
        let part = Some(TextFact::ThirdParty);
        for (text, language) in [
            (
                "Our card provider has a fault; we are in contact with it.",
                "en",
            ),
            (
                "Nuestro proveedor de tarjetas tiene una avería; estamos en contacto con él.",
                "es",
            ),
            (
                "O nosso fornecedor de cartões está com uma falha; estamos em contato com ele.",
                "pt",
            ),
            (
                "Notre prestataire de cartes a une panne ; nous sommes en contact avec lui.",
                "fr",
            ),
            (
                "Unser Kartendienstleister hat eine Störung; wir sind mit ihm in Kontakt.",
                "de",
            ),
        ] {
            assert_eq!(heard(language, part, text), [], "{text}");
        }
        for text in [
            "Our card provider broke it; we are in contact with it.",
            "It is caused by a fault at our card provider; we are in contact with it.",
            "Card payments fail because our provider has a fault; we are in contact with it.",
            "Our card provider is responsible; we are in contact with it.",
        ] {
            let told = heard("en", part, text);
            assert_eq!(told.len(), 1, "{text}: {told:?}");
        }
    }

    #[test]
    fn help_is_in_the_language_of_the_interview() {
        let text = "La culpa es de nuestro proveedor Redsys, que ha fallado.";
        let remarks = heard("es", Some(TextFact::Impact), text);
        assert_eq!(told(&remarks)[0].2, "Nombrar");
    }

    #[test]
    fn of_the_line_for_the_team_only_secrets_are_told_and_never_shown() {
        let token = ["ghp_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat();
        let remarks = heard(
            "en",
            None,
            &format!("Redsys broke it on db-7.internal; {token}"),
        );
        assert_eq!(told(&remarks), [("leak-secret", "ghp_…", "Take")]);
    }

    #[test]
    fn what_waits_for_a_message_is_not_told_of_an_answer() {
        let action = Some(TextFact::Action);
        assert_eq!(heard("en", action, "We are looking at it until 10:30"), []);
    }
}
