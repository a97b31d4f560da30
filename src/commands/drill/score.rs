//! How a drill went: what `vocero metrics` and `vocero check` count, measured from the alarm.

mod lines;

use std::path::Path;

use chrono::TimeDelta;
use serde_json::{Value, json};

use self::lines::Line;
use crate::check::finding::Level;
use crate::commands::check::summed::{Sum, sums};
use crate::commands::columns::laid_out;
use crate::commands::session::Session;
use crate::commands::{find, messages, metrics};
use crate::domain::drill::Drill;
use crate::domain::incident::Incident;
use crate::failure::Failure;
use crate::metrics::figures::{Figures, figures};
use crate::metrics::total::Total;
use crate::text::clean;
use crate::text::fold::fold;

/// Everything that is scored.
struct Score {
    lines: Vec<Line>,
    first: Option<TimeDelta>,
    total: Total,
    found: Vec<Sum>,
}

/// Scores the drill whose log the session has.
pub(super) fn show(session: &Session, path: &Path) -> Result<(), anyhow::Error> {
    let Some(drill) = &session.drill else {
        let problem = format!("`{}` is not the log of a drill", path.display());
        return Err(Failure::usage(problem).into());
    };
    let score = score(session, drill)?;
    if session.globals.json {
        let mut value = super::about(drill, path);
        if let Value::Object(value) = &mut value {
            value.extend(score.values(session));
        }
        return messages::print_json(session, &value);
    }
    let judged = score
        .lines
        .iter()
        .filter(|line| line.good.is_some())
        .count();
    let well = score.lines.iter().filter(|line| line.good == Some(true));
    let points = format!("{} of {judged} went well", well.count());
    if session.globals.quiet {
        return Ok(session.ui.product(&points)?);
    }
    session.announce(drill);
    let mut text = score.table(session);
    text += &format!("\n{points}\n");
    let mut better = score.better().peekable();
    if better.peek().is_some() {
        text += "\nWhat to do better:\n";
    }
    let width = session.ui.width().unwrap_or(usize::MAX);
    for advice in better {
        // A rule of the house says what it likes.
        let advice = format!("- {}", clean::visible(&advice));
        for row in fold(&advice, width) {
            text += &format!("{row}\n");
        }
    }
    Ok(session.ui.exact(text.as_bytes())?)
}

fn score(session: &Session, drill: &Drill) -> Result<Score, anyhow::Error> {
    let config = session.config()?;
    let log = session.consulted_log()?;
    find::warn_log(session, &log);
    let strands = log.strands();
    let mut all: Vec<Figures> = Vec::with_capacity(strands.len());
    for strand in &strands {
        all.extend(figures(&strand.rhythm()?, session.now));
    }
    metrics::told::judge(&config, &strands, session.now, &mut all)?;
    let mut incidents: Vec<Incident> = Vec::new();
    for figures in &all {
        incidents.extend(log.incident(&figures.incident)?);
    }
    let mut found: Vec<Sum> = Vec::new();
    for incident in &incidents {
        found.extend(sums(session, &config, incident)?);
    }
    let total = Total::of(&all);
    let first = all.iter().map(|figures| figures.first).min();
    let first = first.map(|first| (first - drill.began).max(TimeDelta::zero()));
    let lines = vec![
        lines::first_word(first, session.now - drill.began),
        lines::silence(&total, &found),
        lines::named(&total),
        lines::promises(
            "next updates",
            total.updates,
            "a word that nothing is new takes one command, `vocero update`; keep `vocero due --watch` in sight",
        ),
        lines::promises(
            "repair times",
            total.repairs,
            "promise times to speak, and a repair only if somebody confirmed it",
        ),
        lines::promises(
            "reports",
            total.reports,
            "send the report when you said, or name another day before that",
        ),
        lines::told(&total),
        lines::over(&total, &all, drill),
        lines::check(&found),
    ];
    Ok(Score {
        lines,
        first,
        total,
        found,
    })
}

impl Score {
    /// What to do better: what did not go well, then what the check would have said otherwise.
    fn better(&self) -> impl Iterator<Item = String> {
        let lines = self.lines.iter().filter(|line| line.good == Some(false));
        let lines = lines.map(|line| line.better.clone());
        let found = self
            .found
            .iter()
            .filter(|sum| sum.level > Level::Suggestion);
        let found = found.map(|sum| {
            let times = match sum.count {
                1 => String::new(),
                count => format!(", {count} times"),
            };
            format!("{}{times}: {}", sum.rule, sum.help)
        });
        lines.filter(|better| !better.is_empty()).chain(found)
    }

    fn table(&self, session: &Session) -> String {
        let head = ["SCORE", "", ""].map(str::to_owned);
        let rows: Vec<Vec<String>> = self
            .lines
            .iter()
            .map(|line| {
                let good = match line.good {
                    Some(true) => "good",
                    Some(false) => "BETTER",
                    None => "",
                };
                vec![line.name.to_owned(), good.to_owned(), line.value.clone()]
            })
            .collect();
        let lines = laid_out(&head, &rows, 3).into_iter().skip(1);
        let painted = lines.zip(&self.lines).map(|(text, line)| match line.good {
            Some(false) => text.replacen("BETTER", &session.ui.painted("1;33", "BETTER"), 1),
            _ => text,
        });
        painted.map(|line| line + "\n").collect()
    }

    fn values(&self, session: &Session) -> serde_json::Map<String, Value> {
        let found = self.found.iter().map(|sum| {
            json!({ "rule": sum.rule, "level": sum.level.word(), "count": sum.count, "help": sum.help })
        });
        let lines = self
            .lines
            .iter()
            .map(|line| json!({ "name": line.name, "value": line.value, "good": line.good }));
        let value = json!({
            "now": session.now,
            "first_word": self.first.map(|first| first.num_seconds()),
            "figures": metrics::values::total_json(&self.total),
            "findings": found.collect::<Value>(),
            "score": lines.collect::<Value>(),
            "better": self.better().collect::<Value>(),
        });
        match value {
            Value::Object(values) => values,
            _ => serde_json::Map::new(),
        }
    }
}
