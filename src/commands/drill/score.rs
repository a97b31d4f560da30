//! How a drill went: what `vocero metrics` and `vocero check` count, measured from the alarm.

use std::path::Path;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::check::finding::Level;
use crate::commands::check::summed::{Sum, sums};
use crate::commands::columns::laid_out;
use crate::commands::session::Session;
use crate::commands::{find, messages, metrics};
use crate::domain::drill::Drill;
use crate::domain::incident::Incident;
use crate::failure::Failure;
use crate::metrics::figures::{Figures, Tally, figures};
use crate::metrics::total::Total;
use crate::text::list::counted;
use crate::text::span::short;

/// How soon after the alarm the first word should come.
const SOON: TimeDelta = TimeDelta::minutes(10);

/// One thing that is scored.
struct Line {
    name: &'static str,
    value: String,
    /// Whether it went well; none if there was nothing to judge.
    good: Option<bool>,
    /// What to do better, if it did not.
    better: String,
}

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
    for advice in better {
        text += &format!("- {advice}\n");
    }
    Ok(session.ui.product(&text)?)
}

fn score(session: &Session, drill: &Drill) -> Result<Score, anyhow::Error> {
    let config = session.config()?;
    let log = session.consulted_log()?;
    find::warn_log(session, &log);
    let rhythms = log.rhythms()?;
    let mut all: Vec<Figures> = rhythms
        .iter()
        .filter_map(|rhythm| figures(rhythm, session.now))
        .collect();
    metrics::told::judge(&log, &config, &rhythms, session.now, &mut all)?;
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
        first_word(first, session.now - drill.began),
        silence(&total, &found),
        named(&total),
        promises(
            "next updates",
            total.updates,
            "a word that nothing is new takes one command, `vocero update`; keep `vocero due --watch` in sight",
        ),
        promises(
            "repair times",
            total.repairs,
            "promise times to speak, and a repair only if somebody confirmed it",
        ),
        promises(
            "reports",
            total.reports,
            "send the report when you said, or name another day before that",
        ),
        told(&total),
        over(&total, &all, drill),
        check(&found),
    ];
    Ok(Score {
        lines,
        first,
        total,
        found,
    })
}

fn first_word(first: Option<TimeDelta>, since: TimeDelta) -> Line {
    let value = match first {
        Some(first) => format!("{} after the alarm", short(first)),
        None => format!("none in {}", short(since)),
    };
    Line {
        name: "first word",
        value,
        // Whoever has just heard the alarm has not failed yet.
        good: first
            .map(|first| first <= SOON)
            .or((since > SOON).then_some(false)),
        better: format!(
            "speak within {} of the alarm: what customers cannot do, and when you speak again, is enough for a first word",
            short(SOON)
        ),
    }
}

fn silence(total: &Total, found: &[Sum]) -> Line {
    let longest = total.silence.map(TimeDelta::seconds);
    let long = found.iter().any(|sum| sum.rule == "long-silence");
    Line {
        name: "longest silence",
        value: longest.map_or_else(none, short),
        good: longest.map(|_| !long),
        better: "speak as often as the cadence says, also when nothing is new".to_owned(),
    }
}

fn named(total: &Total) -> Line {
    let (part, whole) = (total.named.part, total.named.whole);
    Line {
        name: "words that name the next",
        value: if whole == 0 {
            none()
        } else {
            format!("{part} of {whole}")
        },
        good: (whole > 0).then_some(part == whole),
        better: "say with every word when the next one comes: `--next-update 30m`".to_owned(),
    }
}

fn promises(name: &'static str, tally: Tally, better: &str) -> Line {
    let fates = [
        (tally.kept, "kept"),
        (tally.moved, "moved in time"),
        (tally.late, "late"),
        (tally.missed, "missed"),
        (tally.open, "not due yet"),
    ];
    let fates = fates.iter().filter(|(count, _)| *count > 0);
    let fates: Vec<String> = fates
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    Line {
        name,
        value: if fates.is_empty() {
            none()
        } else {
            fates.join(", ")
        },
        good: (tally.judged() > 0).then_some(tally.late + tally.missed == 0),
        better: better.to_owned(),
    }
}

fn told(total: &Total) -> Line {
    let (part, whole) = (total.told.part, total.told.whole);
    Line {
        name: "told in time",
        value: if whole == 0 {
            none()
        } else {
            format!("{part} of {whole}")
        },
        good: (whole > 0).then_some(part == whole),
        better:
            "tell clients by when the plan says, `vocero plan`, and record it with `vocero told`"
                .to_owned(),
    }
}

fn over(total: &Total, all: &[Figures], drill: &Drill) -> Line {
    let open = total.open > 0 || all.is_empty();
    Line {
        name: "said to be over",
        value: if open { "no" } else { "yes" }.to_owned(),
        // While its clock runs there is time for it.
        good: (!open).then_some(true).or(drill.ended.map(|_| false)),
        better: "say in plain words that it is over: `vocero resolve`".to_owned(),
    }
}

fn check(found: &[Sum]) -> Line {
    let of = |level: Level| -> usize {
        let such = found.iter().filter(|sum| sum.level == level);
        such.map(|sum| sum.count).sum()
    };
    let (errors, warnings) = (of(Level::Error), of(Level::Warning));
    let value = [
        (errors, "error", "errors"),
        (warnings, "warning", "warnings"),
        (of(Level::Suggestion), "suggestion", "suggestions"),
    ];
    let value = value.into_iter().filter(|(count, _, _)| *count > 0);
    let value: Vec<String> = value.map(|(n, one, many)| counted(n, one, many)).collect();
    Line {
        name: "found by the check",
        value: if value.is_empty() {
            "nothing".to_owned()
        } else {
            value.join(", ")
        },
        good: Some(errors + warnings == 0),
        better: String::new(),
    }
}

fn none() -> String {
    "–".to_owned()
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
