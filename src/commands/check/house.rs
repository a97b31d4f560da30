//! What the check knows of the house: its names and rules, from the configuration.

use std::path::Path;

use crate::check::known::Known;
use crate::check::text::Gates;
use crate::config::Config;
use crate::domain::entry::Kind;
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::incident::Incident;
use crate::domain::words::IncidentType;
use crate::failure::Failure;

/// Reads the names and the rules of the house. A rule that cannot be one is an error, since it would
/// silently not count.
pub(super) fn known(config: &Config) -> Result<Known, Failure> {
    Known::of(&config.dictionary, &config.house).map_err(|problem| {
        let path = config.path.as_deref().unwrap_or(Path::new("vocero.toml"));
        Failure::untouched(format!("`{}`: `check.rule`: {problem}", path.display()))
    })
}

/// What the facts in force allow a text about the newest word of an incident to say.
pub(super) fn gates(incident: &Incident) -> Gates {
    let in_force = &incident.in_force;
    let last = incident.last_word();
    let confirmed = |name| in_force.confirmed.contains_key(&name);
    Gates {
        action: acts(&in_force.facts),
        planned: in_force.kind_of() == IncidentType::Maintenance,
        cancelled: in_force.is_cancelled(),
        report: in_force.reviewed.is_some(),
        corrects: last.is_some_and(|word| word.kind == Kind::Corrected),
        security: in_force.kind_of() == IncidentType::Security,
        estimate_confirmed: confirmed(FactName::Time(TimeFact::Estimate)),
        data_confirmed: confirmed(FactName::Data),
        offer_confirmed: confirmed(FactName::Text(TextFact::Offer)),
        severity: Some(in_force.severity()),
    }
}

/// Whether facts say what we do about it.
pub(super) fn acts(facts: &Facts) -> bool {
    let action = facts.text(TextFact::Action);
    action.is_some_and(|action| !action.is_blank())
}
