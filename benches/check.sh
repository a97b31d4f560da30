#!/bin/sh
# Whole processes side by side: `vocero check` against a Rust hello world and against write-good.
# Prints medians and ratios, and ends with exit 1 if a goal is missed. Too much depends on the
# machine for a build to depend on it. Every program is copied first, as whoever installs it does: in
# what a linker has written pages lie one by one, and a start takes up to a tenth longer.
#
#   benches/check.sh [RUNS]         100 runs of each by default, fewer of what takes seconds
#
# VOCERO names the program, by default target/release/vocero; OTHER names a second one, measured
# between the same runs. write-good comes from npm into a folder that is removed at the end; without
# npm or a network it is left out.
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
python3 "$here/generate.py" 1 "$work/log.toml"
if ! npm install --silent --prefix "$work/npm" write-good >/dev/null 2>&1; then
  echo "write-good could not be installed: it is left out" >&2
fi
mkdir "$work/bin"
cp "$vocero" "$work/bin/vocero"
mv "$work/hello" "$work/linked" && cp "$work/linked" "$work/hello"
[ -z "${OTHER:-}" ] || cp "$OTHER" "$work/bin/other"
python3 "$here/check.py" "$work/bin/vocero" "$work" "${1:-100}" ${OTHER:+"$work/bin/other"}
