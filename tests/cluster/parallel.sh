#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The line for GNU parallel in tools/slurm/README.md, run as it stands there.
#   tests/cluster/parallel.sh PROGRAM SOURCE
set -euo pipefail
program=$(realpath "$1")
source=$(realpath "$2")
command -v parallel > /dev/null || { echo "no parallel (apt-get install parallel)"; exit 77; }
line=$(sed -n 's/^    \(parallel .*\)$/\1/p' "$source/tools/slurm/README.md")
[ -n "$line" ]
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/scans" "$work/bin"
ln -s "$program" "$work/bin/planrec"
cp "$source"/samples/*-text.txt "$work/scans"
cd "$work"
export PATH="$work/bin:$PATH" HOME=$work
planrec run scans -o one -q
bash -c "$line"
cmp one/records.jsonl out/records.jsonl
diff -r one/records out/records
