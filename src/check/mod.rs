//! What a message should not say, and what it should: each rule reads facts, a text or a row of
//! entries, and says what it found.
//!
//! Checks are pure. They know nothing of logs, terminals or the network: facts and texts go in,
//! findings come out, with places in bytes, and whoever asked decides whether that is a remark or a
//! refusal. They run on every text of every channel, so a rule costs next to nothing where there is
//! nothing to find: a text is scanned from the starts of its words, and the page of a rule is read
//! only when it found something.

#![warn(missing_docs)]

mod agree;
mod backed;
pub mod facts;
pub mod field;
pub mod finding;
pub mod history;
pub mod known;
mod own;
pub mod page;
mod plain;
pub mod proof;
pub mod secrets;
pub mod spoken;
pub mod text;
mod words;

#[cfg(test)]
mod tests;
