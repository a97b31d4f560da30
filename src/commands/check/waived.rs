//! What the author of an entry lets be: it is shown and counted apart, and a reason that fits
//! nothing is said.

use super::gather::{Found, Report, span};
use super::pages::Levels;
use crate::check::finding::{Finding, Place};
use crate::check::page;
use crate::check::spoken::spoken;
use crate::commands::{held, waiver};
use crate::domain::entry::{Entry, EntryId, Kind, Waived};
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::order::Set;
use crate::text::clean;

/// The name under which a waiver that fits nothing is reported.
const UNUSED: &str = "unused-waiver";

/// Why a finding is let be, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LetBe {
    pub(super) reason: String,
    pub(super) by: Option<String>,
}

/// What one entry lets be.
#[derive(Debug, Clone)]
pub(super) struct Waivers {
    entry: EntryId,
    by: Option<String>,
    reasons: Waived,
    /// Whether an earlier entry lets it be: one that fits nothing now is no fault of this entry.
    standing: bool,
    /// Whether it is let be for the team alone, as what a note says is.
    inside: bool,
}

impl Waivers {
    pub(super) fn of(entry: &Entry) -> Self {
        Self {
            entry: entry.id,
            by: entry.by.clone(),
            // One without a reason was written by hand, and lets nothing be.
            reasons: {
                let given = entry.waived.iter();
                given
                    .filter(|(_, reason)| !reason.trim().is_empty())
                    .map(|(rule, reason)| (rule.clone(), reason.clone()))
                    .collect()
            },
            standing: false,
            inside: false,
        }
    }

    /// The secrets that earlier entries let be, and whose words still stand. What a note lets be is
    /// let be where the team reads the note.
    pub(super) fn standing(incident: &Incident, entry: &Entry) -> impl Iterator<Item = Self> {
        let id = entry.id;
        let standing = held::standing(Some(incident), entry).into_iter();
        let standing = standing.map(move |(key, held)| Self {
            entry: id,
            by: held.by,
            reasons: Waived::from([(key, held.reason)]),
            standing: true,
            inside: false,
        });
        let notes = incident.timeline.iter();
        let notes = notes.filter(|note| note.kind == Kind::Noted && !note.waived.is_empty());
        standing.chain(notes.map(move |note| Self {
            entry: id,
            standing: true,
            inside: true,
            ..Self::of(note)
        }))
    }
}

impl Report {
    /// The findings that count: all but those that are let be.
    pub(super) fn counted(&self) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(|found| found.waived.is_none())
    }

    /// How many findings are let be, those of several messages that say the same counted once.
    pub(super) fn let_be(&self) -> usize {
        let waived = self.found.iter().filter(|found| found.waived.is_some());
        let said: Set<_> = waived
            .map(|found| (self.waiver_of(found), self.said(found)))
            .collect();
        said.len()
    }

    /// What a finding is waived by.
    pub(super) fn waiver_of(&self, found: &Found) -> String {
        let rule = &*found.finding.rule;
        let text = found.text.filter(|_| rule == waiver::SECRET);
        let print = text.and_then(|number| {
            let checked = &self.texts[number];
            let place = span(&found.finding);
            let mut secrets = checked.secrets_in(&place);
            Some(secrets.next()?.fingerprint(&checked.text))
        });
        print.map_or_else(|| rule.to_owned(), |print| waiver::of_secret(&print))
    }

    /// The words that a finding points at.
    pub(super) fn said(&self, found: &Found) -> &str {
        let text = found.text.map(|number| self.texts[number].text.as_str());
        text.and_then(|text| text.get(span(&found.finding)))
            .unwrap_or_default()
    }

    /// What was found, in a few words that are safe for a terminal: those that it points at, or else
    /// what is wrong.
    pub(super) fn shown(&self, found: &Found, reader: &Locale) -> String {
        let text = found.text.map(|number| &self.texts[number]);
        let said = text.map(|checked| checked.brief(span(&found.finding)));
        said.unwrap_or_else(|| {
            let what = spoken(&found.finding.what, Some(reader));
            clean::visible(&what).into_owned()
        })
    }

    /// Lets be what is waived, and notes the waivers that fit nothing.
    pub(super) fn honour_waivers(&mut self, levels: &Levels) {
        let mut found = std::mem::take(&mut self.found);
        let mut used = Set::new();
        for found in &mut found {
            let text = found.text.map(|number| &self.texts[number]);
            let inside = text.is_some_and(|text| text.inside);
            let about = |waivers: &&Waivers| {
                let fits = !waivers.inside || (inside && found.finding.rule == waiver::SECRET);
                !waivers.reasons.is_empty() && Some(waivers.entry) == found.about && fits
            };
            for waivers in self.waivers.iter().filter(about) {
                let by = self.waiver_of(found);
                let Some((rule, reason)) = waivers.reasons.get_key_value(&by) else {
                    continue;
                };
                used.insert((waivers.entry, rule.as_str()));
                found.waived = Some(LetBe {
                    reason: reason.clone(),
                    by: waivers.by.clone(),
                });
                break;
            }
        }
        let own = self.waivers.iter().filter(|w| self.whole && !w.standing);
        for waivers in own {
            let reasons = waivers.reasons.keys();
            let unused = reasons.filter(|rule| !used.contains(&(waivers.entry, rule.as_str())));
            found.extend(unused.filter_map(|rule| unused_waiver(rule, levels)));
        }
        self.found = found;
    }
}

fn unused_waiver(rule: &str, levels: &Levels) -> Option<Found> {
    let page = page::of_briefly(UNUSED)?;
    let configured = levels.get(UNUSED).copied();
    Some(Found {
        finding: Finding {
            rule: UNUSED.into(),
            level: configured.unwrap_or(Some(page.level()))?,
            place: Place::Incident,
            what: format!("`{rule}` is waived, and nothing of it was found"),
            why: page.why().into(),
            help: page.help(None).to_owned(),
        },
        text: None,
        entry: None,
        about: None,
        waived: None,
    })
}
