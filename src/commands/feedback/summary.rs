//! What was heard, counted, and what the count can support.

use serde_json::{Value, json};

use super::FeedbackArgs;
use crate::commands::find::{self, Purpose};
use crate::commands::messages;
use crate::commands::session::Session;
use crate::commands::show::{clock, heard_json};
use crate::domain::entry::Entry;
use crate::domain::feedback::{Heard, Scale};
use crate::failure::Exit;
use crate::metrics::sample::Share;
use crate::metrics::satisfaction::Satisfaction;
use crate::text::list::counted;

/// How many signs the longest bar has.
const BAR: usize = 24;
/// Fewer answers say next to nothing.
const FEW: usize = 10;

/// Shows the summary.
pub(super) fn show(session: &Session, args: &FeedbackArgs) -> Result<Exit, anyhow::Error> {
    let log = session.consulted_log()?;
    let config = session.config()?;
    find::warn_log(session, &log);
    let mut entries = log.heard()?;
    if let Some(given) = &args.incident {
        let incident = find::find(&log, Some(given), Purpose::Read)?;
        entries.retain(|entry| entry.incident == incident.id);
    }
    let heard: Vec<&Heard> = entries.iter().map(|e| &e.facts.internal.heard).collect();
    let scores = Satisfaction::of(&heard);
    if session.globals.json {
        let value = json!({
            "answers": entries.len(),
            "scores": scores.iter().map(score_json).collect::<Vec<_>>(),
            "words": entries.iter().filter_map(words_json).collect::<Vec<_>>(),
        });
        messages::print_json(session, &value)?;
        return Ok(Exit::Done);
    }
    if entries.is_empty() {
        session.ui.say("Nobody has said anything so far.");
        session.next("vocero feedback add --score 4 --words TEXT");
        return Ok(Exit::Done);
    }
    let mut text = String::new();
    for one in &scores {
        text.push_str(&table(one));
        text.push('\n');
    }
    let wrote = |entry: &&Entry| entry.facts.internal.heard.words.is_some();
    let writers = entries.iter().filter(wrote).count();
    text.push_str(&format!(
        "{} in all, {} with words\n",
        counted(entries.len(), "answer", "answers"),
        writers
    ));
    if args.words {
        for entry in entries.iter().filter(wrote) {
            let heard = &entry.facts.internal.heard;
            let at = clock(entry.at, config.zone(), session.now);
            let who = heard
                .client
                .as_deref()
                .unwrap_or_else(|| heard.side.map_or("–", |s| s.word()));
            let words = heard
                .words
                .as_deref()
                .unwrap_or_default()
                .replace('\n', "\n  ");
            text.push_str(&format!("\n{at} · {who} · {}\n  {words}\n", entry.incident));
        }
    }
    session.ui.product(&text)?;
    session.ui.say(
        "Who answers is not everybody who was there: the content and the angry answer more often.",
    );
    if writers > 0 && !args.words {
        session.next("vocero feedback --words");
    }
    Ok(Exit::Done)
}

/// What being content means on a scale.
pub(in crate::commands) fn content(scale: Scale) -> String {
    match scale {
        Scale::Nps => "would recommend us (9 or 10)".to_owned(),
        _ => format!("are content ({} or more)", scale.content_from()),
    }
}

fn table(one: &Satisfaction) -> String {
    let (low, high) = one.scale.range();
    let answers = one.answers();
    let most = one.counts.iter().copied().max().unwrap_or(1).max(1);
    let mut text = format!(
        "{} · {} ({low} to {high}) · {}\n",
        one.side,
        one.scale,
        counted(answers, "answer", "answers")
    );
    for (place, count) in one.counts.iter().enumerate().rev() {
        let score = usize::from(low) + place;
        let bar = "█".repeat((count * BAR).div_ceil(most));
        text.push_str(format!("  {score:>2}  {count:>4}  {bar}").trim_end());
        text.push('\n');
    }
    let share = one.content();
    text.push_str(&format!(
        "  {} of {answers} {}{}; the middle answer is {}\n",
        share.part,
        content(one.scale),
        between(share),
        one.median()
    ));
    if let Some(net) = one.net() {
        text.push_str(&format!("  net score {net:+}\n"));
    }
    if answers < FEW {
        text.push_str("  So few say little: look at the words, not at the numbers.\n");
    }
    text
}

/// What chance leaves of a share.
fn between(share: Share) -> String {
    match (share.percent(), share.interval()) {
        (Some(percent), Some((low, high))) => {
            format!(": {percent} %, and by chance alone anything from {low} % to {high} %")
        }
        _ => String::new(),
    }
}

/// The scores of one side on one scale, for programs.
pub(in crate::commands) fn score_json(one: &Satisfaction) -> Value {
    let share = |share: Share| {
        json!({
            "part": share.part,
            "whole": share.whole,
            "percent": share.percent(),
            "interval": share.interval().map(|(low, high)| [low, high]),
        })
    };
    json!({
        "from": one.side,
        "scale": one.scale,
        "lowest": one.scale.range().0,
        "counts": one.counts,
        "median": one.median(),
        "content": share(one.content()),
        "discontent": share(one.discontent()),
        "net": one.net(),
    })
}

fn words_json(entry: &Entry) -> Option<Value> {
    let heard = &entry.facts.internal.heard;
    heard.words.as_ref()?;
    Some(json!({
        "entry": entry.id,
        "at": entry.at,
        "incident": entry.incident,
        "heard": heard_json(heard),
    }))
}
