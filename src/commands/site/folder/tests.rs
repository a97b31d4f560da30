//! What happens to a folder, and what never does.

use super::*;
use crate::commands::site::tray::Tray;
use crate::render::site::Page;

/// Brings the folder to hold these pages.
fn put(root: &Path, pages: &[(&str, &str)]) -> Result<Change, Failure> {
    let (folder, _alone) = Folder::enter(root, false)?;
    let mut tray = Tray::new(&folder, false);
    for (path, text) in pages {
        tray.lay(Page {
            path: (*path).to_owned(),
            content: (*text).to_owned(),
        });
    }
    tray.serve().map(|(_, change)| change)
}

/// Every file below a folder with what stands in it, but for the list of ours.
fn held(root: &Path) -> Vec<(String, String)> {
    let (mut folders, mut files) = (vec![root.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with(LIST) {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                files.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn files(pages: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = pages
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    owned.collect()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn only_what_changed_is_written_and_what_is_no_longer_needed_goes_with_its_folder() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("site");
    put(
        &root,
        &[("a.html", "1"), ("es/b.html", "1"), ("es/c/d.html", "1")],
    )
    .unwrap();
    let change = put(&root, &[("a.html", "1"), ("es/b.html", "2")]).unwrap();
    let expected = Change {
        written: names(&["es/b.html"]),
        removed: names(&["es/c/d.html"]),
        unchanged: 1,
    };
    assert_eq!(change, expected);
    assert_eq!(held(&root), files(&[("a.html", "1"), ("es/b.html", "2")]));
    assert!(!root.join("es/c").exists());
}

#[test]
fn the_same_pages_once_more_touch_nothing_at_all() {
    let home = tempfile::tempdir().unwrap();
    let pages = [("a.html", "1"), ("b/c.html", "2")];
    put(home.path(), &pages).unwrap();
    let times = |name: &str| {
        fs::metadata(home.path().join(name))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = [times("a.html"), times("b/c.html"), times(LIST)];
    let change = put(home.path(), &pages).unwrap();
    assert_eq!((change.written.len(), change.unchanged), (0, 2));
    assert_eq!(before, [times("a.html"), times("b/c.html"), times(LIST)]);
}

#[test]
fn a_file_of_others_is_neither_replaced_nor_removed() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("index.html"), "theirs").unwrap();
    fs::write(home.path().join("logo.png"), "theirs").unwrap();
    let failure = put(home.path(), &[("a.html", "1"), ("index.html", "ours")]).unwrap_err();
    let path = home.path().join("index.html");
    assert_eq!(
        failure.message,
        format!(
            "`{}` was not written by `vocero site`, and a page needs its name; nothing was written",
            path.display()
        )
    );
    put(home.path(), &[("a.html", "1")]).unwrap();
    put(home.path(), &[]).unwrap();
    assert_eq!(
        held(home.path()),
        files(&[("index.html", "theirs"), ("logo.png", "theirs")])
    );
}

#[test]
fn a_file_that_holds_what_is_to_be_written_needs_nobody_to_own_it() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("a.html"), "1").unwrap();
    let change = put(home.path(), &[("a.html", "1")]).unwrap();
    assert_eq!((change.written.len(), change.unchanged), (0, 1));
}

#[test]
fn a_list_that_was_tampered_with_reaches_nothing_outside_the_folder() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("site");
    fs::create_dir(&root).unwrap();
    let outside = home.path().join("incidents.toml");
    fs::write(&outside, "theirs").unwrap();
    let list = format!(
        "../incidents.toml\n{}\nx/../../incidents.toml\n\n.\n",
        outside.display()
    );
    fs::write(root.join(LIST), list).unwrap();
    let change = put(&root, &[("a.html", "1")]).unwrap();
    assert_eq!(change.removed, names(&[]));
    assert_eq!(fs::read_to_string(&outside).unwrap(), "theirs");
}

#[cfg(unix)]
#[test]
fn no_page_goes_through_a_link_and_no_removal_does() {
    let home = tempfile::tempdir().unwrap();
    let (root, outside) = (home.path().join("site"), home.path().join("outside"));
    fs::create_dir_all(&outside).unwrap();
    fs::write(outside.join("a.html"), "theirs").unwrap();
    put(&root, &[("es/a.html", "1"), ("b.html", "1")]).unwrap();
    fs::remove_dir_all(root.join("es")).unwrap();
    std::os::unix::fs::symlink(&outside, root.join("es")).unwrap();
    assert!(put(&root, &[("es/a.html", "2"), ("b.html", "1")]).is_err());
    fs::remove_file(root.join("b.html")).unwrap();
    std::os::unix::fs::symlink(outside.join("a.html"), root.join("b.html")).unwrap();
    assert!(put(&root, &[("b.html", "2")]).is_err());
    assert_eq!(put(&root, &[]).unwrap().removed, names(&[]));
    assert_eq!(held(&outside), files(&[("a.html", "theirs")]));
}

#[test]
fn a_run_that_fails_leaves_the_folder_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    put(home.path(), &[("a.html", "1"), ("b.html", "1")]).unwrap();
    fs::create_dir(home.path().join(".b.html.new")).unwrap();
    assert!(put(home.path(), &[("a.html", "2"), ("b.html", "2")]).is_err());
    assert_eq!(
        held(home.path()),
        files(&[("a.html", "1"), ("b.html", "1")])
    );
}

#[test]
fn a_first_run_that_fails_leaves_no_folder() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("site");
    let pages = [
        ("es/a.html", "1"),
        ("es/b/c.html", "<a href=\"gone.html\">"),
    ];
    let failure = put(&root, &pages).unwrap_err();
    assert!(failure.message.ends_with("nothing was written"));
    assert!(!root.exists());
}

#[test]
fn a_killed_run_leaves_nothing_that_the_next_one_does_not_clear() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join(".a.html.new"), "half").unwrap();
    put(home.path(), &[("a.html", "1")]).unwrap();
    assert_eq!(held(home.path()), files(&[("a.html", "1")]));
    // Nor where the page stays as it is, or is needed no more.
    put(home.path(), &[("a.html", "1"), ("es/b.html", "2")]).unwrap();
    for left in [".a.html.new", "es/.b.html.new", "es/.c.html.new"] {
        fs::write(home.path().join(left), "unsaid").unwrap();
    }
    let note = home.path().join(".a.txt.new");
    fs::write(&note, "of somebody else").unwrap();
    put(home.path(), &[("a.html", "1")]).unwrap();
    fs::remove_file(note).unwrap();
    assert_eq!(held(home.path()), files(&[("a.html", "1")]));
    assert!(!home.path().join("es").exists());
}

#[cfg(unix)]
#[test]
fn two_who_write_one_site_do_not_do_it_at_once() {
    let home = tempfile::tempdir().unwrap();
    let root = home.path().join("a/site");
    let (_, alone) = Folder::enter(&root, false).unwrap();
    let failure = put(&root, &[("a.html", "1")]).unwrap_err();
    let shown = root.display();
    assert_eq!(
        failure.message,
        format!("`{shown}` is being written by another `vocero site`; nothing was written")
    );
    assert_eq!(held(&root), []);
    drop(alone);
    assert!(!root.exists(), "nothing came of it");
}

#[test]
fn what_others_wrote_until_nobody_else_writes_is_known() {
    let home = tempfile::tempdir().unwrap();
    put(home.path(), &[("a.html", "1"), ("b.html", "1")]).unwrap();
    let before = Folder::open(home.path()).unwrap();
    put(home.path(), &[("a.html", "1"), ("c.html", "1")]).unwrap();
    let (now, _alone) = Folder::enter(home.path(), false).unwrap();
    assert!(before.place("c.html").is_err() && now.place("c.html").is_ok());
}
