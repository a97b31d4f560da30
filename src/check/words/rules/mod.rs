//! The wording rules, by what they are about. Their phrases stand here as data, their reasons and
//! examples on their pages.

mod apology;
mod blame;
mod impact;
mod plain;
mod promise;
mod state;
mod tone;

use super::rule::Rule;

const GROUPS: &[&[Rule]] = &[
    apology::RULES,
    blame::RULES,
    promise::RULES,
    state::RULES,
    impact::RULES,
    plain::RULES,
    tone::RULES,
];

/// Returns every wording rule.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().copied().flatten()
}
