#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Thousands of damaged PDF files in one run: it ends, accounts for each, leaves no worker, keeps its
# memory, and gives a record wherever Poppler alone opens the file and finds text.
#   tests/slow/damaged_batch.sh PLANREC MAKE_DAMAGED SAMPLES COUNT [run options]
set -euo pipefail
planrec=$1 make_damaged=$2 samples=$3 count=$4
shift 4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$make_damaged" -o "$work/in" --count "$count" --seed 1 "$samples"/*.pdf
# A session of its own, so that workers left over can be told from those of other runs.
setsid "$planrec" run "$work/in" -o "$work/out" --progress none -q --log "$work/log" "$@" 2>"$work/err" &
pid=$!
peak=0 early=0
while kill -0 "$pid" 2>/dev/null; do
  now=$(awk '/VmRSS/ {print $2}' "/proc/$pid/status" 2>/dev/null || echo 0)
  [ "${now:-0}" -gt "$peak" ] && peak=$now
  done_now=$(grep -c '"event":"input"' "$work/log" 2>/dev/null || true)
  [ "$early" = 0 ] && [ "${done_now:-0}" -gt $((count / 10)) ] && early=$peak
  [ "${now:-0}" -gt 0 ] && final=$now
  sleep 0.5
done
code=0
wait "$pid" || code=$?
left=$(pgrep -c -s "$pid" || true)
entries=$(grep -c '^    {"path"' "$work/out/batch.json")
records=$(find "$work/out/records" -name '*.plan.json' | wc -l)
echo "exit $code, $entries entries, $records records, $left processes left over; supervisor at a tenth ${early} KiB, at the end ${final:-0} KiB, peak $peak KiB"
grep -o '"status":"[a-z]*","error":\({"type":"[a-z_]*"\|null\)' "$work/out/batch.json" | sort | uniq -c | sort -rn
opened=0 missing=0
for file in "$work"/in/*.pdf; do
  case $file in *-bomb-*) continue ;; esac
  # The same damage done twice: its record is the first one's.
  grep -qF "{\"path\":\"$(basename "$file")\",\"status\":\"duplicate\"" "$work/out/batch.json" && continue
  if timeout 20 pdftotext "$file" - 2>/dev/null | grep -q '[[:alpha:]]'; then
    opened=$((opened + 1))
    [ -f "$work/out/records/$(basename "$file").plan.json" ] || { missing=$((missing + 1)); echo "no record: $(basename "$file")"; }
  fi
done
echo "Poppler's pdftotext finds text in $opened of them; without a record: $missing"
# A record that does not validate is our own mistake.
grep -q '"type":"internal"' "$work/out/batch.json" && { grep -o '"message":"[^"]*please report[^"]*"' "$work/out/batch.json" | sort | uniq -c; exit 1; }
[ "$entries" = "$count" ] && [ "$left" = 0 ] && [ "$missing" = 0 ] && { [ "$code" = 3 ] || [ "$code" = 0 ]; }
