//! Who is affected, and what is known and what is not.

use super::choose::{Teller, given};
use super::plot::{Choice, Item};
use crate::domain::briefing::Answer;
use crate::domain::incident::Phase;
use crate::domain::words::{DataImpact, State};

impl Teller<'_> {
    pub(super) fn scope(&self, plot: &mut Vec<Choice>) {
        match self.now.scope {
            Answer::Given(_) if !self.is_short() => {
                let past = self.is_mended() && !self.now.current.contains(&"scope");
                plot.push(Choice::new("scope", if past { "over" } else { "known" }));
            }
            Answer::Given(_) => {}
            _ if self.knows_nothing() => plot.push(Choice::new("unknown", "all")),
            Answer::Blank if !self.is_short() => plot.push(Choice::new("unknown", "scope")),
            _ => {}
        }
    }

    /// Whether this is the first word about something of which nothing but the effect is known.
    pub(super) fn knows_nothing(&self) -> bool {
        let now = self.now;
        let said = [&now.scope, &now.action, &now.third_party];
        now.phase == Phase::FirstWord
            && now.state == State::Investigating
            && said.iter().all(|a| a.given().is_none())
    }

    /// What is known and what is not, kept apart, and that more will be explained later.
    pub(super) fn security(&self, plot: &mut Vec<Choice>) {
        let now = self.now;
        if self.is_short() {
            return;
        }
        given(plot, "known", "scope", &now.scope);
        let unknown = [
            (now.scope.given().is_none(), "scope"),
            (now.data == Some(DataImpact::Unknown), "data"),
            (now.state == State::Investigating, "cause"),
        ];
        let items: Vec<Item> = unknown
            .into_iter()
            .filter(|(open, _)| *open)
            .map(|(_, variant)| Item::new("not_known", variant))
            .collect();
        if !items.is_empty() {
            plot.push(Choice::list("not_known", "list", items));
        }
        plot.push(Choice::new("security", "explain"));
    }
}
