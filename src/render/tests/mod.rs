//! Whole messages and the laws they keep.

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
pub(super) mod laws;
mod meetings;
mod messages;
mod moment;
mod occasions;
mod pt;
pub(super) mod scene;
mod spoken;
mod taken_back;
