//! Entries of one instant stand in the order in which they were written, whatever their ids.

use std::convert::Infallible;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;

use super::examples::{entry, log_of};
use super::kept::written;
use crate::domain::entry::{Entry, EntryId};
use crate::domain::incident::Incident;
use crate::log::index::Index;
use crate::log::kept::{Part, bytes};
use crate::log::stream::Stamp;
use crate::log::{Log, append};

/// Entries of two incidents within three seconds, with ids of any version; no id is there twice.
fn crowded() -> impl Strategy<Value = Vec<Entry>> {
    let kinds = ["declared", "updated", "noted", "resolved"];
    let one = (any::<u128>(), 0..3_i64, 0..2_usize, 0..kinds.len());
    vec(one, 1..10).prop_map(move |all| {
        let mut entries: Vec<Entry> = Vec::new();
        for (id, second, incident, kind) in all {
            let mut made = entry(1, ["mail", "search"][incident], kinds[kind]);
            made.id = EntryId::of_number(id);
            made.at += chrono::Duration::seconds(second);
            if entries.iter().all(|entry| entry.id != made.id) {
                entries.push(made);
            }
        }
        entries
    })
}

/// The ids of an incident's entries as they are to be told.
fn expected(entries: &[Entry], incident: &str) -> Vec<EntryId> {
    let mut own: Vec<&Entry> = entries.iter().filter(|e| e.incident == incident).collect();
    own.sort_by_key(|entry| entry.at);
    own.iter().map(|entry| entry.id).collect()
}

fn told(incident: &Incident) -> Vec<EntryId> {
    incident.timeline.iter().map(|entry| entry.id).collect()
}

proptest! {
    #[test]
    fn entries_of_one_second_keep_the_order_of_the_file_whoever_reads_them(entries in crowded()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("incidents.toml");
        for entry in &entries {
            append::<Infallible>(&path, |_| Ok(entry.clone())).unwrap();
        }
        let log = Log::read(&path).unwrap();
        let summaries = log.summaries().unwrap();
        let rhythms = log.rhythms().unwrap();
        for (place, id) in log.incidents().iter().enumerate() {
            let expected = expected(&entries, id);
            let whole = log.incident(id).unwrap().unwrap();
            prop_assert_eq!(told(&whole), expected.clone());
            let strand = log.strands()[place].incident().unwrap();
            prop_assert_eq!(told(&strand), expected.clone());
            let beats: Vec<EntryId> = rhythms[place].beats.iter().map(|beat| beat.id).collect();
            prop_assert_eq!(beats, expected);
            prop_assert_eq!(summaries[place].state, whole.in_force.state());
        }
        // What is kept beside the drafts tells the same.
        let text = log_of(&entries);
        let index = Index::of(&path, &text).unwrap();
        let stamp = Stamp::of(&std::fs::metadata(&path).unwrap());
        let kept = written(&stamp, &index, &[]).unwrap();
        let back = bytes::index(Part::All, &kept, &stamp).unwrap();
        let ids = |index: &Index| index.records.iter().map(|r| r.id).collect::<Vec<_>>();
        prop_assert_eq!(ids(&back), ids(&index));
    }
}

#[test]
fn what_is_resolved_in_the_second_in_which_it_was_declared_is_over() {
    let ids = [
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10",
    ];
    let mut entries = [entry(1, "mail", "declared"), entry(1, "mail", "resolved")];
    for (entry, id) in entries.iter_mut().zip(ids) {
        entry.id = id.parse().unwrap();
    }
    let log = Log::of_text(Path::new("incidents.toml"), log_of(&entries)).unwrap();
    assert!(log.summaries().unwrap()[0].state.is_over());
    let incident = log.incident("mail").unwrap().unwrap();
    assert!(incident.in_force.state().is_over());
    assert_eq!(
        incident.last_word().map(|word| word.id),
        Some(entries[1].id)
    );
}
