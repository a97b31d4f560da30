//! What is known besides a text: the names and the rules of the house, and what the log holds about
//! the incident that the text is about. It is put together once and serves every text of a run.

use super::backed::Backed;
use super::own::{self, BadRule, Own};
use super::words::names::{Names, Sort};
use crate::domain::dictionary::{Dictionary, OwnRule, Pack};
use crate::domain::fact::TextFact;
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::words::Address;
use crate::order::Set;

/// What is known besides a text.
#[derive(Debug, Default)]
pub struct Known {
    pub(super) names: Names,
    vendors: Vec<String>,
    pub(super) own: Vec<Own>,
    /// How numbers of the tracker begin, in capitals.
    pub(super) prefixes: Vec<String>,
    /// Hosts that everybody may know, in lower case.
    pub(super) hosts: Vec<String>,
    packs: Vec<Pack>,
    /// The language of a text that does not show it.
    pub(super) expected: Option<Locale>,
    /// How the other messages of the incident address their readers.
    pub(super) address: Option<Address>,
    /// The numbers that the facts of the incident hold.
    pub(super) backed: Option<Backed>,
}

impl Known {
    /// Puts together what the house knows.
    pub fn of(dictionary: &Dictionary, house: &House) -> Result<Self, BadRule> {
        let mut known = Self {
            own: dictionary
                .rules
                .iter()
                .map(own::read)
                .collect::<Result<_, _>>()?,
            prefixes: dictionary
                .ticket_prefixes
                .iter()
                .map(|p| p.trim_end_matches('-').to_uppercase())
                .collect(),
            packs: dictionary.packs.clone(),
            vendors: dictionary.vendors.clone(),
            ..Self::default()
        };
        own::distinct(&known.own)?;
        let urls = [&house.status_url, &house.feedback_url];
        let urls = urls.into_iter().flatten();
        known.hosts = dictionary
            .public_hosts
            .iter()
            .chain(urls)
            .map(|host| host_of(host))
            .collect();
        let ours = house.company.iter().chain(&dictionary.products);
        // What comes first counts where two lists have the same name.
        for (names, sort) in [
            (dictionary.accept.iter().collect::<Vec<_>>(), Sort::Accepted),
            (ours.collect(), Sort::Ours),
            (dictionary.customers.iter().collect(), Sort::Customer),
            (dictionary.staff.iter().collect(), Sort::Staff),
        ] {
            for name in names {
                known.names.add(name, sort);
            }
        }
        Ok(known)
    }

    /// Says in which language a text is that does not show it.
    #[must_use]
    pub fn expecting(mut self, locale: &Locale) -> Self {
        self.expected = Some(locale.clone());
        self
    }

    /// Adds what the log holds about an incident, as far as its newest entry.
    #[must_use]
    pub fn about(mut self, incident: &Incident, house: &House) -> Self {
        for name in incident.in_force.facts.components.keys() {
            self.names.add(name, Sort::Ours);
        }
        self.vendors.extend(suppliers(incident));
        for name in people(incident) {
            // Whoever signs as `max` is Max in a message; `max` there is another word.
            let mut letters = name.chars();
            let first = letters.next().map(char::to_uppercase);
            let name: String = first.into_iter().flatten().chain(letters).collect();
            self.names.add(&name, Sort::Staff);
        }
        self.address = Some(house.address);
        self.backed = Some(Backed::by(incident, house.zone));
        self
    }

    /// The rules of the house, as they are written.
    pub fn rules(&self) -> impl Iterator<Item = &OwnRule> {
        self.own.iter().map(|own| &own.rule)
    }

    /// The names of suppliers, those that the incident names included.
    pub fn vendors(&self) -> &[String] {
        &self.vendors
    }

    /// Whether a chunk of a text is a host that everybody may know, or an address there.
    pub(super) fn is_public(&self, chunk: &str) -> bool {
        let host = host_of(chunk);
        self.hosts.iter().any(|known| {
            let rest = host.strip_suffix(known.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }

    /// Whether a chunk of a text is a number of the tracker; none where nobody said how they begin.
    pub(super) fn is_ticket(&self, chunk: &str) -> Option<bool> {
        (!self.prefixes.is_empty()).then(|| {
            let (prefix, number) = chunk.split_once('-').unwrap_or_default();
            let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            digits
                && self
                    .prefixes
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(prefix))
        })
    }

    /// Whether a pack is on.
    pub(super) fn has(&self, pack: Pack) -> bool {
        self.packs.contains(&pack)
    }
}

/// The host of an address, or the host itself.
fn host_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default();
    host.to_lowercase()
}

/// Whoever the log names as its writer, as working on it, or as having confirmed something.
fn people(incident: &Incident) -> Set<String> {
    /// What stands where a name stands, and is none.
    const ROLES: &[&str] = &[
        "root",
        "admin",
        "administrator",
        "ops",
        "oncall",
        "on-call",
        "bot",
        "vocero",
        "system",
        "team",
        "support",
        "sre",
        "github",
        "ci",
        "user",
        "deploy",
        "runner",
        "service",
        "network",
        "database",
        "security",
        "legal",
        "finance",
        "marketing",
        "ubuntu",
        "ec2-user",
        "nobody",
        "lead",
        "commander",
        "vendor",
        "supplier",
        "engineering",
        "platform",
        "everybody",
        "all",
        "equipo",
        "soporte",
        "guardia",
        "sistemas",
        "redes",
        "seguridad",
    ];
    let entries = incident.timeline.iter();
    let said = entries.flat_map(|entry| {
        let facts = &entry.facts;
        [&entry.by, &facts.internal.people, &facts.confirmed_by]
    });
    let names = said
        .flatten()
        .flat_map(|said| said.split([',', ';', '/', '(', ')', '\n']));
    let names = names.map(|name| name.trim().trim_start_matches('@'));
    let names = names.filter(|name| {
        let words = name.split_whitespace().count();
        let lower = name.to_lowercase();
        name.chars().count() >= 3
            && (1..=3).contains(&words)
            && !lower.split_whitespace().any(|word| ROLES.contains(&word))
    });
    names.map(str::to_owned).collect()
}

/// The names in what is said about a supplier: what is written with a capital where no sentence
/// begins, or in every language.
fn suppliers(incident: &Incident) -> Set<String> {
    const PLACES: &[&str] = &[
        "Europe", "Europa", "America", "América", "Asia", "Africa", "África", "UTC", "CET", "CEST",
        "EU", "UE", "US", "UK", "SMS", "PDF", "API", "DNS", "CDN", "Estados", "Unidos", "United",
        "States", "I",
    ];
    let entries = incident.timeline.iter();
    let texts = entries.filter_map(|entry| entry.facts.text(TextFact::ThirdParty));
    let mut names = Set::new();
    for text in texts {
        let mut by_locale = text.iter().map(|(locale, words)| {
            // Every noun of German has a capital.
            let sure = text.len() == 1 && locale.language() != "de";
            capitals(words, text.len() > 1, sure)
        });
        let first = by_locale.next().unwrap_or_default();
        names.extend(by_locale.fold(first, |mut all, these| {
            all.retain(|name| these.contains(name));
            all
        }));
    }
    names.retain(|name| !PLACES.contains(&name.as_str()) && name.chars().count() > 2);
    names
}

/// The words of a text with a capital; those that begin a sentence only if `openings`.
fn capitals(text: &str, openings: bool, inside: bool) -> Set<String> {
    let mut found = Set::new();
    let mut opens = true;
    for word in text.split_whitespace() {
        let name = word.trim_matches(|c: char| !c.is_alphanumeric());
        let name = name.strip_suffix("'s").unwrap_or(name);
        let capital = name.starts_with(char::is_uppercase);
        if capital && (if opens { openings } else { openings || inside }) {
            found.insert(name.to_owned());
        }
        opens = word.ends_with(['.', '!', '?', ':']);
    }
    found
}
