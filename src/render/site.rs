//! The status site: what was said, as pages that need nothing but themselves.
//!
//! Pages are made of words that customers were told ([`super::narrate`]) and of nothing else: no
//! cause, person or note can stand on one, whatever its template asks for. They do not know what
//! time it is, so that the same log makes the same bytes; where a promise may have passed, they say
//! so themselves. Links are relative, but for those to our own pages that a message names.

mod front;
mod history;
mod lexicon;
mod story;
mod table;

use std::sync::Arc;

use minijinja::Environment;
use minijinja::value::Value;

pub use self::front::Front;
pub use self::history::History;
use self::lexicon::Lexicon;
pub use self::story::{Brief, Story, page_of};
use self::table::Table;
use super::engine::{self, Place};
use super::error::TemplateError;
use super::templates::{Kind, Source, Templates};
use super::voice::Voice;
use super::wording::capital;
use crate::domain::house::House;
use crate::domain::locale::Locale;

/// A page, under its path inside the site; folders are parted by `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Such as `es/history/2026-11.html`.
    pub path: String,
    /// Its bytes, as text.
    pub content: String,
}

/// The templates of pages, and how pages look.
pub struct Files {
    pages: Vec<(&'static str, Source)>,
    style: String,
}

impl Files {
    /// Reads them: the user's own where there are some.
    pub fn read(templates: &Templates) -> Result<Self, TemplateError> {
        let mut pages = Vec::new();
        let mut style = String::new();
        for name in Templates::site_files() {
            let source = templates.find(Kind::Site, name)?;
            if name == STYLE {
                style = source.text;
            } else {
                pages.push((name, source));
            }
        }
        Ok(Self { pages, style })
    }

    /// The page that is no page: how all of them look.
    pub fn style(&self) -> Page {
        Page {
            path: STYLE.to_owned(),
            content: self.style.clone(),
        }
    }
}

const STYLE: &str = "style.css";

/// One language of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Its locale.
    pub locale: Locale,
    /// How its speakers call it.
    name: String,
    /// Where its pages are, with a final slash; empty for the first language.
    pub folder: String,
}

/// The languages of a site; the first one stands at its root.
pub fn languages(
    templates: &Templates,
    locales: &[Locale],
) -> Result<Vec<Language>, TemplateError> {
    let mut all = Vec::with_capacity(locales.len());
    for locale in locales {
        let voice = templates.voice(locale)?;
        let alike = locales.iter().filter(|l| l.language() == locale.language());
        let name = match voice.word(&format!("languages.{}", locale.language())) {
            Some(name) if alike.count() == 1 => capital(name),
            Some(name) => format!("{} ({locale})", capital(name)),
            None => locale.to_string(),
        };
        let folder = if all.is_empty() {
            String::new()
        } else {
            format!("{locale}/")
        };
        all.push(Language {
            locale: locale.clone(),
            name,
            folder,
        });
    }
    Ok(all)
}

/// The pages of one language.
pub struct Site<'a> {
    files: &'a Files,
    engine: Environment<'a>,
    house: &'a House,
    languages: &'a [Language],
    here: &'a Language,
    lexicon: Lexicon,
    words: Value,
    title: String,
    /// Whether there is a feed.
    feed: bool,
}

impl<'a> Site<'a> {
    /// Prepares the pages of the language `here`; `feed` says whether a feed stands beside them.
    pub fn new(
        files: &'a Files,
        templates: &Templates,
        house: &'a House,
        languages: &'a [Language],
        here: &'a Language,
        feed: bool,
    ) -> Result<Self, TemplateError> {
        let voice: Arc<Voice> = Arc::new(templates.voice(&here.locale)?);
        let lexicon = Lexicon::new(voice, house);
        let mut engine = engine::for_pages();
        for (name, source) in &files.pages {
            let added = engine.add_template(name, &source.text);
            added.map_err(|error| files.explain(&error, name))?;
        }
        let title = match &house.company {
            Some(company) => lexicon.fill("title", &[("company", company)]),
            None => lexicon.word("title_plain").to_owned(),
        };
        Ok(Self {
            files,
            engine,
            house,
            languages,
            here,
            words: lexicon.words(),
            lexicon,
            title,
            feed,
        })
    }

    /// Lays out one page of this language; `here` tells which one of those that are linked
    /// everywhere it is.
    fn page(
        &self,
        path: &str,
        template: &str,
        here: &str,
        mut content: Table,
    ) -> Result<Page, TemplateError> {
        let home = "../".repeat(path.matches('/').count());
        let root = home.clone() + &"../".repeat(self.here.folder.matches('/').count());
        let mut languages = Vec::with_capacity(self.languages.len());
        for language in self.languages {
            let mut table = Table::default();
            table.text("tag", language.locale.as_str());
            table.text("name", &language.name);
            table.text("href", &[&root, &language.folder, path].concat());
            languages.push(table.value());
        }
        content.text("lang", self.here.locale.as_str());
        content.list("languages", languages);
        content.text("site", &self.title);
        content.put("words", self.words.clone());
        content.flag("feed", self.feed);
        content.text("root", &root);
        content.text("home", &home);
        content.text("here", here);
        let page = self.engine.get_template(template);
        let content = page.and_then(|page| page.render(content.value()));
        Ok(Page {
            path: format!("{}{path}", self.here.folder),
            content: content.map_err(|error| self.files.explain(&error, template))? + "\n",
        })
    }
}

impl Files {
    /// Tells an error of a page as one of ours; it may stand in another template than the one that
    /// was asked for.
    fn explain(&self, error: &minijinja::Error, asked: &str) -> TemplateError {
        let name = error.name().unwrap_or(asked);
        let found = self.pages.iter().find(|(known, _)| *known == name);
        let (file, text) = found.map_or((name, ""), |(_, source)| (&source.file, &source.text));
        let place = Place {
            file,
            line: 1,
            key: name,
        };
        engine::explain(error, text, place)
    }
}

#[cfg(test)]
mod tests;
