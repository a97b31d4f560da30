//! Puts a whole new file in the place of the old one: written beside it, made durable, renamed.
//! At every moment, whatever is cut off, the name stands for all of the old bytes or all of the
//! new ones.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::lock::{beside, private};
use super::stream::{Source, Stamp};

/// What became of something that was to be saved.
#[derive(Debug)]
pub enum Saved {
    /// It is on the disk.
    Durable,
    /// It is in the file, but the folder could not be made durable: a power cut may undo it.
    Unconfirmed(io::Error),
    /// It was there before; nothing was changed.
    Already,
}

/// Returns the path without links of the file that `path` names, and makes its folders if they are
/// missing. The file itself need not exist.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, WriteError> {
    let failed = |action, source| WriteError::Io {
        action,
        path: path.to_owned(),
        source,
    };
    match fs::symlink_metadata(path) {
        Ok(found) => fs::canonicalize(path).map_err(|error| {
            let target = fs::read_link(path);
            match (error.kind(), target) {
                (io::ErrorKind::NotFound, Ok(target)) if found.is_symlink() => {
                    WriteError::DanglingLink {
                        path: path.to_owned(),
                        target,
                    }
                }
                _ => failed("find", error),
            }
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let name = path
                .file_name()
                .ok_or_else(|| failed("find", io::ErrorKind::InvalidInput.into()))?;
            let folder = match path.parent() {
                Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
                Some(folder) => folder,
                None => Path::new("."),
            };
            make_folder(folder).map_err(|source| failed("make the folder of", source))?;
            let folder = fs::canonicalize(folder).map_err(|source| failed("find", source))?;
            Ok(folder.join(name))
        }
        Err(error) => Err(failed("find", error)),
    }
}

/// Makes a folder and those above it, for the owner alone, and makes them durable.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        make_folder(above)?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    match folder.parent() {
        // Not every file system can; the log's own folder is asked again, and reported.
        Some(above) if !above.as_os_str().is_empty() => drop(sync_folder(above)),
        _ => {}
    }
    Ok(())
}

/// Puts the bytes of the `old` file, if there is one, and `parts`, one after the other, in the place of
/// the file at `real`, which has no links in it. The caller holds the lock. Mode and, where that is
/// allowed, owner and group stay; a new file is for its owner alone.
/// Also returns the new file.
///
/// # Errors
/// Nothing was changed; the old file at `real` need not be what it was.
pub(super) fn replace(
    real: &Path,
    old: Option<&Source>,
    parts: &[&[u8]],
) -> Result<(Saved, File), WriteError> {
    let failed = |action, path: &Path| {
        let path = path.to_owned();
        move |source| WriteError::Io {
            action,
            path,
            source,
        }
    };
    let found = match OpenOptions::new().write(true).open(real) {
        // Renaming over a file asks only the folder; a file that is read-only means it.
        Ok(found) => Some(found.metadata().map_err(failed("read", real))?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed("write", real)(error)),
    };
    let folder = real.parent().unwrap_or(Path::new("/"));
    let opened_folder = open_folder(folder).map_err(failed("open the folder", folder))?;
    let (mut fresh, mut file) = Fresh::create(beside(real, ".", ".tmp"))?;
    let path = fresh.path.clone();
    let copied = old.map_or(Ok(()), |old| old.copy_to(&mut file));
    let filled = copied.and_then(|()| parts.iter().try_for_each(|part| file.write_all(part)));
    filled.map_err(failed("write", &path))?;
    Stamp::mark(&file);
    if let Some(found) = found {
        keep_owner(&file, &found);
        keep_mode(&file, &found).map_err(failed("set the mode of", &path))?;
    }
    // After a failure the pages count as clean: asked again, the system would say that all is well.
    let synced = file.sync_all();
    synced.map_err(failed("make durable", &path))?;
    if !old.is_none_or(|old| old.is_certainly_at(real)) {
        let source = io::Error::other("it changed meanwhile");
        return Err(failed("copy", real)(source));
    }
    fresh.put_at(real).map_err(failed("replace", real))?;
    let saved = match opened_folder.map_or(Ok(()), |f| f.sync_all()) {
        Ok(()) => Saved::Durable,
        Err(error) => Saved::Unconfirmed(error),
    };
    Ok((saved, file))
}

/// Writes a new file for the owner alone, beside the log; nothing is ever overwritten.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    private(&mut options);
    let mut file = options.write(true).create_new(true).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        drop(fs::remove_file(path));
    }
    written
}

/// The file beside the log. It is removed unless it takes the log's place.
struct Fresh {
    path: PathBuf,
    placed: bool,
}

impl Fresh {
    fn create(path: PathBuf) -> Result<(Self, File), WriteError> {
        let failed = |source| WriteError::Io {
            action: "create",
            path: path.clone(),
            source,
        };
        // One of these is left if an earlier writer was killed. Made new, it is nobody's link.
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let mut options = OpenOptions::new();
        private(&mut options);
        let created = options.read(true).write(true).create_new(true).open(&path);
        let file = created.map_err(failed)?;
        let placed = false;
        Ok((Self { path, placed }, file))
    }

    fn put_at(&mut self, real: &Path) -> io::Result<()> {
        fs::rename(&self.path, real)?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if !self.placed {
            drop(fs::remove_file(&self.path));
        }
    }
}

/// Asked only where it differs: some file systems have one mode for all and refuse to set it.
fn keep_mode(file: &File, old: &fs::Metadata) -> io::Result<()> {
    let mode = old.permissions();
    if file.metadata()?.permissions() == mode {
        return Ok(());
    }
    file.set_permissions(mode)
}

#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let Ok(new) = file.metadata() else {
        return;
    };
    // Only the administrator can give files away; the group, often, the owner can.
    if new.uid() != old.uid() {
        drop(fchown(file, Some(old.uid()), None));
    }
    if new.gid() != old.gid() {
        drop(fchown(file, None, Some(old.gid())));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// Opened before anything is changed, so that it cannot fail afterwards. Only Unix can make a
/// folder durable this way.
fn open_folder(folder: &Path) -> io::Result<Option<File>> {
    if cfg!(unix) {
        File::open(folder).map(Some)
    } else {
        Ok(None)
    }
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    open_folder(folder)?.map_or(Ok(()), |f| f.sync_all())
}
