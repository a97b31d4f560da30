//! Tests of the log as a whole; they share a way of making entries.

mod consult;
mod error;
mod examples;
mod format;
mod grow;
mod kept;
mod leaves;
mod order;
mod read;
mod repair;
mod scan;
mod stream;
mod words;
mod write;
