//! Files for a folder, all of them or none: what can be checked is checked before the first is
//! written, each is written beside its place, and only then do they take their places, so that no
//! reader meets half of one.

use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A file to be: its name, and what stands in it.
pub type Sheet<'a> = (&'a str, &'a [u8]);

/// Writes the files, readable by their owner alone, in place of those of the same names, and
/// returns their paths.
pub fn save(folder: &Path, sheets: &[Sheet<'_>]) -> Result<Vec<PathBuf>, Failure> {
    look(folder, sheets)?;
    fs::create_dir_all(folder).map_err(|error| refused(folder, "made", &error))?;
    let mut waiting = Waiting::default();
    for (name, content) in sheets {
        let path = folder.join(name);
        waiting
            .add(&path, content, true)
            .map_err(|error| refused(&path, "written", &error))?;
    }
    waiting
        .settle()
        .map_err(|(path, error)| refused(&path, "written", &error))
}

/// Writes one file, readable by its owner alone, in place of one of that name.
pub fn save_one(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let failed = |error: &io::Error| {
        let path = path.display();
        Failure::untouched(format!("`{path}` could not be written: {error}"))
            .hint("name a file that you may write, in a folder that there is")
    };
    if path.file_name().is_none() || path.is_dir() {
        return Err(failed(&io::Error::from(io::ErrorKind::IsADirectory)));
    }
    let mut waiting = Waiting::default();
    waiting
        .add(path, content, true)
        .map_err(|error| failed(&error))?;
    waiting.settle().map_err(|(_, error)| failed(&error))?;
    Ok(())
}

/// Reads a text of at most so many bytes from a file, or from standard input for `-`.
///
/// # Errors
/// Why it cannot be read, to be put behind its name.
pub fn read_text(path: &Path, most: u64) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().take(most + 1).read_to_end(&mut bytes)
    } else {
        let file = fs::File::open(path);
        file.and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| format!("cannot be read: {error}"))?;
    if bytes.len() as u64 > most {
        return Err(format!("has more than {most} bytes; import it in parts"));
    }
    String::from_utf8(bytes)
        .map_err(|error| format!("is not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
}

/// Finds what stands in the way before anything is written.
fn look(folder: &Path, sheets: &[Sheet<'_>]) -> Result<(), Failure> {
    if folder.exists() && !folder.is_dir() {
        let folder = folder.display();
        return Err(Failure::untouched(format!("`{folder}` is no folder"))
            .hint("name a folder with `--out DIR`; it is made if there is none"));
    }
    for (name, _) in sheets {
        let path = folder.join(name);
        if path.is_dir() {
            let path = path.display();
            return Err(Failure::untouched(format!(
                "`{path}` is a folder, and a payload needs its name; nothing was written"
            ))
            .hint("move it away, or name another folder with `--out DIR`"));
        }
    }
    Ok(())
}

/// Files that were written beside their places. Those that did not take them do not stay.
#[derive(Default)]
pub struct Waiting(Vec<(PathBuf, PathBuf)>);

impl Waiting {
    /// Writes a file beside its place; a private one may be read by its owner alone: payloads for
    /// the team hold what nobody else knows.
    pub fn add(&mut self, path: &Path, content: &[u8], private: bool) -> io::Result<()> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let beside = path.with_file_name(format!(".{name}.new"));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        let mut file = match options.open(&beside) {
            // A run left it behind that was killed; if it is a link, it is not written through.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                fs::remove_file(&beside)?;
                options.open(&beside)?
            }
            opened => opened?,
        };
        self.0.push((beside, path.to_owned()));
        file.write_all(content)
    }

    /// Takes up the files of another.
    pub fn join(&mut self, other: &mut Self) {
        self.0.append(&mut other.0);
    }

    /// Lets all of them take their places, and returns these; or names the first that could not.
    pub fn settle(mut self) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
        let mut paths = Vec::with_capacity(self.0.len());
        for (beside, path) in &self.0 {
            fs::rename(beside, path).map_err(|error| (path.clone(), error))?;
            paths.push(path.clone());
        }
        self.0.clear();
        Ok(paths)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        for (beside, _) in &self.0 {
            // What took its place is gone from here, and about the rest nothing more can be done.
            fs::remove_file(beside).ok();
        }
    }
}

fn refused(path: &Path, what: &str, error: &io::Error) -> Failure {
    use io::ErrorKind as K;
    let hint = match error.kind() {
        K::StorageFull | K::QuotaExceeded => {
            "make room on the disk, and run the same command again"
        }
        K::PermissionDenied | K::ReadOnlyFilesystem => {
            "name a folder you may write with `--out DIR`"
        }
        _ => "name another folder with `--out DIR`",
    };
    let path = path.display();
    Failure::untouched(format!("`{path}` could not be {what}: {error}")).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let all = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = all
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn files_take_the_places_of_older_ones_and_nothing_else_stays() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a/b");
        save(&folder, &[("x.json", b"old"), ("y.txt", b"")]).unwrap();
        fs::write(folder.join(".x.json.new"), "of a run that was killed").unwrap();
        let paths = save(&folder, &[("x.json", b"new")]).unwrap();
        assert_eq!(paths, [folder.join("x.json")]);
        assert_eq!(fs::read(folder.join("x.json")).unwrap(), b"new");
        assert_eq!(names(&folder), ["x.json", "y.txt"]);
    }

    #[test]
    fn one_file_takes_the_place_of_an_older_one_or_nothing_happens() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("page.html");
        save_one(&path, b"old").unwrap();
        save_one(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(save_one(home.path(), b"x").is_err());
        let nowhere = home.path().join("none/page.html");
        let failure = save_one(&nowhere, b"x").unwrap_err();
        let start = format!("`{}` could not be written: ", nowhere.display());
        assert!(failure.message.starts_with(&start), "{}", failure.message);
        assert_eq!(names(home.path()), ["page.html"]);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_but_the_owner_may_read_them() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        save(home.path(), &[("x.json", b"x")]).unwrap();
        let mode = fs::metadata(home.path().join("x.json")).unwrap();
        assert_eq!(mode.permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn what_stands_in_the_way_is_found_before_anything_is_written() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("y.txt")).unwrap();
        let failure = save(home.path(), &[("x.json", b"x"), ("y.txt", b"y")]).unwrap_err();
        let path = home.path().join("y.txt");
        assert_eq!(
            failure.message,
            format!(
                "`{}` is a folder, and a payload needs its name; nothing was written",
                path.display()
            )
        );
        assert_eq!(names(home.path()), ["y.txt"]);
    }

    #[test]
    fn a_run_that_fails_leaves_nothing_behind_and_names_the_file() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join(".y.txt.new")).unwrap();
        let failure = save(home.path(), &[("x.json", b"x"), ("y.txt", b"y")]).unwrap_err();
        let path = home.path().join("y.txt");
        let begin = format!("`{}` could not be written: ", path.display());
        assert!(failure.message.starts_with(&begin), "{}", failure.message);
        assert_eq!(failure.hints, ["name another folder with `--out DIR`"]);
        assert_eq!(names(home.path()), [".y.txt.new"]);
    }
}
