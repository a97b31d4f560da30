//! `vocero check --self-test`: the examples of every rule, run.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::check::known::Known;
use crate::check::proof::{self, Broken};
use crate::commands::messages::print_json;
use crate::commands::session::Session;
use crate::config::Cadence;
use crate::domain::words::{Severity, State};
use crate::failure::Exit;
use crate::text::list::counted;

/// Runs the examples of every rule and says which do not hold.
pub(super) fn run(session: &Session, known: &Known) -> Result<Exit, anyhow::Error> {
    // The examples of the built-in rules are about the usual cadence.
    let usual = Cadence::default();
    let cadence = |severity: Severity, state: State| -> TimeDelta { usual.next(severity, state) };
    let proof = proof::run(known, &cadence);
    let exit = if proof.broken.is_empty() {
        Exit::Done
    } else {
        Exit::Found
    };
    if session.globals.json {
        let one = |broken: &Broken| json!({ "rule": broken.rule, "example": broken.example, "problem": broken.problem });
        let broken: Vec<Value> = proof.broken.iter().map(one).collect();
        let all = json!({ "rules": proof.rules, "examples": proof.examples, "broken": broken });
        print_json(session, &all)?;
        return Ok(exit);
    }
    let one = |broken: &Broken| {
        let Broken {
            rule,
            example,
            problem,
        } = broken;
        format!("{rule}: {problem}\n  \"{example}\"\n")
    };
    let text: String = proof.broken.iter().map(one).collect();
    if !text.is_empty() {
        session.ui.product(&text)?;
    }
    let examples = counted(proof.examples, "example", "examples");
    let rules = counted(proof.rules, "rule", "rules");
    let failed = match proof.broken.len() {
        0 => "all of them hold".to_owned(),
        1 => "1 does not hold".to_owned(),
        many => format!("{many} do not hold"),
    };
    session.ui.say(&format!("{examples} of {rules}: {failed}"));
    Ok(exit)
}
