#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The finding of many files: seconds and memory, by a shard that has next to none of them, and by a
# dry run that lists and hashes all.
#   tests/slow/discover_scale.sh PROGRAM COUNT [A_FOLDER]     by hand; A_FOLDER files a folder (1000)
# Exit 1 past MOST_SECONDS (60) or MOST_MIB (200). TMPDIR: a file system with COUNT inodes left.
set -euo pipefail
program=$(realpath "$1")
count=$2
a_folder=${3:-1000}
seconds=${MOST_SECONDS:-60}
mib=${MOST_MIB:-200}
work=$(mktemp -d "${TMPDIR:-/tmp}/planrec-found-XXXXXX")
trap 'rm -rf "$work"' EXIT
python3 - "$work/in" "$count" "$a_folder" << 'PY'
import os, sys
root, count, a_folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
for n in range(count):
    folder = f"{root}/{n // a_folder:05}"
    if n % a_folder == 0: os.makedirs(folder)
    file = os.open(f"{folder}/{n:07}.txt", os.O_WRONLY | os.O_CREAT)
    os.write(file, b"KH %d\n" % n)
    os.close(file)
PY
past=0
find_all() {
  echo "$1:"
  shift
  /usr/bin/time -q -o "$work/time" -f "%e %U %S %M" "$program" run "$work/in" -o "$work/out" --dry-run \
    --ocr never "$@" > /dev/null 2> "$work/err" || [ $? -eq 4 ] || { cat "$work/err"; exit 1; }
  read -r wall user system kib < "$work/time"
  echo "$wall s wall, $user s user, $system s system, $((kib / 1024)) MiB"
}
within() {
  python3 -c "import sys; sys.exit(not ($wall <= $seconds and $kib / 1024 <= $mib))" ||
    { echo "more than $seconds s or $mib MiB"; past=1; }
}
find_all "$count files in folders of $a_folder found by a shard" --shard 1/1000000
within
find_all "all of them listed and hashed"
grep -E "to do" "$work/err"
exit "$past"
