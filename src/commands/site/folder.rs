//! The folder of a site: what in it is ours, and how new pages take the place of old ones.
//!
//! A list in the folder names every file that was written here. What is on it may be replaced, and
//! is removed when it is no longer needed; a file that is not on it is somebody else's and is never
//! touched, even where a page wants its name. Each page is written beside its place as soon as it is
//! rendered, and none takes its own before all of them are there: no reader meets half of one, and
//! whatever goes wrong before that leaves the folder as it was.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::commands::outbox::Waiting;
use crate::failure::Failure;

/// The list of our files, itself one of them.
pub const LIST: &str = ".vocero-site";

const LIST_HEAD: &str = "# The files of this site, written by `vocero site`: they are replaced and removed as it needs.\n";

/// A page that was laid.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Its path inside the folder, parted by `/`.
    pub path: String,
    /// Whether something else stood there, or nothing.
    pub is_news: bool,
}

/// The folder as it was found.
#[derive(Debug)]
pub(super) struct Folder {
    pub root: PathBuf,
    /// Whether there was none.
    pub is_new: bool,
    /// The files that were written here.
    ours: BTreeSet<String>,
}

/// Nobody else writes this site as long as this is held; a folder that was made for it and stayed
/// empty goes with it.
#[derive(Debug, Default)]
pub(super) struct Alone {
    lock: Option<File>,
    made: Option<PathBuf>,
}

impl Drop for Alone {
    fn drop(&mut self) {
        if let Some(made) = &self.made {
            fs::remove_dir(made).ok();
        }
        drop(self.lock.take());
    }
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
            is_new: !root.exists(),
            ours,
        })
    }

    /// Makes the folder, keeps out others who write this site as long as what is returned is held, and
    /// only then looks at it: what they wrote until now counts. Where folders cannot be locked, nobody
    /// is kept out; nobody is where nothing is written.
    pub(super) fn enter(root: &Path, is_dry: bool) -> Result<(Self, Alone), Failure> {
        let mut alone = Alone::default();
        if !is_dry {
            let failed = |error: io::Error| refused(root, "made", &error);
            if let Some(above) = root.parent() {
                fs::create_dir_all(above).map_err(failed)?;
            }
            match fs::create_dir(root) {
                Ok(()) => alone.made = Some(root.to_owned()),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(failed(error)),
            }
            alone.lock = lock(root)?;
        }
        let mut folder = Self::open(root)?;
        folder.is_new |= alone.made.is_some();
        Ok((folder, alone))
    }

    /// Whether a page stands there as it is to be.
    pub(super) fn holds(&self, path: &str, content: &[u8]) -> bool {
        !self.is_new && fs::read(self.root.join(path)).is_ok_and(|old| old == content)
    }

    /// The place of a page that may be written. Fails if something stands there that is not ours.
    pub(super) fn place(&self, path: &str) -> Result<PathBuf, Failure> {
        let place = self.root.join(path);
        if !self.is_new {
            let found = fs::symlink_metadata(&place);
            let free = found
                .as_ref()
                .is_err_and(|e| e.kind() == io::ErrorKind::NotFound);
            let ours = self.ours.contains(path) && found.is_ok_and(|found| found.is_file());
            if !free && !ours {
                return Err(in_the_way(&place));
            }
        }
        Ok(place)
    }

    /// Removes what runs that were killed left beside the places of pages, in the folders of these
    /// paths: it may hold words that are no longer in the log, and would be served to anybody.
    fn sweep(&self, paths: &BTreeSet<&str>) {
        let mut folders: BTreeSet<&str> = BTreeSet::new();
        for path in paths {
            folders.insert(folders_of(path).next().unwrap_or_default());
        }
        for folder in folders {
            let entries = fs::read_dir(self.root.join(folder));
            for entry in entries.into_iter().flatten().flatten() {
                let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
                if is_file && is_left_over(&entry.file_name().to_string_lossy()) {
                    fs::remove_file(entry.path()).ok();
                }
            }
        }
    }

    /// Makes the folders in which a page is to be, and notes those that were not there, the outermost
    /// first.
    pub(super) fn make_way(&self, path: &str, made: &mut Vec<PathBuf>) -> Result<(), Failure> {
        let mut folders: Vec<&str> = folders_of(path).collect();
        folders.reverse();
        for folder in folders {
            self.is_within(folder)?;
            let place = self.root.join(folder);
            match fs::create_dir(&place) {
                Ok(()) => made.push(place),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(refused(&place, "made", &error)),
            }
        }
        Ok(())
    }

    /// Fails if something has the name of one of our folders: a link would lead out of the site, and
    /// to files of others.
    fn is_within(&self, folder: &str) -> Result<(), Failure> {
        let place = self.root.join(folder);
        match fs::symlink_metadata(&place) {
            Ok(found) if !found.is_dir() => Err(in_the_way(&place)),
            _ => Ok(()),
        }
    }

    /// Whether somebody put a file of this name beside our pages.
    pub(super) fn has(&self, path: &str) -> bool {
        is_inside(path) && self.root.join(path).is_file()
    }

    /// What has to be done so that the folder holds these pages and no others of ours.
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
            if sheet.is_news {
                change.written.push(sheet.path.clone());
            } else {
                change.unchanged += 1;
            }
        }
        for folder in folders {
            self.is_within(folder)?;
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

    /// Lets the pages that wait take their places; those that no longer are needed go.
    pub(super) fn write(
        &self,
        sheets: &[Sheet],
        change: &Change,
        waiting: Waiting,
    ) -> Result<(), Failure> {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        names.extend(sheets.iter().map(|sheet| sheet.path.as_str()));
        // Whatever happens from here on, every file of ours is on the list.
        let mut both = names.clone();
        both.extend(self.ours.iter().map(String::as_str));
        self.list(&both)?;
        settle(waiting)?;
        self.sweep(&both);
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

fn lock(root: &Path) -> Result<Option<File>, Failure> {
    let Ok(folder) = File::open(root) else {
        return Ok(None);
    };
    match folder.try_lock() {
        Err(TryLockError::WouldBlock) => {
            let shown = root.display();
            Err(Failure::untouched(format!(
                "`{shown}` is being written by another `vocero site`; nothing was written"
            ))
            .hint("run the same command again"))
        }
        _ => Ok(Some(folder)),
    }
}

/// The folders in which a file is, the innermost first.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    let ends = path
        .bytes()
        .enumerate()
        .rev()
        .filter(|(_, byte)| *byte == b'/');
    ends.map(|(end, _)| &path[..end])
}

/// Whether a file is a page beside its place: of a run that was killed, if nobody writes now.
fn is_left_over(name: &str) -> bool {
    let page = name
        .strip_prefix('.')
        .and_then(|name| name.strip_suffix(".new"));
    page.is_some_and(|page| {
        [".html", ".css", ".xml", ".json"]
            .iter()
            .any(|end| page.ends_with(end))
    })
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

pub(super) fn refused(path: &Path, what: &str, error: &io::Error) -> Failure {
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
