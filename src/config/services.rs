//! What `vocero.toml` says about services: the table `[service]`.

use toml::Value;
use toml::de::Error;

use super::reader::{Reader, flag, names, text, texts};
use crate::domain::service::{
    CalendarSettings, MailSettings, PageSettings, Recipients, Settings, SmsSettings,
};

/// Reads the table `[service]`.
pub(super) fn settings(at: &str, value: Value) -> Result<Settings, Error> {
    let mut table = Reader::of(at, value)?;
    let settings = Settings {
        statuspage: table.take("statuspage", page)?,
        openstatus: table.take("openstatus", page)?,
        cachet: table.take("cachet", page)?,
        incident_io: table.take("incident-io", page)?,
        better_stack: table.take("better-stack", page)?,
        pagerduty: table.take("pagerduty", page)?,
        mail: table.take("mail", mail)?,
        sms: table.take("sms", sms)?,
        calendar: table.take("calendar", calendar)?,
    };
    table.done().map(|()| settings)
}

fn page(at: &str, value: Value) -> Result<PageSettings, Error> {
    let mut table = Reader::of(at, value)?;
    let settings = PageSettings {
        page: table.take("page", text)?,
        components: table.take("components", names)?,
        states: table.take("states", names)?,
        severities: table.take("severities", names)?,
        statuses: table.take("statuses", names)?,
    };
    table.done().map(|()| settings)
}

fn mail(at: &str, value: Value) -> Result<MailSettings, Error> {
    let mut table = Reader::of(at, value)?;
    let settings = MailSettings {
        from: table.take("from", text)?,
        to: table.take("to", texts)?,
        recipients: table.take("recipients", recipients)?,
        reply_to: table.take("reply_to", text)?,
        list_id: table.take("list_id", text)?,
        unsubscribe: table.take("unsubscribe", texts)?,
    };
    table.done().map(|()| settings)
}

fn recipients(at: &str, value: Value) -> Result<Recipients, Error> {
    let mut table = Reader::of(at, value)?;
    let lists = Recipients {
        partners: table.take("partners", texts)?,
        support: table.take("support", texts)?,
        executives: table.take("executives", texts)?,
        team: table.take("team", texts)?,
    };
    table.done().map(|()| lists)
}

fn sms(at: &str, value: Value) -> Result<SmsSettings, Error> {
    let mut table = Reader::of(at, value)?;
    let settings = SmsSettings {
        transliterate: table.take("transliterate", flag)?,
    };
    table.done().map(|()| settings)
}

fn calendar(at: &str, value: Value) -> Result<CalendarSettings, Error> {
    let mut table = Reader::of(at, value)?;
    let settings = CalendarSettings {
        organizer: table.take("organizer", text)?,
        provider: table.take("provider", text)?,
        account: table.take("account", text)?,
    };
    table.done().map(|()| settings)
}
