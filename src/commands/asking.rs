//! The interview around a word: the draft that keeps every answer, the preview, the editor.

use chrono::{DateTime, Utc};

use super::check::along;
use super::compose::Said;
use super::door::Door;
use super::kept::{EDITOR_HEADER, draft_text, edited, read_draft};
use super::scenario::Prepared;
use super::write::Desk;
use super::{agree, messages, scenario};
use crate::domain::fact::TextFact;
use crate::domain::facts::Facts;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::words::{Severity, State};
use crate::failure::{self, Exit, Failure};
use crate::log::Log;
use crate::order::Set;
use crate::prompt::{
    self, Answers, Brief, Claim, Draft, DraftError, Drafts, Keeper, Look, Occasion, Terminal,
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
    let drafted = drafted(desk, occasion);
    let at_hand = drafted.as_ref().or(desk.job.incident);
    let incident = at_hand.map(|i| i.id.as_str());
    let claim = claimed(desk, &drafts, incident)?;
    let draft = &claim.draft;
    let mut asker = Terminal::new(session.ui.colour);
    let locale = &config.house.primary;
    let cadence = |severity: Severity, state: State| config.cadence.next(severity, state);
    let templates = session.templates(config);
    let label = |moment: DateTime<Utc>| {
        let spoken = render::label(&templates, &config.house, locale, desk.at, moment);
        spoken.unwrap_or_else(|_| super::show::clock(moment, config.zone(), session.now))
    };
    let mut resumed = resumed(&mut asker, desk, draft, &label, door.languages)?;
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
    let story = drafted.as_ref().map(story);
    let brief = Brief {
        occasion,
        incident: at_hand,
        given: &given,
        clear: &said.clear,
        measures: &said.measures,
        house: &config.house,
        editor: &|text| edit(desk, &drafts, text, ".txt"),
        suggested: suggested.as_ref().or(story.as_ref()),
        locale,
        translations: config.locales.get(1..).unwrap_or_default(),
        now: door.at,
        zone: config.zone(),
        cadence: &cadence,
        clock_label: &label,
        waived: &said.waived,
        remarks: &|heard| along::remarks(config, at_hand, heard),
    };
    let mut keeper = DraftKeeper { draft, locale };
    let answers = prompt::interview(&mut asker, &brief, resumed, &mut keeper)?;
    let named = desk.job.corrects;
    let said_by = |answers: &Answers| Said {
        facts: answers.facts.clone(),
        clear: answers.clear.clone(),
        corrects: named.or(answers.corrects),
        waived: answers.waived.clone(),
        measures: answers.measures.clone(),
    };
    let mut previewed = false;
    let mut preview = |answers: &Answers, every: bool| {
        let look = look(desk, &said_by(answers), every);
        previewed = look.messages.is_ok();
        look
    };
    let mut editor = |text: &str| edit(desk, &drafts, text, ".toml");
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
            if !desk.job.entry.dry_run && exit != Exit::Found {
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

/// The draft of these questions, which no other terminal answers at the same time.
fn claimed(
    desk: &Desk<'_>,
    drafts: &Drafts,
    incident: Option<&str>,
) -> Result<Claim, anyhow::Error> {
    let log = desk.session.log_path()?;
    let claim = drafts.claim(&log, desk.job.kind.word(), incident);
    if claim.shared {
        let ui = &desk.session.ui;
        ui.warn("another terminal is being asked the same questions; your answers are kept apart");
    }
    Ok(claim)
}

/// What a person sees of the word that they are about to say.
fn look(desk: &Desk<'_>, said: &Said, every: bool) -> Look {
    let entry = match desk.entry(said) {
        Ok(entry) => entry,
        Err(failure) => {
            return Look {
                messages: Err(failure.message),
                ..Look::default()
            };
        }
    };
    let agreed = agree::entries(&said.measures, &entry, &Set::new());
    let word = desk.word(&entry, &agreed);
    Look {
        found: word.found(desk.session, &entry, &desk.config.house.primary),
        flaws: word.flaws(&entry, &desk.config.house.primary),
        messages: word
            .messages
            .map(|all| shown(desk, &all, every))
            .map_err(|error| failure::explain(error).message),
    }
}

/// What a review goes on from: the incident with what was drafted.
fn drafted(desk: &Desk<'_>, occasion: Occasion) -> Option<Incident> {
    let reviews = matches!(occasion, Occasion::Review { .. });
    desk.job
        .incident
        .filter(|_| reviews)
        .map(Incident::as_drafted)
}

/// What the story of a review can begin with: what customers were told of the harm, for it was said
/// when it was over, or else of the impact.
fn story(incident: &Incident) -> Facts {
    let told = &incident.in_force.facts;
    let said = [TextFact::Harm, TextFact::Impact].into_iter();
    let mut said = said.filter_map(|fact| told.text(fact));
    let texts = said.next().map(|text| (TextFact::Happened, text.clone()));
    Facts {
        texts: texts.into_iter().collect(),
        ..Facts::default()
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
    languages: &[Locale],
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
    match read_draft(&text, locale, languages) {
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

fn edit(
    desk: &Desk<'_>,
    drafts: &Drafts,
    text: &str,
    suffix: &str,
) -> Result<Option<String>, String> {
    let editor = desk
        .session
        .editor()
        .ok_or("neither $VISUAL nor $EDITOR is set; set one, such as `EDITOR=nano`")?;
    prompt::edit_text(drafts.folder(), editor, text, suffix).map_err(|e| e.to_string())
}

/// The channels that tell most in least space.
const TELLING: [&str; 2] = ["status-page", "sms"];

/// The messages of a preview, safe for a terminal.
fn shown(desk: &Desk<'_>, all: &[render::Message], every: bool) -> String {
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
    let in_words = desk.config.house.primary.language() == "en";
    let mut text = messages::as_headed_text(chosen, desk.session.ui.width(), in_words);
    let rest = all.len() - chosen.len();
    if rest > 0 {
        let names: Set<_> = all
            .iter()
            .map(|m| m.channel.as_str())
            .filter(|name| !TELLING.contains(name))
            .collect();
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        text.push_str(&format!("\n── + {rest}: {names}\n"));
    }
    clean::visible(&text).into_owned()
}
