//! The engine of the `vocero` command. The library has no promise of stability; what is public is
//! the log, the flags, the exit codes, the JSON and the context of templates.

pub mod clock;
pub mod domain;
pub mod log;
pub mod prompt;
pub mod render;
pub mod text;
