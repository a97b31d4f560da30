//! The interview around a word: the draft that keeps every answer, the preview, the editor.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use toml::Table;

use super::compose::Said;
use super::door::Door;
use super::scenario::Prepared;
use super::write::Desk;
use super::{facts_file, messages, scenario};
use crate::domain::fact::TextFact;
use crate::domain::facts::Facts;
use crate::domain::locale::Locale;
use crate::domain::words::{Severity, State};
use crate::failure::{self, Exit, Failure};
use crate::log::{self, Log};
use crate::prompt::{
    self, Answers, Brief, Draft, DraftError, Drafts, Keeper, Occasion, Terminal, Unfinished,
    Verdict,
};
use crate::render;
use crate::text::clean;

/// Asks what the flags leave open, shows the messages, and says what was decided.
pub fn ask(
    desk: &Desk<'_>,
    log: Log,
    occasion: Occasion,
    door: &Door<'_>,
    said: &Said,
) -> Result<Exit, anyhow::Error> {
    let (session, config) = (desk.session, desk.config);
    let drafts = session.drafts().ok_or_else(|| {
        Failure::untouched("there is no home directory to keep a draft in")
            .hint("set HOME, or use --no-input")
    })?;
    let incident = desk.job.incident.map(|i| i.id.as_str());
    let draft = drafts.of(&session.log_path()?, desk.job.kind.word(), incident);
    let mut asker = Terminal::new(session.ui.colour);
    let locale = &config.house.primary;
    let cadence = |severity: Severity, state: State| config.cadence.next(severity, state);
    let templates = session.templates(config);
    let label = |moment: DateTime<Utc>| {
        let spoken = render::clock(&templates, &config.house, locale, desk.at, moment);
        spoken.unwrap_or_else(|_| super::show::clock(moment, config.zone(), session.now))
    };
    let mut resumed = resumed(&mut asker, desk, &draft, &label)?;
    let scenario = scenario_of(desk, &resumed);
    let suggested = scenario
        .as_ref()
        .map(|prepared| door.admit(&prepared.facts))
        .transpose()?
        .map(|typed| typed.facts);
    if let Some(prepared) = &scenario {
        let lines: Vec<_> = prepared.remember.iter().map(String::as_str).collect();
        prompt::remind(&mut asker, locale, &lines)?;
    }
    resumed.scenario = scenario.map(|prepared| prepared.name);
    let mut given = said.facts.clone();
    // The type decides what is asked: it was given when the interview began.
    given.kind_of = given.kind_of.or(resumed.facts.kind_of);
    if let Some(suggested) = &suggested {
        take_what_is_not_asked(&mut given, suggested);
    }
    let brief = Brief {
        occasion,
        incident: desk.job.incident,
        given: &given,
        clear: &said.clear,
        suggested: suggested.as_ref(),
        locale,
        translations: config.locales.get(1..).unwrap_or_default(),
        now: desk.at,
        zone: config.zone(),
        cadence: &cadence,
        clock_label: &label,
    };
    let mut keeper = DraftKeeper {
        draft: &draft,
        locale,
    };
    let answers = prompt::interview(&mut asker, &brief, resumed, &mut keeper)?;
    let named = desk.job.corrects;
    let said_by = |answers: &Answers| Said {
        facts: answers.facts.clone(),
        clear: answers.clear.clone(),
        corrects: named.or(answers.corrects),
        waived: said.waived.clone(),
    };
    let mut previewed = false;
    let mut preview = |answers: &Answers, every: bool| {
        let rendered = desk
            .entry(&said_by(answers))
            .map_err(anyhow::Error::from)
            .and_then(|e| desk.word(&e).messages);
        previewed = rendered.is_ok();
        rendered
            .map(|all| shown(&all, every))
            .map_err(|error| failure::explain(error).message)
    };
    let mut editor = |text: &str| edit(desk, &drafts, text);
    let verdict = prompt::review(
        &mut asker,
        &brief,
        answers,
        &mut preview,
        &mut editor,
        &|answers| format!("{EDITOR_HEADER}\n{}", draft_text(answers, locale)),
        &|text| edited(text, door),
        &mut keeper,
    )?;
    match verdict {
        Verdict::Save(answers) => {
            let exit = desk.say(log, &said_by(&answers), previewed)?;
            if !desk.job.entry.dry_run {
                draft.discard()?;
            }
            Ok(exit)
        }
        Verdict::Leave(_) => {
            session
                .ui
                .say("nothing was saved; your answers are kept as a draft and offered again");
            Ok(Exit::Done)
        }
    }
}

/// Of what a scenario proposes, takes over what no question of a declaration is about.
fn take_what_is_not_asked(given: &mut Facts, suggested: &Facts) {
    given.kind_of = given.kind_of.or(suggested.kind_of);
    given.data = given.data.or(suggested.data);
    for (name, status) in &suggested.components {
        given.components.entry(name.clone()).or_insert(*status);
    }
}

/// The scenario named now, or else the one that the draft began with.
fn scenario_of(desk: &Desk<'_>, resumed: &Answers) -> Option<Prepared> {
    if let Some(named) = desk.job.suggested {
        return Some(named.clone());
    }
    let name = resumed.scenario.as_deref()?;
    let prepared = scenario::prepared(desk.session, name);
    prepared
        .inspect_err(|error| {
            // What it proposed and was answered is in the draft.
            let ui = &desk.session.ui;
            ui.warn(&format!("the draft goes on without its scenario: {error}"));
        })
        .ok()
}

/// Offers a draft of an earlier run. One that is declined or cannot be understood is set aside,
/// never deleted.
fn resumed(
    asker: &mut Terminal,
    desk: &Desk<'_>,
    draft: &Draft,
    label: &dyn Fn(DateTime<Utc>) -> String,
) -> Result<Answers, anyhow::Error> {
    let locale = &desk.config.house.primary;
    let ui = &desk.session.ui;
    let (text, saved_at) = match draft.load() {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(Answers::default()),
        Err(error) => {
            ui.warn(&error.to_string());
            return Ok(Answers::default());
        }
    };
    let set_aside = |why: &str| -> Result<(), DraftError> {
        let aside = draft.set_aside()?;
        ui.warn(&format!("{why}; it is kept as `{}`", aside.display()));
        Ok(())
    };
    match read_draft(&text, locale) {
        Err(why) => set_aside(&format!("the draft could not be read ({why})"))?,
        Ok(answers) => {
            let in_force = desk.job.incident.map(|i| &i.in_force.facts);
            let title = answers.facts.text(TextFact::Title);
            let title = title.or_else(|| in_force?.text(TextFact::Title));
            let title = title.and_then(|text| text.for_reader(locale, locale));
            let title = title.map(|(text, _)| text).filter(|text| !text.is_empty());
            if prompt::resume(asker, locale, &label(saved_at), title)? {
                return Ok(answers);
            }
            set_aside("the draft was put away")?;
        }
    }
    Ok(Answers::default())
}

struct DraftKeeper<'a> {
    draft: &'a Draft,
    locale: &'a Locale,
}

impl Keeper for DraftKeeper<'_> {
    fn keep(&mut self, answers: &Answers) -> Result<(), DraftError> {
        self.draft.save(&draft_text(answers, self.locale))
    }
}

/// What stands above the facts in the editor.
const EDITOR_HEADER: &str = "\
# Your answers, as they will stand in the log. Change, add or remove lines; save and close to go
# back to the preview. The last lines remember which questions were asked; leave them.";

/// What a draft holds beside the facts.
#[derive(Debug, Default, Deserialize)]
struct Aside {
    #[serde(default)]
    corrects: Option<String>,
    #[serde(default)]
    answered: Vec<String>,
    #[serde(default)]
    scenario: Option<String>,
    #[serde(default)]
    unfinished: Option<UnfinishedTable>,
}

#[derive(Debug, Deserialize)]
struct UnfinishedTable {
    question: String,
    text: String,
}

/// The keys of [`Aside`], which are no facts.
const ASIDE_KEYS: [&str; 4] = ["corrects", "answered", "scenario", "unfinished"];

fn draft_text(answers: &Answers, locale: &Locale) -> String {
    let mut aside = Table::new();
    if let Some(id) = answers.corrects {
        aside.insert("corrects".to_owned(), id.to_string().into());
    }
    aside.insert("answered".to_owned(), answers.answered.clone().into());
    if let Some(name) = &answers.scenario {
        aside.insert("scenario".to_owned(), name.clone().into());
    }
    if let Some(Unfinished { question, text }) = &answers.unfinished {
        let table = Table::from_iter([
            ("question".to_owned(), question.clone().into()),
            ("text".to_owned(), text.clone().into()),
        ]);
        aside.insert("unfinished".to_owned(), table.into());
    }
    format!(
        "{}{aside}",
        log::facts_text(&answers.facts, &answers.clear, locale)
    )
}

fn read_draft(text: &str, locale: &Locale) -> Result<Answers, String> {
    let mut table: Table = text
        .parse()
        .map_err(|e: toml::de::Error| e.message().to_owned())?;
    let mut answers = take_aside(&mut table)?;
    let (facts, clear, _) = log::facts_from(&table, locale).map_err(|e| e.to_string())?;
    answers.facts = facts;
    answers.clear = clear;
    Ok(answers)
}

/// Reads an edited text as strictly as flags are read.
fn edited(text: &str, door: &Door<'_>) -> Result<Answers, String> {
    let mut table: Table = text
        .parse()
        .map_err(|e: toml::de::Error| e.to_string().trim_end().to_owned())?;
    let mut answers = take_aside(&mut table)?;
    table.remove("locale");
    let args = facts_file::from_table(table)?;
    let typed = door.admit(&args).map_err(|failure| failure.message)?;
    answers.facts = typed.facts;
    answers.clear = typed.clear;
    Ok(answers)
}

fn take_aside(table: &mut Table) -> Result<Answers, String> {
    let kept = ASIDE_KEYS
        .into_iter()
        .filter_map(|key| table.remove_entry(key));
    let aside: Aside = kept
        .collect::<Table>()
        .try_into()
        .map_err(|e| e.to_string())?;
    let corrects = aside.corrects.map(|id| id.parse()).transpose();
    Ok(Answers {
        corrects: corrects.map_err(|e| format!("{e}"))?,
        answered: aside.answered,
        scenario: aside.scenario,
        unfinished: aside.unfinished.map(|u| Unfinished {
            question: u.question,
            text: u.text,
        }),
        ..Answers::default()
    })
}

fn edit(desk: &Desk<'_>, drafts: &Drafts, text: &str) -> Result<Option<String>, String> {
    let editor = desk
        .session
        .editor()
        .ok_or("neither $VISUAL nor $EDITOR is set; set one, such as `EDITOR=nano`")?;
    prompt::edit_text(drafts.folder(), editor, text, ".toml").map_err(|e| e.to_string())
}

/// The channels that tell most in least space.
const TELLING: [&str; 2] = ["status-page", "sms"];

/// The messages of a preview, safe for a terminal.
fn shown(all: &[render::Message], every: bool) -> String {
    let telling: Vec<_> = all
        .iter()
        .filter(|m| TELLING.contains(&m.channel.as_str()))
        .cloned()
        .collect();
    let chosen = if every || telling.is_empty() {
        all
    } else {
        &telling
    };
    let mut text = messages::as_headed_text(chosen);
    let rest = all.len() - chosen.len();
    if rest > 0 {
        let names: std::collections::BTreeSet<_> = all
            .iter()
            .map(|m| m.channel.as_str())
            .filter(|name| !TELLING.contains(name))
            .collect();
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        text.push_str(&format!("\n── + {rest}: {names}\n"));
    }
    clean::visible(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_back_as_it_was_kept() {
        let locale = Locale::english();
        let mut answers = Answers {
            answered: vec!["title".to_owned(), "impact@es=outdated".to_owned()],
            scenario: Some("payments".to_owned()),
            unfinished: Some(Unfinished {
                question: "scope".to_owned(),
                text: "Shops in \"the".to_owned(),
            }),
            ..Answers::default()
        };
        answers
            .facts
            .set_text(TextFact::Title, &locale, "Sign-in is failing");
        let text = draft_text(&answers, &locale);
        assert_eq!(read_draft(&text, &locale), Ok(answers));
    }
}
