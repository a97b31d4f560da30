//! Which sentences apply: decided once, from the briefing alone, for every channel and locale. What
//! a channel has room for is decided later; how a sentence sounds is the voice's.

use super::plot::{self, Choice};
use crate::domain::briefing::{Answer, Briefing, CustomerBriefing};
use crate::domain::incident::Phase;
use crate::domain::words::{Audience, DataImpact, IncidentType, Severity, State};

/// Returns the parts of a message with the variant of each, every part at most once.
/// `standing` messages are met by people who read nothing before them.
pub(super) fn choose(briefing: &Briefing, standing: bool) -> Vec<Choice> {
    let teller = Teller {
        now: briefing.public(),
        audience: briefing.audience(),
        standing,
    };
    let mut plot = Vec::with_capacity(32);
    teller.state(&mut plot);
    if teller.corrects() {
        teller.correction(&mut plot);
    } else if teller.now.phase == Phase::Review {
        teller.review(&mut plot);
    } else if teller.now.cancelled {
        teller.called_off(&mut plot);
    } else if teller.is_over() {
        teller.end(&mut plot);
    } else {
        teller.middle(&mut plot);
    }
    teller.common(&mut plot);
    plot::inside(briefing, &mut plot);
    plot
}

/// Chooses for one audience.
pub(super) struct Teller<'a> {
    pub now: &'a CustomerBriefing,
    pub audience: Audience,
    pub standing: bool,
}

impl Teller<'_> {
    pub(super) fn is_over(&self) -> bool {
        self.now.state.is_over()
    }

    /// Whether this message takes something back. A correction of what is not said in words (a
    /// severity, a repair time) is told as news under its headline, and whoever read nothing before
    /// hears of what is over that it is.
    pub(super) fn corrects(&self) -> bool {
        let heard = !(self.standing && self.is_over());
        heard && self.now.phase == Phase::Correction && !self.now.corrections.is_empty()
    }

    fn is_watched(&self) -> bool {
        matches!(self.now.state, State::Monitoring | State::Verifying)
    }

    /// Whether a fix is in place and nobody said since what is felt now: an impact from
    /// before would claim in the present what may be past. After a break-in nothing is mended so.
    pub(super) fn is_mended(&self) -> bool {
        self.is_watched()
            && self.now.kind_of != IncidentType::Security
            && !(self.now.current.contains(&"impact") && self.now.impact.given().is_some())
    }

    fn is_planned(&self) -> bool {
        self.now.state.is_maintenance()
    }

    /// Whether this word says that nothing is new, to somebody who knows what was said before.
    fn is_no_news(&self) -> bool {
        self.now.phase == Phase::NoNews && !self.standing
    }

    /// Whether customers are told only that nothing changed; everybody who has to answer questions
    /// gets all the facts again.
    pub(super) fn is_short(&self) -> bool {
        self.is_no_news() && self.audience == Audience::Customers
    }

    pub(super) fn said_now(&self, fact: &str) -> bool {
        self.now.stated.contains(&fact)
    }

    /// The first words: who speaks, where it stands, what it is about.
    fn state(&self, plot: &mut Vec<Choice>) {
        let named = self.now.company.is_some();
        plot.push(Choice::new(
            "subject",
            if named { "named" } else { "plain" },
        ));
        if named {
            plot.push(Choice::new("sender", "named"));
        }
        let state = match self.now.state {
            _ if self.now.cancelled => "cancelled",
            state => plot::state_key(state),
        };
        let outcome = self.now.outcome.given().is_some();
        let headline = match (self.now.phase, self.now.state) {
            (Phase::Correction, _) if self.corrects() => "correction",
            (Phase::Reopened, _) => "reopened",
            (Phase::Review, _) if self.now.report_before.is_some() => "review_again",
            (Phase::Review, _) => "review",
            (Phase::Afterword, _) if self.now.cancelled => "afterword_cancelled",
            (Phase::Afterword, State::Completed) => "afterword_completed",
            (Phase::Afterword, _) => "afterword",
            _ if self.now.cancelled => "cancelled",
            (_, State::Resolved) if !outcome => "resolved_title",
            (_, State::Completed) if !outcome => "completed_title",
            _ => state,
        };
        plot.push(Choice::new("headline", headline));
        let turns = matches!(
            self.now.phase,
            Phase::Reopened | Phase::Afterword | Phase::Review
        );
        let turns = turns || self.corrects();
        if turns || self.is_over() || self.is_planned() {
            plot.push(Choice::new("turn", headline));
            // Where space is short, what the work is says more than that it is planned.
            if !turns && !self.is_over() {
                plot.push(Choice::new("name", "given"));
            }
            if self.now.phase == Phase::Reopened {
                plot.push(Choice::new("name", "reopened"));
            }
        } else {
            // While a fix is being watched, the title says what was, and the impact what is.
            let watched = self.is_watched() && self.now.impact.given().is_some();
            let variant = match (self.is_mended(), watched) {
                (true, _) => "mended",
                (false, true) => "watched",
                (false, false) => "given",
            };
            plot.push(Choice::new("title", variant));
            if matches!(self.now.state, State::Identified | State::Monitoring) {
                plot.push(Choice::new("step", state));
            }
        }
        plot.push(Choice::new("state", state));
        if self.now.phase == Phase::Reopened {
            let variant = if self.now.said_over.is_some() {
                "said"
            } else {
                "unsaid"
            };
            plot.push(Choice::new("reopened", variant));
        }
        // Work that takes longer than announced is news, whatever else stays as it was.
        let is_late = self.now.planned_end.is_some();
        if self.is_no_news() && self.now.last_word.is_some() && !is_late {
            let planned = self.now.state == State::Scheduled && self.now.started.is_some();
            plot.push(Choice::new(
                "no_news",
                if planned { "planned" } else { "since" },
            ));
        }
    }

    /// While it lasts.
    fn middle(&self, plot: &mut Vec<Choice>) {
        let now = self.now;
        given(plot, "do_now", "given", &now.do_now);
        // Where there is room for one sentence, it is the impact or else the title.
        if self.is_mended() {
            plot.push(Choice::new("impact", "mended"));
            // The first words of planned work name it; a fix being watched is named here.
            let planned = self.is_planned();
            plot.push(Choice::new(
                "matter",
                if planned { "checked" } else { "mended" },
            ));
        } else if now.impact.given().is_some() {
            // What is only announced is told in its time.
            let (impact, matter, title) = match now.state {
                State::Scheduled => ("planned", "planned", "planned"),
                _ => ("given", "impact", "watched"),
            };
            plot.push(Choice::new("impact", impact));
            plot.push(Choice::new("matter", matter));
            // The first words of planned work are its title; what it means follows them.
            if self.is_planned() {
                plot.push(Choice::new("title", title));
            }
        } else if plot.iter().any(|c| c.part == "title") {
            plot.push(Choice::new("matter", "title"));
        }
        if now.kind_of == IncidentType::Security {
            self.security(plot);
        } else {
            self.scope(plot);
        }
        self.slip(plot);
        if !self.is_short() {
            self.beginning(plot);
            given(plot, "third_party", "given", &now.third_party);
        }
        let idle = matches!(now.do_now, Answer::Blank);
        match now.workaround {
            Answer::Given(_) => plot.push(Choice::new("workaround", self.way())),
            // Nobody needs a way round what should work again.
            Answer::Blank if !idle && !self.is_short() && !self.is_mended() => {
                plot.push(Choice::new("no_workaround", "none_yet"));
            }
            _ => {}
        }
        if idle && !self.is_short() {
            plot.push(Choice::new("no_workaround", "nothing_to_do"));
        }
        self.action(plot);
        if !plot.iter().any(|c| c.variant == "span") {
            self.promised_end(plot);
        }
        if !now.components.is_empty() && !self.is_short() {
            self.components(plot);
        }
    }

    /// What we do: the engineer's words, or what the state says of itself.
    fn action(&self, plot: &mut Vec<Choice>) {
        let state = plot::state_key(self.now.state);
        let action = &self.now.action;
        if self.is_no_news() {
            // Somebody who said what is being done is no longer only looking for the cause.
            let acts = action.given().is_some() && self.now.state == State::Investigating;
            let still = match self.now.state {
                State::Scheduled if self.now.started.is_some() => "window",
                _ if acts => "working",
                _ => state,
            };
            plot.push(Choice::new("still", still));
        }
        // Once it is done, what was being done before it is no longer being done.
        let past = self.is_watched() && !self.now.current.contains(&"action");
        if action.given().is_some() && !past {
            if !self.is_short() {
                let variant = match self.now.state {
                    State::Scheduled => "planned",
                    State::Verifying => "carried_out",
                    _ => "given",
                };
                plot.push(Choice::new("action", variant));
            }
        } else if !(self.knows_nothing() || self.is_no_news() || self.now.state == State::Scheduled)
        {
            plot.push(Choice::new("action", state));
        }
    }

    /// By when it is to be over, if somebody confirmed that.
    pub(super) fn promised_end(&self, plot: &mut Vec<Choice>) {
        if self.now.estimate.is_some() {
            let part = if self.is_planned() {
                "finish"
            } else {
                "estimate"
            };
            plot.push(Choice::new(part, "confirmed"));
        }
    }

    /// When it is over: gladly, with its length; of what was said before only what still matters.
    fn end(&self, plot: &mut Vec<Choice>) {
        let now = self.now;
        plot.push(Choice::new("over", self.length()));
        // When it ended, the outcome stood in the headline.
        if now.phase == Phase::Afterword && self.said_now("outcome") {
            given(plot, "outcome", "given", &now.outcome);
        }
        // Where data is gone or was seen, whoever reads this word alone must learn what to do, and
        // whether it is for them. What else was to be done meanwhile is over.
        let gone = matches!(now.data, Some(DataImpact::Exposed | DataImpact::Lost));
        let grave = gone || now.kind_of == IncidentType::Security;
        // Which data was seen stands in what was said while it lasted, and nowhere else; what was
        // lost, in whom it concerns.
        let told = now.data == Some(DataImpact::Lost) && now.scope.given().is_some();
        let last = self.standing || now.phase == Phase::Over;
        if gone && last && !told && !self.said_now("impact") {
            given(plot, "known", "said", &now.impact);
        }
        let fresh = |fact, answer: &Answer| {
            let stays = grave && matches!(fact, "do_now" | "scope");
            (stays || self.said_now(fact)) && answer.given().is_some()
        };
        for (fact, part, variant, answer) in [
            ("impact", "impact", "given", &now.impact),
            ("impact", "matter", "over", &now.impact),
            ("do_now", "do_now", "given", &now.do_now),
            ("scope", "scope", "over", &now.scope),
            ("workaround", "workaround", self.way(), &now.workaround),
            ("third_party", "third_party", "given", &now.third_party),
            ("action", "done", "given", &now.action),
        ] {
            if fresh(fact, answer) {
                plot.push(Choice::new(part, variant));
            }
        }
        if self.said_now("components") {
            self.components(plot);
        }
    }

    /// What is said whatever the state, and the promises.
    fn common(&self, plot: &mut Vec<Choice>) {
        let now = self.now;
        // After the end, what was said at the end is not said again.
        let repeats = now.phase == Phase::Afterword || self.is_elsewhere();
        let fresh = |fact| !repeats || self.said_now(fact);
        let listed_as_unknown = plot.iter().any(|c| c.part == "not_known");
        match self.data().filter(|_| fresh("data")) {
            Some("unknown") if listed_as_unknown => {}
            Some(variant) if !self.is_short() => plot.push(Choice::new("data", variant)),
            _ => {}
        }
        self.alarm(plot);
        self.late(plot);
        let small_first = now.phase == Phase::FirstWord && now.severity == Severity::Minor;
        let silent = self.is_no_news() || self.corrects() || !fresh("harm");
        if !small_first && !silent {
            given(plot, "harm", "sorry", &now.harm);
        }
        if fresh("offer") {
            given(plot, "offer", "given", &now.offer);
        }
        let due = now.follow_up.is_some_and(|day| day >= now.at);
        if due && (self.is_over() || self.said_now("follow_up")) {
            plot.push(match (now.phase, now.follow_up_before) {
                // Whoever waits for it must read that even where nothing else is said.
                (_, Some(_)) => Choice::new("slip", "report"),
                (Phase::Review, None) => Choice::new("follow_up", "more"),
                _ => Choice::new("follow_up", "promised"),
            });
        }
        plot.extend(self.promise());
        if now.next_update.is_some() {
            plot.push(Choice::new("next_short", "promised"));
        }
        if self.is_elsewhere() {
            plot.push(Choice::new("report", "url"));
        } else if now.status_url.is_some() {
            let part = if self.is_over() { "find" } else { "follow" };
            plot.push(Choice::new(part, "url"));
            plot.push(Choice::new("link", "url"));
        }
        let asked = match now.phase {
            Phase::Over if !now.cancelled => Some("asked"),
            Phase::Review => Some("review"),
            _ => None,
        };
        let asked = asked.filter(|_| now.feedback_url.is_some());
        plot.extend(asked.map(|variant| Choice::new("feedback", variant)));
    }

    /// The promise to speak again, or that there is none.
    fn promise(&self) -> Option<Choice> {
        let silent = self.is_over() || self.now.state == State::Scheduled || self.corrects();
        Some(match self.now.next_update {
            Some(_) if self.knows_nothing() => Choice::new("next_update", "first_word"),
            Some(_) => Choice::new("next_update", "promised"),
            None if silent => return None,
            None => Choice::new("no_promise", "open"),
        })
    }
}

/// Says a fact that was given, in the engineer's words.
pub(super) fn given(
    plot: &mut Vec<Choice>,
    part: &'static str,
    variant: &'static str,
    answer: &Answer,
) {
    if answer.given().is_some() {
        plot.push(Choice::new(part, variant));
    }
}
