//! Who else holds what was taken out of the log. What can be looked at is looked at; what cannot is
//! named all the same.

use std::fs;
use std::path::{Path, PathBuf};

use crate::commands::session::Session;
use crate::domain::entry::{EntryId, Kind};
use crate::log::{self, Log};
use crate::order;
use crate::text::slug::slug;

/// The least that is looked for elsewhere, in bytes: less stands everywhere.
const LEAST: usize = 4;
/// The largest file that is looked into.
const LARGEST: u64 = log::LOG_LIMIT;

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
        let sought: Vec<&str> = texts
            .iter()
            .map(|text| text.trim())
            .filter(|text| text.len() >= LEAST)
            .collect();
        traces.within(session, log, &sought, id)?;
        traces.beside(log.path(), &sought);
        traces.remembered(session, &sought);
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

    /// Names the files of a folder that hold one of the texts, as it is or as a log writes it.
    fn files(&mut self, folder: &Path, sought: &[&str], wanted: &dyn Fn(&PathBuf) -> bool) {
        let Ok(listed) = fs::read_dir(folder) else {
            return;
        };
        let mut paths: Vec<PathBuf> = listed
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| wanted(path))
            .collect();
        order::sort(&mut paths);
        for path in paths {
            let small = fs::metadata(&path).is_ok_and(|m| m.is_file() && m.len() <= LARGEST);
            let Some(bytes) = small.then(|| fs::read(&path).ok()).flatten() else {
                continue;
            };
            let holds = |text: &&&str| {
                let escaped = serde_json::Value::from(**text).to_string();
                let written = escaped.trim_matches('"');
                let found =
                    |needle: &str| memchr::memmem::find(&bytes, needle.as_bytes()).is_some();
                found(text) || found(written)
            };
            if sought.iter().find(holds).is_some() {
                let path = path.display();
                self.others
                    .push(format!("the file `{path}`: remove it, or mend it by hand"));
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
