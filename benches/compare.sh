#!/bin/sh
# Whole processes side by side: vocero against a Rust hello world, `wc`, and `cp` with `sync`.
# Prints medians and ratios, and ends with exit 1 if a goal is missed.
#
#   benches/compare.sh [RUNS]         200 runs of each by default
#
# VOCERO names the program, by default target/release/vocero; one that needs no libraries (README,
# "Start") saves what loading them costs, which hello world pays too. Times of one machine say little;
# ratios of one run say a lot.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
vocero=${VOCERO:-$here/../target/release/vocero}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

cat >"$work/hello.rs" <<'RUST'
fn main() {
    println!("Hello, world!");
}
RUST
rustc -O -o "$work/hello" "$work/hello.rs"
for entries in 1 100 2000 50000; do
  python3 "$here/generate.py" "$entries" "$work/$entries.toml"
done
python3 "$here/compare.py" "$vocero" "$work" "${1:-200}"
