//! What a sample can support: middle values and shares with the interval in which chance alone would
//! leave them, 19 times of 20.

/// The middle of values, and between which of them the middle of all such incidents lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Middle {
    /// The median; of an even number of values the lower of the two middle ones is the mean of both,
    /// rounded down.
    pub median: i64,
    /// The interval of at least 95 %; none for fewer than six values, which cannot support one.
    pub interval: Option<(i64, i64)>,
    /// How many values there are.
    pub count: usize,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are meant.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
}

/// Returns the middle of values; none of none.
pub fn middle(mut values: Vec<i64>) -> Option<Middle> {
    values.sort_unstable();
    let count = values.len();
    let upper = *values.get(count / 2)?;
    let median = if count % 2 == 1 {
        upper
    } else {
        let lower = values[count / 2 - 1];
        lower + (upper - lower) / 2
    };
    let interval = rank(count).map(|below| (values[below], values[count - 1 - below]));
    Some(Middle {
        median,
        interval,
        count,
    })
}

/// How many values may be left out at each end so that the rest still holds the true middle with at
/// least 95 %: the order statistics of the binomial distribution with one half. None below six
/// values: there not even the two outermost ones hold it.
fn rank(count: usize) -> Option<usize> {
    const TAIL: f64 = 0.025;
    #[expect(
        clippy::cast_precision_loss,
        reason = "the log holds fewer incidents than a float has exact numbers"
    )]
    let as_float = |n: usize| n as f64;
    // The logarithm of the probability of one number of heads: of a thousand throws it has no float.
    let mut log = -as_float(count) * std::f64::consts::LN_2;
    let mut below = 0.0;
    let mut rank = None;
    for heads in 0..count {
        below += log.exp();
        if below > TAIL {
            break;
        }
        rank = Some(heads);
        log += (as_float(count - heads) / as_float(heads + 1)).ln();
    }
    rank
}

impl Share {
    /// In percent, rounded; none of nothing.
    pub fn percent(self) -> Option<usize> {
        let whole = self.whole;
        (whole > 0).then(|| (self.part * 200 + whole) / (2 * whole))
    }

    /// Between which percents the true share lies, 19 times of 20 (Wilson's interval, rounded
    /// outwards); none of nothing.
    pub fn interval(self) -> Option<(usize, usize)> {
        const Z: f64 = 1.96;
        if self.whole == 0 {
            return None;
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "the log holds fewer promises than a float has exact numbers"
        )]
        let (part, whole) = (self.part as f64, self.whole as f64);
        let share = part / whole;
        let spread = Z * (share * (1.0 - share) / whole + Z * Z / (4.0 * whole * whole)).sqrt();
        let scale = 1.0 + Z * Z / whole;
        let centre = share + Z * Z / (2.0 * whole);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a percentage between 0 and 100"
        )]
        let percent = |bound: f64, round: fn(f64) -> f64| {
            round((bound / scale * 100.0).clamp(0.0, 100.0)) as usize
        };
        Some((
            percent(centre - spread, f64::floor),
            percent(centre + spread, f64::ceil),
        ))
    }
}

/// Whether two intervals have something in common: then chance may be all there is between them.
pub fn overlap<T: PartialOrd + Copy>(one: (T, T), other: (T, T)) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_even_number_lies_between_the_two_middle_ones() {
        let median = |values: &[i64]| middle(values.to_vec()).map(|m| m.median);
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7]), Some(7));
        assert_eq!(median(&[9, 1, 5]), Some(5));
        assert_eq!(median(&[1, 2, 9, 4]), Some(3));
    }

    /// The ranks are those of any table of the sign test: of 6 to 8 values none may be left out, of 9
    /// one at each end, of 20 five, of 100 thirty-nine.
    #[test]
    fn the_interval_of_a_middle_is_that_of_the_sign_test() {
        let below = |count: i64| {
            let interval = middle((0..count).collect()).and_then(|m| m.interval);
            interval.map(|(low, _)| low)
        };
        assert_eq!(below(5), None);
        assert_eq!(below(6), Some(0));
        assert_eq!(below(8), Some(0));
        assert_eq!(below(9), Some(1));
        assert_eq!(below(20), Some(5));
        assert_eq!(below(100), Some(39));
        assert_eq!(middle((0..9).collect()).unwrap().interval, Some((1, 7)));
        assert!(middle((0..5_000).collect()).unwrap().interval.is_some());
    }

    /// The figures are those of Wilson's interval as statistics packages print it: 46 of 62 lie
    /// between 62.1 % and 83.4 %.
    #[test]
    fn a_share_of_a_few_says_little() {
        let share = |part, whole| Share { part, whole };
        assert_eq!(share(46, 62).percent(), Some(74));
        assert_eq!(share(46, 62).interval(), Some((62, 84)));
        assert_eq!(share(1, 1).interval(), Some((20, 100)));
        assert_eq!(share(0, 3).interval(), Some((0, 57)));
        assert_eq!(share(0, 0).percent(), None);
        assert_eq!(share(0, 0).interval(), None);
    }
}
