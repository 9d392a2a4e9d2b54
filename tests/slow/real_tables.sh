#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tables of real scans: rows and columns found, against counts made by eye.
#   real_tables.sh PLANREC REAL_TABLES DATA [FOLDER]    exit 77 where the folder of scans is not there
set -euo pipefail
planrec=$1 judge=$2 data=$3 folder=${4:-$(dirname "$0")/../../../shared/real}
[ -d "$folder" ] || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/in"
for file in "$folder"/*.pdf; do
  sum=$(sha256sum "$file")
  grep -q "^${sum:0:12}" "$data" && cp "$file" "$work/in/"
done
"$planrec" run "$work/in" -o "$work/out" -q
"$judge" "$data" "$work"/out/records/*.json
