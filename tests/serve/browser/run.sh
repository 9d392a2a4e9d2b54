#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh PROGRAM SOURCE [PICTURES]: the review page in Debian's Chromium, over records of
# tests/golden. 77 (skipped) where Chromium, Node.js or the packages of the test are missing.
set -euo pipefail
program=$1 source=$2 pictures=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
skip() { echo "skipped: $*"; exit 77; }
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || skip "no Chromium (apt-get install chromium)"
command -v npm >/dev/null || skip "no npm (apt-get install nodejs npm)"
"$program" review --help >/dev/null
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.mjs "$here"/package*.json "$here/.npmrc" "$work/"
(cd "$work" && npm ci --no-audit --no-fund >npm.log 2>&1) || skip "npm can't fetch its packages"
mkdir -p "$work/out/records"
for record in so-luu-tru-tiff.tif tp-du-lich-english-layer.pdf xa-chuyen-doi-so-pdf.pdf \
  huyen-tiem-chung-mixed.pdf phuong-phan-loai-rac-sideways.pdf tinh-chi-thi-rung-stamp.pdf \
  xa-phong-chong-thien-tai-text.txt; do
  cp "$source/tests/golden/records/$record.plan.json" "$work/out/records/"
done
# Without a way out where the machine gives a network namespace: nothing outside may be needed.
alone=()
if unshare --user --map-root-user --net true 2>/dev/null; then
  alone=(unshare --user --map-root-user --net)
fi
"${alone[@]}" bash -c 'ip link set lo up 2>/dev/null || true; exec "$@"' bash \
  node "$work/review.mjs" "$program" "$work/out" "$source/samples" "$pictures"
