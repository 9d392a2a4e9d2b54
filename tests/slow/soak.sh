#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A long run: the memory of the program and of its workers at the end against that after 100 pages.
# Each kind of sample is among the first pages, and comes again and again in files of its own.
#   tests/slow/soak.sh PLANREC SAMPLES PAGES [SCAN_EVERY]      a scan among SCAN_EVERY files (25)
set -euo pipefail
planrec=$1 samples=$2 pages=$3 scan_every=${4:-25}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/in"
i=0 have=0
declare -A pages_of
for file in "$samples"/*.pdf "$samples"/*.txt "$samples"/*.md "$samples"/*.tif; do
  case $file in
    *.pdf) pages_of[$file]=$(pdfinfo "$file" | awk '/^Pages/ {print $2}') ;;
    *.tif) pages_of[$file]=3 ;;
    *) pages_of[$file]=1 ;;
  esac
done
born=("$samples"/*-pdf.pdf "$samples"/*.txt "$samples"/*.md)
scans=("$samples"/*-scan.pdf "$samples"/*.tif "$samples"/*-mixed.pdf)
while [ "$have" -lt "$pages" ]; do
  if [ $((i % scan_every)) = 5 ]; then
    source=${scans[$((i / scan_every % ${#scans[@]}))]}
  else
    source=${born[$((i % ${#born[@]}))]}
  fi
  { cat "$source"; printf '\n%% %d\n' "$i"; } >"$work/in/$(printf '%05d' "$i")-$(basename "$source")"
  have=$((have + pages_of[$source]))
  i=$((i + 1))
done
"$planrec" run "$work/in" -o "$work/out" -j 1 --progress none -q --log "$work/log" 2>"$work/err" &
pid=$!
while kill -0 "$pid" 2>/dev/null; do
  own=$(awk '/VmRSS/ {print $2}' "/proc/$pid/status" 2>/dev/null || true)
  workers=0
  for child in $(cat /proc/$pid/task/*/children 2>/dev/null || true); do
    rss=$(awk '/VmRSS/ {print $2}' "/proc/$child/status" 2>/dev/null || true)
    workers=$((workers + ${rss:-0}))
  done
  done_now=$(grep -c '"event":"page"' "$work/log" 2>/dev/null || true)
  [ -n "$own" ] && echo "${done_now:-0} $own $workers" >>"$work/samples"
  sleep 0.3
done
code=0
wait "$pid" || code=$?
tail -3 "$work/err"
awk -v code="$code" '
  {page = $1; if ($2 > own[int(page / 100)]) own[int(page / 100)] = $2
   if ($3 > workers[int(page / 100)]) workers[int(page / 100)] = $3; last = page}
  END {
    for (h = 0; h <= int(last / 100); h++) if (h in own) printf "pages %d to %d: program %.1f MiB, workers %.1f MiB\n", h * 100, h * 100 + 99, own[h] / 1024, workers[h] / 1024
    first = (1 in own) ? 1 : 0; end = int(last / 100); if (!(end in own) || last % 100 < 50) end--
    printf "%d pages, exit %d: at the end %.2f (program) and %.2f (workers) of what it was behind 100 pages\n", last, code, own[end] / own[first], workers[end] / workers[first]
    exit own[end] > 1.1 * own[first] || workers[end] > 1.1 * workers[first]
  }' "$work/samples"
