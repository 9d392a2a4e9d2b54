#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# review.sh PROGRAM SOURCE [PICTURES]: the review page in Debian's Chromium, over records of
# tests/golden.
set -euo pipefail
program=$1 source=$2 pictures=${3:-}
source "$(dirname "$0")/prepare.sh"
"$program" review --help >/dev/null
mkdir -p "$work/out/records"
for record in so-luu-tru-tiff.tif tp-du-lich-english-layer.pdf xa-chuyen-doi-so-pdf.pdf \
  huyen-tiem-chung-mixed.pdf phuong-phan-loai-rac-sideways.pdf tinh-chi-thi-rung-stamp.pdf \
  xa-phong-chong-thien-tai-text.txt; do
  cp "$source/tests/golden/records/$record.plan.json" "$work/out/records/"
done
# Nothing outside may be needed.
"${alone[@]}" node "$work/review.mjs" "$program" "$work/out" "$source/samples" "$pictures"
