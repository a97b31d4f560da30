//! Addresses of pages and people, read out: "status dot example dot com".

use super::Reader;

impl Reader<'_> {
    /// Reads the address that begins here, if one does.
    pub(super) fn address(&mut self) -> bool {
        let rest = self.chars[self.place..].iter();
        let run: String = rest.take_while(|c| is_part(**c)).collect();
        let run = run.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let Some(said) = spoken_part(run) else {
            return false;
        };
        for c in said.trim_end_matches('/').chars() {
            match key(c) {
                Some(key) => self.word(key),
                None if self.is_sayable(c) => self.push(c),
                None => self.gap(),
            }
        }
        self.place += run.chars().count();
        true
    }
}

/// Whether a character can stand within an address.
pub(super) fn is_part(c: char) -> bool {
    c.is_alphanumeric() || key(c).is_some()
}

fn key(c: char) -> Option<&'static str> {
    Some(match c {
        '.' => "dot",
        '/' => "slash",
        '-' => "hyphen",
        '_' => "underscore",
        '@' => "at",
        ':' => "colon",
        '?' => "question",
        '=' => "equals",
        '&' => "and",
        '#' => "hash",
        '%' => "percent",
        '+' => "plus",
        '~' => "tilde",
        _ => return None,
    })
}

/// What of an address is said: all but the scheme. None if it is no address.
fn spoken_part(run: &str) -> Option<&str> {
    let bare = ["https://", "http://", "mailto:", "tel:"]
        .into_iter()
        .find_map(|scheme| {
            let head = run.get(..scheme.len())?;
            head.eq_ignore_ascii_case(scheme)
                .then(|| &run[scheme.len()..])
        });
    if let Some(bare) = bare {
        return Some(bare).filter(|bare| !bare.is_empty());
    }
    let (name, host) = run.split_once('@').unwrap_or(("", run));
    let host_end = host.find(['/', ':', '?', '#']).unwrap_or(host.len());
    let labels: Vec<&str> = host[..host_end].split('.').collect();
    let [first, .., last] = labels.as_slice() else {
        return None;
    };
    let fit = |label: &&str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    // A sentence may begin right after a full stop, and abbreviations have single letters.
    let ending = last.chars().count() > 1
        && last.chars().all(char::is_alphabetic)
        && (last.chars().all(char::is_lowercase) || !host.chars().any(char::is_lowercase));
    let long = first.chars().count() > 1 || !name.is_empty() || host_end < host.len();
    (labels.iter().all(fit) && ending && long).then_some(run)
}
