//! What happened, by months.
//!
//! A long month has several pages, filled from its beginning and numbered in that order: what is
//! new stands on the last one, which has the name of the month alone, and no other changes.

use minijinja::value::Value;

use super::table::Table;
use super::{Brief, Page, Site};
use crate::render::error::TemplateError;

/// How many incidents one page of a month holds.
const FULL: usize = 50;

/// One page of a month to be.
struct Leaf<'b> {
    month: (i32, u32),
    /// Its number, where the month has several.
    number: Option<usize>,
    /// Whether it is the last of its month.
    last: bool,
    briefs: &'b [&'b Brief],
}

impl Leaf<'_> {
    /// Its file, beside those of the other months.
    fn file(&self) -> String {
        let (year, month) = self.month;
        match self.number {
            Some(number) if !self.last => format!("{year:04}-{month:02}-{number}.html"),
            _ => format!("{year:04}-{month:02}.html"),
        }
    }
}

/// What happened, in pages to be.
pub struct History<'b> {
    months: Vec<&'b [&'b Brief]>,
    leaves: Vec<Leaf<'b>>,
}

impl History<'_> {
    /// How many pages of months there are.
    pub fn len(&self) -> usize {
        self.leaves.len()
    }

    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }
}

impl Site<'_> {
    /// Parts incidents, which come in the order in which customers heard of them, into pages.
    pub fn history<'b>(&self, briefs: &'b [&'b Brief]) -> History<'b> {
        let mut months: Vec<&[&Brief]> = Vec::new();
        let mut leaves: Vec<Leaf<'_>> = Vec::new();
        for briefs in briefs.chunk_by(|a, b| self.month_of(a) == self.month_of(b)) {
            months.push(briefs);
            let count = briefs.len().div_ceil(FULL);
            for (place, part) in briefs.chunks(FULL).enumerate() {
                leaves.push(Leaf {
                    month: self.month_of(part[0]),
                    number: (count > 1).then_some(place + 1),
                    last: place + 1 == count,
                    briefs: part,
                });
            }
        }
        History { months, leaves }
    }

    /// One page of a month, counted from the oldest.
    pub fn month(&self, history: &History<'_>, place: usize) -> Result<Page, TemplateError> {
        let leaves = &history.leaves;
        let leaf = &leaves[place];
        let older = place.checked_sub(1).and_then(|place| leaves.get(place));
        let lines = leaf.briefs.iter().rev().map(|brief| brief.line.clone());
        let mut content = Table::default();
        content.text("month", &self.name(leaf));
        content.list("incidents", lines.collect());
        content.maybe("newer", self.link(leaves.get(place + 1)));
        content.maybe("older", self.link(older));
        let path = format!("history/{}", leaf.file());
        self.page(&path, "month.html", "month", content)
    }

    fn month_of(&self, brief: &Brief) -> (i32, u32) {
        self.lexicon.month_of(brief.at)
    }

    fn link(&self, leaf: Option<&Leaf<'_>>) -> Option<Value> {
        let leaf = leaf?;
        let mut link = Table::default();
        link.text("href", &leaf.file());
        link.text("name", &self.name(leaf));
        Some(link.value())
    }

    fn name(&self, leaf: &Leaf<'_>) -> String {
        let month = self.lexicon.month(leaf.month);
        match leaf.number {
            Some(number) => format!("{month} ({number})"),
            None => month,
        }
    }

    /// The list of months, newest first, under their years.
    pub fn months(&self, history: &History<'_>) -> Result<Page, TemplateError> {
        let month = |briefs: &&[&Brief]| self.month_of(briefs[0]);
        let mut years = Vec::new();
        for of_year in history
            .months
            .chunk_by(|a, b| month(a).0 == month(b).0)
            .rev()
        {
            let mut listed = Vec::with_capacity(of_year.len());
            for briefs in of_year.iter().rev() {
                let (year, number) = month(briefs);
                let key = if briefs.len() == 1 {
                    "report"
                } else {
                    "reports"
                };
                let count = briefs.len().to_string();
                let mut line = Table::default();
                line.text("href", &format!("{year:04}-{number:02}.html"));
                line.text("name", &self.lexicon.month((year, number)));
                line.text("count", &self.lexicon.fill(key, &[("count", &count)]));
                listed.push(line.value());
            }
            let mut year = Table::default();
            year.text("name", &format!("{:04}", month(&of_year[0]).0));
            year.list("months", listed);
            years.push(year.value());
        }
        let mut content = Table::default();
        content.list("years", years);
        self.page("history/index.html", "history.html", "history", content)
    }
}
