//! The log: its format, its reader, the single path by which it is written, and its repair.
//!
//! The log is a TOML file of dated records, oldest first. Nothing that stands in it is ever
//! rewritten: an entry is added to the bytes that are there, whatever they are. Reading finds the
//! records by their lines and parses those that are asked for; writing makes a whole new file
//! beside the old one and puts it in its place, so that every reader sees one or the other. What is
//! known of a large log is kept between two runs, for readers and writers alike.
//!
//! What a newer version may have written (keys, kinds, words of the closed lists) is kept, and
//! ignored with a warning. What is damaged is an error, with one exception that no reader can tell: a log whose last record
//! was cut right after a line, below its `id`, `at`, `incident` and `kind`, looks like one that
//! states fewer facts. The writer cannot leave such a log; only a copy that broke off can be one.

mod aside;
mod canonical;
mod conflict;
mod consult;
mod drill;
mod error;
mod facts;
mod file;
mod format;
mod index;
mod kept;
mod leaves;
mod lock;
mod odd;
mod place;
mod plain;
mod read;
mod repair;
mod replace;
mod rewrite;
mod salvage;
mod scan;
mod strand;
mod stray;
mod stream;
mod summary;
mod unite;
mod value;
mod write;

pub use drill::{begin_drill, drill, end_drill};
pub use error::{AppendError, ReadError, RepairError, Warning, WriteError};
pub use facts::{facts_from, locale_of, waived_from};
pub use file::LOG_LIMIT;
pub use format::{FORMAT, KEYS, compare, facts_text, record};
pub use index::ENTRY_LIMIT;
pub use leaves::{leaves, without, words};
pub use read::Log;
pub use repair::{Repaired, SetAside, repair};
pub use replace::Saved;
pub use rewrite::rewrite;
pub use strand::Strand;
pub use summary::Summary;
pub use value::FactsError;
pub use write::{Batch, append, append_all, append_to};

#[cfg(test)]
mod tests;
