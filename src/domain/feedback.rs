//! What we heard about how we told it, from customers or from our own people.

use super::words::words;

words! {
    /// Who judges.
    Side, "side" {
        Customer = "customer",
        Team = "team",
    }
}

words! {
    /// What a score is counted on.
    Scale, "scale" {
        /// How good it was, from 1 to 5.
        Rating = "rating",
        /// Satisfaction, from 1 to 5.
        Csat = "csat",
        /// How easy it was, from 1 to 7.
        Ces = "ces",
        /// How likely they are to recommend us, from 0 to 10.
        Nps = "nps",
    }
}

impl Scale {
    /// The lowest and the highest score.
    pub const fn range(self) -> (u8, u8) {
        match self {
            Self::Rating | Self::Csat => (1, 5),
            Self::Ces => (1, 7),
            Self::Nps => (0, 10),
        }
    }

    /// The lowest score of those who are content: the two best of five, the three best of seven, and
    /// those who would recommend us.
    pub const fn content_from(self) -> u8 {
        match self {
            Self::Rating | Self::Csat => 4,
            Self::Ces => 5,
            Self::Nps => 9,
        }
    }

    /// The highest score of those who are not: of `nps` those who would advise against us.
    pub const fn discontent_to(self) -> u8 {
        match self {
            Self::Rating | Self::Csat => 2,
            Self::Ces => 3,
            Self::Nps => 6,
        }
    }
}

/// One voice that was heard. What it says is somebody else's: it never becomes part of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// Who judges; none for an entry that records nothing of the kind.
    pub side: Option<Side>,
    /// The client by name.
    pub client: Option<String>,
    /// The way it came, such as `survey`.
    pub how: Option<String>,
    /// What the score is counted on.
    pub scale: Option<Scale>,
    /// The score, within the range of its scale.
    pub score: Option<u8>,
    /// Their words.
    pub words: Option<String>,
    /// Where it was read from: the name of the record there.
    pub source: Option<String>,
}
