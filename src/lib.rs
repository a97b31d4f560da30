//! The engine of the `vocero` command. The library has no promise of stability; what is public is
//! the log, the flags, the exit codes, the JSON and the context of templates.

pub mod channel;
pub mod check;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod domain;
pub mod failure;
pub mod intake;
pub mod log;
pub mod metrics;
pub mod order;
pub mod prompt;
pub mod render;
pub mod text;
pub mod ui;
