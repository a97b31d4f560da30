//! The headers by which readers find, and leave, the list that a mail went to (RFC 2369, RFC 2919,
//! RFC 8058).

use mail_builder::MessageBuilder;
use mail_builder::headers::address::{Address, EmailAddress};
use mail_builder::headers::raw::Raw;
use mail_builder::headers::url::URL;

use super::setting;
use crate::channel::{ChannelError, Dispatch, address};
use crate::text::clean::is_driving;

/// Adds the headers that the settings have enough for.
pub(super) fn headers<'a>(
    mut mail: MessageBuilder<'a>,
    dispatch: &Dispatch<'a>,
) -> Result<MessageBuilder<'a>, ChannelError> {
    // A mail to one client by name went to no list.
    if dispatch.house.client.is_some() {
        return Ok(mail);
    }
    let settings = &dispatch.settings.mail;
    if let Some(id) = id(dispatch)? {
        let company = dispatch.house.company.as_deref();
        let company = company.filter(|name| !name.chars().any(is_driving));
        let list = EmailAddress {
            name: company.map(Into::into),
            email: id.into(),
        };
        mail = mail.header("List-Id", Address::Address(list));
    }
    for url in &settings.unsubscribe {
        if let Err(problem) = lawful(url) {
            return Err(setting("unsubscribe", url)(problem));
        }
    }
    if !settings.unsubscribe.is_empty() {
        let urls = settings.unsubscribe.iter().map(String::as_str);
        mail = mail.header("List-Unsubscribe", URL::new_list(urls));
    }
    if settings
        .unsubscribe
        .iter()
        .any(|url| url.starts_with("https:"))
    {
        mail = mail.header(
            "List-Unsubscribe-Post",
            Raw::new("List-Unsubscribe=One-Click"),
        );
    }
    Ok(mail)
}

/// The id of the list: as set, else the host of the status page, if there is one.
fn id(dispatch: &Dispatch<'_>) -> Result<Option<String>, ChannelError> {
    let given = dispatch.settings.mail.list_id.as_deref();
    if let Some(given) = given {
        if !is_dotted(given) {
            let problem = "is no list id; use a name with dots, such as `status.acme.example`";
            return Err(setting("list_id", given)(problem.to_owned()));
        }
        return Ok(Some(given.to_owned()));
    }
    let host = dispatch.house.status_url.as_deref().and_then(address::host);
    Ok(host.filter(|host| is_dotted(host)))
}

fn is_dotted(id: &str) -> bool {
    let label = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    };
    id.len() <= 255 && id.contains('.') && id.split('.').all(label)
}

/// Checks a URL for readers who leave: `https:` or `mailto:`, and nothing that could end it.
fn lawful(url: &str) -> Result<(), String> {
    if !["https://", "mailto:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
    {
        return Err("is no `https://` and no `mailto:` URL".to_owned());
    }
    if url.len() > 900
        || !url
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"<>,\"".contains(&b))
    {
        return Err("holds a character that a URL must write as `%XX`, or is too long".to_owned());
    }
    Ok(())
}
