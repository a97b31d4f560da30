//! What vocero knows about incidents: pure values, no input or output, no clock.
#![warn(missing_docs)]

mod awaited;
pub mod beat;
pub mod briefing;
pub mod client;
pub mod dictionary;
pub mod drill;
pub mod entry;
pub mod fact;
pub mod facts;
pub mod feedback;
pub mod house;
pub mod incident;
pub mod link;
pub mod locale;
pub mod matrix;
pub mod measure;
pub mod origin;
pub mod owed;
pub mod plan;
pub mod promise;
pub mod redaction;
pub mod regulator;
pub mod review;
pub mod service;
pub mod summary;
pub mod words;
