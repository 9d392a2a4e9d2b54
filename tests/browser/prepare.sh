# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the tests beside it: $work, a folder with the browser's packages that is removed at the
# end, and `alone`, the words before a command that gives it no way out of this machine where the
# kernel allows that. 77 (skipped) where Chromium, Node.js or the packages are missing.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
skip() { echo "skipped: $*"; exit 77; }
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || skip "no Chromium (apt-get install chromium)"
command -v npm >/dev/null || skip "no npm (apt-get install nodejs npm)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.mjs "$here"/package*.json "$here/.npmrc" "$work/"
(cd "$work" && npm ci --no-audit --no-fund >npm.log 2>&1) || skip "npm can't fetch its packages"
alone=()
if unshare --user --map-root-user --net true 2>/dev/null; then
  # shellcheck disable=SC2016
  alone=(unshare --user --map-root-user --net
    bash -c 'ip link set lo up 2>/dev/null || true; exec "$@"' bash)
fi
