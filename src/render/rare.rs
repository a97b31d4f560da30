//! What of a voice few messages need. The build script packs it in the voices that lie in the program
//! as they are, and whoever looks for some of it unpacks it: both read this file.

/// Whether a table of a voice, or something in it (`duration.hours`), is needed by few messages: what only
/// reports, the site, corrections and recordings say. Every sentence asks.
pub(super) fn is_rare(name: &str) -> bool {
    let among = |rare: &[&str]| rare.iter().any(|rare| name.starts_with(rare));
    match name.as_bytes().first() {
        Some(b'c') => among(&["correction", "calendar.minutes", "calendar.hours"]),
        Some(b'd') => among(&["daily", "duration.minutes", "duration.hours"]),
        Some(b'r') => name.starts_with("report_"),
        Some(b's') => among(&["site", "spoken"]),
        _ => false,
    }
}
