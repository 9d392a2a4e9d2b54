#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The package: what Debian's lintian, man, bash and systemd say of what is in it, and that the
# Containerfile fits the repository.
#   package.sh BUILD SOURCE; 77 where there is no lintian
set -euo pipefail
build=$1 source=$2
command -v lintian >/dev/null || { echo "lintian is not installed"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() { echo "$*" >&2; exit 1; }

(cd "$build" && cpack -G DEB -B "$scratch" >"$scratch/log" 2>&1) || fail "$(tail -5 "$scratch/log")"
package=$(ls "$scratch"/planrec_*.deb)
# The build for tests is not hardened, which is another test's matter (tools.hardened).
lintian --fail-on error,warning --suppress-tags hardening-no-relro,hardening-no-fortify-functions "$package"

dpkg-deb -x "$package" "$scratch/root"
share=$scratch/root/usr/share
for page in "$share/man/man1/planrec.1.gz" "$share/man/vi/man1/planrec.1.gz"; do
  warnings=$(LC_ALL=C.UTF-8 MANROFFSEQ='' man --warnings -E UTF-8 -l "$page" 2>&1 >"$scratch/page")
  [ -z "$warnings" ] || fail "$page: $warnings"
  grep -q 'planrec export' "$scratch/page" || fail "$page lacks a command"
done
grep -q 'MÃ THOÁT' <(zcat "$share/man/vi/man1/planrec.1.gz") || fail "the Vietnamese page is not Vietnamese"
bash -n "$share/bash-completion/completions/planrec"

if command -v systemd-analyze >/dev/null; then
  for unit in "$scratch"/root/usr/lib/systemd/user/planrec@.*; do
    cp "$unit" "$scratch/planrec@srv-scans.${unit##*.}"
  done
  # It also looks for the program and its page where they are installed: not here.
  said=$(XDG_RUNTIME_DIR=$scratch systemd-analyze --user verify "$scratch"/planrec@srv-scans.{path,timer} 2>&1 |
    grep -vE 'man planrec|is not executable: No such file' || true)
  [ -z "$said" ] || fail "$said"
fi

# Containerfile: instructions that exist, files that exist, groups of packages that exist.
while read -r instruction first _; do
  case $instruction in
    FROM | ENV | WORKDIR | RUN | USER | ENTRYPOINT | CMD) ;;
    COPY) [[ $first == --from=* || -e $source/$first ]] || fail "Containerfile copies $first" ;;
    *) fail "Containerfile: $instruction" ;;
  esac
done < <(sed -e ':join' -e '/\\$/{N;s/\\\n *//;b join' -e '}' -e '/^#/d' -e '/^$/d' "$source/tools/packaging/Containerfile")
for group in $(grep -o '\\(build[^)]*\\)' "$source/tools/packaging/Containerfile" | tr -d '\\()' | tr '|' ' '); do
  grep -q "^$group: " "$source/tools/packages.txt" || fail "Containerfile: no group $group"
done
