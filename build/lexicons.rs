//! The voices and the lexicons of the languages.

use std::fs;
use std::path::{Path, PathBuf};

use crate::pack::{deflate, put, quick};
use crate::{PAGES, SHORT, TEMPLATES, rare, words};

/// Parts a voice: `OUT_DIR/templates/voices/LOCALE.short.lz4` has a line of `#` for each line that is
/// packed in `LOCALE.rare.z`.
pub(crate) fn shorten(locale: &str) {
    let voices = Path::new("templates/voices");
    let text = fs::read_to_string(voices.join([locale, ".toml"].concat())).unwrap();
    let (mut short, mut packed, mut table) = (String::new(), String::new(), "");
    for line in text.split_inclusive('\n') {
        if let Some((name, _)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
            table = name;
        }
        let key = line.split_once(" = ").filter(|_| !line.starts_with('#'));
        let name = [table, ".", key.map_or("", |(key, _)| key)].concat();
        if line.starts_with('#') || rare::is_rare(&name) {
            packed.push_str(line);
            short.push_str("#\n");
        } else {
            short.push_str(line);
        }
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    fs::create_dir_all(out.join(voices)).unwrap();
    let file = out.join(voices).join([locale, ".short.lz4"].concat());
    fs::write(file, quick(short.as_bytes())).unwrap();
    put(
        &out,
        &format!("{}/{locale}.rare", voices.display()),
        &packed,
    );
}

/// What the wording rules look for, by language, and beside it the names of suppliers.
pub(crate) const LEXICONS: &str = "src/check/words/lexicon";

/// Makes the tables of the lexicons: `OUT_DIR/lexicon/LANGUAGE.table`. Where most incidents are told in
/// the language, it lies there as it is; the others are as small as they can be.
pub(crate) fn tables() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap()).join("lexicon");
    fs::create_dir_all(&out).unwrap();
    let text = |name| fs::read_to_string(format!("{LEXICONS}/{name}.txt")).unwrap();
    let names = text("names");
    for language in ["en", "es", "pt", "fr", "de"] {
        let said = said(language);
        fs::write(out.join([language, "said"].join(".")), &said).unwrap();
        let table = words::compile::compiled(language, &names, &text(language), &said);
        let (table, ending) = if SHORT.contains(&language) {
            (table, "table")
        } else {
            (deflate(&table), "table.z")
        };
        fs::write(out.join([language, ending].join(".")), table).unwrap();
    }
}

/// Returns what messages in a language say: the sentences of its voice, and the examples of the pages.
/// They show how often its words stand in texts.
fn said(language: &str) -> String {
    let mut said = String::new();
    let mut quoted = |line: &str| {
        let quoted = line
            .split_once('"')
            .and_then(|(_, rest)| rest.rsplit_once('"'));
        // What is filled in is no word of the language.
        let pieces = quoted.map_or("", |(text, _)| text).split(['{', '}']);
        // Lexicons set their words in as well.
        said.push_str("  ");
        said.extend(pieces.step_by(4));
        said.push('\n');
    };
    let voice = fs::read_to_string(format!("{TEMPLATES}/voices/{language}.toml")).unwrap();
    voice.lines().for_each(&mut quoted);
    let mut pages: Vec<PathBuf> = fs::read_dir(PAGES)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    pages.sort();
    for page in pages {
        let (opening, mut inside) = (format!("{language} = ["), false);
        for line in fs::read_to_string(page).unwrap().lines() {
            match line {
                "]" => inside = false,
                line if line == opening => inside = true,
                line if inside => quoted(line),
                _ => {}
            }
        }
    }
    said
}
