//! How people judged how they were told, counted by who they are and what their score is counted on:
//! scores of two scales are never put together.

use super::sample::Share;
use crate::domain::feedback::{Heard, Scale, Side};

/// The scores of one side on one scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Satisfaction {
    /// Who judges.
    pub side: Side,
    /// What the scores are counted on.
    pub scale: Scale,
    /// How many gave each score, from the lowest to the highest.
    pub counts: Vec<usize>,
}

impl Satisfaction {
    /// Counts what was heard; a side and a scale without a score are left out.
    pub fn of(heard: &[&Heard]) -> Vec<Self> {
        let mut all = Vec::new();
        for side in Side::ALL {
            for scale in Scale::ALL {
                let (low, high) = scale.range();
                let mut counts = vec![0; usize::from(high - low) + 1];
                for one in heard {
                    let here = one.side.unwrap_or(Side::Customer) == *side
                        && one.scale.unwrap_or(Scale::Rating) == *scale;
                    // A score that is out of range was written by hand, and counts for nothing.
                    let place = one.score.and_then(|score| score.checked_sub(low));
                    let slot = place.and_then(|place| counts.get_mut(usize::from(place)));
                    if let Some(count) = slot.filter(|_| here) {
                        *count += 1;
                    }
                }
                if counts.iter().any(|count| *count > 0) {
                    all.push(Self {
                        side: *side,
                        scale: *scale,
                        counts,
                    });
                }
            }
        }
        all
    }

    /// How many scores there are.
    pub fn answers(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Those who are content: the two best of five, the three best of seven, and of `nps` those who
    /// would recommend us.
    pub fn content(&self) -> Share {
        self.from(self.scale.content_from())
    }

    /// Those who are not: the two worst of five, the three worst of seven, and of `nps` those who
    /// would advise against us.
    pub fn discontent(&self) -> Share {
        let above = self.from(self.scale.discontent_to() + 1);
        Share {
            part: above.whole - above.part,
            ..above
        }
    }

    fn from(&self, score: u8) -> Share {
        let place = usize::from(score - self.scale.range().0);
        Share {
            part: self.counts[place..].iter().sum(),
            whole: self.answers(),
        }
    }

    /// The score in the middle; of two the lower one.
    pub fn median(&self) -> u8 {
        let mut left = self.answers().div_ceil(2);
        let mut score = self.scale.range().0;
        for count in &self.counts {
            if *count >= left {
                break;
            }
            left -= count;
            score += 1;
        }
        score
    }

    /// The net score of `nps`: those who would recommend us less those who would advise against us, in
    /// points of a hundred.
    pub fn net(&self) -> Option<i64> {
        let points = |share: Share| share.percent().and_then(|p| i64::try_from(p).ok());
        let (good, bad) = (points(self.content())?, points(self.discontent())?);
        (self.scale == Scale::Nps).then_some(good - bad)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(side: Side, scale: Scale, scores: &[u8]) -> Vec<Heard> {
        let one = |score: &u8| Heard {
            side: Some(side),
            scale: Some(scale),
            score: Some(*score),
            ..Heard::default()
        };
        scores.iter().map(one).collect()
    }

    #[test]
    fn sides_and_scales_are_counted_apart_and_scores_out_of_range_not_at_all() {
        let mut all = heard(Side::Customer, Scale::Rating, &[1, 5, 5, 0, 6, 4]);
        all.extend(heard(Side::Team, Scale::Rating, &[3]));
        all.extend(heard(Side::Customer, Scale::Nps, &[0, 6, 7, 9, 10]));
        all.push(Heard::default());
        let counted = Satisfaction::of(&all.iter().collect::<Vec<_>>());
        let names: Vec<_> = counted.iter().map(|one| (one.side, one.scale)).collect();
        assert_eq!(
            names,
            [
                (Side::Customer, Scale::Rating),
                (Side::Customer, Scale::Nps),
                (Side::Team, Scale::Rating)
            ]
        );
        let (rating, nps) = (&counted[0], &counted[1]);
        assert_eq!(rating.counts, [1, 0, 0, 1, 2]);
        assert_eq!(rating.content(), Share { part: 3, whole: 4 });
        assert_eq!(rating.discontent(), Share { part: 1, whole: 4 });
        assert_eq!((rating.median(), rating.net()), (4, None));
        assert_eq!(nps.content(), Share { part: 2, whole: 5 });
        assert_eq!(nps.discontent(), Share { part: 2, whole: 5 });
        assert_eq!((nps.median(), nps.net()), (7, Some(0)));
    }
}
