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
        let names = text.lines().filter(|line| !line.starts_with('#'));
        Ok(Self {
            root: root.to_owned(),
            ours: names
                .filter(|name| is_inside(name))
                .map(str::to_owned)
                .collect(),
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
        let mut folders: BTreeSet<&Path> = BTreeSet::new();
        for sheet in sheets {
            let path = Path::new(&sheet.path);
            folders.extend(path.ancestors().skip(1).filter(|f| *f != Path::new("")));
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
            let place = self.root.join(path);
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
        let within = Path::new(name).ancestors().skip(1);
        let is_folder =
            |folder: &Path| fs::symlink_metadata(self.root.join(folder)).is_ok_and(|f| f.is_dir());
        within.filter(|f| *f != Path::new("")).all(is_folder)
            && fs::symlink_metadata(self.root.join(name)).is_ok_and(|found| found.is_file())
    }

    /// Brings the folder to hold these pages.
    pub(super) fn write(&self, sheets: &[Sheet], change: &Change) -> Result<(), Failure> {
        fs::create_dir_all(&self.root).map_err(|error| refused(&self.root, "made", &error))?;
        let _lock = self.lock()?;
        let needed: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.path.as_str()).collect();
        let mut waiting = Waiting::default();
        for sheet in sheets {
            if let Some(content) = &sheet.content {
                waiting.write(self.root.join(&sheet.path), content)?;
            }
        }
        // Whatever happens from here on, every file of ours is on the list.
        let both = needed
            .iter()
            .copied()
            .chain(self.ours.iter().map(String::as_str));
        self.list(&both.collect())?;
        waiting.take_their_places()?;
        for name in &change.removed {
            let path = self.root.join(name);
            fs::remove_file(&path).map_err(|error| refused(&path, "removed", &error))?;
            for folder in Path::new(name).ancestors().skip(1) {
                // One that is not empty stays, and so does everything around it.
                if folder == Path::new("") || fs::remove_dir(self.root.join(folder)).is_err() {
                    break;
                }
            }
        }
        self.list(&needed)
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
        let lines = names.iter().map(|name| format!("{name}\n"));
        let text = LIST_HEAD.to_owned() + &lines.collect::<String>();
        let path = self.root.join(LIST);
        if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        let mut waiting = Waiting::default();
        waiting.write(path, text.as_bytes())?;
        waiting.take_their_places()
    }
}

/// Files that were written beside their places. Those that did not take them do not stay.
#[derive(Default)]
struct Waiting {
    files: Vec<(PathBuf, PathBuf)>,
    /// The folders that are known to be there.
    folders: BTreeSet<PathBuf>,
}

impl Waiting {
    fn write(&mut self, path: PathBuf, content: &[u8]) -> Result<(), Failure> {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        if !self.folders.contains(&folder) {
            fs::create_dir_all(&folder).map_err(|error| refused(&folder, "made", &error))?;
            self.folders.insert(folder);
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let beside = path.with_file_name(format!(".{name}.vocero-new"));
        self.files.push((beside, path));
        let (beside, path) = &self.files[self.files.len() - 1];
        // One that a run left behind that was killed: it is not written through, if it is a link.
        match fs::remove_file(beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(refused(path, "written", &error));
            }
            _ => {}
        }
        let made = File::create_new(beside);
        made.and_then(|mut file| io::Write::write_all(&mut file, content))
            .map_err(|error| refused(path, "written", &error))
    }

    fn take_their_places(&mut self) -> Result<(), Failure> {
        for (beside, path) in &self.files {
            fs::rename(beside, path).map_err(|error| refused(path, "written", &error))?;
        }
        self.files.clear();
        Ok(())
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        for (beside, _) in &self.files {
            // About what cannot be removed nothing more can be done.
            fs::remove_file(beside).ok();
        }
    }
}

/// Whether a path stays inside the folder that it is joined to.
fn is_inside(path: &str) -> bool {
    let path = Path::new(path);
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
        && path.components().next().is_some()
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
