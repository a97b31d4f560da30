//! The review: what happened, why, and what we do so that it does not happen again; or, where the
//! report stands elsewhere, that it is there.

use super::choose::{Teller, given};
use super::plot::{Choice, Item};
use crate::domain::briefing::{Answer, CustomerBriefing};
use crate::domain::incident::Phase;
use crate::domain::words::DataImpact;

impl Teller<'_> {
    /// Whether this word says where the report of what happened can be read.
    pub(super) fn is_elsewhere(&self) -> bool {
        let now = self.now;
        let said = now.phase == Phase::Review || self.said_now("report");
        said && now.report_url.is_some() && now.state.is_over()
    }

    /// How it is told when it was over, and how long it lasted.
    pub(super) fn length(&self) -> &'static str {
        let now = self.now;
        match (now.started, now.ended) {
            (Some(start), Some(end)) if start <= end => match now.phase {
                _ if now.returned => "returned",
                // Of what has long been over, only how long it was is left to say; "it" would be the
                // report.
                Phase::Review if !now.state.is_maintenance() => "whole",
                _ => "lasted",
            },
            (_, Some(_)) => "ended",
            (Some(_), None) => "began",
            (None, None) => "plain",
        }
    }

    /// What the review tells where it is the report itself.
    pub(super) fn review(&self, plot: &mut Vec<Choice>) {
        let now = self.now;
        // What leaked once can be used for years.
        if now.data == Some(DataImpact::Exposed) {
            given(plot, "do_now", "given", &now.do_now);
        }
        if self.is_elsewhere() {
            given(plot, "contact", "given", &now.contact);
            return;
        }
        given(plot, "happened", "given", &now.happened);
        if !now.cancelled && now.ended.is_some() {
            plot.push(Choice::new("over", self.length()));
        }
        // What nobody took back by the time the report is out is how it turned out: whoever looks back
        // has it in the line, and agrees by leaving it as it is.
        was_affected(plot, now);
        given(plot, "why", "given", &now.why);
        given(plot, "learned", "given", &now.learned);
        let items = now.measures.iter().enumerate().map(|(place, measure)| {
            let variant = match (measure.done, measure.due) {
                (true, _) => "done",
                (false, Some(_)) => "open",
                (false, None) => "undated",
            };
            Item::of("measures", variant, "measures", place)
        });
        let items: Vec<Item> = items.collect();
        if !items.is_empty() {
            plot.push(Choice::list("measures", "list", items));
        }
        given(plot, "contact", "given", &now.contact);
    }
}

/// Says who was affected, or that it is not known, if that was said. What was not known yet while it
/// lasted is no word on a story that is told: that says it itself.
pub(super) fn was_affected(plot: &mut Vec<Choice>, now: &CustomerBriefing) {
    given(plot, "scope", "over", &now.scope);
    let is_told = now.happened.given().is_some() && !now.stated.contains(&"scope");
    if now.scope == Answer::Blank && !is_told {
        plot.push(Choice::new("unknown", "over"));
    }
}
