//! Short forms that a voice knows as a whole: "and/or", "km/h", "n° 5".

use super::Reader;

impl Reader<'_> {
    /// Reads the short form of the voice's table that begins here, if one does.
    pub(super) fn phrase(&mut self) -> bool {
        let table = self.calendar.word("spoken.phrases").split(", ");
        let found = table
            .filter_map(|entry| entry.split_once(" = "))
            .find(|(typed, _)| {
                let size = typed.chars().count();
                let here = self.chars[self.place..].iter().take(size).copied();
                let next = self.at(size);
                // A fraction is one only of something: "1/2" alone may be a date.
                let counts = !typed.starts_with(|c: char| c.is_ascii_digit())
                    || typed.len() > 3
                    || (next == Some(' ') && self.at(size + 1).is_some_and(char::is_alphabetic));
                here.eq(typed.chars())
                    && counts
                    && !next.is_some_and(|c| c.is_alphanumeric() || c == '/')
            });
        let Some((typed, said)) = found else {
            return false;
        };
        self.say(said);
        self.place += typed.chars().count();
        true
    }

    /// Reads `n° 5` and its kin as "number".
    pub(super) fn numero(&mut self) -> bool {
        let sign = matches!(self.at(1), Some('°' | 'º'));
        let begins = matches!(self.at(0), Some('n' | 'N')) && sign;
        let found = begins && self.seen_after(2).is_some_and(|c| c.is_ascii_digit());
        if found {
            self.word("number");
            self.place += 2;
        }
        found
    }

    /// Whether the underscore here parts a word from an ending that means everybody: `Kund_innen`.
    pub(super) fn ends_inclusively(&self) -> bool {
        let rest = self.chars[self.place + 1..].iter().take(8);
        let ending: String = rest
            .take_while(|c| c.is_alphanumeric() || **c == '_')
            .collect();
        let mut known = self.calendar.word("spoken.endings").split(' ');
        !ending.is_empty() && known.any(|known| known == ending)
    }
}
