//! What of a voice few messages need. The build script packs it in the voices that lie in the program
//! as they are, and whoever looks for some of it unpacks it: both read this file.

/// How the names begin of what only reports, the site, corrections and recordings say.
const RARE: [&str; 9] = [
    "report_",
    "site",
    "correction",
    "spoken",
    "daily",
    "duration.minutes",
    "duration.hours",
    "calendar.minutes",
    "calendar.hours",
];

/// Whether a table of a voice, or something in it (`duration.hours`), is needed by few messages.
pub(super) fn is_rare(name: &str) -> bool {
    RARE.iter().any(|rare| name.starts_with(rare))
}
