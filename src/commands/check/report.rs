//! What a check finds in a report after an incident: its words, whoever wrote the facts in it.

use super::checked::Checked;
use super::gather::{Found, Report};
use super::waived::Waivers;
use super::{house, human, pages, tally};
use crate::check::finding::Level;
use crate::check::text::{Draft, words};
use crate::commands::session::Session;
use crate::config::Config;
use crate::domain::incident::Incident;
use crate::domain::summary::Reader;
use crate::failure::Failure;
use crate::render::summary::Document;

/// Tells what is found in a report; that stops nothing.
pub fn report(
    session: &Session,
    config: &Config,
    incident: &Incident,
    document: &Document,
) -> Result<(), Failure> {
    let held = &incident.in_force;
    // What is counted from the log for those inside and for an authority stands in no fact.
    let quotes = matches!(document.reader, Reader::Customers | Reader::Support);
    let known = house::known(config)?;
    let known = if quotes {
        known.about(incident, &config.house)
    } else {
        known
    };
    let text = told(document);
    let found = words(&Draft {
        text: &text,
        locale: Some(&document.locale),
        state: Some(held.state()),
        // The desk is told what not to say.
        channel: (document.reader == Reader::Support).then_some("support"),
        audience: Some(document.reader.audience()),
        vendors: known.vendors(),
        gates: house::gates(incident),
        known: Some(&known),
        ..Draft::default()
    });
    let last = incident.last_word();
    let mut report = Report {
        incident: Some(incident.id.clone()),
        waivers: last.into_iter().map(Waivers::of).collect(),
        ..Report::default()
    };
    report.waivers.extend(
        last.into_iter()
            .flat_map(|last| Waivers::standing(incident, last)),
    );
    let (reader, locale) = (document.reader, &document.locale);
    let name = format!("{}/summary-{reader}.{locale}", incident.id);
    let checked = Checked::new(name, false, text);
    report
        .texts
        .push(checked.read_inside(reader == Reader::Team));
    report.found.extend(found.into_iter().map(|finding| Found {
        finding,
        text: Some(0),
        entry: None,
        about: last.map(|last| last.id),
        waived: None,
    }));
    report.settle(&pages::levels(config)?);
    let brief = human::brief(session.ui, &report, Level::Warning, human::SHORT);
    session.ui.aside(&brief);
    let found = tally(&report, None);
    if !found.is_empty() {
        session.ui.say(&format!("check: {found}"));
    }
    Ok(())
}

/// The report as one text. What not to say stands behind its label, as in a message.
fn told(document: &Document) -> String {
    let mut text = document.title.clone();
    for section in &document.sections {
        text.push_str("\n\n");
        if !section.heading.is_empty() {
            text.push_str(&section.heading);
            let label = section.part == "do_not_say";
            text.push_str(if label { ": " } else { "\n" });
        }
        text.push_str(&section.text);
        for item in &section.items {
            text.push_str("\n- ");
            text.push_str(item);
        }
    }
    text
}
