//! Whole files as expectations. `UPDATE_FIXTURES=1 cargo test` writes them anew.

use std::path::Path;

/// Compares a text with the file that holds what it should be.
#[track_caller]
pub(crate) fn assert_matches(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(path)
        .unwrap_or_else(|e| panic!("{}: {e}; write it with UPDATE_FIXTURES=1", path.display()));
    if expected != actual {
        let differs = expected
            .lines()
            .zip(actual.lines())
            .position(|(e, a)| e != a);
        let line = differs.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
        panic!(
            "{} differs from line {}:\n  expected: {:?}\n  actual:   {:?}\nlook at the difference after UPDATE_FIXTURES=1",
            path.display(),
            line + 1,
            expected.lines().nth(line),
            actual.lines().nth(line),
        );
    }
}
