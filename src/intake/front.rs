//! The front matter of a page: of YAML what cState documents, and nothing more. A key stands at the
//! beginning of its line; its value is a string (bare, in single or in double quotes), a truth value,
//! or a list of strings. Blocks, anchors, tags and tables are refused where they would be read, and
//! passed over under keys that nobody asks for.

/// The keys of a page, with their lines.
#[derive(Debug, Default)]
pub(super) struct Front<'t> {
    keys: Vec<Key<'t>>,
}

#[derive(Debug)]
struct Key<'t> {
    name: &'t str,
    line: usize,
    value: &'t str,
    /// The lines below it that belong to it.
    below: Vec<(usize, &'t str)>,
}

/// Splits a page into its front matter and its text.
pub(super) fn split(page: &str) -> Result<(Front<'_>, &str), String> {
    let page = page.strip_prefix('\u{feff}').unwrap_or(page);
    let mut lines = page.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    match first.trim_end() {
        "---" => {}
        "+++" => return Err("its front matter is TOML; only YAML is read".to_owned()),
        _ => return Err("it does not begin with front matter between `---` lines".to_owned()),
    }
    let mut front = Front::default();
    let mut at = first.len();
    for (number, line) in lines.enumerate() {
        let number = number + 2;
        at += line.len();
        let line = line.trim_end();
        match line {
            "---" | "..." => return Ok((front, &page[at..])),
            _ => front.line(number, line)?,
        }
    }
    Err("its front matter has no end: a line `---` is missing".to_owned())
}

impl<'t> Front<'t> {
    fn line(&mut self, number: usize, line: &'t str) -> Result<(), String> {
        let bare = line.trim_start();
        if bare.is_empty() || bare.starts_with('#') {
            return Ok(());
        }
        let is_item = bare == "-" || bare.starts_with("- ");
        if bare.len() < line.len() || is_item {
            let key = self.keys.last_mut();
            let key = key.ok_or_else(|| format!("line {number}: it belongs to no key"))?;
            key.below.push((number, line));
            return Ok(());
        }
        let key = line.split_once(':').filter(|(name, value)| {
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"_-".contains(&b);
            let spaced = value.is_empty() || value.starts_with([' ', '\t']);
            spaced && !name.is_empty() && name.bytes().all(plain)
        });
        let Some((name, value)) = key else {
            return Err(format!("line {number}: this is no `key: value`"));
        };
        if self.keys.iter().any(|key| key.name == name) {
            return Err(format!("line {number}: `{name}` stands there twice"));
        }
        let value = value.trim();
        let (line, below) = (number, Vec::new());
        self.keys.push(Key {
            name,
            line,
            value,
            below,
        });
        Ok(())
    }

    fn key(&self, name: &str) -> Option<&Key<'t>> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The string under a key; none if there is no such key, or nothing under it.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, String> {
        let Some(key) = self.key(name) else {
            return Ok(None);
        };
        let text = match key.below.first() {
            Some(_) => Err("it is no string of one line".to_owned()),
            None => scalar(key.value),
        };
        let text = text.map_err(|reason| key.fault(key.line, &reason))?;
        Ok(text.filter(|text| !text.is_empty()))
    }

    /// The truth value under a key; false if there is none.
    pub(super) fn flag(&self, name: &str) -> Result<bool, String> {
        let Some(key) = self.key(name) else {
            return Ok(false);
        };
        match self.text(name)?.as_deref() {
            None | Some("false" | "False" | "FALSE") => Ok(false),
            Some("true" | "True" | "TRUE") => Ok(true),
            Some(_) => Err(key.fault(key.line, "it is neither `true` nor `false`")),
        }
    }

    /// The strings under a key.
    pub(super) fn list(&self, name: &str) -> Result<Vec<String>, String> {
        let Some(key) = self.key(name) else {
            return Ok(Vec::new());
        };
        let at = |line| move |reason: String| key.fault(line, &reason);
        let here = at(key.line);
        if let Some(inner) = key.value.strip_prefix('[') {
            let inner = inner.strip_suffix(']').filter(|_| key.below.is_empty());
            let inner = inner.ok_or_else(|| here("the list has no end on its line".to_owned()))?;
            return flow(inner).map_err(here);
        }
        if !key.value.is_empty() && !key.value.starts_with('#') {
            return Err(here("it is no list".to_owned()));
        }
        let mut items = Vec::with_capacity(key.below.len());
        for (line, text) in &key.below {
            let item = text.trim_start().strip_prefix('-');
            let item = item.ok_or_else(|| at(*line)("it is no list of strings".to_owned()))?;
            items.extend(scalar(item.trim()).map_err(at(*line))?);
        }
        Ok(items)
    }
}

impl Key<'_> {
    fn fault(&self, line: usize, reason: &str) -> String {
        format!("line {line}: `{}`: {reason}", self.name)
    }
}

/// A list on one line.
fn flow(inner: &str) -> Result<Vec<String>, String> {
    let mut items = Vec::new();
    let mut rest = inner.trim();
    while !rest.is_empty() {
        let end = match rest.as_bytes()[0] {
            b'"' | b'\'' => quoted_end(rest).ok_or("a quotation mark is missing")?,
            _ => rest.find(',').unwrap_or(rest.len()),
        };
        items.extend(scalar(rest[..end].trim())?);
        rest = rest[end..].trim_start();
        rest = match rest.strip_prefix(',') {
            Some(rest) => rest.trim_start(),
            None if rest.is_empty() => rest,
            None => return Err("a comma is missing".to_owned()),
        };
    }
    Ok(items)
}

/// Where a string in quotes ends, its quotation mark included.
fn quoted_end(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut signs = text.char_indices().skip(1);
    while let Some((at, c)) = signs.next() {
        let doubled = quote == '\'' && text[at + 1..].starts_with('\'');
        if c == '\\' && quote == '"' || c == quote && doubled {
            signs.next();
        } else if c == quote {
            return Some(at + 1);
        }
    }
    None
}

/// Reads one value; none for an empty one and for `null`.
fn scalar(text: &str) -> Result<Option<String>, String> {
    let Some(first) = text.chars().next() else {
        return Ok(None);
    };
    if first == '"' || first == '\'' {
        let end = quoted_end(text).ok_or("a quotation mark is missing")?;
        let after = text[end..].trim_start();
        if !after.is_empty() && !after.starts_with('#') {
            return Err("something follows the string".to_owned());
        }
        let inner = &text[1..end - 1];
        return if first == '"' {
            unescaped(inner).map(Some)
        } else {
            Ok(Some(inner.replace("''", "'")))
        };
    }
    if "|>{[&*!%@`?".contains(first) {
        return Err(format!(
            "a value that begins with `{first}` is not read; put it into quotes"
        ));
    }
    let bare = text.split(" #").next().unwrap_or(text).trim();
    if bare.contains(": ") || bare.ends_with(':') {
        return Err("a colon in a string without quotes; put it into quotes".to_owned());
    }
    let empty = bare.starts_with('#') || ["", "~", "null"].contains(&bare);
    Ok((!empty).then(|| bare.to_owned()))
}

fn unescaped(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(c) = signs.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let name = signs.next().unwrap_or_default();
        let digits = match name {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let meant = match name {
            'n' => Some('\n'),
            't' => Some('\t'),
            'r' => Some('\r'),
            '"' | '\\' | '/' | ' ' => Some(name),
            '0' => Some('\0'),
            'a' => Some('\u{7}'),
            'b' => Some('\u{8}'),
            'e' => Some('\u{1b}'),
            'f' => Some('\u{c}'),
            'v' => Some('\u{b}'),
            'N' => Some('\u{85}'),
            '_' => Some('\u{a0}'),
            'L' => Some('\u{2028}'),
            'P' => Some('\u{2029}'),
            _ if digits > 0 => {
                let code: String = signs.by_ref().take(digits).collect();
                let code = u32::from_str_radix(&code, 16).ok();
                code.and_then(char::from_u32)
            }
            _ => None,
        };
        out.push(meant.ok_or_else(|| format!("`\\{name}` is no escape"))?);
    }
    Ok(out)
}
