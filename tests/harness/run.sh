#!/bin/sh
# Proves what vocero promises about its log, by doing the worst to it: kill -9 at any moment, many
# writers at once, readers meanwhile, every fault at every system call. Each check first has to
# catch a program that breaks the promise (control.py); one that does not counts as failed.
#
#   tests/harness/run.sh quick        for each change, half a minute
#   tests/harness/run.sh full         for the figures
#
# VOCERO names the program, by default target/release/vocero. Needs Python 3.11 and, for the sweep,
# strace; what cannot run is counted as skipped, aloud.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
vocero=${VOCERO:-$here/../../target/release/vocero}
control=$here/control.py
passed=0 failed=0 skipped=0
export PYTHONDONTWRITEBYTECODE=1

case ${1:-quick} in
  quick) kills=200 writers=32 each=5 seconds=5 faults=ENOSPC,EIO,EINTR,KILL ;;
  full) kills=500 writers=32 each=20 seconds=20
    faults=ENOSPC,EIO,EINTR,KILL,EDQUOT,EROFS,EACCES,EMFILE,TERM,INT,HUP,PIPE ;;
  *)
    echo "usage: $0 quick|full" >&2
    exit 2
    ;;
esac

# holds SCRIPT ARG...: the promise holds for vocero.
holds() {
  script=$1
  shift
  code=0
  python3 "$here/$script" "$vocero" "$@" || code=$?
  case $code in
    0) passed=$((passed + 1)) ;;
    77) skipped=$((skipped + 1)) && echo "SKIPPED: $script $*" ;;
    *) failed=$((failed + 1)) && echo "FAILED: $script $* (exit $code)" ;;
  esac
}

# catches FAULT WORDS SCRIPT ARG...: the check finds this fault of the control, and says WORDS.
catches() {
  fault=$1 words=$2 script=$3
  shift 3
  code=0
  said=$(CONTROL=$fault python3 "$here/$script" "$control" "$@" 2>&1) || code=$?
  case $code/$said in
    1/*"$words"*) passed=$((passed + 1)) && echo "caught the control ($fault): $(echo "$said" | grep -m 1 ';')" ;;
    77/*) skipped=$((skipped + 1)) && echo "SKIPPED: $script $* (control)" ;;
    *)
      failed=$((failed + 1))
      echo "$said"
      echo "FAILED: $script does not catch the control ($fault, exit $code)"
      ;;
  esac
}

if [ ! -x "$vocero" ]; then
  echo "no program at $vocero: build it with cargo build --release, or name it with VOCERO" >&2
  exit 2
fi

catches in-place "lost though acknowledged" kill9.py 100
holds kill9.py "$kills"
catches unlocked "lost: [" contend.py 8 10
catches doubler "doubled: [" contend.py 1 2
holds contend.py "$writers" "$each"
catches in-place "not TOML" readers.py 2
holds readers.py "$seconds"
catches in-place "old bytes changed" sweep.py note KILL
catches liar "exit 0, and not saved" sweep.py note ENOSPC
catches pessimist "exit 3, and the log changed" sweep.py note EIO
catches litterer "left behind" sweep.py note EIO
holds sweep.py note,update,declare,first "$faults"

# The same of a log so large that its index is kept, and grows with each entry.
export PADDING=600000
holds kill9.py "$kills"
holds contend.py "$writers" "$each"
holds sweep.py note,update "$faults"
unset PADDING

[ "$skipped" -eq 0 ] || echo "$skipped skipped: install strace to run them"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
