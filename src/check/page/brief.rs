//! What a page says before its examples, read line by line: every finding asks for it, and a reader
//! of all of TOML takes a hundred times as long. A test compares the two on every page.

use super::Page;

/// Reads what stands before the examples of a page: a key and one text a line.
pub(super) fn brief(said: &str) -> Page {
    let mut page = Page::default();
    for line in said.lines() {
        let Some(equals) = memchr::memchr(b'=', line.as_bytes()) else {
            continue;
        };
        let (key, value) = (line[..equals].trim_end(), line[equals + 1..].trim_start());
        let told = match key {
            "rule" => &mut page.rule,
            "layer" => &mut page.layer,
            "level" => &mut page.level,
            "applies" => &mut page.applies,
            "what" => &mut page.what,
            "why" => &mut page.why,
            "allow" => &mut page.allow,
            "en" => &mut page.help.en,
            "es" => &mut page.help.es,
            "pt" => &mut page.help.pt,
            "fr" => &mut page.help.fr,
            "de" => &mut page.help.de,
            // No finding tells where it is known from.
            _ => continue,
        };
        *told = text(value);
    }
    page
}

/// A text without its quotation marks; those inside it are the only signs that are escaped.
fn text(quoted: &str) -> String {
    let bare = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let bare = bare.unwrap_or(quoted);
    if memchr::memchr(b'\\', bare.as_bytes()).is_none() {
        return bare.to_owned();
    }
    bare.replace("\\\"", "\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::page;

    #[test]
    fn every_page_reads_in_brief_as_it_reads_in_full() {
        let told = |page: &Page| {
            let lines = [&page.rule, &page.layer, &page.level, &page.applies];
            let more = [&page.what, &page.why, &page.allow];
            let help = page.help.all().map(|(_, help)| help);
            let all = lines.into_iter().chain(more).chain(help);
            all.cloned().collect::<Vec<String>>()
        };
        for entry in page::all() {
            assert_eq!(told(entry.brief()), told(entry.page()), "{}", entry.rule);
        }
    }
}
