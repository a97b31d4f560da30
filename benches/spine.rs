//! What each step on the way costs: reading a log, folding an incident, rendering every message,
//! appending an entry. `benches/compare.sh` times whole processes; this says where the time goes.
//!
//! `cargo bench --bench spine`
#![allow(clippy::expect_used, reason = "a benchmark that cannot run may stop")]

use std::path::{Path, PathBuf};
use std::process::Command;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use tempfile::TempDir;
use vocero::domain::entry::{Entry, EntryId};
use vocero::domain::house::House;
use vocero::domain::incident::Incident;
use vocero::domain::locale::Locale;
use vocero::log::{self, Log};
use vocero::render::{self, Outlet, Templates};

/// How many entries the logs have: one incident, a year of a small company, ten of a large one.
const ENTRIES: [usize; 3] = [5, 2_000, 50_000];

fn main() {
    divan::main();
}

/// A generated log in a folder that is removed with it.
struct Sample {
    _folder: TempDir,
    path: PathBuf,
    text: String,
}

impl Sample {
    fn of(entries: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("incidents.toml");
        let generator = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/generate.py");
        let generated = Command::new("python3")
            .arg(generator)
            .arg(entries.to_string())
            .arg(&path)
            .status()
            .expect("python3 runs");
        assert!(generated.success(), "the generator wrote a log");
        let text = std::fs::read_to_string(&path).expect("the log reads");
        Self {
            _folder: folder,
            path,
            text,
        }
    }

    fn log(&self) -> Log {
        Log::of_text(&self.path, self.text.clone()).expect("the log is sound")
    }

    fn newest(&self) -> Incident {
        let log = self.log();
        let id = log.incidents().last().expect("an incident");
        log.incident(id)
            .expect("the incident reads")
            .expect("the incident is there")
    }
}

/// From the file to an index that knows where every incident stands.
#[divan::bench(args = ENTRIES)]
fn read_and_summarise(bencher: Bencher<'_, '_>, entries: usize) {
    let sample = Sample::of(entries);
    bencher
        .counter(BytesCount::of_str(&sample.text))
        .bench_local(|| {
            let log = Log::read(black_box(&sample.path)).expect("the log reads");
            log.summaries().expect("every state is known").len()
        });
}

/// From an index to one incident: its records parsed and folded.
#[divan::bench(args = ENTRIES)]
fn parse_and_fold_one_incident(bencher: Bencher<'_, '_>, entries: usize) {
    let log = Sample::of(entries).log();
    let id = log.incidents().last().expect("an incident");
    bencher.bench_local(|| log.incident(black_box(id)).expect("the incident reads"));
}

/// The fold alone.
#[divan::bench(args = [5, 50, 500])]
fn fold(bencher: Bencher<'_, '_>, entries: usize) {
    let few = Sample::of(5).newest().timeline;
    let many: Vec<Entry> = few.iter().cycle().take(entries).cloned().collect();
    bencher
        .with_inputs(|| many.clone())
        .bench_local_values(|entries| Incident::from_entries("card-payments", entries));
}

/// Every channel in so many locales.
#[divan::bench(args = [1, 2])]
fn render_every_channel(bencher: Bencher<'_, '_>, locales: usize) {
    let incident = Sample::of(5).newest();
    let house = House {
        company: Some("Acme".to_owned()),
        ..House::default()
    };
    let templates = Templates::embedded();
    let channels = templates.usual_channels().expect("the channels");
    let outlets: Vec<Outlet> = channels.iter().map(|c| c.as_str().into()).collect();
    let locales: Vec<Locale> = templates.locales().expect("the voices")[..locales].to_vec();
    bencher.bench_local(|| {
        render::render_all(black_box(&templates), &house, &incident, &outlets, &locales)
            .expect("every message renders")
    });
}

/// One more entry, durable: lock, read again, write anew, two syncs. The log grows meanwhile.
#[divan::bench(args = ENTRIES, sample_count = 30, sample_size = 1)]
fn append(bencher: Bencher<'_, '_>, entries: usize) {
    let sample = Sample::of(entries);
    let newest = sample.newest();
    let entry = newest.timeline.last().expect("an entry").clone();
    bencher.bench_local(|| {
        log::append(&sample.path, |log| {
            let id = EntryId::after(log.newest_id()?, entry.at);
            Ok::<_, log::ReadError>(Entry {
                id,
                ..entry.clone()
            })
        })
        .expect("the entry is saved")
    });
}
