#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Merge of many small records: seconds and memory, and what came out.
#   tests/slow/merge_scale.sh PROGRAM COUNT [SHARDS]     by hand; a million takes 20 GB of disk
# KEEP=FOLDER: works there and leaves what it made, to be used by the next call.
set -euo pipefail
program=$(realpath "$1")
count=$2
shards=${3:-16}
work=${KEEP:-$(mktemp -d "${TMPDIR:-/tmp}/planrec-scale-XXXXXX")}
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
if [ ! -e "$work/out" ]; then
  # One plan is read; its record is what all are made of.
  mkdir -p "$work/in"
  printf 'ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: 7/KH-UBND\nAn Bình, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\nTrồng cây năm 2024\nCăn cứ Kế hoạch số 12/KH-UBND ngày 05/02/2024 của UBND xã An Bình về cây xanh;\n1. Giao Văn phòng thực hiện.\n' > "$work/in/0.txt"
  "$program" run "$work/in" -o "$work/seed" --ocr never -q --shard 1/1
  python3 - "$work" "$count" "$shards" << 'PY'
import hashlib, json, os, sys
work, count, shards = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
lines = [json.loads(l) for l in open(f"{work}/seed/shards/1-of-1.jsonl")]
event = lambda name: next(l for l in lines if l["event"] == name)
run, given, result, end = event("run"), event("input"), event("result"), event("end")
record = open(f"{work}/seed/records/0.txt.plan.json").read()
assert '"resolves_to": null' in record
os.makedirs(f"{work}/out/shards")
journals = [open(f"{work}/out/shards/{i + 1}-of-{shards}.jsonl", "w") for i in range(shards)]
dump = lambda l: json.dumps(l, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
# A text with places for what differs is filled a million times faster than it is made.
def places(text, *pairs):
    text = text.replace("%", "%%")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, f"%({new})s")
    return text
given_line = places(dump({**given, "n": 777777, "path": "@path", "source": "/nowhere/@path"}), ("777777", "n"), ("@path", "path"))
brief = {**result["records"][0], "code": "@code", "bytes": 888888, "sha256": "@digest"}
result_line = places(dump({**result, "n": 777777, "path": "@path", "sha256": "@content", "source": "/nowhere/@path", "records": [brief]}),
                     ("777777", "n"), ("@path", "path"), ("@content", "content"), ("@code", "code"), ("888888", "bytes"), ("@digest", "digest"))
file_text = places(record, ('"path": "0.txt"', "source"), (result["sha256"], "content"), ("7/KH-UBND", "code"))
path = lambda n: f"{n // 1000:04}/{n:07}.txt"
for j in journals: j.write(dump(run))
for n in range(count): journals[n % shards].write(given_line % {"n": n + 1, "path": path(n)})
for k, j in enumerate(journals):
    j.write(dump({"event": "listed", "walked": count, "inputs": len(range(k, count, shards))}))
for n in range(count):
    if n % 1000 == 0: os.makedirs(f"{work}/out/records/{n // 1000:04}")
    # The plan that all rest on is the last one.
    code = "12/KH-UBND" if n == count - 1 else f"{n + 100}/KH-UBND"
    content = hashlib.sha256(str(n).encode()).hexdigest()
    text = (file_text % {"source": f'"path": "{path(n)}"', "content": content, "code": code}).encode()
    with open(f"{work}/out/records/{path(n)}.plan.json", "wb") as f: f.write(text)
    journals[n % shards].write(result_line % {
        "n": n + 1, "path": path(n), "content": content, "code": code, "bytes": len(text), "digest": hashlib.sha256(text).hexdigest()})
for j in journals: j.write(dump(end))
PY
fi
measured() { /usr/bin/time -f "%e s wall, %U s user, %S s system, %M KiB" "$@"; }
echo "merge of $count records of $(stat -c %s "$work/out/records/0000/0000000.txt.plan.json") bytes:"
measured "$program" merge "$work/out"
python3 - "$work" "$count" << 'PY'
import hashlib, json, sys
work, count = sys.argv[1], int(sys.argv[2])
content = hashlib.sha256(str(count - 1).encode()).hexdigest()
seen = 0
for line in open(f"{work}/out/records.jsonl"):
    assert f'"path":"{seen // 1000:04}/{seen:07}.txt"' in line and line.count(f'"resolves_to":"{content}"') == (seen != count - 1), seen
    seen += 1
assert seen == count, seen
print("records.jsonl: each record once, in order, linked")
PY
echo "the same again (each record was linked by the first merge, and the ledger knows them all):"
measured "$program" merge "$work/out"
