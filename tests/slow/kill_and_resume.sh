#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# kill -9 at random moments of a run, of the supervisor or of a worker, then the run again: the
# records must be byte for byte those of an undisturbed run.
# Goes on until KILLS of them hit; a run that had ended before is not counted.
#   tests/slow/kill_and_resume.sh PLANREC SAMPLES KILLS [FILES]
set -euo pipefail
planrec=$1 samples=$2 kills=$3 files=${4:-60}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/in"
# Files of their own each (a line more), text and born-digital.
i=0
while [ "$i" -lt "$files" ]; do
  for source in "$samples"/*.txt "$samples"/*.md "$samples"/*-pdf.pdf; do
    [ "$i" -lt "$files" ] || break
    name=$work/in/$(printf '%03d' "$i")-$(basename "$source")
    { cat "$source"; printf '\n%% %d\n' "$i"; } >"$name"
    i=$((i + 1))
  done
done
run() { "$planrec" run "$work/in" -o "$1" -j 2 --ocr never --progress none -q 2>>"$work/log" || true; }
run "$work/calm"
[ "$(find "$work/calm/records" -type f | wc -l)" = "$files" ] || { echo "the calm run is not whole"; cat "$work/log"; exit 1; }
start=$(date +%s%N)
run "$work/timed"
length=$((($(date +%s%N) - start) / 1000000))
RANDOM=1
killed=0 finished=0 workers=0 round=0
while [ "$killed" -lt "$kills" ]; do
  round=$((round + 1))
  out=$work/out
  rm -rf "$out"
  "$planrec" run "$work/in" -o "$out" -j 2 --ocr never --progress none -q 2>>"$work/log" &
  pid=$!
  after=$((RANDOM * 32768 + RANDOM))
  after=$((after % (length + length / 10) + 1))
  sleep "$(printf '%d.%03d' $((after / 1000)) $((after % 1000)))"
  victim=$pid
  if [ $((round % 4)) = 0 ]; then
    child=$(cat /proc/$pid/task/*/children 2>/dev/null | tr ' ' '\n' | grep -m1 . || true)
    [ -n "$child" ] && victim=$child && workers=$((workers + 1))
  fi
  if kill -9 "$victim" 2>/dev/null; then killed=$((killed + 1)); else finished=$((finished + 1)); fi
  wait "$pid" 2>/dev/null || true
  run "$out"
  if ! diff -r "$work/calm/records" "$out/records" >"$work/diff" ||
    ! cmp -s "$work/calm/records.jsonl" "$out/records.jsonl"; then
    echo "round $round, killed after $after ms: records differ"
    head -5 "$work/diff"
    exit 1
  fi
  if find "$out" -name '.planrec-*' | grep -q .; then
    echo "round $round: files left behind"
    exit 1
  fi
done
echo "$round rounds over $files files ($length ms a run): $killed killed ($workers of them workers)," \
  "$finished had ended; records identical every time"
