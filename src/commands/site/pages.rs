//! Every page of a site.

use std::collections::BTreeSet;

use super::crew::share;
use super::folder::Folder;
use super::tray::Tray;
use crate::channel::archive::{self, Kept};
use crate::channel::{Part, Utterance, feed};
use crate::commands::{export, messages};
use crate::config::Config;
use crate::domain::incident::Incident;
use crate::domain::service::Service;
use crate::domain::words::ComponentStatus;
use crate::failure::Failure;
use crate::order::Map;
use crate::render::narrate::{Word, narrate};
use crate::render::site::{Brief, Files, Front, Language, Page, Site, Story, page_of};
use crate::render::{self, RenderError, Templates};
use crate::ui::Progress;

/// The channel whose words the pages show.
const CHANNEL: &str = "status-page";

/// How many incidents that are over stand on the first page.
const PAST: usize = 10;

/// How many incidents the feed tells of.
const FED: usize = 25;

/// How many incidents the JSON tells of, as that of a Statuspage does.
const LISTED: usize = 50;

/// How many incidents are told before anybody hears how far it is.
const BATCH: usize = 2000;

/// What a site is made of.
pub(super) struct Press<'a> {
    pub templates: &'a Templates,
    pub config: &'a Config,
    pub files: &'a Files,
    pub languages: &'a [Language],
    /// In the order in which customers heard of them.
    pub incidents: &'a [Incident],
    /// The same, the one that was spoken of last being the last one.
    pub by_news: &'a [&'a Incident],
    pub components: &'a Map<String, ComponentStatus>,
    pub folder: &'a Folder,
    /// Whether nothing is written.
    pub is_dry: bool,
}

/// What one hand made.
type Told<'a> = (Vec<Made<'a>>, Tray<'a>);

/// What one incident gives to the site of one language.
struct Made<'a> {
    incident: &'a Incident,
    brief: Brief,
    /// Only if it is not over, or told of in the JSON.
    story: Option<Story>,
}

impl<'a> Press<'a> {
    /// Renders everything.
    pub(super) fn lay(
        &self,
        tray: &mut Tray<'a>,
        progress: &mut Progress,
    ) -> Result<(), anyhow::Error> {
        tray.lay(self.files.style());
        let newest = self.newest(LISTED);
        let mut listed: BTreeSet<&str> = BTreeSet::new();
        listed.extend(newest.iter().map(|incident| incident.id.as_str()));
        for (place, language) in self.languages.iter().enumerate() {
            let site = self.site(language)?;
            let mut all = Vec::with_capacity(self.incidents.len());
            for incidents in self.incidents.chunks(BATCH) {
                let told = share(incidents.len(), &|part| {
                    self.told(&site, language, &listed, &incidents[part])
                })?;
                for (made, theirs) in told {
                    all.extend(made);
                    tray.join(theirs);
                }
                progress.at(place * self.incidents.len() + all.len());
            }
            self.about_all(&site, language, all, tray)?;
        }
        Ok(())
    }

    /// The incidents that were spoken of last, the newest last.
    fn newest(&self, count: usize) -> &'a [&'a Incident] {
        &self.by_news[self.by_news.len().saturating_sub(count)..]
    }

    /// An empty tray.
    pub(super) fn tray(&self) -> Tray<'a> {
        Tray::new(self.folder, self.is_dry)
    }

    fn has_feed(&self) -> bool {
        self.config.house.status_url.is_some() && !self.incidents.is_empty()
    }

    fn site(&'a self, language: &'a Language) -> Result<Site<'a>, RenderError> {
        let house = &self.config.house;
        let feed = self.has_feed();
        let site = Site::new(
            self.files,
            self.templates,
            house,
            self.languages,
            language,
            feed,
        );
        Ok(site?)
    }

    /// The pages of some incidents, and where they lead.
    fn told(
        &self,
        site: &Site<'_>,
        language: &Language,
        listed: &BTreeSet<&str>,
        incidents: &'a [Incident],
    ) -> Result<Told<'a>, RenderError> {
        let outlet = messages::outlet(self.config, CHANNEL, None, false);
        let (mut made, mut tray) = (Vec::with_capacity(incidents.len()), self.tray());
        let (house, locale) = (&self.config.house, &language.locale);
        narrate(self.templates, house, &outlet, locale, &mut |narrator| {
            for incident in incidents {
                let Some(story) = Story::new(incident, narrator.story(incident)?) else {
                    continue;
                };
                tray.lay(site.incident(&story)?);
                let brief = site.brief(&story);
                let kept = !brief.over || listed.contains(incident.id.as_str());
                made.push(Made {
                    incident,
                    brief,
                    story: kept.then_some(story),
                });
            }
            Ok(())
        })?;
        Ok((made, tray))
    }

    /// The pages that are about more than one incident.
    fn about_all(
        &self,
        site: &Site<'_>,
        language: &Language,
        all: Vec<Made<'_>>,
        tray: &mut Tray<'a>,
    ) -> Result<(), anyhow::Error> {
        let (mut briefs, mut past, mut going_on) = (Vec::new(), Vec::new(), Vec::new());
        for made in &all {
            briefs.push(&made.brief);
            match &made.story {
                Some(story) if !made.brief.over => going_on.push(story),
                _ => past.push(&made.brief),
            }
        }
        let history = site.history(&briefs);
        tray.lay(site.months(&history)?);
        let laid: Vec<Told<'_>> = share(history.len(), &|part| {
            let mut tray = self.tray();
            for place in part {
                tray.lay(site.month(&history, place)?);
            }
            Ok((Vec::new(), tray))
        })?;
        for (_, theirs) in laid {
            tray.join(theirs);
        }
        let last = self
            .by_news
            .last()
            .and_then(|incident| incident.last_word());
        tray.lay(site.front(&Front {
            going_on: &going_on,
            past: &past[past.len().saturating_sub(PAST)..],
            components: self.components,
            newest: last.map(|entry| entry.at),
        })?);
        if self.has_feed() {
            tray.lay(self.feed(language)?);
        }
        tray.lay(self.data(language, all)?);
        Ok(())
    }

    /// What was said about the newest incidents, for programs.
    fn data(&self, language: &Language, all: Vec<Made<'_>>) -> Result<Page, anyhow::Error> {
        let mut archived = Vec::with_capacity(LISTED);
        for made in all {
            let words = made.story.map(Story::into_words).unwrap_or_default();
            let words: Vec<Utterance> = words.into_iter().map(utterance).collect();
            let mut kept = Vec::with_capacity(words.len());
            for (word, entry) in words.iter().zip(made.incident.public()) {
                let origin = &entry.facts.internal.origin;
                kept.push(Kept { word, origin });
            }
            if let Some(one) = archive::incident(&kept) {
                archived.push(export::listed(&one)?);
            }
        }
        let document = export::document(&self.config.house, archived)?;
        Ok(page(language, "incidents.json", &document))
    }

    /// The feed of one language: what the channel of that name says.
    fn feed(&self, language: &Language) -> Result<Page, anyhow::Error> {
        let outlet = messages::outlet(self.config, "feed", Some(Service::Atom), false);
        let (house, locale) = (&self.config.house, &language.locale);
        let mut stories: Vec<Vec<Utterance>> = Vec::with_capacity(FED);
        narrate(self.templates, house, &outlet, locale, &mut |narrator| {
            for incident in self.newest(FED) {
                let words = narrator.story(incident)?;
                stories.push(words.into_iter().map(utterance).collect());
            }
            Ok(())
        })?;
        let told: Vec<Vec<&Utterance>> = stories.iter().map(|s| s.iter().collect()).collect();
        let base = house.status_url.as_deref().unwrap_or_default();
        let base = base.trim_end_matches('/');
        let about = |id: &str| Some([base, "/", &language.folder, &page_of(id)].concat());
        let document = feed::document(house, locale, &told, &about);
        let document = document.map_err(|error| Failure::usage(error.to_string()))?;
        Ok(page(language, "feed.atom", &document.content))
    }
}

fn page(language: &Language, name: &str, content: &[u8]) -> Page {
    Page {
        path: [&language.folder, name].concat(),
        content: String::from_utf8_lossy(content).into_owned(),
    }
}

/// A word as the channel room takes it.
fn utterance(word: Word) -> Utterance {
    let part = |part: render::Part| Part {
        name: part.name,
        label: part.label,
        text: part.text,
    };
    Utterance {
        entry: word.entry,
        facts: word.facts,
        subject: None,
        body: word.body,
        markup: word.markup,
        parts: word.parts.into_iter().map(part).collect(),
    }
}
