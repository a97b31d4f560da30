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
    found.sort_by_key(|finding| Reverse(finding.level));
    let mut remarks: Vec<Remark> = secrets(heard.text)
        .into_iter()
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
fn help(rule: &str, reader: &Locale) -> Option<String> {
    page::of(rule).map(|page| page.help(Some(reader)).to_owned())
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
            planned: kind == IncidentType::Maintenance,
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
