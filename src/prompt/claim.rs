//! Who answers a draft: one terminal at a time. Two that are asked the same questions about one log
//! keep their answers apart, and neither is offered what the other is still typing.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::drafts::{Draft, Drafts, make_private_folder};

/// How many terminals can be asked the same questions at once.
const MOST: usize = 8;

/// A draft that nobody else answers as long as this lives.
#[derive(Debug)]
pub struct Claim {
    /// The draft, which may exist already.
    pub draft: Draft,
    /// Whether another terminal is being asked the same questions.
    pub shared: bool,
    /// Held until the end; none on file systems without locks.
    lock: Option<(File, PathBuf)>,
}

impl Drafts {
    /// Claims the draft of one command for one incident (none for a new one) of one log: the first
    /// that was left unfinished, or else a new one.
    pub fn claim(&self, log: &Path, command: &str, incident: Option<&str>) -> Claim {
        let all = || (1..=MOST).map(|nth| self.nth(log, command, incident, nth));
        let mut shared = false;
        for unfinished in [true, false] {
            for draft in all().filter(|draft| draft.path().exists() == unfinished) {
                let path = draft.path().with_extension("lock");
                let lock = match take(self.folder(), &path) {
                    Taken::ByOther => {
                        shared = true;
                        continue;
                    }
                    Taken::Now(file) => Some((file, path)),
                    Taken::Unknown => None,
                };
                return Claim {
                    draft,
                    shared,
                    lock,
                };
            }
        }
        // More terminals than anybody has: what is answered here is kept, and offered to nobody.
        let own = MOST + std::process::id() as usize;
        Claim {
            draft: self.nth(log, command, incident, own),
            shared,
            lock: None,
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if let Some((_, path)) = &self.lock {
            // It is deleted while it is held: whoever waits for it sees that it is gone.
            drop(fs::remove_file(path));
        }
    }
}

/// What became of the wish to hold a lock.
enum Taken {
    Now(File),
    ByOther,
    /// There can be no lock here: drafts are kept as if nobody else were there.
    Unknown,
}

/// Takes the lock at `path`.
fn take(folder: &Path, path: &Path) -> Taken {
    // Whoever deletes the lock in between does so once.
    for _ in 0..100 {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let opened = make_private_folder(folder).and_then(|()| options.open(path));
        let Ok(file) = opened else {
            return Taken::Unknown;
        };
        match file.try_lock() {
            Ok(()) if is_at(&file, path) => return Taken::Now(file),
            // Its holder deleted it in between.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Taken::ByOther,
            Err(TryLockError::Error(_)) => return Taken::Unknown,
        }
    }
    Taken::Unknown
}

/// Whether the file still stands at its path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(held), Ok(there)) = (file.metadata(), fs::symlink_metadata(path)) else {
        return false;
    };
    (held.dev(), held.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(state: &Path) -> Claim {
        Drafts::new(state.to_owned()).claim(Path::new("/log.toml"), "declare", None)
    }

    #[test]
    fn two_terminals_keep_their_answers_apart() {
        let state = tempfile::tempdir().unwrap();
        let one = claim(state.path());
        assert!(!one.shared);
        one.draft.save("one").unwrap();
        let two = claim(state.path());
        assert!(two.shared);
        assert_eq!(two.draft.load().unwrap(), None);
        two.draft.save("two").unwrap();
        assert_eq!(one.draft.load().unwrap().unwrap().0, "one");
    }

    #[test]
    fn what_was_left_unfinished_is_offered_when_its_terminal_is_gone() {
        let state = tempfile::tempdir().unwrap();
        let one = claim(state.path());
        let two = claim(state.path());
        two.draft.save("two").unwrap();
        drop(two);
        let third = claim(state.path());
        assert_eq!(third.draft.load().unwrap().unwrap().0, "two");
        drop((one, third));
        let next = claim(state.path());
        assert_eq!(next.draft.load().unwrap().unwrap().0, "two");
        assert!(!next.shared);
    }

    #[test]
    fn of_many_terminals_none_is_offered_what_another_one_types() {
        let state = tempfile::tempdir().unwrap();
        let claims: Vec<Claim> = (0..=MOST)
            .map(|nth| {
                let claim = claim(state.path());
                assert_eq!(claim.draft.load().unwrap(), None, "{nth}");
                claim.draft.save("typing").unwrap();
                claim
            })
            .collect();
        assert!(claims[1..].iter().all(|claim| claim.shared));
    }

    #[test]
    fn nothing_is_left_of_a_claim_but_the_draft() {
        let state = tempfile::tempdir().unwrap();
        let one = claim(state.path());
        one.draft.save("one").unwrap();
        drop(one);
        let left: Vec<_> = fs::read_dir(state.path().join("drafts"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["declare-9fe348d043150f90.toml"]);
    }
}
