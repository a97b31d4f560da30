//! Addresses of our pages.

use crate::domain::link::is_safe;

/// A link of ours that may stand in a payload: one that no service can read as something else.
pub(super) fn link(url: Option<&str>) -> Option<&str> {
    url.filter(|url| is_safe(url) && host(url).is_some())
}

/// The host of a URL, in lower case: `status.acme.example` of `https://status.acme.example/`.
pub(super) fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.to_lowercase();
    is_host(&host).then_some(host)
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
}
