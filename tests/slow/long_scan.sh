#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One scan of many pages, read by two workers: memory of the program and of its workers for each
# fifty pages (their own: the input is mapped, and what is read of it counts to whoever reads), and
# of all together at its peak, mapped files included. Exit 1 above 1.2 GiB, or where the workers'
# own grows by more than a tenth behind page 100.
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
  own=$(awk '/VmRSS/ {print $2}' "/proc/$pid/status" 2>/dev/null || true)
  workers=0 mapped=0
  for process in $(cat /proc/$pid/task/*/children 2>/dev/null || true); do
    rss=$(awk '/VmRSS/ {print $2}' "/proc/$process/status" 2>/dev/null || true)
    anonymous=$(awk '/RssAnon/ {print $2}' "/proc/$process/status" 2>/dev/null || true)
    workers=$((workers + ${anonymous:-0}))
    mapped=$((mapped + ${rss:-0} - ${anonymous:-0}))
  done
  read_now=$(grep -c '"event":"page"' "$work/log" 2>/dev/null || true)
  [ -z "$own" ] || echo "${read_now:-0} $own $workers $mapped" >>"$work/memory"
  sleep 0.2
done
code=0
wait "$pid" || code=$?
tail -3 "$work/err"
awk -v code="$code" '
  {part = int($1 / 50); last = $1; all = $2 + $3 + $4
   if ($2 > own[part]) own[part] = $2
   if ($3 > workers[part]) workers[part] = $3
   if (all > peak) peak = all}
  END {
    for (p = 0; p <= int((last - 1) / 50); p++) {
      if (!(p in own)) continue
      printf "pages %d to %d: program %.0f MiB, workers %.0f MiB\n", p * 50, p * 50 + 49, own[p] / 1024, workers[p] / 1024
      # The record is made behind the last page, by a worker that loads the repair model for it.
      if (p > 1 && last - p * 50 >= 25 && workers[p] > 1.1 * workers[1]) grows = 1
    }
    printf "%d pages, exit %d: at most %.0f MiB in all processes\n", last, code, peak / 1024
    exit code != 0 || grows || peak > 1.2 * 1024 * 1024
  }' "$work/memory"
