//! Text and time as people read and write them: pure functions, no input or output.

pub mod cell;
pub mod clean;
#[cfg(test)]
mod clocks;
#[cfg(test)]
mod dense;
pub mod digest;
pub mod fold;
pub mod list;
pub mod markup;
pub mod measure;
pub mod mention;
pub mod packed;
pub mod seek;
pub mod similar;
pub mod slug;
pub mod span;
pub mod time;
pub mod zone;
