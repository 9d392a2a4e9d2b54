#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# build.sh FOLDER STAMP: builds the page into FOLDER with npm's packages, which are put beside it.
# Without them (no network) FOLDER stays empty and the stamp old: the next build tries again.
set -eu
source=$(cd "$(dirname "$0")" && pwd)
folder=$1 stamp=$2 work=$1.work
mkdir -p "$work"
rm -rf "$folder"
mkdir -p "$folder"
if ! cmp -s "$source/package-lock.json" "$work/node_modules/.planrec-lock"; then
  cp "$source/package.json" "$source/package-lock.json" "$source/.npmrc" "$work/"
  if ! (cd "$work" && npm ci --no-audit --no-fund --ignore-scripts) >"$work/npm.log" 2>&1; then
    tail -5 "$work/npm.log" >&2
    echo "warning: npm could not fetch the packages of the review page: planrec review will have" \
      "none until a build with network" >&2
    touch -d 2000-01-01 "$stamp"
    exit 0
  fi
  cp "$source/package-lock.json" "$work/node_modules/.planrec-lock"
fi
cp "$source/build.mjs" "$work/"
node "$work/build.mjs" "$source" "$folder"
touch "$stamp"
