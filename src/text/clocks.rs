//! What of a zone's data (`TZif`, RFC 9636) the program carries: what its clocks have done since 2000.
//! No status page is older, and three quarters of the database are. The build script leaves them out;
//! of a moment before, the program says what held when 2000 began or, where one rule has held since
//! then, what that says.

/// The first moment that the program knows clocks of, the beginning of 2000, in seconds since 1970.
pub(crate) const SINCE: i64 = 946_684_800;

/// The bytes of a head: a name, a version, fifteen that mean nothing, and six counts.
const HEAD: usize = 44;

/// What the clocks of a zone do.
struct Clocks<'a> {
    /// When they change, and from then on to which kind.
    changes: Vec<(i64, u8)>,
    /// The kinds: the offset with whether it is summer time, and the letters of its name.
    kinds: Vec<(&'a [u8], &'a [u8])>,
    /// The rule by which they go on changing, as it stands at the end.
    rule: &'a [u8],
}

/// Returns the data of a zone without what its clocks did before [`SINCE`]; none if these are not
/// data as the database has them, of the second version and without leap seconds.
pub(crate) fn shortened(data: &[u8]) -> Option<Vec<u8>> {
    let mut clocks = read(data)?;
    let before = clocks.changes.partition_point(|(at, _)| *at < SINCE);
    let past: Vec<_> = clocks.changes.drain(..before).collect();
    // What held before the first change is the first kind.
    let mut kept = vec![past.last().map_or(0, |(_, kind)| *kind)];
    for (_, kind) in &mut clocks.changes {
        let place = kept.iter().position(|known| known == kind);
        let place = place.unwrap_or_else(|| {
            kept.push(*kind);
            kept.len() - 1
        });
        *kind = u8::try_from(place).ok()?;
    }
    let kinds = kept.iter().map(|kind| clocks.kinds.get(usize::from(*kind)));
    clocks.kinds = kinds.map(Option::<&_>::copied).collect::<Option<_>>()?;
    written(&clocks)
}

/// Reads the second block: the first is the same for readers that know 32 bits only.
fn read(data: &[u8]) -> Option<Clocks<'_>> {
    let (counts, mut data) = head(data)?;
    data.split_off(..counts.bytes(4))?;
    let (counts, mut data) = head(data)?;
    let mut take = |bytes| data.split_off(..bytes);
    let moments = take(8 * counts.changes)?.chunks_exact(8);
    let moments = moments.map(|bytes| bytes.try_into().ok().map(i64::from_be_bytes));
    let moments: Vec<i64> = moments.collect::<Option<_>>()?;
    let becomes = take(counts.changes)?.iter().copied();
    let (offsets, letters) = (take(6 * counts.kinds)?, take(counts.letters)?);
    let kinds = offsets.chunks_exact(6).map(|bytes| {
        let (place, offset) = bytes.split_last()?;
        let name = letters.get(usize::from(*place)..)?;
        Some((offset, name.split_inclusive(|byte| *byte == 0).next()?))
    });
    Some(Clocks {
        changes: moments.into_iter().zip(becomes).collect(),
        kinds: kinds.collect::<Option<_>>()?,
        rule: data.get(counts.marks..)?,
    })
}

/// How much of each there is in a block.
struct Counts {
    /// Marks of what was measured in which time, which nobody reads any more.
    marks: usize,
    changes: usize,
    kinds: usize,
    letters: usize,
}

impl Counts {
    /// How long the block is behind its head, if a moment takes so many bytes.
    fn bytes(&self, moment: usize) -> usize {
        self.changes * (moment + 1) + self.kinds * 6 + self.letters + self.marks
    }
}

/// The counts of a block, and what stands behind its head.
fn head(data: &[u8]) -> Option<(Counts, &[u8])> {
    let (head, rest) = data.split_at_checked(HEAD)?;
    let counts = head.get(20..)?.chunks_exact(4);
    let counts = counts.map(|bytes| bytes.try_into().ok().map(u32::from_be_bytes));
    let counts: Vec<u32> = counts.collect::<Option<_>>()?;
    let &[universal, standard, leaps, changes, kinds, letters] = counts.as_slice() else {
        return None;
    };
    let count = |number: u32| usize::try_from(number).ok();
    let counts = Counts {
        marks: count(universal + standard)?,
        changes: count(changes)?,
        kinds: count(kinds)?,
        letters: count(letters)?,
    };
    (head.starts_with(b"TZif") && leaps == 0).then_some((counts, rest))
}

/// Writes the data, with a first block that says nothing.
fn written(clocks: &Clocks<'_>) -> Option<Vec<u8>> {
    let (mut offsets, mut letters) = (Vec::new(), Vec::new());
    for (offset, name) in &clocks.kinds {
        let mut places = letters.windows(name.len());
        let known = places.position(|letters| letters == *name);
        let place = known.unwrap_or(letters.len());
        if known.is_none() {
            letters.extend_from_slice(name);
        }
        offsets.extend_from_slice(offset);
        offsets.push(u8::try_from(place).ok()?);
    }
    let mut data = written_head([0, 1, 1])?;
    data.extend([0; 7]);
    data.extend(written_head([
        clocks.changes.len(),
        clocks.kinds.len(),
        letters.len(),
    ])?);
    data.extend(clocks.changes.iter().flat_map(|(at, _)| at.to_be_bytes()));
    data.extend(clocks.changes.iter().map(|(_, kind)| kind));
    data.extend([offsets, letters].concat());
    data.extend(clocks.rule);
    Some(data)
}

/// A head with these numbers of changes, kinds and letters.
fn written_head(counts: [usize; 3]) -> Option<Vec<u8>> {
    let mut head = [b"TZif2".as_slice(), &[0; 27]].concat();
    for count in counts {
        head.extend(u32::try_from(count).ok()?.to_be_bytes());
    }
    Some(head)
}
