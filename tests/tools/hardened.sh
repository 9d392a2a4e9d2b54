#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# hardened.sh PROCESSOR PROGRAM...: each program that is there was built with the flags that
# CMakeLists.txt names: position independent, relocations read-only from the start, canaries on
# stacks, checked calls of the C library, assertions of the C++ library, landing marks for jumps.
set -u
processor=$1
shift
failed=0 looked_at=0

wants() { # PROGRAM WHAT TEXT PATTERN
  grep -qE -- "$4" <<<"$3" && return
  echo "$1: $2 is missing" >&2
  failed=1
}

for program in "$@"; do
  [ -x "$program" ] || continue # not built
  looked_at=$((looked_at + 1))
  header=$(readelf -hlW "$program")
  dynamic=$(readelf -dW "$program")
  symbols=$(readelf --dyn-syms -W "$program")
  wants "$program" "PIE" "$header" '^ *Type: +DYN'
  wants "$program" "PIE (flag)" "$dynamic" 'FLAGS_1.*PIE'
  wants "$program" "-z relro" "$header" 'GNU_RELRO'
  wants "$program" "-z now" "$dynamic" 'BIND_NOW|FLAGS_1.*NOW'
  wants "$program" "a stack that can't be executed" "$header" 'GNU_STACK.* RW +0x'
  wants "$program" "-fstack-protector-strong" "$symbols" '__stack_chk_fail'
  wants "$program" "_FORTIFY_SOURCE" "$symbols" '__[a-z]+_chk'
  wants "$program" "_GLIBCXX_ASSERTIONS" "$symbols" '__glibcxx_assert_fail'
  if [ "$processor" = x86_64 ]; then
    # The mark of the whole program depends on the start files of the system, so look at the code:
    # functions begin with endbr64.
    marks=$(LC_ALL=C grep -aoP '\xf3\x0f\x1e\xfa' "$program" | wc -l)
    wants "$program" "-fcf-protection" "$marks" '[0-9]{2,}'
  fi
done
[ "$looked_at" -gt 0 ] || { echo "no program was there to look at" >&2; exit 1; }
[ "$failed" = 0 ] && echo "$looked_at programs"
exit $failed
