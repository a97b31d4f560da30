//! An Atom feed (RFC 4287): one entry for each incident, with everything that was said of it,
//! newest first.
//!
//! Reading programs know an entry by its id and show it again when `updated` is later, so the id is
//! made of nothing but the host of the status page, the locale and the incident's id (a tag URI, RFC
//! 4151), and every word moves `updated`. The content is HTML of our own making around sentences
//! that are text: escaped once for HTML and once more for XML, by the XML writer. White space
//! counts as it does in HTML. Characters that XML 1.0 cannot carry (controls, U+FFFE, U+FFFF) are
//! written out, as in `\u{1b}`.
//!
//! Atom knows no severity and no components; the state is the entry's category.

use std::fmt::Write as _;
use std::io;

use chrono::{DateTime, Utc};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{ChannelError, Dispatch, Payload, Utterance, address, plain};
use crate::domain::house::House;
use crate::domain::locale::Locale;
use crate::domain::service::Service;
use crate::order;
use crate::text::markup::Markup;

/// The year since when ids are made this way: a part of every tag URI, never to be changed.
const SINCE: &str = "2026";

pub(super) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let mut told: Vec<&Utterance> = dispatch.earlier.iter().collect();
    told.push(dispatch.word);
    let locale = &dispatch.word.facts.locale;
    document(dispatch.house, locale, &[told], &|_| None)
}

/// Writes the feed of several incidents, each told by what was said of it, oldest first. The
/// incident that was spoken of last comes first. `page` tells the URL of the page of an incident,
/// where it has one of its own.
pub fn document(
    house: &House,
    locale: &Locale,
    incidents: &[Vec<&Utterance>],
    page: &dyn Fn(&str) -> Option<String>,
) -> Result<Payload, ChannelError> {
    let Some(host) = house.status_url.as_deref().and_then(address::host) else {
        return Err(ChannelError::Missing {
            service: Service::Atom,
            key: "status_url".to_owned(),
            why: "a feed and its entries are known by it for ever",
        });
    };
    let mut stories: Vec<Story<'_>> = incidents.iter().filter_map(|i| Story::of(i)).collect();
    order::sort_by_key(&mut stories, |story| {
        (story.newest.facts.at, story.newest.entry)
    });
    let feed = Feed {
        house,
        host,
        locale,
        page,
    };
    let content = feed.write(&stories).map_err(|error| ChannelError::Unfit {
        service: Service::Atom,
        field: "feed",
        problem: format!("could not be written: {error}"),
    })?;
    Ok(Payload {
        extension: "atom",
        media_type: "application/atom+xml; charset=utf-8",
        content,
        request: None,
        remarks: Vec::new(),
    })
}

/// What was said of one incident.
struct Story<'a> {
    words: &'a [&'a Utterance],
    oldest: &'a Utterance,
    newest: &'a Utterance,
}

impl<'a> Story<'a> {
    fn of(words: &'a [&'a Utterance]) -> Option<Self> {
        Some(Self {
            words,
            oldest: words.first()?,
            newest: words.last()?,
        })
    }
}

struct Feed<'a> {
    house: &'a House,
    host: String,
    locale: &'a Locale,
    page: &'a dyn Fn(&str) -> Option<String>,
}

impl Feed<'_> {
    /// The feed, the newest of `stories` being the last of them.
    fn write(&self, stories: &[Story<'_>]) -> io::Result<Vec<u8>> {
        let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let name = self.house.company.as_deref().unwrap_or(&self.host);
        let feed = out
            .create_element("feed")
            .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
            .with_attribute(("xml:lang", self.locale.as_str()));
        feed.write_inner_content(|out| {
            text(out, "id", &self.tag("feed", ""))?;
            text(out, "title", name)?;
            if let Some(newest) = stories.last() {
                text(out, "updated", &moment(newest.newest.facts.at))?;
            }
            out.create_element("author")
                .write_inner_content(|out| text(out, "name", name))?;
            Self::link(out, self.house.status_url.as_deref())?;
            for story in stories.iter().rev() {
                out.create_element("entry")
                    .write_inner_content(|out| self.entry(out, story))?;
            }
            Ok(())
        })?;
        let mut document = out.into_inner();
        document.push(b'\n');
        Ok(document)
    }

    fn entry(&self, out: &mut Writer<Vec<u8>>, story: &Story<'_>) -> io::Result<()> {
        let now = &story.newest.facts;
        text(out, "id", &self.tag("incident", &now.incident))?;
        text(out, "title", &plain::line(&now.title))?;
        text(out, "published", &moment(story.oldest.facts.at))?;
        text(out, "updated", &moment(now.at))?;
        let own = (self.page)(&now.incident);
        Self::link(out, own.as_deref().or(self.house.status_url.as_deref()))?;
        out.create_element("category")
            .with_attribute(("term", now.state.word()))
            .write_empty()?;
        let told: Vec<String> = story.words.iter().rev().map(|word| html(word)).collect();
        out.create_element("content")
            .with_attribute(("type", "html"))
            .write_text_content(BytesText::new(&told.join("<hr>\n")))?;
        Ok(())
    }

    /// The page behind the feed, for whoever wants to see more.
    fn link(out: &mut Writer<Vec<u8>>, url: Option<&str>) -> io::Result<()> {
        if let Some(url) = address::link(url) {
            out.create_element("link")
                .with_attribute(("rel", "alternate"))
                .with_attribute(("type", "text/html"))
                .with_attribute(("href", url))
                .write_empty()?;
        }
        Ok(())
    }

    /// A tag URI: stable for ever, and another one in each locale.
    fn tag(&self, kind: &str, name: &str) -> String {
        let mut uri = format!("tag:{},{SINCE}:{kind}/{}", self.host, self.locale);
        if !name.is_empty() {
            uri.push('/');
            for byte in name.bytes() {
                if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                    uri.push(char::from(byte));
                } else {
                    // Writing to a string cannot fail.
                    let _ = write!(uri, "%{byte:02X}");
                }
            }
        }
        uri
    }
}

/// An element that holds just a text.
fn text(out: &mut Writer<Vec<u8>>, name: &str, content: &str) -> io::Result<()> {
    out.create_element(name)
        .write_text_content(BytesText::new(&plain::shown(content)))?;
    Ok(())
}

/// One message as HTML, under the moment when it was said.
fn html(word: &Utterance) -> String {
    let at = word.facts.at;
    let mut out = format!(
        "<p><small><time datetime=\"{}\">{}</time></small></p>\n",
        moment(at),
        at.format("%F %H:%M UTC")
    );
    for part in &word.parts {
        let said = escaped(&part.text);
        out.push_str(&match (part.label.as_str(), part.name.as_str()) {
            ("", "headline") => format!("<p><strong>{said}</strong></p>\n"),
            ("", _) => format!("<p>{said}</p>\n"),
            (label, _) => format!("<p><strong>{}:</strong> {said}</p>\n", escaped(label)),
        });
    }
    out
}

/// Text as HTML; a line end is one.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    // Writing to a string cannot fail.
    let _ = Markup::Html.escape(&plain::shown(text), &mut out);
    out.replace('\n', "<br>")
}

/// A moment to the second, in UTC (RFC 3339).
fn moment(at: DateTime<Utc>) -> String {
    at.format("%FT%TZ").to_string()
}

#[cfg(test)]
mod tests;
