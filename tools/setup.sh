# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts beside it: packages and builds. Quick when nothing changed: a stamp per
# group of packages, and ninja, decide.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "planrec: $*" >&2; }

# ensure_packages MODE GROUP...: installs what is missing of tools/packages.txt. MODE "refuse" only
# names it and exits 1.
ensure_packages() {
  local mode=$1 group list stamp missing=() package
  shift
  list=$root/tools/packages.txt
  stamp=$root/build/.packages-$(IFS=-; echo "$*")
  [ "$stamp" -nt "$list" ] && return 0
  for group in "$@"; do
    # Whoever has npm, from wherever, needs Debian's no more (the two exclude each other).
    if [ "$group" = page ] && command -v npm >/dev/null; then continue; fi
    for package in $(sed -n "s/^$group: //p" "$list"); do
      [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
        missing+=("$package")
    done
  done
  if [ ${#missing[@]} -gt 0 ]; then
    if [ "$mode" = refuse ]; then
      say "these packages are missing and --no-install was given:"
      say "  ${missing[*]}"
      say "install them with: apt-get install --no-install-recommends ${missing[*]}"
      exit 1
    fi
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
      command -v sudo >/dev/null || {
        say "installing packages needs root, and sudo is not there; as root run:"
        say "  apt-get install --no-install-recommends ${missing[*]}"
        exit 1
      }
      as_root=(sudo)
    fi
    say "installing Debian packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq >&2 &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 || {
        say "installing failed; see above, then run this again"
        exit 1
      }
  fi
  mkdir -p "$root/build"
  touch "$stamp"
}

# configure PRESET: once, and again when the presets changed.
configure() {
  local preset=$1 log=$root/build/$1.log
  [ ! "$root/build/$preset/build.ninja" -nt "$root/CMakePresets.json" ] || return 0
  mkdir -p "$root/build"
  say "configuring ($preset)"
  (cd "$root" && cmake --preset "$preset") >"$log" 2>&1 || {
    cat "$log" >&2
    say "configuring failed"
    exit 1
  }
}

# build PRESET TARGET...: configures once, builds what changed. Prints only when there is work or an
# error.
build() {
  local preset=$1 folder log
  shift
  folder=$root/build/$preset
  log=$root/build/$preset.log
  configure "$preset"
  # Say so where the build takes longer than a moment.
  (sleep 2 </dev/null >/dev/null 2>&1 && say "building ($preset), see build/$preset.log") &
  local announcer=$!
  ninja -C "$folder" "$@" >"$log" 2>&1 || {
    kill "$announcer" 2>/dev/null || true
    grep -E -A12 'FAILED|error:' "$log" | head -60 >&2
    say "the build failed; the whole log is build/$preset.log"
    exit 1
  }
  kill "$announcer" 2>/dev/null || true
}
