//! The matrix: how bad it is and whether it is solved decide who is told, how, in which order and by
//! when. Critical counts as major.

use chrono::TimeDelta;

use super::client::DAILY;
use super::words::words;

words! {
    /// Whom a step tells.
    Recipients, "recipient" {
        /// The clients, directly.
        Clients = "clients",
        /// Everybody, on public channels.
        Public = "public",
    }
}

words! {
    /// What must be at hand when a step is taken.
    Need, "need" {
        /// What was tried, or is being done.
        Action = "action",
        /// Who is working on it.
        People = "people",
        /// A deadline: when we speak again.
        NextUpdate = "next-update",
    }
}

/// E-mail or text message, as the client likes it.
pub const INFORM: &str = "inform";

/// One step: who is told, how, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Whom it tells.
    pub to: Recipients,
    /// The ways. For clients those to choose from, or [`INFORM`] or [`DAILY`]; for everybody the
    /// channels, all of them.
    pub how: Vec<String>,
    /// How long after the word; none if nothing presses.
    pub within: Option<TimeDelta>,
    /// What must be at hand.
    pub with: Vec<Need>,
}

impl Step {
    /// The ways by name: to inform is by e-mail or text message.
    pub fn ways(&self) -> Vec<&str> {
        let ways = self.how.iter().map(String::as_str);
        let mut all: Vec<&str> = Vec::with_capacity(self.how.len() + 1);
        for way in ways {
            match way {
                INFORM => all.extend(["email", "sms"]),
                way => all.push(way),
            }
        }
        all
    }
}

/// Which of the four cells applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// Whether it is more than minor.
    pub major: bool,
    /// Whether it is over.
    pub solved: bool,
}

impl Case {
    const fn place(self) -> usize {
        self.major as usize * 2 + self.solved as usize
    }
}

/// Where the steps of a case come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nobody configured anything.
    BuiltIn,
    /// The configuration.
    Configured,
    /// The configuration has other cases and not this one, so that the built-in steps hold.
    Hole,
}

/// The steps of each case, as configured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matrix {
    cells: [Option<Vec<Step>>; 4],
}

impl Matrix {
    /// Sets the steps of a case.
    pub fn set(&mut self, case: Case, steps: Vec<Step>) {
        self.cells[case.place()] = Some(steps);
    }

    /// The steps of a case, in order, and where they come from.
    pub fn steps(&self, case: Case) -> (Vec<Step>, Origin) {
        match &self.cells[case.place()] {
            Some(steps) => (steps.clone(), Origin::Configured),
            None if self.cells.iter().all(Option::is_none) => (usual(case), Origin::BuiltIn),
            None => (usual(case), Origin::Hole),
        }
    }
}

/// The four classic cells.
fn usual(case: Case) -> Vec<Step> {
    let clients = |how: &str, minutes: Option<i64>, with: &[Need]| Step {
        to: Recipients::Clients,
        how: vec![how.to_owned()],
        within: minutes.map(TimeDelta::minutes),
        with: with.to_vec(),
    };
    let public = |channels: &[&str], minutes: i64| Step {
        to: Recipients::Public,
        how: channels.iter().map(|name| (*name).to_owned()).collect(),
        within: Some(TimeDelta::minutes(minutes)),
        with: Vec::new(),
    };
    match (case.major, case.solved) {
        (false, true) => vec![clients(DAILY, None, &[]), public(&["status-page"], 60)],
        (false, false) => vec![
            clients(INFORM, Some(60), &[Need::Action]),
            public(&["status-page"], 60),
        ],
        (true, true) => vec![
            clients(INFORM, Some(30), &[]),
            public(&["status-page", "social"], 30),
        ],
        (true, false) => vec![
            clients("phone", Some(10), &[Need::People, Need::NextUpdate]),
            clients("email", Some(15), &[]),
            public(&["status-page", "social"], 20),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAD: Case = Case {
        major: true,
        solved: false,
    };

    #[test]
    fn a_case_that_nobody_configured_falls_back_and_says_so() {
        let mut matrix = Matrix::default();
        assert_eq!(matrix.steps(BAD).1, Origin::BuiltIn);
        let calm = Case {
            major: false,
            ..BAD
        };
        matrix.set(calm, Vec::new());
        assert_eq!(matrix.steps(calm), (Vec::new(), Origin::Configured));
        assert_eq!(matrix.steps(BAD), (usual(BAD), Origin::Hole));
    }

    #[test]
    fn the_worst_case_begins_with_the_telephone_and_ends_in_public() {
        let steps = usual(BAD);
        let ways: Vec<Vec<&str>> = steps.iter().map(Step::ways).collect();
        assert_eq!(
            ways,
            [vec!["phone"], vec!["email"], vec!["status-page", "social"]]
        );
        assert_eq!(steps[0].with, [Need::People, Need::NextUpdate]);
    }

    #[test]
    fn to_inform_is_by_mail_or_text() {
        let solved = Case {
            major: true,
            solved: true,
        };
        assert_eq!(usual(solved)[0].ways(), ["email", "sms"]);
    }
}
