//! What a message should not say: each rule reads a text and points at what it found.
//!
//! Checks are pure. They know nothing of logs, terminals or the network: a text goes in, places in
//! it come out, in bytes, and whoever asked decides whether that is a remark or a refusal. They run
//! on every text of every channel, so a rule costs next to nothing where there is nothing to find:
//! no regular expression is compiled, a text is scanned from the starts of its words.

#![warn(missing_docs)]

pub mod secrets;
