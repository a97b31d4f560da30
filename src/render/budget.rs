//! How much room a channel or a service has, and how a shape says so.

use toml::de::DeValue;

use super::document::Document;
use super::error::TemplateError;
use super::size::Size;
use crate::domain::service::Service;
use crate::text::list::or_ticked;
use crate::text::measure::{Excess, Limit, Unit, sms};

/// How much room a channel has: any number of limits, all of which hold. Without one there is all
/// the room in the world.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Budget(pub Vec<Limit>);

impl Budget {
    /// Holds a text against every limit.
    pub(super) fn check(&self, text: &str) -> Result<(), Excess> {
        self.0.iter().try_for_each(|limit| limit.check(text))
    }

    pub(super) fn fits(&self, text: &str) -> bool {
        self.check(text).is_ok()
    }

    /// Whether a text is sent in parts, whose alphabet is small.
    pub(super) fn is_in_parts(&self) -> bool {
        self.0
            .first()
            .is_some_and(|limit| limit.unit == Unit::Segments)
    }

    /// Measures a text by the first limit, which is the one that people know, and holds it against
    /// all of them.
    pub(super) fn measure(&self, text: &str) -> (Size, Result<(), Excess>) {
        let unit = self.0.first().map_or(Unit::default(), |limit| limit.unit);
        let sent = (unit == Unit::Segments).then(|| sms::length(text));
        let size = Size {
            unit,
            count: sent.map_or_else(|| unit.count(text), |sent| sent.segments),
            limit: self.0.first().map(|limit| limit.most),
            encoding: sent.map(|sent| sent.encoding),
        };
        let held = self.0.split_first().map_or(Ok(()), |(first, others)| {
            first.hold(size.count)?;
            others.iter().try_for_each(|limit| limit.check(text))
        });
        (size, held)
    }
}

/// Reads one limit or a list of them: `{ unit = "characters", limit = 100 }`.
pub(super) fn parse(
    document: &Document<'_>,
    key: &str,
    line: usize,
    value: &DeValue<'_>,
) -> Result<Budget, TemplateError> {
    let limits = match value {
        DeValue::Array(list) => list
            .iter()
            .map(|value| limit(document, key, line, value.get_ref()))
            .collect::<Result<_, _>>()?,
        one => vec![limit(document, key, line, one)?],
    };
    Ok(Budget(limits))
}

/// Reads the budgets of single services: `budgets.mastodon = { … }`.
pub(super) fn by_service(
    document: &Document<'_>,
    key: &str,
    line: usize,
    value: &DeValue<'_>,
) -> Result<Vec<(Service, Budget)>, TemplateError> {
    let refuse = || document.wrong(key, line, "is not a table of services");
    let table = value.as_table().ok_or_else(refuse)?;
    let mut budgets = Vec::new();
    for (name, value) in table {
        let name = name.get_ref();
        let wrong = |error| document.wrong(key, line, format!("is wrong: {error}"));
        let service: Service = name.parse().map_err(wrong)?;
        let key = format!("{key}.{name}");
        budgets.push((service, parse(document, &key, line, value.get_ref())?));
    }
    Ok(budgets)
}

fn limit(
    document: &Document<'_>,
    key: &str,
    line: usize,
    value: &DeValue<'_>,
) -> Result<Limit, TemplateError> {
    let form = "needs the form `{ unit = \"characters\", limit = 100 }`";
    let refuse = || document.wrong(key, line, form);
    let (mut unit, mut most) = (Unit::default(), None);
    for (name, value) in value.as_table().ok_or_else(refuse)? {
        let value = value.get_ref();
        match &**name.get_ref() {
            "unit" => {
                let word = value.as_str().ok_or_else(refuse)?;
                let legal = Unit::ALL.map(Unit::word);
                let wrong =
                    || document.wrong(key, line, format!("has no unit {}", or_ticked(&legal)));
                unit = Unit::of_word(word).ok_or_else(wrong)?;
            }
            "limit" => {
                let number = value.as_integer().and_then(|i| i.as_str().parse().ok());
                most = Some(number.ok_or_else(refuse)?);
            }
            _ => return Err(refuse()),
        }
    }
    Ok(Limit::new(unit, most.ok_or_else(refuse)?))
}
