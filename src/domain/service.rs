//! The services that carry messages to readers, and what they must know of us: addresses, and the
//! ids under which they keep our components.

use super::words::{Audience, words};
use crate::order::Map;

words! {
    /// A service whose payloads vocero writes.
    Service, "service" {
        /// Atlassian Statuspage, its REST API.
        Statuspage = "statuspage",
        /// openstatus, its REST API.
        Openstatus = "openstatus",
        /// Cachet 3, its REST API.
        Cachet = "cachet",
        /// incident.io, the REST API of its status pages.
        IncidentIo = "incident-io",
        /// Better Stack, the REST API of its status pages.
        BetterStack = "better-stack",
        /// `PagerDuty`, the REST API of its status pages.
        PagerDuty = "pagerduty",
        /// cState, a Markdown file for Hugo.
        CState = "cstate",
        /// A complete e-mail (RFC 5322).
        Mail = "mail",
        /// Slack, an incoming webhook with blocks.
        Slack = "slack",
        /// Microsoft Teams, an adaptive card for its workflows.
        Teams = "teams",
        /// Discord, a webhook.
        Discord = "discord",
        /// A text message, for any gateway.
        Sms = "sms",
        /// X, formerly Twitter.
        X = "x",
        /// Mastodon, its REST API.
        Mastodon = "mastodon",
        /// Bluesky, a record of the AT protocol.
        Bluesky = "bluesky",
        /// `LinkedIn`, its REST API.
        Linkedin = "linkedin",
        /// An Atom feed (RFC 4287).
        Atom = "atom",
        /// A calendar for planned work (RFC 5545), with MAINTNOTE.
        Icalendar = "icalendar",
        /// JSON of our own, for everything else.
        Webhook = "webhook",
        /// The plain text, for a person or a program to copy.
        Text = "text",
    }
}

impl Service {
    /// The services of a channel, its default first; those of a channel that is not built in at the
    /// end.
    pub fn of_channel(channel: &str) -> &'static [Self] {
        match channel {
            "status-page" => &[
                Self::Statuspage,
                Self::Openstatus,
                Self::Cachet,
                Self::IncidentIo,
                Self::BetterStack,
                Self::PagerDuty,
                Self::CState,
                Self::Webhook,
                Self::Text,
            ],
            "email" => &[Self::Mail, Self::Webhook, Self::Text],
            "slack" => &[Self::Slack, Self::Webhook, Self::Text],
            "teams" => &[Self::Teams, Self::Webhook, Self::Text],
            "discord" => &[Self::Discord, Self::Webhook, Self::Text],
            "sms" => &[Self::Sms, Self::Webhook, Self::Text],
            "social" => &[
                Self::X,
                Self::Mastodon,
                Self::Bluesky,
                Self::Linkedin,
                Self::Webhook,
                Self::Text,
            ],
            "feed" => &[Self::Atom, Self::Webhook, Self::Text],
            "calendar" => &[Self::Icalendar, Self::Webhook, Self::Text],
            "webhook" => &[Self::Webhook, Self::Text],
            _ => &[
                Self::Text,
                Self::Mail,
                Self::Slack,
                Self::Teams,
                Self::Discord,
                Self::Webhook,
            ],
        }
    }

    /// Whether what it carries is public, so that nothing but messages for customers may go there.
    pub const fn is_public(self) -> bool {
        matches!(
            self,
            Self::Statuspage
                | Self::Openstatus
                | Self::Cachet
                | Self::IncidentIo
                | Self::BetterStack
                | Self::PagerDuty
                | Self::CState
                | Self::X
                | Self::Mastodon
                | Self::Bluesky
                | Self::Linkedin
                | Self::Atom
                | Self::Icalendar
        )
    }

    /// Whether it keeps incidents on a page, where each payload that creates one is one more.
    pub const fn is_page(self) -> bool {
        matches!(
            self,
            Self::Statuspage
                | Self::Openstatus
                | Self::Cachet
                | Self::IncidentIo
                | Self::BetterStack
                | Self::PagerDuty
        )
    }

    /// Whether a message for this audience may go there.
    pub const fn carries(self, audience: Audience) -> bool {
        !self.is_public() || matches!(audience, Audience::Customers)
    }

    /// Whether its payload needs what was said before too: to tell the whole incident, or to keep
    /// the subject of the first mail.
    pub const fn tells_everything(self) -> bool {
        matches!(self, Self::CState | Self::Atom | Self::Mail)
    }
}

/// What services must know of us: the part of the configuration that only payloads need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Ids on a Statuspage page.
    pub statuspage: PageSettings,
    /// Ids on an openstatus page.
    pub openstatus: PageSettings,
    /// Ids in a Cachet installation.
    pub cachet: PageSettings,
    /// Ids on an incident.io page.
    pub incident_io: PageSettings,
    /// Ids on a Better Stack page.
    pub better_stack: PageSettings,
    /// Ids on a `PagerDuty` page.
    pub pagerduty: PageSettings,
    /// Addresses of e-mails.
    pub mail: MailSettings,
    /// What text messages hold to.
    pub sms: SmsSettings,
    /// What invitations to planned work name.
    pub calendar: CalendarSettings,
}

/// The ids under which one status page keeps what we call by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageSettings {
    /// The id of the page.
    pub page: Option<String>,
    /// The ids of components (services, resources, monitors), by our name for them.
    pub components: Map<String, String>,
    /// The ids of states, by our words for them, where the page numbers its own (`PagerDuty`).
    pub states: Map<String, String>,
    /// The ids of severities, by our words for them (`PagerDuty`).
    pub severities: Map<String, String>,
    /// The ids of component statuses, by our words for them (`PagerDuty` calls them impacts).
    pub statuses: Map<String, String>,
}

/// Addresses of e-mails.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailSettings {
    /// Who writes, such as `Acme status <status@acme.example>`.
    pub from: Option<String>,
    /// To which customers; without it the mail is a draft for the sending program to address.
    pub to: Vec<String>,
    /// To whom mails go that are not for customers.
    pub recipients: Recipients,
    /// Where answers of customers are read.
    pub reply_to: Option<String>,
    /// The list's id (RFC 2919), a name with dots such as `status.acme.example`; without it the host
    /// of the status page.
    pub list_id: Option<String>,
    /// Where readers unsubscribe, as `https:` or `mailto:` URLs.
    pub unsubscribe: Vec<String>,
}

/// To whom mails go that are not for customers: each audience has its own list, as what one may
/// know another may not. Without a list the mail is a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipients {
    /// Mailboxes of partners.
    pub partners: Vec<String>,
    /// Mailboxes of the support desk.
    pub support: Vec<String>,
    /// Mailboxes of executives.
    pub executives: Vec<String>,
    /// Mailboxes of the team.
    pub team: Vec<String>,
}

impl MailSettings {
    /// The mailboxes of an audience, and the key in `[service.mail]` that holds them.
    pub fn addressees(&self, audience: Audience) -> (&'static str, &[String]) {
        match audience {
            Audience::Customers => ("to", &self.to),
            Audience::Partners => ("recipients.partners", &self.recipients.partners),
            Audience::Support => ("recipients.support", &self.recipients.support),
            Audience::Executives => ("recipients.executives", &self.recipients.executives),
            Audience::Team => ("recipients.team", &self.recipients.team),
        }
    }
}

/// What text messages hold to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SmsSettings {
    /// Whether characters that double the price (such as á, í, ó, ú) are written without accents.
    pub transliterate: bool,
}

/// What invitations to planned work name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CalendarSettings {
    /// Who invites, as a mailbox such as `Acme <noc@acme.example>`; without it the sender of mails.
    pub organizer: Option<String>,
    /// MAINTNOTE: the provider as a domain name; without it the host of the organizer's address.
    pub provider: Option<String>,
    /// MAINTNOTE: the account that is affected; without it `all`.
    pub account: Option<String>,
}
