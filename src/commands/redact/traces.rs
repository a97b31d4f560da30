//! Who else holds what was taken out of the log. What can be looked at is looked at; what cannot is
//! named all the same.

mod stands;

use std::fs;
use std::path::{Path, PathBuf};

use crate::check::secrets::secrets;
use crate::commands::session::Session;
use crate::commands::site::LIST;
use crate::domain::entry::{EntryId, Kind};
use crate::log::{self, Log};
use crate::order;
use crate::text::list::and_ticked;
use crate::text::slug::slug;

/// The least that is looked for elsewhere, in bytes: less stands everywhere.
const LEAST: usize = 4;
/// The largest file that is looked into.
const LARGEST: u64 = log::LOG_LIMIT;
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
        traces.beside(log.path(), &sought);
        traces.remembered(session, &sought);
        traces.around(log.path(), &sought);
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

    /// Files beside the log that are named for it: copies of a repair, of an editor, of a person.
    fn beside(&mut self, log: &Path, sought: &[&str]) {
        let Ok(real) = fs::canonicalize(log) else {
            return;
        };
        let (Some(folder), Some(name)) = (real.parent(), real.file_name()) else {
            return;
        };
        let name = name.to_string_lossy().into_owned();
        let ours = |path: &PathBuf| {
            let other = path.file_name().map(|name| name.to_string_lossy());
            let other = other.unwrap_or_default();
            *path != real && other.trim_start_matches(['.', '#']).starts_with(&name)
        };
        self.files(folder, sought, &ours);
    }

    /// What the program remembers: drafts above all.
    fn remembered(&mut self, session: &Session, sought: &[&str]) {
        let Some(folder) = session.state_folder() else {
            return;
        };
        self.files(&folder, sought, &|_| true);
        self.files(&folder.join("drafts"), sought, &|_| true);
    }

    /// Everything below the folder of the log and below this one, whatever its name: payloads,
    /// pages and reports that were written there, copies that somebody made. What is written
    /// elsewhere nobody remembers, and that is said.
    fn around(&mut self, log: &Path, sought: &[&str]) {
        let here = fs::canonicalize(".");
        let log = fs::canonicalize(log).ok();
        let beside = log.as_deref().and_then(Path::parent);
        let mut folders: Vec<PathBuf> = beside.map(Path::to_owned).into_iter().collect();
        let apart = |here: &PathBuf| {
            let within = beside.is_some_and(|beside| here.starts_with(beside));
            !within && here.parent().is_some()
        };
        folders.extend(here.ok().filter(apart));
        let roots = folders.iter().map(|folder| folder.display().to_string());
        let roots: Vec<String> = roots.collect();
        let roots: Vec<&str> = roots.iter().map(String::as_str).collect();
        let (mut at, mut left, mut whole) = (0, MOST, true);
        // Near files first: what is found last is least likely ours.
        while let Some(folder) = folders.get(at).cloned() {
            let (inner, files) = within(&folder);
            for path in files {
                let size = fs::metadata(&path).map_or(0, |found| found.len());
                let cost = left.checked_sub(size + EACH);
                if let Some(rest) = cost.filter(|_| Some(&path) != log.as_ref()) {
                    left = rest;
                    self.look_into(&path, sought);
                }
                whole &= cost.is_some();
            }
            let fresh = inner.into_iter();
            folders.extend(fresh.filter(|path| Some(path.as_path()) != beside));
            at += 1;
            left = left.saturating_sub(EACH);
            if left == 0 {
                whole = false;
                break;
            }
        }
        let some = if whole {
            "the files"
        } else {
            "a part of the files"
        };
        self.others.push(format!(
            "perhaps what was written elsewhere (`--out`, `site` and the like): only {some} in and below \
             {} were looked into, but for hidden folders",
            and_ticked(&roots)
        ));
    }

    /// Names the files of a folder that hold one of the texts.
    fn files(&mut self, folder: &Path, sought: &[&str], wanted: &dyn Fn(&PathBuf) -> bool) {
        for path in within(folder).1.iter().filter(|path| wanted(path)) {
            self.look_into(path, sought);
        }
    }

    /// Names a file that holds one of the texts, once.
    fn look_into(&mut self, path: &Path, sought: &[&str]) {
        let small = fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() <= LARGEST);
        let Some(bytes) = small.then(|| fs::read(path).ok()).flatten() else {
            return;
        };
        if sought.iter().any(|text| stands::stands_in(&bytes, text)) {
            let mut above = path.ancestors().skip(1);
            let line = match above.find(|folder| folder.join(LIST).exists()) {
                Some(site) => {
                    let shown = site.display().to_string();
                    let quoted = shell_words::quote(&shown);
                    format!("the site in `{shown}`: write it anew with `vocero site {quoted}`")
                }
                None => {
                    let path = path.display();
                    format!("the file `{path}`: remove it, or mend it by hand")
                }
            };
            if !self.others.contains(&line) {
                self.others.push(line);
            }
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

/// The folders within a folder and its files, in order of their names; nothing that is a link or
/// empty, and no hidden folder: what tools keep for themselves is large and seldom ours.
fn within(folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut all: Vec<(PathBuf, bool)> = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        // What is a link is told as one, not as what it leads to.
        let Ok(found) = entry.metadata() else {
            continue;
        };
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if found.is_dir() && !hidden || found.is_file() && found.len() > 0 {
            all.push((entry.path(), found.is_dir()));
        }
    }
    order::sort(&mut all);
    let (folders, files): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, folder)| *folder);
    let paths = |all: Vec<(PathBuf, bool)>| all.into_iter().map(|(path, _)| path).collect();
    (paths(folders), paths(files))
}
