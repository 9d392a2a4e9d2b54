#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# report.sh PROGRAM SOURCE [PICTURES]: report.html of a small batch in Debian's Chromium, and the
# same with 100,000 rows.
set -euo pipefail
program=$1 source=$2 pictures=${3:-}
source "$(dirname "$0")/prepare.sh"
mkdir "$work/in"
cp "$source"/samples/*.txt "$source"/samples/*.md "$source/samples/xa-chuyen-doi-so-pdf.pdf" "$work/in/"
printf '%%PDF-1.4 broken' >"$work/in/hỏng.pdf"
: >"$work/in/rỗng.txt"
"$program" run "$work/in" -o "$work/out" -j 2 --ocr never --progress none --quiet || [ $? = 3 ]
"${alone[@]}" node "$work/report.mjs" "$work/out/report.html" "$pictures"
