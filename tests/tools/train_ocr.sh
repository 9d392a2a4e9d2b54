#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tools/train-ocr from end to end on a few lines: a model comes out that reads and knows the added
# characters, the same one twice, and a stopped run goes on. Exit 77 where lstmtraining is not
# installed (group train-ocr of tools/packages.txt).
#   train_ocr.sh SOURCE_DIR PROGRAMS_DIR
set -euo pipefail
source=$1 programs=$2
for program in lstmtraining combine_tessdata combine_lang_model; do
  command -v $program >/dev/null || { echo "$program is not installed"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for i in $(seq 400); do
  echo "Dòng $i của văn bản thử: Ủy ban nhân dân huyện lỵ – thực hiện kế hoạch số $i năm 2024"
done >"$work/text"
train() { "$source/tools/train-ocr" --programs "$programs" --small 1000 --work "$work/$1" \
  --out "$work/$1.traineddata" "$work/text" >"$work/$1.out" 2>&1 || { cat "$work/$1.out"; exit 1; }; }

train one
train two
cmp "$work/one.traineddata" "$work/two.traineddata" || { echo "same text, other model"; exit 1; }
grep -q 'typeset, ' "$work/one.out" || { echo "not evaluated"; exit 1; }
combine_tessdata -u "$work/one.traineddata" "$work/out." >/dev/null 2>&1
for character in ỵ – … ² ’ ≥; do
  grep -q "^$character " "$work/out.lstm-unicharset" || { echo "$character missing"; exit 1; }
done
[ "$(stat -c %s "$work/one.traineddata")" -le 1500000 ] || { echo "larger than 1.5 MB"; exit 1; }

# A run stopped behind its second stage goes on with the third and comes to the same model.
rm "$work/two/stage"[2-7].checkpoint
train two
cmp "$work/one.traineddata" "$work/two.traineddata" || { echo "going on gave another model"; exit 1; }
"$source/tools/train-ocr" --help | grep -q -- '--small N' || { echo "--help says nothing"; exit 1; }
if "$source/tools/train-ocr" --programs "$programs" 2>/dev/null; then echo "no text, no error"; exit 1; fi
