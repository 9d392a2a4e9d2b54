#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Damaged files of each kind beside PDF (damaged_batch.sh has those): each ends with a typed result,
# none by a crash or a defect of ours, and the run ends. LibreOffice may crash in its process: that is
# typed too, and counted.
#   tests/slow/damaged_inputs.sh PLANREC SAMPLES COUNT [run options]    COUNT of each kind
# Kinds whose maker this machine lacks are left out and named; 77 where none is left.
set -euo pipefail
planrec=$1 samples=$2 count=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/sound" "$work/in"
has() { command -v "$1" >/dev/null; }

# Sound files, small: what is damaged is to be parsed, not recognised.
text="$samples/phuong-phan-loai-rac-text.txt"
pdftoppm -r 60 -f 1 -l 1 -png "$samples/xa-chuyen-doi-so-pdf.pdf" "$work/page" || true
page=$(find "$work" -name 'page*.png' | head -1)
{ printf '<!DOCTYPE html><html><body><table><tr><td>UBND XÃ A</td></tr></table>'; sed 's/^/<p>/' "$text"; } >"$work/sound/a.html"
printf '{\\rtf1\\ansi{\\fonttbl{\\f0 Times New Roman;}}\\f0 K\\u7870? HO\\u7840?CH\\par 1. Tr\\u7891?ng 100 c\\u226?y.\\par}' >"$work/sound/a.rtf"
if has bsdtar; then
  cp "$text" "$work/a.txt"
  for ending in zip 7z tar tgz; do
    options=(--format "$ending")
    [ "$ending" = 7z ] && options=(--format 7zip)
    [ "$ending" = tar ] && options=(--format ustar)
    [ "$ending" = tgz ] && options=(--format ustar -z)
    bsdtar -C "$work" -cf "$work/sound/a.$ending" "${options[@]}" a.txt
  done
fi
[ -n "$page" ] && has heif-enc && heif-enc -q 50 "$page" -o "$work/sound/a.heic" >/dev/null 2>&1
[ -n "$page" ] && has heif-enc && heif-enc -A -q 50 "$page" -o "$work/sound/a.avif" >/dev/null 2>&1
[ -n "$page" ] && has cwebp && cwebp -quiet "$page" -o "$work/sound/a.webp"
if has tiffcp; then
  tiffcp -8 -t -w 64 -l 64 "$samples/so-luu-tru-tiff.tif,0" "$work/sound/a.tif" 2>/dev/null || true
fi
if has soffice; then
  for ending in docx odt; do
    soffice -env:UserInstallation="file://$work/profile" --headless --convert-to "$ending" \
      --outdir "$work/sound" "$work/sound/a.rtf" >/dev/null 2>&1 || true
  done
fi
for kind in docx odt rtf html heic avif webp tif zip 7z tar tgz; do
  [ -s "$work/sound/a.$kind" ] || echo "left out: $kind (its maker is not installed)"
done
[ -n "$(ls -A "$work/sound")" ] || exit 77

# Cut, bits turned, pieces lost, doubled, overwritten; the same numbers give the same files.
perl -e '
  my ($count, $to, @files) = @ARGV;
  for my $file (@files) {
    open my $in, "<:raw", $file or die; local $/; my $sound = <$in>; my $size = length $sound;
    my ($kind) = $file =~ /\.(\w+)$/;
    for my $i (1 .. $count) {
      srand($i * 7919 + $size); my $bytes = $sound; my $at = int rand $size; my $span = 1 + int rand 64;
      my $way = $i % 6;
      if ($way == 0) { $bytes = substr $bytes, 0, $at }
      elsif ($way == 1) { for (1 .. 1 + int rand 20) { substr($bytes, int rand $size, 1) ^= chr(1 << int rand 8) } }
      elsif ($way == 2) { substr($bytes, $at, $span) = "" }
      elsif ($way == 3) { my $piece = substr $bytes, $at, $span; substr($bytes, int rand $size, 0) = $piece }
      elsif ($way == 4) { substr($bytes, $at, $span) = "\xFF" x $span }
      else { for (1 .. 4) { substr($bytes, int rand($size > 256 ? 256 : $size), 1) = chr int rand 256 } }
      open my $out, ">:raw", sprintf("%s/%05d.%s", $to, $i, $kind) or die; print $out $bytes; close $out;
    }
  }' "$count" "$work/in" "$work"/sound/a.*

code=0
"$planrec" run "$work/in" -o "$work/out" --progress none -q --ocr never --log "$work/log" "$@" 2>"$work/err" || code=$?
given=$(find "$work/in" -type f | wc -l)
top=$(grep -o '^    {"path":"[^"]*"' "$work/out/batch.json" | grep -vc '#' || true)
echo "exit $code, $given files given, $top with a result"
grep -o '"status":"[a-z]*","error":\({"type":"[a-z_]*"\|null\)' "$work/out/batch.json" | sort | uniq -c | sort -rn
failed=$(grep -o '^    {"path":"[^"]*","status":"[a-z]*","error":{"type":"[a-z_]*","message":"[^"]*"' "$work/out/batch.json" || true)
echo "LibreOffice crashed at $(grep -c '"crashed","message":"LibreOffice failed' <<<"$failed" || true)"
ours=$(grep -E '"type":"(crashed|internal)"' <<<"$failed" | grep -v '"message":"LibreOffice failed' || true)
bad=0
[ -z "$ours" ] || { head -20 <<<"$ours"; bad=1; }
[ "$top" = "$given" ] && [ "$bad" = 0 ] && { [ "$code" = 3 ] || [ "$code" = 0 ]; }
