//! Clients on the command line: who is meant, and how we speak to them.

use crate::config::Config;
use crate::domain::client::Client;
use crate::domain::words::Audience;
use crate::failure::Failure;
use crate::render::Templates;
use crate::text::list::or_ticked;
use crate::text::similar::similar;

/// The client that `given` names, if there is one.
pub fn known<'c>(config: &'c Config, given: &str) -> Option<&'c Client> {
    config.clients.iter().find(|client| client.is_named(given))
}

/// The client that `given` names.
pub fn client<'c>(config: &'c Config, given: &str) -> Result<&'c Client, Failure> {
    known(config, given).ok_or_else(|| unknown(config, given, &[]))
}

/// What to say where nobody has this name; `others` are names that may be meant as well.
pub fn unknown(config: &Config, given: &str, others: &[String]) -> Failure {
    let keys: Vec<String> = config.clients.iter().map(Client::key).collect();
    let names = keys.iter().chain(others).map(String::as_str);
    let near = similar(given, names);
    let failure = match others {
        [] => Failure::usage(format!("there is no client `{given}`")),
        _ => Failure::usage(format!("there is no client and no channel `{given}`")),
    };
    match (near.as_slice(), keys.as_slice()) {
        ([], []) => {
            failure.hint("describe your clients in vocero.toml; see `vocero init --dry-run`")
        }
        ([], keys) => {
            let some: Vec<&String> = keys.iter().take(6).collect();
            failure.hint(format!("use {}", or_ticked(&some)))
        }
        (near, _) => failure.hint(format!("use {}", or_ticked(near))),
    }
}

/// The configuration as it holds when we speak to one client: their language, form of address and
/// zone, and mails to nobody else.
pub fn speaking_to(config: &Config, client: &Client) -> Config {
    let mut config = config.clone();
    config.house.client = Some(client.name.clone());
    config.house.zone = client.zone;
    config.house.address = client.address;
    config.locales = vec![client.locale.clone()];
    let mail = &mut config.settings.mail;
    let mailbox = client.contacts.get("email").filter(|at| at.contains('@'));
    mail.to = mailbox.cloned().into_iter().collect();
    mail.list_id = None;
    mail.unsubscribe.clear();
    config
}

/// The channel on which a client is told: the way they like best that is one, or else e-mail.
pub fn usual_channel(templates: &Templates, client: &Client) -> Result<String, anyhow::Error> {
    let channels = templates.channels()?;
    let is_channel = |way: &&str| channels.iter().any(|channel| channel == way);
    let usual = client.usual_way().map(|(way, _)| way).filter(is_channel);
    let mut ways = client.contacts.keys().map(String::as_str);
    let way = usual.or_else(|| ways.find(is_channel));
    Ok(way.unwrap_or("email").to_owned())
}

/// Refuses a channel whose messages no client may read.
pub fn may_read(templates: &Templates, channel: &str) -> Result<(), anyhow::Error> {
    let audience = templates.audience(channel)?;
    if matches!(audience, Audience::Customers | Audience::Partners) {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "messages on `{channel}` are for {audience}; no client may read them"
    ))
    .hint("use a channel for customers, such as `email`")
    .into())
}

/// A name as it is typed in a shell.
pub fn typed(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:".contains(c);
    if !name.is_empty() && name.chars().all(plain) {
        return name.to_owned();
    }
    format!("'{}'", name.replace('\'', r"'\''"))
}
