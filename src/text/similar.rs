//! Names that somebody may have meant.

/// Returns the candidates that are spelled almost like `given`, nearest first, at most three.
pub fn similar<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // Below this a suggestion is more often wrong than right (Jaro-Winkler, 0 to 1).
    const ALIKE: f64 = 0.8;
    let given = given.to_lowercase();
    let mut near: Vec<(f64, &str)> = Vec::new();
    for name in candidates {
        let score = strsim::jaro_winkler(&given, &name.to_lowercase());
        if score >= ALIKE {
            let place = near.iter().position(|(other, _)| *other < score);
            near.insert(place.unwrap_or(near.len()), (score, name));
            near.truncate(3);
        }
    }
    near.into_iter().map(|(_, name)| name).collect()
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
