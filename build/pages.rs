//! The pages of the rules, and what rules say.

use std::fs;
use std::path::PathBuf;

use crate::PAGES;
use crate::pack::put;

/// Where the examples of a rule's page begin.
const EXAMPLES: &str = "\n[bad]";

/// What of a page every finding says: its keys, in the order in which the program reads them.
const BRIEF: [&str; 5] = ["layer", "level", "what", "why", "en"];

/// The other languages in which pages help.
const HELP: [&str; 4] = ["es", "pt", "fr", "de"];

/// Parts the pages by what asks for them, with their texts as they are told. What every finding says is
/// `OUT_DIR/PAGES/RULE.brief`, a line for each of [`BRIEF`]. Help in another language is a line for each
/// page in `OUT_DIR/PAGES/help.LANGUAGE.z`. The rest, which is most of it and seldom needed, is one pack,
/// in which it is a quarter smaller: `OUT_DIR/PAGES/rest.z`, each page behind a line `=RULE`.
pub(crate) fn pages() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    fs::create_dir_all(out.join(PAGES)).unwrap();
    let files = fs::read_dir(PAGES).unwrap();
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    // As the program counts them: by their names without what stands behind the dot.
    files.sort_by_key(|path| path.file_stem().map(std::ffi::OsStr::to_owned));
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

/// What rules say, by language: lines of English, an arrow, and the same in that language.
pub(crate) const SPOKEN: &str = "src/check/spoken";

/// Packs what rules say: each language by itself, and the English that all files share only once. A
/// test holds that they do.
pub(crate) fn pair() {
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
