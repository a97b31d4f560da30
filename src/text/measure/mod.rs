//! How long a text is, in the unit of the channel that carries it: what a telephone network bills,
//! what a social network counts.

pub mod sms;
pub mod weighted;
