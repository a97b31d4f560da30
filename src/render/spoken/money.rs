//! Money: the sign before a number is said behind it.

use super::{Last, Reader};

/// Currencies that the voice has a word for, and its key; others have the letters of ISO 4217.
const MONEY: [(char, &str); 14] = [
    ('€', "euro"),
    ('$', "dollar"),
    ('£', "pound"),
    ('¥', "yen"),
    ('¢', "cent"),
    ('₹', "INR"),
    ('₽', "RUB"),
    ('₩', "KRW"),
    ('₺', "TRY"),
    ('₪', "ILS"),
    ('₫', "VND"),
    ('₴', "UAH"),
    ('฿', "THB"),
    ('₦', "NGN"),
];

pub(super) fn is_money(c: char) -> bool {
    MONEY.iter().any(|(known, _)| *known == c)
}

impl Reader<'_> {
    /// Reads money: the sign before a number is said behind it.
    pub(super) fn money(&mut self, sign: char) {
        let found = MONEY.iter().find(|(known, _)| *known == sign);
        let key = found.map_or("", |(_, key)| *key);
        let real = sign == '$' && self.out.ends_with('R') && !self.out.ends_with("RR");
        let key = if real {
            self.out.pop();
            "real"
        } else {
            key
        };
        self.place += 1;
        let spaces = usize::from(self.at(0) == Some(' ') && !self.follows_number());
        let rest = self.chars[self.place + spaces..].iter();
        let number: String = rest
            .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
            .collect();
        let number = number.trim_end_matches(['.', ',']);
        if number.is_empty() || self.follows_number() {
            self.unit_behind(key);
            return;
        }
        self.place += spaces + number.len();
        let letters = self.chars[self.place..]
            .iter()
            .take_while(|c| c.is_ascii_alphabetic());
        let attached: String = letters.collect();
        self.place += attached.chars().count();
        if let Some(millions) = self.millions(number).filter(|_| attached == "M") {
            self.say(number);
            self.say(&millions);
            self.amount(key, &millions);
            return;
        }
        self.say(&[number, &attached].concat());
        let size = self.magnitude();
        if let Some(word) = &size {
            self.say(word);
        }
        match size {
            Some(word) => self.amount(key, &word),
            None => self.unit(key, attached.is_empty() && self.is_one(number)),
        }
    }

    /// The currency behind an amount that has been said: "5 €", "5 millones €", "1,5 M€".
    fn unit_behind(&mut self, key: &str) {
        let said = self.out.trim_end().to_owned();
        if let Some(number) = said.strip_suffix('M').map(str::trim_end)
            && number.ends_with(|c: char| c.is_ascii_digit())
        {
            self.out.truncate(number.len());
            let number = self.last_number();
            if let Some(millions) = self.millions(&number) {
                self.say(&millions);
                self.amount(key, &millions);
                return;
            }
        }
        let word = said.rsplit(' ').next().unwrap_or_default();
        if self.is_magnitude(word) {
            self.amount(key, word);
        } else {
            let one = self.is_one(&self.last_number());
            self.unit(key, one);
        }
    }

    /// The currency behind a word that multiplies: «millones de euros», « millions d'euros », but
    /// «mil euros».
    fn amount(&mut self, key: &str, size: &str) {
        let of = self.calendar.word("spoken.of");
        let takes = !of.is_empty() && size != self.calendar.word("spoken.thousand");
        if !takes {
            self.unit(key, false);
            return;
        }
        let plural = [key, ".other"].concat();
        let name = if key.starts_with(char::is_uppercase) {
            key
        } else {
            self.calendar.word(&["spoken.", &plural].concat())
        };
        let said = self.calendar.joined([of, " ", name].concat());
        self.say(&said);
    }

    /// "million" for this number of them.
    fn millions(&self, number: &str) -> Option<String> {
        let key = if self.is_one(number) { "one" } else { "other" };
        let word = self.calendar.word(&["spoken.million.", key].concat());
        (!word.is_empty()).then(|| word.to_owned())
    }

    /// Whether a number has the singular: one, and in some languages all below two.
    fn is_one(&self, number: &str) -> bool {
        let below_two = || {
            let whole = number.split([',', '.']).next();
            self.calendar.word("spoken.singular") == "below two" && matches!(whole, Some("0" | "1"))
        };
        number == "1" || (number.contains([',', '.']) && below_two())
    }

    fn unit(&mut self, key: &str, one: bool) {
        if key.starts_with(char::is_uppercase) {
            self.say(key);
        } else {
            self.word(&[key, if one { ".one" } else { ".other" }].concat());
        }
    }

    /// The word that multiplies the number before it: "million", «mil».
    fn magnitude(&mut self) -> Option<String> {
        let rest = self.chars[self.place..].strip_prefix(&[' '])?;
        let word: String = rest.iter().take_while(|c| c.is_alphabetic()).collect();
        let found = self.is_magnitude(&word);
        self.place += if found { 1 + word.chars().count() } else { 0 };
        found.then_some(word)
    }

    fn is_magnitude(&self, word: &str) -> bool {
        let mut known = self.calendar.word("spoken.magnitudes").split(' ');
        known.any(|known| known == word)
    }

    fn follows_number(&self) -> bool {
        let before = self.chars[..self.place - 1].iter().rev();
        let mut before = before.skip_while(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'));
        before.next().is_some_and(char::is_ascii_digit) && self.last != Last::Gap
    }

    fn last_number(&self) -> String {
        let said = self.out.trim_end();
        let rest = said.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        said[rest.len()..].to_owned()
    }
}
