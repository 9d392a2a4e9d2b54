#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One scan of many pages, read by two workers: memory of all processes together at its peak, and of
# each fifty pages against pages 50 to 99. Exit 1 above 1.2 GiB or where it grows by more than a tenth.
#   tests/slow/long_scan.sh PLANREC SCANS [PAGES]      a folder of scans to take pages from; 200
set -euo pipefail
planrec=$1 scans=$2 pages=${3:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
shopt -s nullglob
sources=("$scans"/*scan*.pdf)
[ ${#sources[@]} -gt 0 ] || { echo "no *scan*.pdf in $scans" >&2; exit 2; }
parts=() have=0
while [ "$have" -lt "$pages" ]; do
  for file in "${sources[@]}"; do
    parts+=("$file")
    have=$((have + $(pdfinfo "$file" | awk '/^Pages/ {print $2}')))
    [ "$have" -lt "$pages" ] || break
  done
done
pdfunite "${parts[@]}" "$work/long-scan.pdf"
"$planrec" run "$work/long-scan.pdf" -o "$work/out" -j 2 --progress none -q --log "$work/log" \
  2>"$work/err" &
pid=$!
while kill -0 "$pid" 2>/dev/null; do
  all=0
  for process in "$pid" $(cat /proc/$pid/task/*/children 2>/dev/null || true); do
    rss=$(awk '/VmRSS/ {print $2}' "/proc/$process/status" 2>/dev/null || true)
    all=$((all + ${rss:-0}))
  done
  read_now=$(grep -c '"event":"page"' "$work/log" 2>/dev/null || true)
  [ "$all" -eq 0 ] || echo "${read_now:-0} $all" >>"$work/memory"
  sleep 0.2
done
code=0
wait "$pid" || code=$?
tail -3 "$work/err"
awk -v code="$code" '
  {part = int($1 / 50); if ($2 > most[part]) most[part] = $2; if ($2 > peak) peak = $2; last = $1}
  END {
    for (p = 0; p <= int(last / 50); p++) {
      if (!(p in most)) continue
      printf "pages %d to %d: %.0f MiB\n", p * 50, p * 50 + 49, most[p] / 1024
      if (p > 1 && last - p * 50 >= 20 && most[p] > 1.1 * most[1]) grows = 1
    }
    printf "%d pages, exit %d: at most %.0f MiB in all processes\n", last, code, peak / 1024
    exit code != 0 || grows || peak > 1.2 * 1024 * 1024
  }' "$work/memory"
