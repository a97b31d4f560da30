//! A plan for people, on a terminal of any width.

use chrono::TimeDelta;
use unicode_width::UnicodeWidthStr as _;

use super::{Board, lines};
use crate::commands::columns::laid_out;
use crate::commands::list::bare;
use crate::commands::show::clock;
use crate::domain::owed::Owed;
use crate::domain::plan::{Call, Party, Why};
use crate::order::{self, Map};
use crate::text::clean::visible;
use crate::text::list::counted;
use crate::text::span::short;

/// More clients than this in one step stand on one line.
const FEW: usize = 6;

/// One line of the table, and what stands below it where there is no room beside it.
struct Row {
    cells: Vec<String>,
    is_late: bool,
}

/// Returns the plan below its heading, each line with its line end.
pub(super) fn text(board: &Board<'_>) -> Result<String, anyhow::Error> {
    let zone = board.config.zone();
    let now = board.session.now;
    let title = board.incident.title(&board.config.house.primary);
    let said = clock(board.plan.word.at, zone, now);
    let width = board.session.ui.width();
    let mut prose = joined(
        &[title.to_owned(), format!("newest word at {said}")],
        width,
        0,
    );
    prose.extend(joined(&board.at_hand(), width, 0));
    for (lacks, command) in board.lacking() {
        let line = format!("{lacks} {command}");
        if width.is_none_or(|width| line.width() <= width) {
            prose.push(line);
        } else {
            prose.extend([lacks.to_owned(), format!("   {command}")]);
        }
    }
    // What is quoted from the log and the configuration must not drive the terminal.
    let mut text: String = prose
        .iter()
        .map(|line| format!("{}\n", visible(line)))
        .collect();
    let rows = rows(board)?;
    if !rows.is_empty() {
        text.push('\n');
        text += &table(board, &rows);
    }
    let left_out = left_out(board);
    if !left_out.is_empty() {
        text.push('\n');
        for line in left_out.iter().flat_map(|line| board.folded(line)) {
            text += &format!("{}\n", visible(&line));
        }
    }
    Ok(text)
}

fn rows(board: &Board<'_>) -> Result<Vec<Row>, anyhow::Error> {
    let channels = board.session.templates(board.config).channels()?;
    let mut rows = Vec::new();
    let calls = &board.plan.calls;
    for step in calls.chunk_by(|a, b| a.step == b.step) {
        let mut ways: Vec<&str> = Vec::new();
        for call in step {
            if !ways.contains(&call.how.as_str()) {
                ways.push(&call.how);
            }
        }
        for way in ways {
            let same: Vec<&Call<'_>> = step.iter().filter(|call| call.how == way).collect();
            if board.all || same.len() <= FEW {
                let own = same.iter().map(|call| row(board, call, &channels));
                rows.extend(own);
            } else {
                rows.push(group(board, &same));
            }
        }
    }
    Ok(rows)
}

fn row(board: &Board<'_>, call: &Call<'_>, channels: &[String]) -> Row {
    let (who, contact) = match call.party {
        Party::Client(client, contact) => {
            let mut about = format!("{contact} · {}", client.locale);
            if let Some(owner) = &client.owner {
                about.push_str(&format!(" · owner {owner}"));
            }
            (client.name.clone(), about)
        }
        Party::Public => ("everybody".to_owned(), String::new()),
    };
    let (when, is_late) = when(board, &[call]);
    Row {
        cells: vec![
            call.step.to_string(),
            by(board, call),
            when,
            call.how.clone(),
            who,
            lines::heard(board, &call.heard),
            contact,
            board.command(call, channels),
        ],
        is_late,
    }
}

/// Many clients who are told the same way.
fn group(board: &Board<'_>, calls: &[&Call<'_>]) -> Row {
    let clients = calls.iter().filter_map(|call| match call.party {
        Party::Client(client, _) => Some(client),
        Party::Public => None,
    });
    let mut locales: Map<&str, usize> = Map::new();
    for client in clients {
        *locales.entry(client.locale.as_str()).or_default() += 1;
    }
    let locales = locales
        .iter()
        .map(|(locale, count)| format!("{locale} {count}"));
    let heard = calls.iter().filter(|call| call.is_heard()).count();
    let open: Vec<&Call<'_>> = calls.iter().filter(|c| !c.is_heard()).copied().collect();
    let (when, is_late) = when(board, &open);
    let first = open.iter().min_by_key(|call| call.due).or(calls.first());
    Row {
        cells: vec![
            calls[0].step.to_string(),
            first.map_or_else(String::new, |call| by(board, call)),
            when,
            calls[0].how.clone(),
            counted(calls.len(), "client", "clients"),
            if heard == 0 {
                String::new()
            } else {
                format!("{heard} of {}", calls.len())
            },
            locales.collect::<Vec<_>>().join(" · "),
            format!("vocero plan {} --all", board.name),
        ],
        is_late,
    }
}

fn by(board: &Board<'_>, call: &Call<'_>) -> String {
    let zone = board.config.zone();
    call.due
        .map_or_else(|| "–".to_owned(), |due| bare(due, zone, board.session.now))
}

/// How long there is for those who have heard nothing yet, and whether it is too late.
fn when(board: &Board<'_>, calls: &[&Call<'_>]) -> (String, bool) {
    let now = board.session.now;
    let open = calls.iter().filter(|call| !call.is_heard());
    let Some(due) = open.filter_map(|call| call.due).min() else {
        return (String::new(), false);
    };
    let left = due - now;
    if Owed::is_past(due, now) {
        (format!("LATE {}", short(left)), true)
    } else if left < TimeDelta::minutes(1) {
        ("now".to_owned(), false)
    } else {
        (format!("in {}", short(left)), false)
    }
}

/// The table: whole where it fits, else with contact and command below each line.
fn table(board: &Board<'_>, rows: &[Row]) -> String {
    let zone = board.config.zone();
    let by = if zone.is_utc() { "UTC" } else { zone.name() };
    let by = format!("BY ({by})");
    let head = [
        "",
        &by,
        "WHEN",
        "HOW",
        "WHO",
        "TOLD",
        "CONTACT",
        "SAY IT WITH",
    ];
    let head: Vec<String> = head.iter().map(|word| (*word).to_owned()).collect();
    let cells: Vec<Vec<String>> = rows.iter().map(|row| row.cells.clone()).collect();
    let width = board.session.ui.width();
    let fits = |line: &str| width.is_none_or(|width| line.width() <= width);
    let layouts = [8, 6, 5].map(|columns| (columns, laid_out(&head, &cells, columns)));
    let fitting = layouts
        .iter()
        .find(|(_, lines)| lines.iter().all(|line| fits(line)));
    let (columns, lines) = fitting.unwrap_or(&layouts[2]);
    let mut text = String::new();
    for (place, line) in lines.iter().enumerate() {
        match place.checked_sub(1).map(|place| &rows[place]) {
            None => text += &board.session.ui.painted("1", line),
            Some(row) if row.is_late => text += &board.session.ui.painted("1;31", line),
            Some(_) => text += &visible(line),
        }
        text.push('\n');
        let Some(row) = place.checked_sub(1).map(|place| &rows[place]) else {
            continue;
        };
        let mut below: Vec<String> = row.cells[*columns..].to_vec();
        if *columns == 5 && !below[0].is_empty() {
            below[0] = format!("told {}", below[0]);
        }
        for part in joined(&below, width, 3) {
            text += &format!("   {}\n", board.session.ui.painted("2", &part));
        }
    }
    text
}

/// Parts on one line where they fit behind an indent, else on lines of their own.
fn joined(parts: &[String], width: Option<usize>, indent: usize) -> Vec<String> {
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|p| !p.is_empty())
        .collect();
    let line = parts.join(" · ");
    if parts.is_empty() {
        Vec::new()
    } else if width.is_none_or(|width| line.width() + indent <= width) {
        vec![line]
    } else {
        parts.into_iter().map(str::to_owned).collect()
    }
}

/// Who is left out or told another way, and why: a line for each reason. Those whom nobody can reach
/// come first: that is to be mended.
fn left_out(board: &Board<'_>) -> Vec<String> {
    let mut reasons: Vec<(Why, Vec<&str>)> = Vec::new();
    for (client, why) in &board.plan.left_out {
        match reasons.iter_mut().find(|(known, _)| known == why) {
            Some((_, clients)) => clients.push(&client.name),
            None => reasons.push((*why, vec![&client.name])),
        }
    }
    order::sort_by_key(&mut reasons, |(why, _)| *why != Why::Unreachable);
    let who = |names: &[&str]| {
        if board.all || names.len() <= FEW {
            names.join(", ")
        } else {
            counted(names.len(), "client", "clients")
        }
    };
    let mut lines: Vec<String> = Vec::new();
    let mut others: Vec<(&str, Vec<&str>)> = Vec::new();
    for call in board.plan.calls.iter().filter(|call| call.instead) {
        match others.iter_mut().find(|(how, _)| *how == call.how) {
            Some((_, clients)) => clients.push(call.name()),
            None => others.push((&call.how, vec![call.name()])),
        }
    }
    for (how, names) in &others {
        let ways = lines::ways(board.plan);
        lines.push(format!(
            "told by {how} instead: {} (cannot be reached by {ways})",
            who(names)
        ));
    }
    for (why, names) in &reasons {
        let reason = lines::reason(board, *why, names.len() > 1);
        lines.push(match why {
            Why::Unreachable => format!("cannot be told: {} ({reason})", who(names)),
            _ => format!("left out: {} ({reason})", who(names)),
        });
    }
    lines
}
