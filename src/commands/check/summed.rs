//! What the check finds in a whole incident, rule by rule: every word as it was said, and the history.

use super::gather::{self, Report};
use super::{along, house, pages, told};
use crate::check::finding::Level;
use crate::check::page;
use crate::commands::session::Session;
use crate::commands::{find, messages};
use crate::config::Config;
use crate::domain::incident::Incident;
use crate::order;

/// How often a rule found something of one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub rule: String,
    pub level: Level,
    pub count: usize,
    /// What to do instead.
    pub help: String,
}

/// Checks every word that was said in public about an incident, and the row of them. A fault that
/// several messages of one word have is one. The gravest come first, then the most frequent.
pub fn sums(
    session: &Session,
    config: &Config,
    incident: &Incident,
) -> Result<Vec<Sum>, anyhow::Error> {
    let levels = pages::levels(config)?;
    let known = house::known(config)?;
    let mut reports: Vec<Report> = vec![told::told(session, config, known, incident)];
    for entry in incident.public() {
        let then = find::as_of(incident, entry.id)?;
        let messages = messages::all(session, config, &then)?;
        let known = house::known(config)?;
        let mut report = gather::word(config, known, &then, entry.at, &messages);
        // What one word says of those before it is in the history as well.
        report
            .found
            .retain(|found| found.text.is_some() || !is_of_history(&found.finding.rule));
        reports.push(report);
    }
    let mut sums: Vec<Sum> = Vec::new();
    for report in &mut reports {
        report.settle(&levels);
        for group in report.said_once() {
            let Some(finding) = group.first().map(|found| &found.finding) else {
                continue;
            };
            let same = |sum: &&mut Sum| *sum.rule == *finding.rule && sum.level == finding.level;
            match sums.iter_mut().find(same) {
                Some(sum) => sum.count += 1,
                None => sums.push(Sum {
                    rule: finding.rule.to_string(),
                    level: finding.level,
                    count: 1,
                    // The one for texts in the reader's language, whatever the first text was in.
                    help: along::help(&finding.rule, &config.house.primary)
                        .unwrap_or_else(|| finding.help.clone()),
                }),
            }
        }
    }
    order::sort_by_key(&mut sums, |sum| std::cmp::Reverse((sum.level, sum.count)));
    Ok(sums)
}

fn is_of_history(rule: &str) -> bool {
    page::of_briefly(rule).is_some_and(|page| page.layer == "history")
}
