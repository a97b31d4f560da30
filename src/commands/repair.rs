//! `vocero repair`

use clap::Args;
use serde_json::json;

use super::session::Session;
use super::{find, messages};
use crate::failure::Exit;
use crate::log::{self, Repaired, Saved};
use crate::text::list::counted;

/// Repair a damaged log
///
/// Unites both sides of a merge conflict and sets damage aside, so that the log can be read again.
/// The old file is kept beside the new one, and nothing that could be read is lost.
#[derive(Debug, Clone, Args)]
pub struct RepairArgs {
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs `vocero repair`.
pub fn run(session: &Session, args: &RepairArgs) -> Result<Exit, anyhow::Error> {
    let path = session.log_path()?;
    let repaired = log::repair(&path, args.dry_run)?;
    find::missed(session, &path);
    let text = if !path.exists() {
        String::new()
    } else if repaired.is_sound() {
        format!("{} is sound: there is nothing to repair\n", path.display())
    } else {
        told(&repaired, args.dry_run)
    };
    if session.globals.json {
        messages::print_json(session, &as_json(&path, &repaired))?;
    } else if session.globals.quiet {
        for file in &repaired.files {
            session.ui.product(&file.display().to_string())?;
        }
    } else if !text.is_empty() {
        session.ui.product(&text)?;
    }
    if args.dry_run {
        session.ui.say("nothing was changed");
        if !repaired.mends_nothing() {
            session.next("vocero repair");
        }
    }
    if let Some(Saved::Unconfirmed(error)) = &repaired.saved {
        session.ui.error(&format!(
            "the log is repaired, but the disk did not confirm it: {error}"
        ));
        session
            .ui
            .hint("keep the files beside the log until `vocero list` reads it after a restart");
        return Ok(Exit::Unsure);
    }
    if repaired.unreadable.is_empty() {
        return Ok(Exit::Done);
    }
    session
        .ui
        .hint("mend these lines by hand: only you know what they should say");
    Ok(Exit::Untouched)
}

fn told(repaired: &Repaired, dry_run: bool) -> String {
    let mut lines = Vec::new();
    let would = if dry_run { "would be " } else { "" };
    if repaired.conflicts > 0 {
        let conflicts = counted(repaired.conflicts, "conflict", "conflicts");
        lines.push(format!("both sides of {conflicts} {would}kept"));
    }
    if repaired.united > 0 {
        let entries = counted(repaired.united, "entry", "entries");
        lines.push(format!("{entries} that stood there twice {would}united"));
    }
    for aside in &repaired.set_aside {
        let bytes = counted(aside.bytes, "byte", "bytes");
        lines.push(format!(
            "line {}: {bytes} {would}set aside: {}",
            aside.line, aside.why
        ));
    }
    for error in &repaired.unreadable {
        lines.push(format!("left as it is: {error}"));
    }
    for file in &repaired.files {
        lines.push(format!("kept: {}", file.display()));
    }
    let entries = counted(repaired.kept, "entry", "entries");
    lines.push(format!(
        "the log {} {entries}",
        if dry_run { "would have" } else { "has" }
    ));
    lines.join("\n") + "\n"
}

fn as_json(path: &std::path::Path, repaired: &Repaired) -> serde_json::Value {
    let aside = repaired
        .set_aside
        .iter()
        .map(|a| json!({ "line": a.line, "bytes": a.bytes, "why": a.why }))
        .collect::<Vec<_>>();
    json!({
        "log": path,
        "sound": repaired.is_sound(),
        "entries": repaired.kept,
        "united": repaired.united,
        "conflicts": repaired.conflicts,
        "set_aside": aside,
        "unreadable": repaired.unreadable.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "files": repaired.files,
        "written": repaired.saved.is_some(),
    })
}
