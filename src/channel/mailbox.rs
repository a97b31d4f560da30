//! Addresses as people write them in settings: `Acme status <status@acme.example>`, or the address
//! alone. Addresses hold to ASCII (RFC 5321), for most servers refuse anything else.

use crate::text::clean::is_driving;

/// A mailbox: who, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mailbox {
    /// The name that is shown, if there is one.
    pub name: Option<String>,
    /// The address.
    pub address: String,
}

impl Mailbox {
    /// The part of the address behind the `@`.
    pub(super) fn domain(&self) -> &str {
        self.address
            .rsplit_once('@')
            .map_or("", |(_, domain)| domain)
    }
}

/// Reads mailboxes with commas between them; the error says what is wrong with which.
pub(super) fn mailboxes(given: &str) -> Result<Vec<Mailbox>, String> {
    if given.chars().any(is_driving) {
        return Err("holds a control character; remove it".to_owned());
    }
    separated(given)?.into_iter().map(mailbox).collect()
}

/// Reads exactly one mailbox.
pub(super) fn one(given: &str) -> Result<Mailbox, String> {
    match mailboxes(given)?.as_slice() {
        [mailbox] => Ok(mailbox.clone()),
        many => Err(format!("has {} addresses; give one", many.len())),
    }
}

/// Splits at commas outside quoted names.
fn separated(given: &str) -> Result<Vec<&str>, String> {
    let mut found = Vec::new();
    let (mut from, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in given.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => {
                found.push(&given[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    if quoted {
        return Err("opens a quotation mark and does not close it".to_owned());
    }
    found.push(&given[from..]);
    Ok(found)
}

fn mailbox(given: &str) -> Result<Mailbox, String> {
    let given = given.trim();
    let (name, address) = match given.rsplit_once('<') {
        Some((name, rest)) => {
            let address = rest.trim_end().strip_suffix('>');
            let address = address.ok_or("has a `<` without a `>` at its end")?;
            (unquoted(name.trim()), address)
        }
        None => (String::new(), given),
    };
    Ok(Mailbox {
        name: Some(name).filter(|name| !name.is_empty()),
        address: addr_spec(address.trim())?,
    })
}

/// Takes the quotation marks off a name, and what they escape.
fn unquoted(name: &str) -> String {
    let inner = name.strip_prefix('"').and_then(|n| n.strip_suffix('"'));
    let Some(inner) = inner else {
        return name.to_owned();
    };
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        out.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    out
}

/// Checks an address: dots between words of letters, digits and a few marks, `@`, a host name.
fn addr_spec(given: &str) -> Result<String, String> {
    let refuse = |why: &str| Err(format!("has the address `{given}`, {why}"));
    let Some((local, domain)) = given.rsplit_once('@') else {
        return refuse("which has no `@`; write it as `name@host`");
    };
    if !given.is_ascii() {
        return refuse("which is not ASCII; most servers refuse that (write a host as `xn--…`)");
    }
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let dotted = |part: &str| !part.is_empty() && part.chars().all(atom);
    if local.len() > 64 || !local.split('.').all(dotted) {
        return refuse("whose part before the `@` no server would accept");
    }
    let label = |part: &str| {
        (1..=63).contains(&part.len())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    if domain.len() > 190 || !domain.split('.').all(label) {
        return refuse("whose part behind the `@` is no host name");
    }
    Ok(given.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(given: &str) -> Vec<(Option<String>, String)> {
        let all = mailboxes(given).unwrap();
        all.into_iter().map(|m| (m.name, m.address)).collect()
    }

    #[test]
    fn names_quotes_and_lists_are_read() {
        assert_eq!(
            read(
                r#"Acme status <status@acme.example>, a.b+c@d.example, "Doe, \"Jo\"" <jo@d.example>"#
            ),
            [
                (
                    Some("Acme status".to_owned()),
                    "status@acme.example".to_owned()
                ),
                (None, "a.b+c@d.example".to_owned()),
                (Some("Doe, \"Jo\"".to_owned()), "jo@d.example".to_owned()),
            ]
        );
    }

    #[test]
    fn what_is_no_address_is_refused_with_a_reason() {
        let cases = [
            (
                "acme",
                "has the address `acme`, which has no `@`; write it as `name@host`",
            ),
            ("a <b@c.example", "has a `<` without a `>` at its end"),
            (
                "\"a <b@c.example>",
                "opens a quotation mark and does not close it",
            ),
            (
                "a..b@c.example",
                "has the address `a..b@c.example`, whose part before the `@` no server would accept",
            ),
            (
                "a@-c.example",
                "has the address `a@-c.example`, whose part behind the `@` is no host name",
            ),
            (
                "a@b.example\r\nBcc: c@d.example",
                "holds a control character; remove it",
            ),
            (
                "",
                "has the address ``, which has no `@`; write it as `name@host`",
            ),
        ];
        for (given, problem) in cases {
            assert_eq!(mailboxes(given), Err(problem.to_owned()), "{given}");
        }
        assert_eq!(
            one("a@b.example, c@d.example").unwrap_err(),
            "has 2 addresses; give one"
        );
    }

    #[test]
    fn an_address_outside_ascii_is_refused() {
        assert!(
            mailboxes("ñ@acme.example")
                .unwrap_err()
                .contains("not ASCII")
        );
    }
}
