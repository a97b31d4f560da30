//! The one line for the team: free text for the cause, in which people and links are recognised.
//!
//! Parts are set apart by `;`. A part that begins with `people:` (in the language of the interview,
//! or in English) names people, one that is a web address is a link, and all else is the cause.

use crate::domain::facts::Internal;

use super::words::Words;

/// Reads the line. Nothing typed is dropped: what is not recognised is the cause.
pub(super) fn read(line: &str, words: &Words) -> Internal {
    let mut cause = Vec::new();
    let mut people = Vec::new();
    let mut links = Vec::new();
    for part in line
        .split([';', '\n'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
    {
        if let Some(names) = after(part, &[&words.say.people, "people"]) {
            people.push(names);
        } else if let Some(listed) = after(part, &[&words.say.links, "links"])
            .or(Some(part))
            .filter(|listed| addresses(listed).all(is_link))
        {
            links.extend(addresses(listed).map(str::to_owned));
        } else {
            cause.push(part);
        }
    }
    let said = |parts: &[&str], glue| (!parts.is_empty()).then(|| parts.join(glue));
    Internal {
        cause: said(&cause, "; "),
        people: said(&people, ", "),
        links,
        ..Internal::default()
    }
}

/// Writes the line that [`read`] reads back.
pub(super) fn write(internal: &Internal, words: &Words) -> String {
    let cause = internal.cause.clone();
    let people = internal.people.as_ref();
    let people = people.map(|p| format!("{}: {p}", words.say.people));
    let links = (!internal.links.is_empty()).then(|| internal.links.join(" "));
    let parts: Vec<_> = [cause, people, links].into_iter().flatten().collect();
    parts.join("; ")
}

fn after<'a>(part: &'a str, labels: &[&str]) -> Option<&'a str> {
    let (label, rest) = part.split_once(':')?;
    let label = label.trim().to_lowercase();
    let rest = rest.trim();
    (labels.iter().any(|l| l.to_lowercase() == label) && !rest.is_empty()).then_some(rest)
}

fn addresses(part: &str) -> impl Iterator<Item = &str> {
    part.split([' ', ',']).filter(|a| !a.is_empty())
}

fn is_link(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::locale::Locale;

    fn words(tag: &str) -> Words {
        Words::of(&tag.parse::<Locale>().unwrap())
    }

    fn internal(cause: &str, people: &str, links: &[&str]) -> Internal {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Internal {
            cause: said(cause),
            people: said(people),
            links: links.iter().map(|l| (*l).to_owned()).collect(),
            ..Internal::default()
        }
    }

    #[test]
    fn plain_words_are_the_cause() {
        assert_eq!(
            read("provider returns 502: since 09:58; maybe DNS", &words("en")),
            internal("provider returns 502: since 09:58; maybe DNS", "", &[])
        );
        assert_eq!(read("  ;; ", &words("en")), Internal::default());
    }

    #[test]
    fn people_and_links_are_recognised_in_the_language_of_the_interview() {
        let read = read(
            "502 del proveedor; Personas: ana (guía), luis; https://grafana.example/d/1, https://t.example/2",
            &words("es"),
        );
        let links = ["https://grafana.example/d/1", "https://t.example/2"];
        assert_eq!(
            read,
            internal("502 del proveedor", "ana (guía), luis", &links)
        );
    }

    #[test]
    fn an_address_inside_a_sentence_stays_in_the_sentence() {
        let line = "see https://grafana.example for the spike";
        assert_eq!(read(line, &words("en")), internal(line, "", &[]));
    }

    #[test]
    fn what_is_written_reads_back() {
        for (tag, _) in &crate::prompt::words::LANGUAGES {
            let words = words(tag);
            for known in [
                internal(
                    "a; b",
                    "ana, luis",
                    &["https://x.example/1", "http://y.example"],
                ),
                internal("", "ana", &[]),
                Internal::default(),
            ] {
                assert_eq!(read(&write(&known, &words), &words), known, "{tag}");
            }
        }
    }
}
