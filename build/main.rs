//! How the program is linked, what it carries packed, and the tables of the lexicons.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "cargo speaks to a build script through the environment; where it fails, it shall"
)]

#[path = "../src/text/clocks.rs"]
mod clocks;

#[path = "../src/text/dense.rs"]
mod dense;

#[path = "../src/render/rare.rs"]
mod rare;

/// What makes tables of the lexicons. The program shares with it what it reads them with, and its
/// tests all of it.
#[allow(dead_code, reason = "some of it is for the program alone")]
#[path = "../src/check/words"]
mod words {
    pub(crate) mod compile;
    mod dictionary;
    mod letters;
    mod pattern;
    mod plain;
    mod source;
    mod table;
    mod units;
}

mod lexicons;
mod link;
mod pack;
mod pages;
mod zones;

use std::path::Path;

/// Texts for people, which most runs do not need. Each file has its own pack.
const TEMPLATES: &str = "templates";

/// The pages of the rules.
const PAGES: &str = "src/check/pages";

/// The languages whose tables are not packed, and whose voices and words are there at once, the voices
/// but for what few messages say.
const SHORT: [&str; 2] = ["en", "es"];

fn main() {
    // What is part of this script makes cargo build and run it again by itself.
    for read in [TEMPLATES, PAGES, pages::SPOKEN, lexicons::LEXICONS] {
        println!("cargo::rerun-if-changed={read}");
    }
    println!("cargo::rerun-if-changed=build");
    link::link();
    for locale in SHORT {
        lexicons::shorten(locale);
    }
    pack::pack(Path::new(TEMPLATES));
    pages::pages();
    pages::pair();
    lexicons::tables();
    zones::zones();
}
