//! `vocero feed`

use clap::Args;
use serde_json::json;

use super::desk::Desk;
use super::session::Session;
use super::{find, messages};
use crate::channel::{Utterance, feed};
use crate::domain::service::Service;
use crate::failure::{Exit, Failure};
use crate::order;

/// Print the log as an Atom feed
///
/// One entry for each incident, the newest first, with everything that customers were told about
/// it. Put it where feed readers look, beside your status page; it needs `status_url` in
/// vocero.toml, by which readers know the feed for ever.
#[derive(Debug, Clone, Args)]
pub struct FeedArgs {
    /// The language of the feed [default: your own]
    #[arg(long, value_name = "CODE")]
    pub locale: Option<String>,
    /// How many incidents, the newest first
    #[arg(long, value_name = "COUNT", default_value_t = 25)]
    pub limit: usize,
}

/// Runs `vocero feed`.
pub fn run(session: &Session, args: &FeedArgs) -> Result<Exit, anyhow::Error> {
    if args.limit == 0 {
        return Err(
            Failure::usage("a feed of `--limit 0` incidents tells nothing")
                .hint("name one or more")
                .into(),
        );
    }
    let log = session.consulted_log()?;
    let config = session.config()?;
    find::warn_written(session, &log);
    let locale = match &args.locale {
        Some(tag) => tag.parse().map_err(|e| Failure::usage(format!("{e}")))?,
        None => config.house.primary.clone(),
    };
    let templates = session.templates(&config);
    let desk = Desk {
        templates: &templates,
        config: &config,
    };
    let outlet = messages::outlet(&config, "feed", Some(Service::Atom), false);
    let mut summaries = log.summaries()?.to_vec();
    order::sort_by_key(&mut summaries, |summary| std::cmp::Reverse(summary.newest));
    let mut stories: Vec<Vec<Utterance>> = Vec::new();
    for summary in summaries {
        if stories.len() == args.limit {
            break;
        }
        let Some(incident) = log.incident(&summary.incident)? else {
            continue;
        };
        let count = incident.public().count();
        if count > 0 {
            stories.push(desk.story(&incident, &outlet, &locale, count)?);
        }
    }
    if stories.is_empty() {
        let place = log.path().display();
        return Err(
            Failure::usage(format!("nothing was said in public in `{place}`"))
                .hint("open an incident with `vocero declare`")
                .into(),
        );
    }
    let told: Vec<Vec<&Utterance>> = stories.iter().map(|s| s.iter().collect()).collect();
    let document = feed::document(&config.house, &locale, &told, &|_| None).map_err(|error| {
        Failure::usage(error.to_string()).hint("see every setting with `vocero init --dry-run`")
    })?;
    if session.globals.json {
        let feed = json!({
            "media_type": document.media_type,
            "payload": String::from_utf8_lossy(&document.content),
        });
        messages::print_json(session, &feed)?;
    } else {
        session.ui.exact(&document.content)?;
    }
    Ok(Exit::Done)
}
