//! How the program is linked, and what it carries packed.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "cargo speaks to a build script through the environment; where it fails, it shall"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// What is packed: texts for people, which most runs do not need. Each file has its own pack.
const FOLDERS: [&str; 2] = ["templates", "src/check/pages"];

/// Where the examples of a rule's page begin: they are most of it, and seldom needed.
const EXAMPLES: &str = "\n[bad]";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    link();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        pack(Path::new(folder));
    }
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
    }
}

/// Packs every file of a folder and of those in it: `OUT_DIR/FILE.z`. Of a page, the examples alone
/// are packed, and the rest stands beside them: `OUT_DIR/FILE`.
fn pack(folder: &Path) {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    fs::create_dir_all(out.join(folder)).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pack(&path);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let is_page = folder.ends_with("pages");
        let begin = if is_page {
            text.find(EXAMPLES).unwrap()
        } else {
            0
        };
        if is_page {
            fs::write(out.join(&path), &text[..begin]).unwrap();
        }
        let packed = miniz_oxide::deflate::compress_to_vec(&text.as_bytes()[begin..], 10);
        let name = format!("{}.z", path.display());
        fs::write(out.join(name), packed).unwrap();
    }
}
