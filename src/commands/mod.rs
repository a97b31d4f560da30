//! The commands: one file each with its arguments, its help and its function.

pub mod asking;
pub mod completions;
pub mod compose;
pub mod correct;
pub mod declare;
pub mod door;
pub mod fact_args;
pub mod facts_file;
pub mod find;
pub mod init;
pub mod list;
pub mod man;
pub mod messages;
pub mod note;
pub mod payload;
pub mod render;
pub mod repair;
pub mod resolve;
pub mod saved;
pub mod scenario;
pub mod sense;
pub mod session;
pub mod show;
pub mod template;
pub mod update;
pub mod write;
