//! The packing of what the program carries.

use std::fs;
use std::path::{Path, PathBuf};

use crate::dense;

/// Packs every file of a folder and of those in it: `OUT_DIR/FILE.z`.
pub(crate) fn pack(folder: &Path) {
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

pub(crate) fn put(out: &Path, name: &str, text: &str) {
    fs::write(out.join(format!("{name}.z")), deflate(text.as_bytes())).unwrap();
}

/// Packed as small as it goes for a program that is released, where a pack is made once; quickly for
/// one that is built again after each change. Both unpack to the same.
pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
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
pub(crate) fn quick(bytes: &[u8]) -> Vec<u8> {
    if is_released() {
        dense::dense(bytes)
    } else {
        lz4_flex::compress_prepend_size(bytes)
    }
}

pub(crate) fn is_released() -> bool {
    std::env::var("PROFILE").is_ok_and(|profile| profile == "release")
}
