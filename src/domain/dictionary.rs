//! The words of the house: names that only this company knows, and rules that only it has.

use super::words::words;

words! {
    /// A set of rules for a kind of company or incident.
    Pack, "pack" {
        /// What security incidents ask for, whatever the type of the incident.
        Security = "security",
        /// Readers who write software themselves: they know the words of the trade.
        Developers = "developers",
        /// Readers of every kind: sentences must be easier still.
        MassMarket = "mass-market",
    }
}

/// Names that the rules cannot know by themselves, as the configuration lists them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dictionary {
    /// Our own products: no jargon, no shouting, no names of customers.
    pub products: Vec<String>,
    /// Who supplies us: named as context, never as the culprit.
    pub vendors: Vec<String>,
    /// Who buys from us: never named in a message to others.
    pub customers: Vec<String>,
    /// Who works here: not named outside.
    pub staff: Vec<String>,
    /// How the numbers of our tracker begin, such as `OPS`.
    pub ticket_prefixes: Vec<String>,
    /// Hosts that everybody may know.
    pub public_hosts: Vec<String>,
    /// Terms that never count, in whatever rule.
    pub accept: Vec<String>,
    /// The packs that are on.
    pub packs: Vec<Pack>,
    /// Rules of the house.
    pub rules: Vec<OwnRule>,
}

/// A rule of the house, as it is written in the configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnRule {
    /// Its name, which no built-in rule has.
    pub name: String,
    /// How much it matters: a suggestion, a warning or an error.
    pub level: String,
    /// The language whose texts it reads; without it all of them.
    pub locale: Option<String>,
    /// The phrases that it finds.
    pub any: Vec<String>,
    /// Phrases that mean something else when they overlap with what was found.
    pub unless: Vec<String>,
    /// One line: what is wrong; `{match}` is what was found.
    pub what: String,
    /// One line: why it hurts.
    pub why: String,
    /// What to write instead.
    pub help: String,
    /// Texts in which it must find something.
    pub bad: Vec<String>,
    /// Texts that it must leave alone.
    pub good: Vec<String>,
}
