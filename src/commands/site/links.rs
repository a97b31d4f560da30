//! The links of a site: each must lead to one of its pages, or to a file that stands beside them.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memchr_iter;

use super::folder::{Folder, Sheet};
use crate::failure::Failure;

/// Where the pages lead: each path inside the site, with a page that leads there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Links(BTreeMap<String, String>);

impl Links {
    /// Takes up the links of a page; only those of HTML are links.
    pub(super) fn take(&mut self, path: &str, page: &str) {
        if path.rsplit('.').next() != Some("html") {
            return;
        }
        let mut quotes = memchr_iter(b'"', page.as_bytes());
        let mut before = 0;
        while let Some(quote) = quotes.next() {
            let name = &page[before..quote];
            before = quote + 1;
            if !(name.ends_with(" href=") || name.ends_with(" src=")) {
                continue;
            }
            let Some(end) = quotes.next() else {
                break;
            };
            before = end + 1;
            if let Some(target) = target(path, &page[quote + 1..end])
                && !self.0.contains_key(&target)
            {
                self.0.insert(target, path.to_owned());
            }
        }
    }

    /// Takes up the links of others.
    pub(super) fn join(&mut self, others: Self) {
        for (target, page) in others.0 {
            self.0.insert(target, page);
        }
    }

    /// Finds a link that leads nowhere.
    pub(super) fn check(&self, sheets: &[Sheet], folder: &Folder) -> Result<(), Failure> {
        let mut pages: BTreeSet<&str> = BTreeSet::new();
        pages.extend(sheets.iter().map(|sheet| sheet.path.as_str()));
        for (target, page) in &self.0 {
            if !pages.contains(target.as_str()) && !folder.has(target) {
                return Err(Failure::untouched(format!(
                    "the page `{page}` leads to `{target}`, which is not there; nothing was written"
                ))
                .hint("mend the template, or put the file into the folder of the site"));
            }
        }
        Ok(())
    }
}

/// The path inside the site to which a link on a page leads; none if it leads elsewhere, or to a
/// place on the same page.
fn target(page: &str, link: &str) -> Option<String> {
    let path = link.split(['#', '?']).next().unwrap_or_default();
    let first = path.split('/').next().unwrap_or_default();
    if first.is_empty() || first.contains(':') {
        return None;
    }
    let mut steps: Vec<&str> = page.split('/').collect();
    steps.pop();
    for step in path.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_from_its_page() {
        let cases = [
            ("index.html", "style.css", Some("style.css")),
            ("es/incidents/a.html", "../../style.css", Some("style.css")),
            (
                "es/incidents/a.html",
                "../index.html#past",
                Some("es/index.html"),
            ),
            (
                "index.html",
                "./history/index.html?x",
                Some("history/index.html"),
            ),
            ("index.html", "#past", None),
            ("index.html", "", None),
            ("index.html", "https://a.example/x", None),
            ("index.html", "mailto:ana@a.example", None),
            ("index.html", "/logo.png", None),
        ];
        for (page, link, expected) in cases {
            assert_eq!(target(page, link).as_deref(), expected, "{page} {link}");
        }
    }

    #[test]
    fn a_link_to_nothing_is_found_and_one_to_a_neighbour_is_not() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("logo.png"), "").unwrap();
        let folder = Folder::open(home.path()).unwrap();
        let sheets = [Sheet {
            path: "index.html".to_owned(),
            is_news: true,
        }];
        let mut links = Links::default();
        links.take(
            "index.html",
            "<img src=\"logo.png\"> <a href=\"index.html\">",
        );
        assert_eq!(links.check(&sheets, &folder), Ok(()));
        links.take("index.html", "<a class=\"x\" href=\"gone.html\">");
        assert_eq!(
            links.check(&sheets, &folder).unwrap_err().message,
            "the page `index.html` leads to `gone.html`, which is not there; nothing was written"
        );
    }
}
