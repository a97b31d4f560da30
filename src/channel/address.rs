//! Addresses of ours: the host of a page, the two halves of a mailbox.

/// A link of ours that may stand in a payload: `http` or `https` and nothing but visible ASCII, so
/// that no service can read it as something else.
pub(super) fn link(url: Option<&str>) -> Option<&str> {
    url.filter(|url| {
        let web = ["https://", "http://"].iter().any(|s| url.starts_with(s));
        web && url.bytes().all(|b| b.is_ascii_graphic()) && host(url).is_some()
    })
}

/// The host of a URL, in lower case: `status.acme.example` of `https://status.acme.example/`.
pub(super) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.to_lowercase();
    is_host(&host).then_some(host)
}

/// Who a mailbox such as `Acme <noc@acme.example>` is, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mailbox<'a> {
    /// The name before the address; empty if there is none.
    pub name: &'a str,
    /// The address alone, in ASCII.
    pub address: &'a str,
}

impl<'a> Mailbox<'a> {
    /// Reads a mailbox; none if it has no address that can stand in a `mailto:` URL as it is.
    pub(super) fn read(given: &'a str) -> Option<Self> {
        let given = given.trim();
        let (name, address) = match given.strip_suffix('>') {
            Some(inner) => inner.rsplit_once('<')?,
            None => ("", given),
        };
        let (local, domain) = address.split_once('@')?;
        let plain = |c: u8| c.is_ascii_alphanumeric() || b".!#$'*+-/=^_`{|}~".contains(&c);
        let lawful = !local.is_empty() && local.bytes().all(plain) && is_host(domain);
        lawful.then(|| Self {
            name: name.trim().trim_matches('"').trim(),
            address,
        })
    }

    /// The domain of the address.
    pub(super) fn domain(self) -> &'a str {
        self.address
            .split_once('@')
            .map_or("", |(_, domain)| domain)
    }
}

fn is_host(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(['.', '-'])
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_what_stands_before_port_and_path() {
        let cases = [
            (
                "https://Status.Acme.example/x?y",
                Some("status.acme.example"),
            ),
            ("http://user:pass@a.example:8080", Some("a.example")),
            ("https:///x", None),
            ("status.acme.example", None),
            ("https://a b", None),
        ];
        for (url, expected) in cases {
            assert_eq!(host(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn only_a_web_address_is_a_link() {
        assert_eq!(
            link(Some("https://a.example/x")),
            Some("https://a.example/x")
        );
        for url in [
            "javascript:alert(1)",
            "https://a.example/ b",
            "ftp://a.example",
            "https://",
        ] {
            assert_eq!(link(Some(url)), None, "{url}");
        }
    }

    #[test]
    fn a_mailbox_has_a_name_and_an_address() {
        let read = Mailbox::read("\"Acme, Inc.\" <noc@acme.example>").unwrap();
        assert_eq!(
            (read.name, read.address),
            ("Acme, Inc.", "noc@acme.example")
        );
        assert_eq!(read.domain(), "acme.example");
        assert_eq!(Mailbox::read("noc@acme.example").unwrap().name, "");
        for given in [
            "noc",
            "a@b\r\nX: y",
            "<a@b",
            "a b@c",
            "a@b@c",
            "A <a@b>, B <c@d>x",
        ] {
            assert_eq!(Mailbox::read(given), None, "{given}");
        }
    }
}
