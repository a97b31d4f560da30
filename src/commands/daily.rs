//! `vocero daily`

use anyhow::Context as _;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use clap::Args;
use serde_json::{Value, json};

use super::session::Session;
use super::{messages, people};
use crate::config::Config;
use crate::domain::beat::Rhythm;
use crate::domain::client::{Client, Wants};
use crate::domain::incident::Incident;
use crate::domain::words::{IncidentType, Severity};
use crate::failure::{Exit, Failure};
use crate::log::Log;
use crate::render::{self, Daily};
use crate::text::list::counted;
use crate::text::time::{self, Toward};
use crate::text::zone::Zone;

/// Write the daily report of minor, solved incidents for each client
///
/// A report holds the incidents of that day, in the client's zone, that were minor and are solved,
/// and that concern what the client uses. A client who wants the daily report and nothing else also
/// reads of those that were worse; one who wants what is important gets none. Planned work has
/// messages of its own. Nothing is sent.
#[derive(Debug, Clone, Args)]
pub struct DailyArgs {
    /// Only the report for this client, whatever they want
    #[arg(long, value_name = "NAME")]
    pub client: Option<String>,
    /// The day, such as `yesterday` or `2026-11-20` [default: today, as the client has it]
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,
}

/// The report of one client; of nobody in particular where none is configured.
struct Report<'c> {
    client: Option<&'c Client>,
    date: NaiveDate,
    incidents: Vec<Incident>,
    written: Daily,
}

/// Runs `vocero daily`.
pub fn run(session: &Session, args: &DailyArgs) -> Result<Exit, anyhow::Error> {
    let config = session.config()?;
    let date = date(session, &config, args)?;
    let log = session.consulted_log()?;
    super::find::warn_log(session, &log);
    let asked = args.client.as_deref();
    let asked = asked
        .map(|name| people::client(&config, name))
        .transpose()?;
    let all = config.clients.iter();
    let readers: Vec<Option<&Client>> = match asked {
        Some(client) => vec![Some(client)],
        None if config.clients.is_empty() => vec![None],
        None => all
            .filter(|client| client.wants != Wants::Important)
            .map(Some)
            .collect(),
    };
    let mut reports = Vec::with_capacity(readers.len());
    let rhythms = log.rhythms()?;
    for reader in &readers {
        let report = report(session, &config, (&log, &rhythms), *reader, date);
        reports.push(match reader {
            Some(client) => report.with_context(|| format!("client `{}`", client.name))?,
            None => report?,
        });
    }
    if asked.is_none() {
        reports.retain(|report| !report.incidents.is_empty());
    }
    show(session, &reports, asked.is_some())?;
    let silent = readers.len() - reports.len();
    if silent > 0 && !config.clients.is_empty() {
        let whom = counted(silent, "client", "clients");
        session.ui.say(&format!("nothing to report to {whom}"));
    } else if reports.is_empty() {
        session.ui.say("nothing to report");
    }
    Ok(Exit::Done)
}

/// The day that was asked for; none for today, which is another in every zone.
fn date(
    session: &Session,
    config: &Config,
    args: &DailyArgs,
) -> Result<Option<NaiveDate>, Failure> {
    let Some(given) = args.date.as_deref() else {
        return Ok(None);
    };
    let zone = config.zone();
    let moment = time::parse(given, session.now, zone, Toward::Past)
        .map_err(|_| Failure::usage(format!("`--date`: `{given}` is no day")))
        .map_err(|e| e.hint("use a day such as `yesterday`, `friday` or `2026-11-20`"))?;
    if moment > session.now + TimeDelta::days(1) {
        return Err(Failure::usage(format!(
            "`--date`: `{given}` lies in the future"
        )));
    }
    Ok(Some(zone.wall(moment).date()))
}

fn report<'c>(
    session: &Session,
    config: &Config,
    (log, rhythms): (&Log, &[Rhythm<'_>]),
    client: Option<&'c Client>,
    date: Option<NaiveDate>,
) -> Result<Report<'c>, anyhow::Error> {
    let speaking = client.map(|client| people::speaking_to(config, client));
    let config = speaking.as_ref().unwrap_or(config);
    let zone = config.zone();
    let date = date.unwrap_or_else(|| zone.wall(session.now).date());
    let (from, until) = (midnight(zone, date), midnight(zone, date + Days::new(1)));
    let mut incidents = Vec::new();
    let that_day = |rhythm: &&Rhythm<'_>| {
        let mut words = rhythm.beats.iter().filter(|beat| beat.is_public());
        words.any(|word| word.at >= from && word.at < until)
    };
    for rhythm in rhythms.iter().filter(that_day) {
        let incident = log.incident(rhythm.incident)?;
        let solved = incident.and_then(|incident| solved(&incident, from, until));
        incidents.extend(solved.filter(|incident| concerns(incident, client)));
    }
    let templates = session.templates(config);
    let locale = config.locales.first().unwrap_or(&config.house.primary);
    // Noon is on that day, whatever the clocks do at night.
    let noon = from + TimeDelta::hours(12);
    let written = render::daily(&templates, &config.house, locale, noon, &incidents)?;
    Ok(Report {
        client,
        date,
        incidents,
        written,
    })
}

/// The incident as it stood at the end of a day, if customers heard on that day that it was over.
fn solved(incident: &Incident, from: DateTime<Utc>, until: DateTime<Utc>) -> Option<Incident> {
    let last = incident.public().rfind(|word| word.at < until)?;
    let then = incident.as_of(last.id)?;
    let since = then.in_force.over_since_word?;
    (since >= from && since < until).then_some(then)
}

/// Whether an incident belongs into the report of a client.
fn concerns(incident: &Incident, client: Option<&Client>) -> bool {
    let held = &incident.in_force;
    let affected = || held.facts.components.keys().map(String::as_str);
    let all = client.is_some_and(|client| client.wants == Wants::Daily);
    let small = held.severity() == Severity::Minor;
    held.kind_of() != IncidentType::Maintenance
        && (small || all)
        && client.is_none_or(|client| client.uses(affected()))
}

/// When a day begins; one that never was is as long as it would be in UTC.
fn midnight(zone: Zone, date: NaiveDate) -> DateTime<Utc> {
    let begin = zone.begin_of(date);
    begin.unwrap_or_else(|_| date.and_time(NaiveTime::MIN).and_utc())
}

fn show(session: &Session, reports: &[Report<'_>], alone: bool) -> Result<(), anyhow::Error> {
    if session.globals.json {
        let rows = reports.iter().map(row_json);
        return messages::print_json(session, &Value::Array(rows.collect()));
    }
    let name = |report: &Report<'_>| report.client.map(|client| client.name.clone());
    if session.globals.quiet {
        for name in reports.iter().filter_map(name) {
            session.ui.product(&name)?;
        }
        return Ok(());
    }
    let columns = session.ui.width().map_or(72, |width| width.min(72));
    let texts = reports.iter().map(|report| {
        let Daily { subject, body } = &report.written;
        let text = format!("Subject: {subject}\n\n{body}\n");
        match report.client.filter(|_| !alone) {
            Some(client) => format!("{}\n{text}", heading(client, columns)),
            None => text,
        }
    });
    let text = texts.collect::<Vec<_>>().join("\n");
    if text.is_empty() {
        return Ok(());
    }
    Ok(session.ui.product(&text)?)
}

/// The line above a report: who it is for, in which language, and where it goes.
fn heading(client: &Client, columns: usize) -> String {
    let mut line = format!("── {} · {}", client.name, client.locale);
    if let Some((way, contact)) = client.report_way() {
        line.push_str(&format!(" · {way} {contact}"));
    }
    line.push(' ');
    let width = unicode_width::UnicodeWidthStr::width(line.as_str());
    line + &"─".repeat(columns.saturating_sub(width))
}

fn row_json(report: &Report<'_>) -> Value {
    let ids = report.incidents.iter().map(|incident| &incident.id);
    let way = report.client.and_then(Client::report_way);
    json!({
        "client": report.client.map(|client| &client.name),
        "locale": report.client.map(|client| &client.locale),
        "how": way.map(|(way, _)| way),
        "contact": way.map(|(_, contact)| contact),
        "date": report.date.to_string(),
        "incidents": ids.collect::<Vec<_>>(),
        "subject": report.written.subject,
        "body": report.written.body,
    })
}
