//! Where pages are laid as they are made: each is written beside its place at once, so that nobody
//! keeps ten thousand of them in mind.

use std::fs;
use std::path::PathBuf;

use super::folder::{Change, Folder, Sheet, folders_of, refused};
use super::links::Links;
use crate::commands::outbox::Waiting;
use crate::failure::Failure;
use crate::render::site::Page;

/// Pages that were laid. Those that did not take their places do not stay, and neither do the folders
/// that were made for them.
pub(super) struct Tray<'a> {
    folder: &'a Folder,
    /// Whether nothing is written.
    is_dry: bool,
    sheets: Vec<Sheet>,
    links: Links,
    waiting: Waiting,
    // Folders go after what is in them: fields are dropped in this order.
    made: Made,
    /// In which folder the last page was written; none before the first.
    within: Option<String>,
    /// What went wrong first. After it nothing is written.
    failure: Option<Failure>,
}

/// Folders that were made, and are not to stay if they stay empty.
#[derive(Default)]
struct Made(Vec<PathBuf>);

impl Drop for Made {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            fs::remove_dir(folder).ok();
        }
    }
}

impl<'a> Tray<'a> {
    pub(super) fn new(folder: &'a Folder, is_dry: bool) -> Self {
        Self {
            folder,
            is_dry,
            sheets: Vec::new(),
            links: Links::default(),
            waiting: Waiting::default(),
            made: Made::default(),
            within: None,
            failure: None,
        }
    }

    /// Lays a page: compares it with what stands there, and writes it beside its place if that is
    /// something else.
    #[inline(never)]
    pub(super) fn lay(&mut self, page: Page) {
        self.links.take(&page.path, &page.content);
        if self.failure.is_some() {
            return;
        }
        match self.write(&page) {
            Ok(is_news) => {
                let path = page.path;
                self.sheets.push(Sheet { path, is_news });
            }
            Err(failure) => self.failure = Some(failure),
        }
    }

    /// Returns whether something else stood there.
    fn write(&mut self, page: &Page) -> Result<bool, Failure> {
        let content = page.content.as_bytes();
        if self.folder.holds(&page.path, content) {
            return Ok(false);
        }
        let place = self.folder.place(&page.path)?;
        if !self.is_dry {
            let within = folders_of(&page.path).next().unwrap_or_default();
            if self.within.is_none() && self.folder.is_new {
                self.made.0.push(self.folder.root.clone());
            }
            if self.within.as_deref() != Some(within) {
                self.folder.make_way(&page.path, &mut self.made.0)?;
                self.within = Some(within.to_owned());
            }
            let added = self.waiting.add(&place, content, false);
            added.map_err(|error| refused(&place, "written", &error))?;
        }
        Ok(true)
    }

    /// Takes up the pages that another hand laid.
    pub(super) fn join(&mut self, mut other: Self) {
        self.sheets.append(&mut other.sheets);
        self.links.join(std::mem::take(&mut other.links));
        self.waiting.join(&mut other.waiting);
        self.made.0.append(&mut other.made.0);
        self.failure = self.failure.take().or(other.failure.take());
    }

    /// Lets all pages take their places, if nothing went wrong and every link leads somewhere. Returns
    /// how many there are, and what was done to the folder.
    pub(super) fn serve(mut self) -> Result<(usize, Change), Failure> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        self.links.check(&self.sheets, self.folder)?;
        let change = self.folder.change(&self.sheets)?;
        if !self.is_dry {
            let waiting = std::mem::take(&mut self.waiting);
            self.folder.write(&self.sheets, &change, waiting)?;
        }
        Ok((self.sheets.len(), change))
    }
}
