#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What isolation costs: the same files read by `planrec run -j 1` and by one process without workers,
# limits and sandbox, in turn, both without repair; processor time (user + system, children included)
# and wall time. The records must be the same.
#   tests/slow/isolation_cost.sh PLANREC IN_PROCESS ROUNDS FILE...
set -euo pipefail
planrec=$1 in_process=$2 rounds=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OMP_THREAD_LIMIT=1
TIMEFORMAT='%U %S %R'
for round in $(seq "$rounds"); do
  for way in in_process isolated; do
    rm -rf "$work/$way"
    if [ "$way" = isolated ]; then
      { time "$planrec" run "$@" -o "$work/$way" -j 1 --no-repair --progress none -q >/dev/null; } 2>>"$work/$way.times"
    else
      { time "$in_process" "$work/$way" "$@" >/dev/null; } 2>>"$work/$way.times"
    fi
    tail -1 "$work/$way.times" | sed "s/^/round $round, $way: user, system, wall: /"
  done
  diff -r "$work/in_process/records" "$work/isolated/records" >/dev/null || { echo "records differ"; exit 1; }
done
for way in in_process isolated; do
  awk -v way="$way" '{cpu = $1 + $2; if (!n || cpu < best) best = cpu; if (!n || $3 < wall) wall = $3; n++}
    END {printf "%s: least of %d rounds: %.2f s of processor time, %.2f s wall\n", way, n, best, wall}' "$work/$way.times"
done
awk '{cpu = $1 + $2; if (!(FILENAME in least) || cpu < least[FILENAME]) least[FILENAME] = cpu
      if (!(FILENAME in wall) || $3 < wall[FILENAME]) wall[FILENAME] = $3}
  END {a = ARGV[1]; b = ARGV[2]
       printf "isolation costs %.1f %% of processor time, %.1f %% of wall time\n",
         100 * (least[b] / least[a] - 1), 100 * (wall[b] / wall[a] - 1)}' \
  "$work/in_process.times" "$work/isolated.times"
