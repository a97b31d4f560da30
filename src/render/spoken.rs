//! What a recorded voice reads: text without symbols. Facts are typed for the eye, with `35 %`, `10:30`
//! and addresses in them; here they become words of the voice, and what nobody can say falls away.
//!
//! What is left are letters and figures of any script, white space, and the marks that a voice reads as
//! pauses or within a word or number: `. , ; : ? ! ¿ ¡ ' ’ - ( )`. Marks between figures stay as typed
//! (`2.5`, `1,000`): which of them is the decimal one, readers of the language know. What is without
//! symbols stays as it is.

mod address;
mod mark;
mod money;
mod number;
mod phrase;
mod time;

use unicode_width::UnicodeWidthChar;

use self::money::is_money;
use super::moment::Calendar;

/// What was written last, where the next character may need a space before it or none.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// A character as typed.
    Typed,
    /// A word for a symbol.
    Word,
    /// A symbol fell away here.
    Gap,
}

/// Reads one text.
struct Reader<'c> {
    calendar: &'c Calendar<'c>,
    chars: Vec<char>,
    place: usize,
    out: String,
    last: Last,
    /// Where the last time ended, if it was one of a 24-hour clock.
    full: Option<usize>,
    /// Where the last time or date ended: a dash right behind it can begin a range.
    moment_end: usize,
    /// Whether a single quotation mark is open.
    quoted: bool,
}

/// Returns the text as a recorded voice reads it.
pub(super) fn read(calendar: &Calendar<'_>, text: &str) -> String {
    let mut reader = Reader {
        calendar,
        chars: text.chars().map(familiar).collect(),
        place: 0,
        out: String::with_capacity(text.len()),
        last: Last::Typed,
        full: None,
        moment_end: 0,
        quoted: false,
    };
    while let Some(c) = reader.at(0) {
        reader.step(c);
    }
    if reader.last == Last::Gap {
        reader.trim();
    }
    reader.out
}

/// Wide and foreign forms of marks as the ones known here.
fn familiar(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2010}' | '\u{2011}' => '-',
        '。' | '۔' | '।' => '.',
        '、' | '،' => ',',
        '؛' => ';',
        '؟' => '?',
        '∼' | '≈' => '~',
        '⁄' | '∕' => '/',
        '№' => '#',
        c => c,
    }
}

impl Reader<'_> {
    fn step(&mut self, c: char) {
        let begins = !self.before().is_some_and(address::is_part);
        if begins
            && c.is_alphanumeric()
            && (self.phrase() || self.numero() || self.address() || self.zone())
        {
            return;
        }
        if c.is_ascii_digit() && !self.before().is_some_and(|c| c.is_ascii_digit()) && self.number()
        {
            return;
        }
        if c.is_whitespace() || self.is_sayable(c) {
            self.place += 1;
            self.push(c);
        } else {
            self.symbol(c);
        }
    }

    /// A letter, a figure, or what belongs to the letter before it.
    fn is_sayable(&self, c: char) -> bool {
        let picture = ('\u{1f000}'..='\u{1faff}').contains(&c);
        let joined = || {
            c.width() == Some(0)
                && !matches!(c, '\0'..='\u{2ff}' | '\u{2000}'..='\u{20ff}' | '\u{fe00}'..='\u{feff}')
                && c < '\u{e0000}'
                && self
                    .out
                    .ends_with(|c: char| c.is_alphanumeric() || c.width() == Some(0))
        };
        !picture && (c.is_alphanumeric() || joined())
    }

    fn symbol(&mut self, c: char) {
        let before = self.before();
        let next = self.at(1);
        let alnum = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let between = figure(self.seen_before()) && figure(self.seen_after(1));
        if let Some((key, width)) = self.compared(c) {
            if key.is_empty() {
                self.gap();
            } else {
                self.word(key);
            }
            self.place += width;
            return;
        }
        let mut width = 1;
        match c {
            '.' if next == Some('.') => {
                width = self.run('.');
                self.ellipsis(width);
            }
            '…' => self.ellipsis(1),
            ':' if figure(before) && figure(next) => self.word("ratio"),
            ':' | ';' if !alnum(before) && matches!(next, Some('-' | ')' | '(')) => {
                width = 1 + usize::from(next == Some('-')) + 1;
                self.gap();
            }
            '.' | ',' | ';' | ':' | '?' | '!' | '¿' | '¡' | '(' | ')' => self.push(c),
            '\'' | '’' if alnum(before) && (alnum(next) || !self.quoted) => self.push(c),
            '\'' | '’' => {
                self.quoted = !alnum(before) && alnum(next);
                self.gap();
            }
            // "Kund*innen", «client·e·s».
            '·' | '•' if letter(before) && letter(next) => {}
            '*' if letter(before) && letter(next) && self.is_in_word() => {}
            '_' if letter(before) && self.ends_inclusively() => {}
            '%' if letter(next)
                && figure(before)
                && !self.calendar.word("spoken.percent_of").is_empty() =>
            {
                let word = self.calendar.word("spoken.percent_of");
                self.out.push_str(word);
                self.last = Last::Typed;
            }
            '-' | '–' | '—' | '―' | '−' => width = self.dash(c),
            '/' => self.slash(),
            '\\' if alnum(next) => self.word("backslash"),
            '|' | '•' | '●' | '▪' | '‣' => self.pause(),
            '&' => self.word("and"),
            '@' if alnum(next) || alnum(before) || between => self.word("at"),
            '#' if figure(next) => self.word("number"),
            '#' if alnum(next) || alnum(before) => self.word("hash"),
            '§' => {
                width = self.run('§');
                self.word("paragraph");
            }
            '%' => self.word("percent"),
            '‰' => self.word("per_thousand"),
            '°' => self.word("degrees"),
            '+' if !self.begins_line() || figure(next) => self.word("plus"),
            '~' if figure(self.seen_after(1)) => self.word("about"),
            '~' if next == Some('/') => self.word("tilde"),
            '±' => self.word("plus_minus"),
            '×' => self.word("times"),
            '*' if between => self.word("times"),
            '÷' => self.word("divided_by"),
            '^' if alnum(before) && alnum(next) => self.word("power"),
            c if is_money(c) => return self.money(c),
            // What has no width parts no words.
            c if c.width().unwrap_or(0) == 0 => {}
            _ => self.gap(),
        }
        self.place += width;
    }

    /// A pause between words; none at the beginning of a line or after another one.
    fn pause(&mut self) {
        self.gap();
        self.push(',');
        if self.last == Last::Typed {
            self.last = Last::Word;
        }
    }

    fn gap(&mut self) {
        self.last = Last::Gap;
    }

    /// A word of the voice for a symbol.
    fn word(&mut self, key: &str) {
        let word = self.calendar.word(&["spoken.", key].concat());
        self.say(word);
    }

    /// A word with spaces around it.
    fn say(&mut self, word: &str) {
        if !self.out.is_empty()
            && !self
                .out
                .ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | '¿' | '¡'))
        {
            self.out.push(' ');
        }
        self.out.push_str(word);
        self.last = Last::Word;
    }

    /// Writes a character, with a space before it or none where a symbol was.
    fn push(&mut self, c: char) {
        let closing = matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | ')');
        match self.last {
            // "a.m." closes a sentence by itself.
            Last::Word if c == '.' && self.out.ends_with('.') => return,
            Last::Word if !closing && !c.is_whitespace() => self.out.push(' '),
            Last::Gap if closing || c == '\n' => {
                self.trim();
                if c == ')' && self.out.ends_with('(') {
                    self.out.pop();
                    return;
                }
                let mute = |c: char| {
                    matches!(
                        c,
                        '\n' | '(' | '.' | ',' | ';' | ':' | '?' | '!' | '¿' | '¡'
                    )
                };
                if c != '\n' && self.out.chars().next_back().is_none_or(mute) {
                    return;
                }
            }
            Last::Gap if c.is_whitespace() => {
                if self.out.is_empty() || self.out.ends_with(char::is_whitespace) {
                    return;
                }
                self.out.push(c);
                return;
            }
            Last::Gap if self.out.ends_with(char::is_alphanumeric) => self.out.push(' '),
            _ => {}
        }
        self.out.push(c);
        self.last = Last::Typed;
    }

    fn trim(&mut self) {
        let kept = self.out.trim_end_matches(' ').len();
        self.out.truncate(kept);
    }

    fn at(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.place + ahead).copied()
    }

    fn before(&self) -> Option<char> {
        self.chars.get(self.place.checked_sub(1)?).copied()
    }

    /// The last character before this one that is no space, on the same line.
    fn seen_before(&self) -> Option<char> {
        let mut before = self.chars[..self.place].iter().rev();
        before.find(|c| **c != ' ').copied().filter(|c| *c != '\n')
    }

    /// The next character from some place on that is no space, on the same line.
    fn seen_after(&self, ahead: usize) -> Option<char> {
        let mut after = self.chars.iter().skip(self.place + ahead);
        after.find(|c| **c != ' ').copied().filter(|c| *c != '\n')
    }

    /// Whether two letters stand right before this place: `a*b` is no word.
    fn is_in_word(&self) -> bool {
        let before = self.chars[..self.place].iter().rev();
        before.take(2).filter(|c| c.is_alphabetic()).count() == 2
    }

    fn begins_line(&self) -> bool {
        self.seen_before().is_none()
    }

    /// How often a character stands here in a row.
    fn run(&self, c: char) -> usize {
        self.chars[self.place..]
            .iter()
            .take_while(|d| **d == c)
            .count()
    }
}
