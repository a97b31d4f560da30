//! Which sentences take something back, or own up to it.

use super::choose::{Teller, given};
use super::plot::{Choice, Item};
use crate::domain::briefing::Correction;
use crate::domain::incident::Phase;
use crate::domain::words::{Audience, State};

impl Teller<'_> {
    /// That this word comes later than was promised.
    pub(super) fn late(&self, plot: &mut Vec<Choice>) {
        let now = self.now;
        if now.promised_by.is_none() {
            return;
        }
        // One apology is enough, only for those who waited, and at the end it is for the harm.
        let waited = matches!(self.audience, Audience::Customers | Audience::Partners);
        let sorry = waited && now.harm.given().is_none() && !now.state.is_over();
        plot.push(Choice::new("late", if sorry { "sorry" } else { "said" }));
        // Where space is short, that it is over is worth more than that it was told late.
        if now.phase != Phase::Over {
            plot.push(Choice::new("late_short", "sorry"));
        }
    }

    /// What was wrong and what holds. The rest is not said again, but for what was promised.
    pub(super) fn correction(&self, plot: &mut Vec<Choice>) {
        let planned = self.now.state == State::Scheduled;
        let facts = &self.now.corrections;
        let replanned = |c: &Correction| matches!(&*c.fact, "started" | "estimate");
        let plan = self
            .plan()
            .filter(|_| planned && facts.iter().any(replanned));
        // Two times that were wrong are taken back in one breath.
        let both = planned && self.now.planned_start.is_some() && self.now.planned_end.is_some();
        let mut items = Vec::with_capacity(facts.len() + 1);
        for (i, correction) in facts.iter().enumerate() {
            if both && correction.fact == "estimate" {
                continue;
            }
            let texts = (correction.wrote.is_some(), correction.holds.is_some());
            let times = (
                correction.wrote_time.is_some(),
                correction.holds_time.is_some(),
            );
            let moved = |changed, withdrawn, added| match times {
                (true, true) => changed,
                (true, false) => withdrawn,
                _ => added,
            };
            let variant = match correction.fact.as_str() {
                // What has not begun is told in the future: all of it, once, at the end.
                "started" if both => "window_wrong",
                "started" if planned => "start_wrong",
                "estimate" => "end_wrong",
                "started" => moved("started_changed", "started_withdrawn", "started_added"),
                "ended" => moved("ended_changed", "ended_withdrawn", "ended_added"),
                "follow_up" => moved(
                    "follow_up_changed",
                    "follow_up_withdrawn",
                    "follow_up_added",
                ),
                "state" if texts == (false, false) => "not_over",
                "state" if !texts.1 => "not_mended",
                "data" if self.now.data.is_some() => "data_changed",
                "data" => "data_withdrawn",
                _ => match texts {
                    (true, true) => "changed",
                    (true, false) => "withdrawn",
                    _ => "added",
                },
            };
            items.push(Item::of("correction", variant, "corrections", i));
        }
        items.extend(plan);
        plot.push(Choice::list("correction", "list", items));
        let over = self.now.state.is_over();
        self.slip(plot);
        if !(planned || over) {
            self.promised_end(plot);
        }
        // With where it stands, how long it lasted or when it works again, more falls than is named.
        let more = |c: &Correction| match &*c.fact {
            "state" => true,
            "started" | "ended" => over,
            _ => false,
        };
        if !(facts.iter().any(more) || plot.iter().any(|c| c.part == "slip")) {
            plot.push(Choice::new("rest_holds", "said"));
        }
        given(plot, "do_now", "given", &self.now.do_now);
    }
}
