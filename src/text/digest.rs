//! A number for a row of texts: the same in every run and every version, for names that logs keep.

/// The number (FNV-1a, 64 bits wide, folded once more). What must not change with a library is written
/// out; nobody is kept from finding another row with the same number.
pub fn digest(texts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for text in texts {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash ^ (hash >> 32)
}
