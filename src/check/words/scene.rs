//! Where a text stands: who reads it, in which state, on which channel. What is not known is taken
//! to be what is most common: customers, while it lasts.

use crate::check::finding::Level;
use crate::check::text::Draft;
use crate::domain::dictionary::Pack;
use crate::domain::words::{Audience, Severity, State};

/// Whether anybody but the team reads it.
pub(super) fn outside(draft: &Draft<'_>) -> bool {
    draft.audience != Some(Audience::Team) && draft.channel != Some("team")
}

/// Whether it is written for the management.
pub(super) fn executives(draft: &Draft<'_>) -> bool {
    draft.audience == Some(Audience::Executives) || draft.channel == Some("executives")
}

/// Whether it is about planned work.
pub(super) fn planned(draft: &Draft<'_>) -> bool {
    draft.gates.planned || draft.state.is_some_and(State::is_maintenance)
}

/// Whether the incident is not over, as far as is known.
pub(super) fn open(draft: &Draft<'_>) -> bool {
    !draft.state.is_some_and(State::is_over)
}

/// Whether the reader has much to lose.
pub(super) fn grave(draft: &Draft<'_>) -> bool {
    draft.gates.security || draft.gates.severity >= Some(Severity::Major)
}

/// Whether what is said may help somebody who is inside or wants to be.
pub(super) fn guarded(draft: &Draft<'_>) -> bool {
    let pack = draft.known.is_some_and(|known| known.has(Pack::Security));
    (draft.gates.security || pack) && outside(draft) && open(draft)
}

/// Whether the shape of its channel leaves out why it happened.
pub(super) fn without_why(draft: &Draft<'_>) -> bool {
    matches!(
        draft.channel,
        Some("sms" | "social" | "recording" | "auto-reply")
    )
}

/// An error outside, a warning within the team.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the level of a rule may be none, this one's never is"
)]
pub(super) fn error(draft: &Draft<'_>) -> Option<Level> {
    Some(if outside(draft) {
        Level::Error
    } else {
        Level::Warning
    })
}

/// An error outside, of no interest within the team.
pub(super) fn error_outside(draft: &Draft<'_>) -> Option<Level> {
    outside(draft).then_some(Level::Error)
}

/// A warning outside.
pub(super) fn warning(draft: &Draft<'_>) -> Option<Level> {
    outside(draft).then_some(Level::Warning)
}

/// A suggestion outside.
pub(super) fn suggestion(draft: &Draft<'_>) -> Option<Level> {
    outside(draft).then_some(Level::Suggestion)
}

/// A warning outside, an error when the reader has much to lose.
pub(super) fn graver(draft: &Draft<'_>) -> Option<Level> {
    outside(draft).then_some(if grave(draft) {
        Level::Error
    } else {
        Level::Warning
    })
}

/// How many sentences a channel says before the message: a subject, who is speaking.
pub(super) fn greets(channel: Option<&str>) -> usize {
    match channel {
        Some("email") => 1,
        Some("phone" | "recording" | "auto-reply") => 4,
        _ => 0,
    }
}
