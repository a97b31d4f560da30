//! Who else holds what was taken out of the log. What can be looked at is looked at; what cannot is
//! named all the same.

use std::fs;
use std::path::{Path, PathBuf};

use memchr::memmem;

use crate::check::secrets::secrets;
use crate::commands::session::Session;
use crate::commands::site::LIST;
use crate::domain::entry::{EntryId, Kind};
use crate::log::{self, Log};
use crate::order;
use crate::text::slug::slug;

/// The least that is looked for elsewhere, in bytes: less stands everywhere.
const LEAST: usize = 4;
/// The most bytes of files that are looked into around the log, and what each counts at least: more
/// would be somebody's whole disk.
const MOST: u64 = 1 << 26;
const EACH: u64 = 1 << 12;

/// Where the words still stand.
pub(super) struct Traces {
    /// Fields of entries of the log.
    fields: Vec<(EntryId, String, String)>,
    others: Vec<String>,
}

/// Whether an id was made of these words, as far as can be told.
fn holds(id: &str, slug: &str) -> bool {
    slug.len() >= LEAST && id.contains(slug)
}

impl Traces {
    /// Looks through the log as it is now, and around it.
    pub(super) fn of(
        session: &Session,
        log: &Log,
        texts: &[String],
        id: EntryId,
    ) -> Result<Self, anyhow::Error> {
        let mut traces = Self {
            fields: Vec::new(),
            others: Vec::new(),
        };
        let mut sought: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
        // A secret is what it is in any other words, too.
        let secrets = texts.iter().flat_map(|text| {
            let found = secrets(text).into_iter();
            found.filter_map(move |secret| text.get(secret.start..secret.end))
        });
        sought.extend(secrets);
        sought.retain(|text| text.len() >= LEAST);
        traces.within(session, log, &sought, id)?;
        traces.around(session, log.path(), &sought);
        traces.in_git(log.path());
        traces.others.push(
            "backups of this machine, and copies that others have; and if it is a secret, whoever saw \
             it: change it"
                .to_owned(),
        );
        Ok(traces)
    }

    /// Everything, a line each.
    pub(super) fn all(&self) -> Vec<String> {
        let fields = self.fields.iter();
        let fields = fields.map(|(id, field, incident)| {
            format!("the log: `{field}` of the entry {id} of `{incident}` says it too")
        });
        fields.chain(self.others.iter().cloned()).collect()
    }

    /// Leaves out what is about to go.
    pub(super) fn forgive(&mut self, id: EntryId, going: &[String]) {
        let goes = |field: &str| {
            let within = |key: &String| field == key || field.starts_with(&format!("{key}."));
            going.iter().any(within)
        };
        self.fields
            .retain(|(own, field, _)| *own != id || !goes(field));
    }

    fn within(
        &mut self,
        session: &Session,
        log: &Log,
        sought: &[&str],
        id: EntryId,
    ) -> Result<(), anyhow::Error> {
        let all = log.incidents().len();
        let mut progress = session.ui.progress("looking for the words elsewhere", all);
        let slugs: Vec<String> = sought.iter().map(|text| slug(text, 29)).collect();
        let mut told = false;
        let (fields, others) = (&mut self.fields, &mut self.others);
        log.each_incident(None, &mut |number, incident| {
            progress.at(number);
            for entry in &incident.timeline {
                for (field, text) in log::words(entry) {
                    if sought.iter().any(|one| text.contains(one)) {
                        fields.push((entry.id, field, incident.id.clone()));
                    }
                }
                let step = &entry.facts.internal.step;
                if let Some(measure) = &step.measure
                    && entry.id == id
                    && slugs.iter().any(|slug| holds(measure, slug))
                {
                    others.push(format!(
                        "the id of the measure `{measure}`, which was made of its words and stays"
                    ));
                }
                let told_it = matches!(entry.kind, Kind::Told);
                if entry.id == id && (entry.kind.is_public() || told_it) {
                    let at = entry.at.format("%Y-%m-%d %H:%M UTC");
                    others.push(format!(
                        "messages that were sent at {at}: pages, mailboxes and chats keep them until you \
                         edit or recall them there"
                    ));
                }
                told |= told_it && entry.id != id && incident.timeline.iter().any(|e| e.id == id);
            }
            let named = |slug: &String| holds(&incident.id, slug);
            if slugs.iter().any(named) && incident.timeline.iter().any(|entry| entry.id == id) {
                others.push(format!(
                    "the id of the incident, `{}`: give it another with `vocero redact {id} --field \
                     incident --reason TEXT`",
                    incident.id
                ));
            }
            Ok::<(), anyhow::Error>(())
        })?;
        if told {
            others.push("clients who were told of it: see `vocero plan`".to_owned());
        }
        Ok(())
    }

    /// What the program remembers, and everything below the folder of the log and below this one,
    /// whatever its name: drafts, payloads, pages, copies that somebody made. What is written elsewhere
    /// nobody remembers, and that is said.
    fn around(&mut self, session: &Session, log: &Path, sought: &[&str]) {
        let log = fs::canonicalize(log).unwrap_or_default();
        let mut folders: Vec<PathBuf> = Vec::new();
        folders.extend(session.state_folder());
        folders.extend(log.parent().map(Path::to_owned));
        // Below the root is the whole machine.
        folders.extend(
            fs::canonicalize(".")
                .ok()
                .filter(|here| here.parent().is_some()),
        );
        let sought: Vec<Vec<u8>> = sought.iter().map(|text| letters(text.as_bytes())).collect();
        let (mut at, mut left) = (0, MOST);
        // Near files first: what is found last is least likely ours.
        while let Some(folder) = folders.get(at).cloned() {
            at += 1;
            let mut paths: Vec<PathBuf> = Vec::new();
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                paths.push(entry.path());
            }
            order::sort(&mut paths);
            for path in paths {
                let Ok(found) = fs::symlink_metadata(&path) else {
                    continue;
                };
                let name = path.file_name().unwrap_or_default();
                if found.is_dir() && !name.as_encoded_bytes().starts_with(b".") {
                    folders.push(path);
                } else if found.is_file() && path != log {
                    left = left.saturating_sub(found.len() + EACH);
                    if left > 0 {
                        self.look_into(&path, &sought);
                    }
                }
            }
            if left == 0 {
                break;
            }
        }
        let some = if left > 0 { "" } else { "a part of " };
        self.others.push(format!(
            "perhaps what was written elsewhere (`--out`, `site` and the like): only {some}what lies in \
             and below the folder of the log and this one was looked into, but for hidden folders"
        ));
    }

    /// Names a file that holds one of the texts, or the site that it belongs to, once.
    fn look_into(&mut self, path: &Path, sought: &[Vec<u8>]) {
        let Ok(bytes) = fs::read(path) else {
            return;
        };
        let held = letters(&bytes);
        if !sought
            .iter()
            .any(|text| memmem::find(&held, text).is_some())
        {
            return;
        }
        let mut above = path.ancestors().skip(1);
        let site = above.find(|folder| folder.join(LIST).exists());
        let shown = site.unwrap_or(path).display();
        let line = match site {
            Some(_) => format!("the site in `{shown}`: write it anew with `vocero site`"),
            None => format!("the file `{shown}`: remove it, or mend it by hand"),
        };
        if !self.others.contains(&line) {
            self.others.push(line);
        }
    }

    /// The history of the log, where Git keeps one.
    fn in_git(&mut self, log: &Path) {
        let Ok(real) = fs::canonicalize(log) else {
            return;
        };
        let mut above = real.ancestors().skip(1);
        if let Some(folder) = above.find(|folder| folder.join(".git").exists()) {
            let folder = folder.display();
            self.others.push(format!(
                "the history of Git in `{folder}`, every clone of it and every fork: rewrite it (`git \
                 filter-repo --replace-text`), and have them cloned anew"
            ));
        }
    }
}

/// The letters and digits alone, small: without the signs, spaces and line ends that a channel puts
/// between them, and without what a mail, a page or JSON writes in place of a sign.
fn letters(bytes: &[u8]) -> Vec<u8> {
    let mut letters = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [byte, after @ ..] = rest {
        rest = match (byte, after) {
            (b'=', [a, b, after @ ..]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => after,
            (b'\\', [b'n' | b'r' | b't', after @ ..]) => after,
            (b'&', _) => {
                let near = &after[..after.len().min(6)];
                let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
                let end = near.iter().position(|byte| !of_name(byte));
                let end = end.filter(|end| near[*end] == b';');
                &after[end.map_or(0, |end| end + 1)..]
            }
            _ => after,
        };
        if byte.is_ascii_alphanumeric() {
            letters.push(byte.to_ascii_lowercase());
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_however_a_payload_writes_them() {
        let text = letters("jane doe can't pay: «la operación»\nfalló".as_bytes());
        for written in [
            "jane doe can't pay: «la operación»\\nfalló",
            "Jane Doe can\\'t pay: «la\n operación» falló.",
            "<p>Jane Doe can&#39;t pay: «la operación» falló</p>",
            "Jane Doe can't =\r\npay: =C2=ABla operaci=C3=B3n=C2=BB fall=C3=B3",
        ] {
            let held = letters(written.as_bytes());
            assert!(memmem::find(&held, &text).is_some(), "{written}");
        }
        assert_eq!(letters(b"a & b; c\\d = 1"), b"abcd1");
    }
}
