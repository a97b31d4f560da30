//! Shapes that a reader outside has no use for, told from the letters of one chunk of a text.

use crate::text::seek;

/// Whether this is a private, loopback or link-local address, with or without a port.
pub(super) fn private_address(chunk: &str) -> bool {
    if !chunk.starts_with(|c: char| c.is_ascii_digit() || c == '+') {
        return false;
    }
    let host = chunk.split([':', '/']).next().unwrap_or_default();
    let mut parts = host.split('.').map(str::parse::<u8>);
    let (Some(Ok(a)), Some(Ok(b)), Some(Ok(_)), Some(Ok(_)), None) = (
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
    ) else {
        return false;
    };
    match a {
        10 | 127 => true,
        172 => (16..32).contains(&b),
        192 => b == 168,
        169 => b == 254,
        _ => false,
    }
}

/// Whether this names a machine or a tool that only we can reach: `db-prod-03`, `cache.internal`,
/// an address of a dashboard. In lower case.
pub(super) fn machine(chunk: &str) -> bool {
    let scheme = super::leaks::find(chunk, "://");
    let address = scheme.map(|at| &chunk[at + "://".len()..]);
    let rest = address.unwrap_or(chunk);
    let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default();
    host == "localhost"
        || internal_name(host)
        || named_by_address(host)
        || (address.is_none() && numbered(chunk))
        || instance(chunk)
        || chunk.starts_with("arn:aws")
        || tool(host, rest)
}

/// A name made of a private address, as clouds give them: `ip-10-2-3-4`.
fn named_by_address(host: &str) -> bool {
    let name = host.split('.').next().unwrap_or_default();
    let address = name.strip_prefix("ip-");
    address.is_some_and(|address| private_address(&address.replace('-', ".")))
}

/// A name that ends as only a network of our own does.
fn internal_name(host: &str) -> bool {
    const ENDS: &[&str] = &[
        ".internal",
        ".local",
        ".localdomain",
        ".lan",
        ".corp",
        ".intranet",
        ".svc",
        ".home.arpa",
        ".svc.cluster.local",
    ];
    if seek::first(b'.', host.as_bytes()).is_none() {
        return false;
    }
    let inside = host
        .split('.')
        .any(|part| matches!(part, "corp" | "intranet" | "internal"));
    ENDS.iter()
        .any(|end| host.len() > end.len() && host.ends_with(end))
        || inside
}

/// A machine of a row: what it is for, and a number.
fn numbered(chunk: &str) -> bool {
    const ROLES: &[&str] = &[
        "prod", "stg", "staging", "web", "app", "db", "srv", "server", "node", "worker", "redis",
        "mysql", "pg", "kafka", "lb", "cache", "queue", "host", "vm", "bastion", "dbwriter",
        "replica", "api", "mail", "mx", "proxy",
    ];
    if !chunk.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let host = chunk.split('.').next().unwrap_or_default();
    let mut parts: Vec<&str> = host.split('-').collect();
    let Some(last) = parts.pop() else {
        return false;
    };
    let number = last.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let numbered = (2..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    // `api-2` is a product; `api-02` and `db-prod-3` are machines.
    let row =
        numbered || (parts.len() > 1 && last.len() == 1 && last.as_bytes()[0].is_ascii_digit());
    row && !parts.is_empty()
        && parts
            .iter()
            .all(|part| part.bytes().all(|b| b.is_ascii_alphanumeric()) && !part.is_empty())
        && parts
            .iter()
            .any(|part| ROLES.contains(&part.trim_end_matches('s')) || ROLES.contains(part))
}

/// The id of a machine, disk or network at a cloud.
fn instance(chunk: &str) -> bool {
    const KINDS: &[&str] = &["i", "vol", "sg", "subnet", "vpc", "eni", "ami"];
    chunk.split_once('-').is_some_and(|(kind, id)| {
        KINDS.contains(&kind)
            && (8..=17).contains(&id.len())
            && id
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
            && id.bytes().any(|b| b.is_ascii_digit())
    })
}

/// A dashboard, a tracker or a document of our own.
fn tool(host: &str, rest: &str) -> bool {
    const TOOLS: &[&str] = &[
        "grafana",
        "kibana",
        "jira",
        "confluence",
        "sentry",
        "prometheus",
        "alertmanager",
        "argocd",
        "vault",
        "consul",
        "splunk",
        "rundeck",
    ];
    const PATHS: &[&str] = &[
        "atlassian.net/browse",
        "atlassian.net/wiki",
        "slack.com/archives",
        "notion.so/",
        "docs.google.com/",
        "pagerduty.com/incidents",
        "app.datadoghq.com",
        "app.datadoghq.eu",
    ];
    // All that is known here has a full stop in it.
    if seek::first(b'.', rest.as_bytes()).is_none() {
        return false;
    }
    let first = host.split('.').next().unwrap_or_default();
    (host.contains('.') && rest.contains('/') && TOOLS.contains(&first))
        || PATHS.iter().any(|path| rest.contains(path))
        || (host.ends_with(".amazonaws.com")
            && [".ec2.", ".rds.", ".elasticache.", ".elb."]
                .iter()
                .any(|kind| host.contains(kind)))
}

/// Whether this is code, a path or an error of a machine. As typed.
pub(super) fn code(chunk: &str) -> bool {
    exception(chunk) || path(chunk) || errno(chunk) || hexadecimal(chunk)
}

fn exception(chunk: &str) -> bool {
    let name = chunk.split([':', '(']).next().unwrap_or_default();
    let last = name.rsplit('.').next().unwrap_or_default();
    let stem = last
        .strip_suffix("Exception")
        .or_else(|| last.strip_suffix("Error"));
    stem.is_some_and(|stem| {
        stem.len() > 1
            && stem.as_bytes()[0].is_ascii_uppercase()
            && stem.bytes().all(|b| b.is_ascii_alphanumeric())
            && stem.bytes().any(|b| b.is_ascii_lowercase())
    })
}

fn path(chunk: &str) -> bool {
    const ROOTS: &[&str] = &[
        "/var/", "/etc/", "/opt/", "/usr/", "/srv/", "/tmp/", "/root/", "/proc/",
    ];
    ROOTS
        .iter()
        .any(|root| chunk.len() > root.len() && chunk.starts_with(root))
}

fn errno(chunk: &str) -> bool {
    const NAMES: &[&str] = &[
        "ECONNREFUSED",
        "ECONNRESET",
        "ECONNABORTED",
        "ETIMEDOUT",
        "ENOSPC",
        "EPIPE",
        "EACCES",
        "ENOENT",
        "EHOSTUNREACH",
        "EADDRINUSE",
        "EMFILE",
    ];
    NAMES.contains(&chunk)
}

fn hexadecimal(chunk: &str) -> bool {
    let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    match chunk.strip_prefix("0x") {
        Some(digits) => digits.len() >= 6 && hex(digits),
        None => chunk.len() == 40 && hex(chunk) && chunk.bytes().any(|b| b.is_ascii_digit()),
    }
}

/// Whether this may be the abbreviated id of a commit.
pub(super) fn commit(chunk: &str) -> bool {
    (7..=40).contains(&chunk.len())
        && chunk
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        && chunk.bytes().any(|b| b.is_ascii_digit())
}

/// How sure it is that this is a number of our tracker: none, by its shape, certainly. As typed.
pub(super) fn ticket(chunk: &str) -> Option<bool> {
    const SERVICENOW: &[&str] = &["INC", "CHG", "PRB", "RITM", "TASK", "REQ", "SCTASK"];
    const STANDARDS: &[&str] = &[
        "UTF", "SHA", "AES", "ISO", "RFC", "COVID", "GPT", "CVE", "UTC", "GMT", "HTTP", "TLS",
        "SSL", "MD", "RSA", "IPV", "USB", "UCS", "GSM", "CP", "WINDOWS", "DALL", "CLAUDE", "LLAMA",
        "EC", "ES", "ECMA", "PEP", "KB", "NIST", "FIPS", "PCI", "SOC", "BASE", "CRC", "ED", "HMAC",
        "RHEL", "UBUNTU", "DEBIAN", "CENTOS", "WIN", "IOS", "ANDROID", "PHP", "ARM", "VS", "JAN",
        "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC", "EU", "US",
        "AP", "SA", "AF", "ME", "CA", "TIER", "ZONE", "LLM", "MI", "TPU", "IEEE",
    ];
    let letters = chunk.bytes().take_while(u8::is_ascii_uppercase).count();
    let (prefix, rest) = chunk.split_at(letters);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if SERVICENOW.contains(&prefix) && rest.len() >= 6 && digits(rest) {
        return Some(true);
    }
    let number = rest.strip_prefix('-')?;
    let shaped = (2..=10).contains(&letters) && (2..=6).contains(&number.len()) && digits(number);
    (shaped && !STANDARDS.contains(&prefix)).then_some(false)
}

/// Whether this is the mail address of a person, or of a team that is none of the public desks. In
/// lower case.
pub(super) fn personal_mail(chunk: &str) -> bool {
    const DESKS: &[&str] = &[
        "support",
        "help",
        "status",
        "info",
        "contact",
        "hello",
        "sales",
        "security",
        "press",
        "abuse",
        "privacy",
        "billing",
        "service",
        "care",
        "feedback",
        "soporte",
        "ayuda",
        "contacto",
        "hola",
        "ventas",
        "seguridad",
        "prensa",
        "privacidad",
        "facturacion",
        "atencion",
        "clientes",
        "estado",
        "noreply",
        "no-reply",
        "helpdesk",
        "servicedesk",
        "incidencias",
        "incidents",
        "sysadmin",
        "sysadmins",
        "suporte",
        "ajuda",
        "aide",
        "hilfe",
        "kontakt",
        "kundenservice",
    ];
    let Some((name, domain)) = chunk.split_once('@') else {
        return false;
    };
    let lawful = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(&b))
    };
    let ending = domain.rsplit('.').next().unwrap_or_default();
    lawful(name)
        && lawful(domain)
        && domain.contains('.')
        && ending.len() >= 2
        && ending.bytes().all(|b| b.is_ascii_lowercase())
        && !name.starts_with("your")
        && !name.starts_with("user")
        && !name.starts_with("tu-")
        && !DESKS.contains(&name)
        && !DESKS.iter().any(|desk| {
            name.strip_suffix(desk)
                .is_some_and(|rest| rest.ends_with(['-', '.', '_']))
        })
        && !DESKS.iter().any(|desk| {
            name.strip_prefix(desk)
                .is_some_and(|rest| rest.starts_with(['-', '.', '_', '+']))
        })
}
