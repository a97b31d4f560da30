//! What every finding says of a page. The build script lays it out so that nothing has to be unpacked or
//! parsed for it, and puts help in other languages apart. A test compares it with the pages.

use super::{ByLanguage, PAGES, Page};
use crate::text::packed::{Text, packed};

/// Reads what the build script kept of a page, a text a line.
pub(super) fn brief(rule: &str, said: &str) -> Page {
    let mut lines = said.lines().map(str::to_owned);
    let mut next = || lines.next().unwrap_or_default();
    Page {
        rule: rule.to_owned(),
        layer: next(),
        level: next(),
        what: next(),
        why: next(),
        help: ByLanguage {
            en: next(),
            ..ByLanguage::default()
        },
        ..Page::default()
    }
}

/// The help of a page in a language other than English; none where there is none.
pub(super) fn help(rule: &str, language: &str) -> Option<&'static str> {
    static HELP: [(&str, Text); 4] = [
        ("es", packed!("src/check/pages/help.es")),
        ("pt", packed!("src/check/pages/help.pt")),
        ("fr", packed!("src/check/pages/help.fr")),
        ("de", packed!("src/check/pages/help.de")),
    ];
    let (_, help) = HELP.iter().find(|(known, _)| *known == language)?;
    // The lines stand in the order of the rules' names.
    let before = PAGES.iter().filter(|page| page.rule < rule).count();
    help.text()
        .lines()
        .nth(before)
        .filter(|help| !help.is_empty())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use toml::{Table, Value};

    use crate::check::page;

    #[test]
    fn every_page_is_brief_about_what_its_file_says() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/pages");
        for entry in page::all() {
            let file = folder.join([entry.rule, ".toml"].concat());
            let file: Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
            let text = |key: &str| file[key].as_str().unwrap();
            for page in [entry.brief(), entry.page()] {
                assert_eq!(page.rule, text("rule"));
                assert_eq!(page.layer, text("layer"), "{}", entry.rule);
                assert_eq!(page.level, text("level"), "{}", entry.rule);
                assert_eq!(page.what, text("what"), "{}", entry.rule);
                assert_eq!(page.why, text("why"), "{}", entry.rule);
                for (tag, help) in file["help"].as_table().unwrap() {
                    let told = page.help(Some(&tag.parse().unwrap()));
                    assert_eq!(Some(told), help.as_str(), "{}: {tag}", entry.rule);
                }
                assert_eq!(page.help(None), page.help.en);
                assert_eq!(page.help(Some(&"ca".parse().unwrap())), page.help.en);
            }
            let known = |(tag, help): (&str, &String)| {
                file["help"].get(tag) == Some(&Value::from(help.as_str()))
            };
            assert!(
                entry.page().help.all().into_iter().all(known),
                "{}",
                entry.rule
            );
        }
    }
}
