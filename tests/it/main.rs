//! The program as its users meet it, and the rules of the house.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::format_push_string,
    reason = "a test says what it expects by failing"
)]

mod architecture;
mod bad_input;
mod check;
mod clocks;
mod documents;
mod drill;
mod due;
mod examples;
mod feedback;
mod fixture;
mod gate;
mod kept;
mod metrics;
mod payloads;
mod plan;
mod redact;
mod review;
mod runbook;
mod sandbox;
mod schedule;
mod scripting;
mod site;
mod summary;
mod trade;
mod truth;
