#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Seconds and memory of exports of many records: export_cost.sh PLANREC FOLDER_OF_RECORDS [COUNT].
# The records are copies of those in the folder (of `planrec run`), each under its own digest.
set -euo pipefail
planrec=$1 records=$2 count=${3:-100000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/out/records"
for ((i = 0; i < 100; ++i)); do mkdir "$work/out/records/$i"; done
mapfile -t templates < <(find "$records" -name '*.plan.json' | sort)
for ((t = 0; t < ${#templates[@]}; ++t)); do
  awk -v first="$t" -v step="${#templates[@]}" -v count="$count" -v out="$work/out/records" '
    { text = text $0 "\n" }
    END {
      split_at = match(text, /"sha256": "[0-9a-f]+"/)
      head = substr(text, 1, RSTART + 10)
      tail = substr(text, RSTART + 75)
      for (i = first; i < count; i += step) {
        file = sprintf("%s/%d/%07d.pdf.plan.json", out, i % 100, i)
        printf "%s%064x%s", head, i, tail > file
        close(file)
      }
    }' "${templates[$t]}"
done
du -sh "$work/out/records" | cut -f1
for format in csv jsonl ics inventory sqlite xlsx; do
  /usr/bin/time -f "$format: %e s, %U s user, %M KiB" "$planrec" export "$work/out" --format $format \
    -o "$work/export-$format" 2>&1 | grep -v 'records written'
  rm -rf "$work/export-$format"
done
