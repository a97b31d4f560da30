//! Whole messages and the laws they keep.

mod aloud;
mod cancelled;
mod clients;
mod data;
mod de;
mod direct;
mod drill;
mod extremes;
mod fitting;
mod folder;
mod fr;
mod heard;
mod lasting;
mod late;
pub(super) mod laws;
mod meetings;
mod messages;
mod moment;
mod occasions;
mod plans;
mod pt;
mod reported;
pub(super) mod scene;
mod short;
mod spoken;
mod taken_back;
mod utc;
