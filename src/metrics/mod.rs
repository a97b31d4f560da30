//! Figures of the communication, read from the log alone: how soon the first word came, how long
//! customers were left alone, what became of the promises, how long it took.
//!
//! Everything here is counted from the rhythm of incidents (see [`crate::domain::beat`]), so a long
//! history needs no words. What a figure means stands beside it; what a small sample cannot support
//! is told by [`sample`].
#![warn(missing_docs)]

pub mod figures;
pub mod sample;
pub mod satisfaction;
pub mod total;
