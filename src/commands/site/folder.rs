//! The folder of a site: what in it is ours, and how new pages take the place of old ones.
//!
//! A list in the folder names every file that was written here. What is on it may be replaced, and
//! is removed when it is no longer needed; a file that is not on it is somebody else's and is never
//! touched, even where a page wants its name. All pages are written beside their places before the
//! first takes its own, so that no reader meets half of one.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::commands::outbox::Waiting;
use crate::failure::Failure;

/// The list of our files, itself one of them.
const LIST: &str = ".vocero-site";

const LIST_HEAD: &str = "# The files of this site, written by `vocero site`: they are replaced and removed as it needs.\n";

/// A page on its way into the folder.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Its path inside the folder, parted by `/`.
    pub path: String,
    /// What is to be written; none if it stands there already.
    pub content: Option<Vec<u8>>,
}

/// The folder as it was found.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    /// The files that were written here.
    ours: BTreeSet<String>,
}

/// What is done to the folder, or would be.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    pub written: Vec<String>,
    pub removed: Vec<String>,
    pub unchanged: usize,
}

impl Folder {
    /// Looks at the folder, which need not exist.
    pub(super) fn open(root: &Path) -> Result<Self, Failure> {
        if root.exists() && !root.is_dir() {
            let shown = root.display();
            return Err(Failure::usage(format!("`{shown}` is no folder"))
                .hint("name a folder; it is made if there is none"));
        }
        let list = root.join(LIST);
        let text = match fs::read_to_string(&list) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(refused(&list, "read", &error)),
        };
        let mut ours = BTreeSet::new();
        for name in text.lines().filter(|name| is_inside(name)) {
            ours.insert(name.to_owned());
        }
        Ok(Self {
            root: root.to_owned(),
            ours,
        })
    }

    /// A page as it has to be written, if it has.
    pub(super) fn sheet(&self, path: String, content: Vec<u8>) -> Sheet {
        let same = fs::read(self.root.join(&path)).is_ok_and(|old| old == content);
        Sheet {
            path,
            content: (!same).then_some(content),
        }
    }

    /// Whether somebody put a file of this name beside our pages.
    pub(super) fn has(&self, path: &str) -> bool {
        is_inside(path) && self.root.join(path).is_file()
    }

    /// What has to be done so that the folder holds these pages and no others of ours. Fails if one
    /// wants the place of something that is not ours.
    pub(super) fn change(&self, sheets: &[Sheet]) -> Result<Change, Failure> {
        let mut change = Change::default();
        let mut needed: BTreeSet<&str> = BTreeSet::new();
        let mut folders: BTreeSet<&str> = BTreeSet::new();
        for sheet in sheets {
            folders.extend(folders_of(&sheet.path));
            if !needed.insert(&sheet.path) {
                return Err(Failure::untouched(format!(
                    "two pages want the name `{}`; nothing was written",
                    sheet.path
                )));
            }
            if sheet.content.is_none() {
                change.unchanged += 1;
                continue;
            }
            let place = self.root.join(&sheet.path);
            let found = fs::symlink_metadata(&place);
            let free = found
                .as_ref()
                .is_err_and(|e| e.kind() == io::ErrorKind::NotFound);
            let ours = self.ours.contains(&sheet.path) && found.is_ok_and(|f| f.is_file());
            if !free && !ours {
                return Err(in_the_way(&place));
            }
            change.written.push(sheet.path.clone());
        }
        for folder in folders {
            let place = self.root.join(folder);
            // A link would lead out of the site, and to files of others.
            if fs::symlink_metadata(&place).is_ok_and(|found| !found.is_dir()) {
                return Err(in_the_way(&place));
            }
        }
        let gone = self
            .ours
            .iter()
            .filter(|name| !needed.contains(name.as_str()));
        change.removed = gone.filter(|name| self.is_file(name)).cloned().collect();
        Ok(change)
    }

    /// Whether one of our names is that of a file, reached through folders alone.
    fn is_file(&self, name: &str) -> bool {
        let found = |path: &str| fs::symlink_metadata(self.root.join(path));
        folders_of(name).all(|folder| found(folder).is_ok_and(|found| found.is_dir()))
            && found(name).is_ok_and(|found| found.is_file())
    }

    /// Brings the folder to hold these pages.
    pub(super) fn write(&self, sheets: &[Sheet], change: &Change) -> Result<(), Failure> {
        make_folder(&self.root)?;
        let _lock = self.lock()?;
        let mut waiting = Waiting::default();
        let mut within = "";
        for sheet in sheets {
            if let Some(content) = &sheet.content {
                let path = self.root.join(&sheet.path);
                let folder = folders_of(&sheet.path).next().unwrap_or_default();
                if folder != within {
                    make_folder(&self.root.join(folder))?;
                    within = folder;
                }
                let added = waiting.add(&path, content, false);
                added.map_err(|error| refused(&path, "written", &error))?;
            }
        }
        let mut names: BTreeSet<&str> = BTreeSet::new();
        names.extend(sheets.iter().map(|sheet| sheet.path.as_str()));
        // Whatever happens from here on, every file of ours is on the list.
        let mut both = names.clone();
        both.extend(self.ours.iter().map(String::as_str));
        self.list(&both)?;
        settle(waiting)?;
        for name in &change.removed {
            let path = self.root.join(name);
            fs::remove_file(&path).map_err(|error| refused(&path, "removed", &error))?;
            for folder in folders_of(name) {
                // One that is not empty stays, and so does everything around it.
                if fs::remove_dir(self.root.join(folder)).is_err() {
                    break;
                }
            }
        }
        self.list(&names)
    }

    /// Keeps out others who write this site; where folders cannot be locked, nobody is kept out.
    fn lock(&self) -> Result<Option<File>, Failure> {
        let Ok(folder) = File::open(&self.root) else {
            return Ok(None);
        };
        match folder.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let shown = self.root.display();
                Err(Failure::untouched(format!(
                    "`{shown}` is being written by another `vocero site`; nothing was written"
                ))
                .hint("run the same command again"))
            }
            _ => Ok(Some(folder)),
        }
    }

    /// Writes the list of our files, if it is not that already.
    fn list(&self, names: &BTreeSet<&str>) -> Result<(), Failure> {
        let mut text = LIST_HEAD.to_owned();
        for name in names {
            text.push_str(name);
            text.push('\n');
        }
        let path = self.root.join(LIST);
        if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        let mut waiting = Waiting::default();
        let added = waiting.add(&path, text.as_bytes(), false);
        added.map_err(|error| refused(&path, "written", &error))?;
        settle(waiting)
    }
}

/// The folders in which a file is, the innermost first.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    let ends = path
        .bytes()
        .enumerate()
        .rev()
        .filter(|(_, byte)| *byte == b'/');
    ends.map(|(end, _)| &path[..end])
}

fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| refused(path, "made", &error))
}

fn settle(waiting: Waiting) -> Result<(), Failure> {
    let settled = waiting.settle();
    settled.map_err(|(path, error)| refused(&path, "written", &error))?;
    Ok(())
}

/// Whether a path stays inside the folder that it is joined to.
fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    let named = !path.is_empty() && !path.starts_with('#');
    named && parts.all(|part| matches!(part, Component::Normal(_)))
}

fn in_the_way(place: &Path) -> Failure {
    let shown = place.display();
    Failure::untouched(format!(
        "`{shown}` was not written by `vocero site`, and a page needs its name; nothing was written"
    ))
    .hint("move it away, or name another folder")
}

fn refused(path: &Path, what: &str, error: &io::Error) -> Failure {
    use io::ErrorKind as K;
    let hint = match error.kind() {
        K::StorageFull | K::QuotaExceeded => {
            "make room on the disk, and run the same command again"
        }
        K::PermissionDenied | K::ReadOnlyFilesystem => "name a folder that you may write",
        _ => "run the same command again, or name another folder",
    };
    let path = path.display();
    Failure::untouched(format!("`{path}` could not be {what}: {error}")).hint(hint)
}

#[cfg(test)]
mod tests;
