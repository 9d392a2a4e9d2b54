# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by .ci/run and tools/check-all: several checks of which each is run, whatever became of
# those before it.
#
#   stage NAME COMMAND...      runs it, notes how it ended and how long it took
#   say_stages                 prints a line for each
#   end_of_stages              the same; exit 1 where one failed

stage_lines=()
stage_failed=0

stage() {
  local name=$1 begin=$SECONDS end=ok
  shift
  printf '== %s: %s\n' "$name" "$*"
  "$@" || { end="FAILED ($?)"; stage_failed=1; }
  stage_lines+=("$(printf '%-12s %-12s %4d s' "$name" "$end" $((SECONDS - begin)))")
}

say_stages() { printf '== %s\n' "${stage_lines[@]}"; }

end_of_stages() {
  say_stages
  exit "$stage_failed"
}
