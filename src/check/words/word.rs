//! One word of a pattern.

/// What one word of a pattern accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// This word.
    Is(&'static str),
    /// Every word that begins so.
    Begins(&'static str),
    /// Every word that ends so.
    Ends(&'static str),
    /// What begins with a digit.
    Number,
    /// A word of the class with this bit.
    In(u32),
    /// Any word.
    Any,
}

impl Word {
    pub(super) fn of(source: &'static str) -> Self {
        match source {
            "#" => Self::Number,
            "_" => Self::Any,
            _ => match source.as_bytes() {
                [.., b'*'] => Self::Begins(&source[..source.len() - 1]),
                [b'*', ..] => Self::Ends(&source[1..]),
                _ => Self::Is(source),
            },
        }
    }
}
