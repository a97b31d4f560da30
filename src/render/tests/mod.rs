//! Whole messages and the laws they keep.

mod messages;
mod scene;
