#!/usr/bin/env bash
# Holds every payload against validators that nobody here wrote.
#
#   VOCERO=target/release/vocero tests/conformance/run.sh [COUNT]
#
# Writes the payloads of every example and of COUNT hostile incidents (500 if not said), then runs each
# check of this folder on them. A check names what it needs in its first lines, and this script installs
# it into a folder of its own (VOCERO_CONFORMANCE, or else a temporary one):
#
#   # needs: pip NAME==1.2 …      # needs: npm NAME@1.2 …      # needs: apt NAME …      # venv: own
#
# Ends with exit 1 if a check fails, and names checks whose tools could not be had.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
vocero=$(realpath "${VOCERO:-target/release/vocero}")
count=${1:-500}
if [[ -n ${VOCERO_CONFORMANCE:-} ]]; then
  work=$VOCERO_CONFORMANCE
  mkdir -p "$work"
else
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
failed=()
skipped=()

# needs KIND FILE: the packages of this kind that the check names.
needs() {
  sed -nE "1,30s,^(#|//) needs: $1 +,,p" "$2" | tr '\n' ' '
}

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"; else sudo -n "$@"; fi
}

# venv NAME PACKAGES: a Python with the packages; prints its path.
venv() {
  local folder=$work/venv-$1
  shift
  [[ -x $folder/bin/python ]] || python3 -m venv "$folder" >&2 || return 1
  if (($#)) && [[ ! -e $folder/.has-$(echo "$*" | cksum | tr -d ' ') ]]; then
    "$folder/bin/pip" install -q --disable-pip-version-check "$@" >&2 || return 1
    touch "$folder/.has-$(echo "$*" | cksum | tr -d ' ')"
  fi
  echo "$folder/bin/python"
}

# equip FILE: installs what a check needs; prints the command that runs it.
equip() {
  local check=$1 name packages
  name=$(basename "$check")
  packages=$(needs apt "$check")
  local missing=()
  for package in $packages; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  if ((${#missing[@]})); then
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -qq -y "${missing[@]}" >&2 || return 1
  fi
  packages=$(needs npm "$check")
  if [[ -n $packages ]]; then
    [[ -e $work/package.json ]] || echo '{"private": true}' >"$work/package.json"
    # shellcheck disable=SC2086 # a list of packages
    npm install --prefix "$work" --no-audit --no-fund --silent $packages >&2 || return 1
  fi
  case $name in
  *.py)
    local own=shared
    sed -n 1,30p "$check" | grep -q '^# venv: own' && own=${name%.py}
    # shellcheck disable=SC2046 # a list of packages
    venv "$own" $(needs pip "$check")
    ;;
  *.js | *.cjs | *.mjs) command -v node ;;
  esac
}

started=$SECONDS
python3 tests/conformance/generate.py "$work/payloads" --vocero "$vocero" --count "$count" || failed+=(generate.py)
echo "($((SECONDS - started)) s)"
for check in tests/conformance/check_*; do
  name=$(basename "$check")
  started=$SECONDS
  if ! runner=$(equip "$check" 2>"$work/equip.log"); then
    echo "SKIPPED $name: what it needs could not be installed" >&2
    tail -n 3 "$work/equip.log" >&2
    skipped+=("$name")
    continue
  fi
  echo "── $name"
  NODE_PATH=$work/node_modules VOCERO=$vocero VOCERO_CONFORMANCE=$work "$runner" "$check" "$work/payloads/manifest.jsonl" --self-test &&
    NODE_PATH=$work/node_modules VOCERO=$vocero VOCERO_CONFORMANCE=$work "$runner" "$check" "$work/payloads/manifest.jsonl" ||
    failed+=("$name")
  echo "($((SECONDS - started)) s)"
done
((${#skipped[@]})) && echo "skipped: ${skipped[*]}" >&2
if ((${#failed[@]})); then
  echo "failed: ${failed[*]}" >&2
  exit 1
fi
echo "every payload passes"
