//! Every page of a site, rendered before the first is written.

use std::collections::BTreeMap;

use super::crew::share;
use super::folder::{Folder, Sheet};
use super::links::Links;
use crate::channel::{Part, Utterance, feed};
use crate::commands::messages;
use crate::config::Config;
use crate::domain::incident::Incident;
use crate::domain::service::Service;
use crate::domain::words::ComponentStatus;
use crate::order;
use crate::render::narrate::{Word, narrate};
use crate::render::site::{Brief, Files, Front, Language, Page, Site, Story, page_of};
use crate::render::{RenderError, Templates};
use crate::ui::Ui;

/// The channel whose words the pages show.
const CHANNEL: &str = "status-page";

/// How many incidents that are over stand on the first page.
const PAST: usize = 10;

/// How many incidents the feed tells of.
const FED: usize = 25;

/// What a site is made of.
pub(super) struct Press<'a> {
    pub templates: &'a Templates,
    pub config: &'a Config,
    pub files: &'a Files,
    pub languages: &'a [Language],
    /// In the order in which customers heard of them.
    pub incidents: &'a [Incident],
    pub components: &'a BTreeMap<String, ComponentStatus>,
    pub folder: &'a Folder,
    pub ui: &'a Ui,
}

/// What one incident gives to the site of one language.
struct Made {
    sheet: Sheet,
    brief: Brief,
    /// Only if it is not over.
    story: Option<Story>,
}

impl Press<'_> {
    /// Renders everything.
    pub(super) fn sheets(&self, links: &mut Links) -> Result<Vec<Sheet>, anyhow::Error> {
        let mut sheets = vec![self.sheet(self.files.style(), links)];
        for language in self.languages {
            self.language(language, &mut sheets, links)?;
        }
        Ok(sheets)
    }

    fn sheet(&self, page: Page, links: &mut Links) -> Sheet {
        links.take(&page.path, &page.content);
        self.folder.sheet(page.path, page.content.into_bytes())
    }

    fn language(
        &self,
        language: &Language,
        sheets: &mut Vec<Sheet>,
        links: &mut Links,
    ) -> Result<(), anyhow::Error> {
        let house = &self.config.house;
        let feed = house.status_url.is_some() && !self.incidents.is_empty();
        let site = Site::new(
            self.files,
            self.templates,
            house,
            self.languages,
            language,
            feed,
        )?;
        let mut briefs = Vec::with_capacity(self.incidents.len());
        let mut going_on = Vec::new();
        for part in share(self.incidents, &|incidents| {
            self.told(&site, language, incidents)
        })? {
            let (made, theirs) = part;
            links.join(theirs);
            for one in made {
                sheets.push(one.sheet);
                briefs.push(one.brief);
                going_on.extend(one.story);
            }
        }
        for page in site.history(&briefs)? {
            sheets.push(self.sheet(page, links));
        }
        if feed {
            let page = self.feed(language)?;
            sheets.push(self.sheet(page, links));
        }
        let mut past: Vec<Brief> = briefs
            .into_iter()
            .rev()
            .filter(|brief| brief.over)
            .take(PAST)
            .collect();
        past.reverse();
        let newest = self.incidents.iter().filter_map(Incident::last_word);
        let front = site.front(&Front {
            going_on: &going_on,
            past: &past,
            components: self.components,
            newest: newest.map(|entry| entry.at).max(),
        })?;
        sheets.push(self.sheet(front, links));
        Ok(())
    }

    /// The pages of some incidents.
    fn told(
        &self,
        site: &Site<'_>,
        language: &Language,
        incidents: &[Incident],
    ) -> Result<Vec<(Vec<Made>, Links)>, RenderError> {
        let outlet = messages::outlet(self.config, CHANNEL, None, false);
        let (mut made, mut links) = (Vec::with_capacity(incidents.len()), Links::default());
        let house = &self.config.house;
        narrate(
            self.templates,
            house,
            &outlet,
            &language.locale,
            &mut |narrator| {
                for incident in incidents {
                    let Some(story) = Story::new(incident, narrator.story(incident)?) else {
                        continue;
                    };
                    let brief = site.brief(&story);
                    made.push(Made {
                        sheet: self.sheet(site.incident(&story)?, &mut links),
                        story: (!brief.over).then_some(story),
                        brief,
                    });
                }
                Ok(())
            },
        )?;
        Ok(vec![(made, links)])
    }

    /// The feed of one language: what the channel of that name says.
    fn feed(&self, language: &Language) -> Result<Page, anyhow::Error> {
        let mut newest: Vec<&Incident> = self.incidents.iter().collect();
        order::sort_by_key(&mut newest, |incident| {
            incident.last_word().map(|e| (e.at, e.id))
        });
        let newest = &newest[newest.len().saturating_sub(FED)..];
        let outlet = messages::outlet(self.config, "feed", Some(Service::Atom), false);
        let (config, locale) = (self.config, &language.locale);
        let mut stories: Vec<Vec<Utterance>> = Vec::with_capacity(newest.len());
        narrate(
            self.templates,
            &config.house,
            &outlet,
            locale,
            &mut |narrator| {
                for incident in newest {
                    let words = narrator.story(incident)?;
                    stories.push(words.into_iter().map(utterance).collect());
                }
                Ok(())
            },
        )?;
        let told: Vec<Vec<&Utterance>> = stories.iter().map(|s| s.iter().collect()).collect();
        let base = config.house.status_url.as_deref().unwrap_or_default();
        let base = base.trim_end_matches('/');
        let page = |id: &str| Some(format!("{base}/{}{}", language.folder, page_of(id)));
        let document = feed::document(&config.house, locale, &told, &page)
            .map_err(|error| crate::failure::Failure::usage(error.to_string()))?;
        Ok(Page {
            path: format!("{}feed.atom", language.folder),
            content: String::from_utf8_lossy(&document.content).into_owned(),
        })
    }
}

/// A word as the channel room takes it.
fn utterance(word: Word) -> Utterance {
    let part = |part: crate::render::Part| Part {
        name: part.name,
        label: part.label,
        text: part.text,
    };
    Utterance {
        entry: word.message.entry,
        facts: word.facts,
        subject: word.message.subject,
        body: word.message.body,
        markup: word.message.markup,
        parts: word.message.parts.into_iter().map(part).collect(),
    }
}
