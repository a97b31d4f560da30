//! Names that somebody may have meant.

/// Returns the candidates that are spelled almost like `given`, nearest first, at most three.
pub fn similar<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // Below this a suggestion is more often wrong than right (Jaro-Winkler, 0 to 1).
    const ALIKE: f64 = 0.8;
    let given = given.to_lowercase();
    let mut scored: Vec<_> = candidates
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&given, &name.to_lowercase()), name))
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().map(|(_, name)| name).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_the_name() {
        assert_eq!(similar("chekout", ["checkout", "search"]), ["checkout"]);
        assert!(similar("billing", ["checkout", "search"]).is_empty());
    }
}
