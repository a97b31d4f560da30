//! Drafts: the answers of an interview that was not finished, as text files only their owner can
//! read. What stands in them is the caller's business; that they are never lost is this module's.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

/// A draft that could not be read, written or put away.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// The file system refused.
    #[error("cannot {what} the draft `{}`: {source}", path.display())]
    Io {
        /// What was tried, such as `read`.
        what: &'static str,
        /// The draft or its folder.
        path: PathBuf,
        /// Why it was refused.
        source: io::Error,
    },
    /// It is no text. Nothing was deleted.
    #[error("the draft `{}` is not text; it was set aside as `{}`", path.display(), aside.display())]
    NotText {
        /// Where it was.
        path: PathBuf,
        /// Where it is.
        aside: PathBuf,
    },
}

/// The folder of all drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafts {
    folder: PathBuf,
}

impl Drafts {
    /// The drafts below the user's state folder; nothing is created yet.
    pub fn new(state_folder: PathBuf) -> Self {
        let mut folder = state_folder;
        folder.push("drafts");
        Self { folder }
    }

    /// The draft of one command for one incident (none for a new one) of one log.
    pub fn of(&self, log: &Path, command: &str, incident: Option<&str>) -> Draft {
        self.nth(log, command, incident, 1)
    }

    /// The draft of the nth terminal that is asked the same questions, counted from 1.
    pub(super) fn nth(
        &self,
        log: &Path,
        command: &str,
        incident: Option<&str>,
        nth: usize,
    ) -> Draft {
        // Two ways to the same log are one log, also before it exists.
        let log = log.canonicalize().unwrap_or_else(|_| {
            let parent = log.parent().filter(|p| !p.as_os_str().is_empty());
            let parent = parent.unwrap_or(Path::new(".")).canonicalize();
            match (parent, log.file_name()) {
                (Ok(parent), Some(name)) => parent.join(name),
                _ => log.to_owned(),
            }
        });
        let mut hash = Fnv::new();
        hash.add(log.as_os_str().as_encoded_bytes());
        hash.add(command.as_bytes());
        hash.add(incident.unwrap_or_default().as_bytes());
        let which = if nth == 1 {
            String::new()
        } else {
            format!("-{nth}")
        };
        let name = format!("{}-{:016x}{which}.toml", plain(command), hash.0);
        Draft {
            folder: self.folder.clone(),
            path: self.folder.join(name),
        }
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// One draft, which may or may not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    folder: PathBuf,
    path: PathBuf,
}

impl Draft {
    /// Where it is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the text and when it was saved; none if there is no draft.
    pub fn load(&self) -> Result<Option<(String, DateTime<Utc>)>, DraftError> {
        let refuse = |source| self.failed("read", source);
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(refuse(error)),
        };
        let saved_at = fs::metadata(&self.path)
            .and_then(|m| m.modified())
            .map_err(refuse)?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some((text, saved_at.into()))),
            Err(_) => Err(DraftError::NotText {
                path: self.path.clone(),
                aside: self.set_aside()?,
            }),
        }
    }

    /// Writes the text in place of what was there: whole or not at all.
    pub fn save(&self, text: &str) -> Result<(), DraftError> {
        let refuse = |source| self.failed("save", source);
        make_private_folder(&self.folder).map_err(refuse)?;
        let beside = self
            .path
            .with_extension(format!("{}.tmp", std::process::id()));
        let written = write_private(&beside, text).and_then(|()| fs::rename(&beside, &self.path));
        if let Err(error) = written {
            // The old draft stands; what is beside it is a torn one at best.
            drop(fs::remove_file(&beside));
            return Err(refuse(error));
        }
        // The name is in the folder either way; a folder that cannot be synced is no reason to
        // interrupt somebody who answers questions.
        drop(File::open(&self.folder).and_then(|folder| folder.sync_all()));
        Ok(())
    }

    /// Deletes the draft, after its answers were saved; it need not exist.
    pub fn discard(&self) -> Result<(), DraftError> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(self.failed("delete", error))
            }
            _ => Ok(()),
        }
    }

    /// Renames the draft so that it is in nobody's way, and returns where it is now: for one that
    /// cannot be understood, or that somebody does not want to go on with.
    pub fn set_aside(&self) -> Result<PathBuf, DraftError> {
        let aside = (1..=u16::MAX)
            .map(|n| self.path.with_extension(format!("old-{n}.toml")))
            .find(|path| fs::symlink_metadata(path).is_err())
            .unwrap_or_else(|| self.path.with_extension("old.toml"));
        fs::rename(&self.path, &aside).map_err(|source| self.failed("set aside", source))?;
        Ok(aside)
    }

    fn failed(&self, what: &'static str, source: io::Error) -> DraftError {
        DraftError::Io {
            what,
            path: self.path.clone(),
            source,
        }
    }
}

/// Creates the folder, if need be, for its owner alone.
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Writes a new file for its owner alone and waits until it is on the disk.
pub(super) fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    // Never through a file or link that somebody else put there.
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            // Left over from a crash of a process with the same number.
            fs::remove_file(path)?;
            options.open(path)?
        }
        other => other?,
    };
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A command's name as part of a file name.
fn plain(command: &str) -> String {
    let lawful = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    command.chars().filter(lawful).take(20).collect()
}

/// FNV-1a with 64 bits: the standard library's hash may change between releases, and a draft must
/// be found again after an upgrade.
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds one part and its end, so that `ab` + `c` is not `a` + `bc`.
    fn add(&mut self, part: &[u8]) {
        for byte in part.iter().chain(&[0]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(state: &Path) -> Draft {
        Drafts::new(state.to_owned()).of(Path::new("/log.toml"), "declare", None)
    }

    #[test]
    fn a_draft_is_found_again_and_gone_when_discarded() {
        let state = tempfile::tempdir().unwrap();
        assert_eq!(draft(state.path()).load().unwrap(), None);
        draft(state.path()).save("uno").unwrap();
        draft(state.path()).save("dos ñ").unwrap();
        assert_eq!(draft(state.path()).load().unwrap().unwrap().0, "dos ñ");
        draft(state.path()).discard().unwrap();
        draft(state.path()).discard().unwrap();
        assert_eq!(draft(state.path()).load().unwrap(), None);
        assert_eq!(
            fs::read_dir(state.path().join("drafts")).unwrap().count(),
            0
        );
    }

    #[test]
    fn log_command_and_incident_each_have_their_own_draft() {
        let drafts = Drafts::new(PathBuf::from("/state"));
        let of = |log: &str, command, incident| {
            drafts
                .of(Path::new(log), command, incident)
                .path()
                .to_owned()
        };
        let all = [
            of("/a.toml", "update", Some("x")),
            of("/b.toml", "update", Some("x")),
            of("/a.toml", "correct", Some("x")),
            of("/a.toml", "update", Some("y")),
            of("/a.toml", "update", None),
        ];
        for (i, one) in all.iter().enumerate() {
            assert!(!all[i + 1..].contains(one), "{}", one.display());
        }
    }

    #[test]
    fn the_name_of_a_draft_never_changes() {
        assert_eq!(
            draft(Path::new("/state")).path(),
            Path::new("/state/drafts/declare-9fe348d043150f90.toml")
        );
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_a_draft() {
        use std::os::unix::fs::PermissionsExt as _;
        let state = tempfile::tempdir().unwrap();
        let draft = draft(state.path());
        draft.save("secret").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(draft.path()), 0o600);
        assert_eq!(mode(&state.path().join("drafts")), 0o700);
    }

    #[cfg(unix)]
    #[test]
    fn two_ways_to_one_log_share_a_draft_even_before_the_log_exists() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path(), &link).unwrap();
        let drafts = Drafts::new(PathBuf::from("/state"));
        let of = |folder: &Path| drafts.of(&folder.join("new.toml"), "declare", None);
        assert_eq!(of(folder.path()), of(&link));
    }

    #[test]
    fn what_is_no_text_is_set_aside_and_not_deleted() {
        let state = tempfile::tempdir().unwrap();
        let draft = draft(state.path());
        for round in 1..=2 {
            draft.save("").unwrap();
            fs::write(draft.path(), [0xff, round]).unwrap();
            let Err(DraftError::NotText { aside, .. }) = draft.load() else {
                panic!("was read");
            };
            assert_eq!(fs::read(aside).unwrap(), [0xff, round]);
            assert_eq!(draft.load().unwrap(), None);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_draft_that_cannot_be_saved_leaves_the_old_one() {
        let state = tempfile::tempdir().unwrap();
        let draft = draft(state.path());
        draft.save("old").unwrap();
        let beside = draft
            .path()
            .with_extension(format!("{}.tmp", std::process::id()));
        fs::create_dir(&beside).unwrap();
        let error = draft.save("new").unwrap_err().to_string();
        assert!(
            error.contains(&draft.path().display().to_string()),
            "{error}"
        );
        assert_eq!(draft.load().unwrap().unwrap().0, "old");
    }
}
