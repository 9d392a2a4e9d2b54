#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# serve.sh PROGRAM SOURCE: `planrec serve` over the network, as a program meets it (curl).
set -euo pipefail
program=$1 source=$2
command -v curl >/dev/null || { echo "skipped: no curl (apt-get install curl)"; exit 77; }
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
fail() { echo "FAILED: $*"; exit 1; }
mkdir -p "$work/out/records"
cp "$source"/tests/golden/records/{xa-chuyen-doi-so-pdf.pdf,so-luu-tru-tiff.tif}.plan.json "$work/out/records/"

"$program" serve "$work/none" 2>"$work/err" && fail "a folder without records is served"
grep -q 'planrec run -o' "$work/err" || fail "nothing says what to name"

echo mine >"$work/token"
"$program" serve "$work/out" --token-file "$work/token" >/dev/null 2>"$work/err" && fail "a file of the user is replaced"
[ "$(cat "$work/token")" = mine ] || fail "the user's file is gone"
grep -q 'name another --token-file' "$work/err" || fail "nothing says what to do"
rm "$work/token"
"$program" serve "$work/out" --originals "$source/samples" --token-file "$work/token" \
  --max-bytes 1000000 >"$work/said" 2>"$work/err" &
server=$!
for _ in $(seq 100); do [ -s "$work/said" ] && break; sleep 0.1; done
address=$(cut -d' ' -f1 "$work/said") token=$(cat "$work/token")
[ "$(stat -c %a "$work/token")" = 600 ] || fail "others may read the token"
get() { curl -s -H "Authorization: Bearer $token" "$@"; }
status() { curl -s -o "$work/body" -w '%{http_code}' "$@"; }
is() { [ "$1" = "$2" ] || fail "$3: $1 instead of $2: $(head -c 300 "$work/body")"; }
auth=(-H "Authorization: Bearer $token")

is "$(status "${address}batch")" 401 "without a token"
is "$(status "${auth[@]}" "${address}batch")" 200 "with it"
is "$(status "${auth[@]}" -H 'Host: elsewhere.example' "${address}batch")" 403 "another host"
is "$(status "${auth[@]}" -H 'Origin: http://elsewhere.example' "${address}batch")" 403 "another site"
is "$(status "${auth[@]}" -X DELETE "${address}batch")" 405 "another method"
is "$(status "${auth[@]}" "${address}nothing")" 404 "nothing there"
is "$(status "${address%api/}")" 404 "the page, which is not served"
is "$(status "${address}openapi.json")" 200 "the description, without a token"
grep -q '"openapi": "3.1.0"' "$work/body" || fail "no description"
curl -s -D - -o /dev/null "${auth[@]}" "${address}batch" | grep -qi "content-security-policy: default-src 'none'" ||
  fail "no policy"

id=$(get "${address}records?q=chuyen+doi+so" | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p')
is "$(status "${auth[@]}" "${address}records/$id")" 200 "a record"
"$program" validate "$work/body" || fail "the record is not valid"
is "$(status "${auth[@]}" "${address}tasks?due=2026")" 200 "tasks"
grep -q '"task":' "$work/body" || fail "no task is due in 2026"
is "$(status "${auth[@]}" "${address}tasks?due=never")" 400 "a date that is none"
is "$(status "${auth[@]}" "${address}records/$id/pages/1?width=500")" 200 "a page"
[ "$(head -c 3 "$work/body" | od -An -tx1 | tr -d ' ')" = ffd8ff ] || fail "the page is no JPEG"

is "$(status "${auth[@]}" --data-binary @"$source/samples/phuong-phan-loai-rac-text.txt" \
  "${address}records?name=../../../a%20b.txt")" 200 "a file in"
"$program" validate "$work/body" || fail "its record is not valid"
grep -q '"path": "a b.txt"' "$work/body" || fail "its name is not its own"
[ "$(find "$work/out" -name '*a b*' | wc -l)" = 0 ] || fail "the batch was changed"
printf '\x7fELF\x02\x01\x01 no document' >"$work/elf"
is "$(status "${auth[@]}" --data-binary @"$work/elf" "${address}records?name=a")" 415 "no document"
is "$(status "${auth[@]}" --data-binary '' "${address}records?name=a")" 422 "an empty file"
head -c 1500000 /dev/zero >"$work/large"
case $(status "${auth[@]}" --data-binary @"$work/large" "${address}records?name=a") in
  413 | 000) ;;
  *) fail "a file over --max-bytes is taken" ;;
esac
is "$(status "${auth[@]}" -d '{"answers":' "${address}corrections")" 400 "a body that is no JSON"

kill -INT "$server"
wait "$server" || fail "ends with $?"
server=
[ ! -e "$work/token" ] || fail "the token's file is left"
echo "all as it should be"
