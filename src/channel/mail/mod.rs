//! A complete e-mail (RFC 5322, MIME), for any program that sends: `sendmail -t`, a mail client, a
//! service that takes raw messages.
//!
//! Written with `mail-builder` without its default feature: two crates more in the tree, where
//! `lettre` brings about fifty with its address parsing. Both fold and encode headers rightly, and
//! both let the caller set what they would otherwise invent; `mail-builder` would take `Message-ID`,
//! `Date` and the boundary from the clock and the host, so all three are always set here, from the
//! entry. It turns line ends in headers into spaces and drops controls in addresses; here they are
//! refused before. It would choose base64 where that is shorter; bodies are always encoded as
//! quoted-printable here, which spam filters and readers of sources prefer, with the boundary
//! `=_…`, which such text cannot hold.
//!
//! One conversation for an incident: `In-Reply-To` and `References` name one root that is no mail,
//! the same in every mail of an incident, channel and locale, the first included, so that mails
//! make one thread in whatever order they come. Gmail also wants the same subject, so it is the one
//! of the first mail, with `Re: ` before it afterwards, and the state stands in the body. A channel
//! without a subject takes the title.
//!
//! What is canonical: in the plain part, the body of the shape if that is plain text, else its parts
//! with a line between them; in the HTML part, the text of each part, label and fact, in order,
//! with white space as HTML has it.
//!
//! `List-Id`, `List-Unsubscribe` and `Reply-To` stand only in mails to customers: they are about the
//! list that customers are on. Each other audience has recipients of its own. What was recorded long after it was said is not marked as important; a mail
//! cannot be kept from being noticed otherwise.
//!
//! Limits: lines of 76 characters in bodies and encoded words, 78 in other headers where they can be
//! folded, 998 anywhere (RFC 5322, RFC 2045, RFC 2047).

mod html;
mod list;
mod thread;

use encodify::qp;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::{Address, EmailAddress};
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;

use self::html::Document;
use self::thread::Thread;
use super::mailbox::{self, Mailbox};
use super::tone::Tone;
use super::{ChannelError, Dispatch, Part, Payload};
use crate::domain::service::Service;
use crate::domain::words::{Audience, Severity};
use crate::text::clean;
use crate::text::markup::Markup;

/// Writes the mail.
pub(super) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let settings = &dispatch.settings.mail;
    let from = settings.from.as_deref().ok_or(ChannelError::Missing {
        service: Service::Mail,
        key: "service.mail.from".to_owned(),
        why: "every mail says who it is from",
    })?;
    let from = mailbox::one(from).map_err(setting("from", from))?;
    let facts = &dispatch.word.facts;
    let subject = subject(dispatch)?;
    let thread = Thread::of(dispatch, from.domain())?;
    let parts = parts(&dispatch.word.parts);
    let language = facts.locale.as_str();
    let document = Document {
        language,
        title: &subject,
        parts: &parts,
        house: dispatch.house,
        tone: Tone::of(facts),
    };

    let mut mail = addressed(from, dispatch)?;
    mail = if subject.contains("=?") {
        // As plain ASCII it would be read as an encoded word.
        mail.header("Subject", Raw::new(encoded_words(&subject)))
    } else {
        mail.subject(subject.as_str())
    };
    mail = mail
        .date(Date::new(facts.at.timestamp()))
        .message_id(thread.id)
        .in_reply_to(thread.root.as_str())
        .references(thread.root.as_str())
        .header("Auto-Submitted", Raw::new("auto-generated"));
    if dispatch.audience == Audience::Customers {
        mail = list::headers(mail, dispatch)?;
    }
    if is_important(dispatch) {
        mail = mail.header("Importance", Raw::new("high"));
    }
    let alternatives = vec![
        text_part("text/plain", &plain(dispatch, &parts)),
        text_part("text/html", &document.html()),
    ];
    let mail = mail
        .header("Content-Language", Raw::new(language))
        .header("MIME-Version", Raw::new("1.0"))
        .body(MimePart::new(
            ContentType::new("multipart/alternative")
                .attribute("boundary", format!("=_vocero_{}", dispatch.word.entry)),
            alternatives,
        ));
    let mut content = Vec::new();
    mail.serialize(&mut content);
    Ok(Payload {
        extension: "eml",
        media_type: "message/rfc822",
        content,
        request: None,
        remarks: remarks(dispatch),
    })
}

fn remarks(dispatch: &Dispatch<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    let (key, to) = dispatch.settings.mail.addressees(dispatch.audience);
    if to.is_empty() && !dispatch.house.drill {
        remarks.push(format!(
            "has no recipient; set `service.mail.{key}`, or address it when sending"
        ));
    }
    if dispatch.recorded_late.is_some() {
        remarks.push(
            "recorded late, and a mail notifies its readers: send it only if they should read it now"
                .to_owned(),
        );
    }
    remarks
}

/// A mail with who writes it and who reads it.
fn addressed(
    from: Mailbox,
    dispatch: &Dispatch<'_>,
) -> Result<MessageBuilder<'static>, ChannelError> {
    let settings = &dispatch.settings.mail;
    let list = |all: Vec<Mailbox>| Address::new_list(all.into_iter().map(header).collect());
    let mut mail = MessageBuilder::new().from(header(from));
    let (key, to) = settings.addressees(dispatch.audience);
    let to = recipients(key, to)?;
    // A mail of a drill reaches nobody by a slip of the hand.
    if !to.is_empty() && !dispatch.house.drill {
        mail = mail.to(list(to));
    }
    // What one of us answers to the others is not for the desk that customers write to.
    let customers = dispatch.audience == Audience::Customers;
    if let Some(given) = settings.reply_to.as_ref().filter(|_| customers) {
        let reply_to = mailbox::mailboxes(given).map_err(setting("reply_to", given))?;
        mail = mail.reply_to(list(reply_to));
    }
    Ok(mail)
}

/// A mailbox as a header has it.
fn header(mailbox: Mailbox) -> Address<'static> {
    Address::Address(EmailAddress {
        name: mailbox.name.map(Into::into),
        email: mailbox.address.into(),
    })
}

fn recipients(key: &'static str, given: &[String]) -> Result<Vec<Mailbox>, ChannelError> {
    let mut all = Vec::with_capacity(given.len());
    for given in given {
        all.extend(mailbox::mailboxes(given).map_err(setting(key, given))?);
    }
    Ok(all)
}

/// An error about a setting.
fn setting(key: &'static str, given: &str) -> impl FnOnce(String) -> ChannelError {
    let given = clean::visible(given).into_owned();
    move |problem| ChannelError::Setting {
        service: Service::Mail,
        key: format!("service.mail.{key}"),
        given,
        problem,
    }
}

/// The subject, the same for the whole incident. Nothing that could end a header may stand in it.
fn subject(dispatch: &Dispatch<'_>) -> Result<String, ChannelError> {
    let first = dispatch.earlier.first().unwrap_or(dispatch.word);
    let subject = match &first.subject {
        Some(subject) => subject.trim().to_owned(),
        None => one_line(&first.facts.title),
    };
    if let Some(c) = subject.chars().find(|c| clean::is_driving(*c)) {
        return Err(ChannelError::Unfit {
            service: Service::Mail,
            field: "subject",
            problem: format!("holds the control character U+{:04X}", u32::from(c)),
        });
    }
    Ok(if dispatch.opens() {
        subject
    } else {
        format!("Re: {subject}")
    })
}

/// A title as a subject: nobody has tidied it for a single line yet.
fn one_line(title: &str) -> String {
    let between = |c: char| c.is_whitespace() || clean::is_driving(c);
    let words = title.split(between).filter(|word| !word.is_empty());
    clean::visible(&words.collect::<Vec<_>>().join(" ")).into_owned()
}

/// A text in encoded words (RFC 2047), evenly filled: the first fits beside the header's name, and
/// no two fit on one line, which may have 76 characters if it holds such a word.
fn encoded_words(text: &str) -> String {
    const BYTES: usize = 39;
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = rest.len().div_ceil(rest.len().div_ceil(BYTES));
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let word = encodify::base64::STANDARD.encode(&rest.as_bytes()[..end]);
        words.push(format!("=?utf-8?B?{word}?="));
        rest = &rest[end..];
    }
    words.join(" ")
}

/// A part of the message, always quoted-printable.
fn text_part(kind: &'static str, text: &str) -> MimePart<'static> {
    MimePart::new(
        ContentType::new(kind).attribute("charset", "utf-8"),
        qp::BODY.encode(text),
    )
    .transfer_encoding("quoted-printable")
}

fn parts(parts: &[Part]) -> Vec<Part> {
    let fit = |text: &str| clean::visible(text).into_owned();
    parts
        .iter()
        .map(|part| Part {
            name: part.name.clone(),
            label: fit(&part.label),
            text: fit(&part.text),
        })
        .collect()
}

/// The message as plain text.
fn plain(dispatch: &Dispatch<'_>, parts: &[Part]) -> String {
    if dispatch.word.markup == Markup::Plain {
        return format!("{}\n", clean::visible(dispatch.word.body.trim_end()));
    }
    let paragraph = |part: &Part| match part.label.as_str() {
        "" => format!("{}\n", part.text),
        label => format!("{label}: {}\n", part.text),
    };
    parts.iter().map(paragraph).collect::<Vec<_>>().join("\n")
}

/// Whether readers should see it before others.
fn is_important(dispatch: &Dispatch<'_>) -> bool {
    let facts = &dispatch.word.facts;
    matches!(facts.severity, Severity::Major | Severity::Critical)
        && !facts.state.is_over()
        && !facts.state.is_maintenance()
        && dispatch.recorded_late.is_none()
}

#[cfg(test)]
mod tests;
