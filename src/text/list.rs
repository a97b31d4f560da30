//! Lists of names inside a sentence.

/// Joins names in backticks: "`a`, `b` or `c`".
pub fn or_ticked<S: AsRef<str>>(names: &[S]) -> String {
    joined(names, "or")
}

/// Joins names in backticks: "`a`, `b` and `c`".
pub fn and_ticked<S: AsRef<str>>(names: &[S]) -> String {
    joined(names, "and")
}

fn joined<S: AsRef<str>>(names: &[S], word: &str) -> String {
    let ticked: Vec<_> = names
        .iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    match ticked.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} {word} {last}", head.join(", ")),
    }
}

/// Returns "1 message" or "3 messages".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_as_in_a_sentence() {
        assert_eq!(or_ticked::<&str>(&[]), "");
        assert_eq!(or_ticked(&["a"]), "`a`");
        assert_eq!(and_ticked(&["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
