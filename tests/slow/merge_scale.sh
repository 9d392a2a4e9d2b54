#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Merge of many small records, and the finding of many files: seconds and memory.
#   tests/slow/merge_scale.sh PROGRAM COUNT [SHARDS]     by hand; a million takes 10 GB of disk
set -euo pipefail
program=$(realpath "$1")
count=$2
shards=${3:-16}
work=$(mktemp -d "${TMPDIR:-/tmp}/planrec-scale-XXXXXX")
trap 'rm -rf "$work"' EXIT
# One plan is read; its record is what all are made of.
mkdir "$work/in"
printf 'ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: 7/KH-UBND\nAn Bình, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\nTrồng cây năm 2024\nCăn cứ Kế hoạch số 12/KH-UBND ngày 05/02/2024 của UBND huyện An Bình về cây xanh;\n1. Giao Văn phòng thực hiện.\n' > "$work/in/0.txt"
"$program" run "$work/in" -o "$work/seed" --ocr never -q --shard 1/1
python3 - "$work" "$count" "$shards" << 'PY'
import hashlib, json, os, sys
work, count, shards = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
lines = [json.loads(l) for l in open(f"{work}/seed/shards/1-of-1.jsonl")]
event = lambda name: next(l for l in lines if l["event"] == name)
run, given, result, end = event("run"), event("input"), event("result"), event("end")
record = open(f"{work}/seed/records/0.txt.plan.json").read()
os.makedirs(f"{work}/out/shards")
journals = [open(f"{work}/out/shards/{i + 1}-of-{shards}.jsonl", "w") for i in range(shards)]
put = lambda j, l: j.write(json.dumps(l, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n")
for j in journals: put(j, run)
path = lambda n: f"{n // 1000:04}/{n:07}.txt"
digest = lambda n: hashlib.sha256(str(n).encode()).hexdigest()
for n in range(count):
    put(journals[n % shards], {**given, "n": n + 1, "path": path(n), "source": f"/nowhere/{path(n)}"})
for k, j in enumerate(journals):
    put(j, {"event": "listed", "walked": count, "inputs": len(range(k, count, shards))})
for n in range(count):
    if n % 1000 == 0: os.makedirs(f"{work}/out/records/{n // 1000:04}")
    # The plan that all rest on is the last one.
    code = "12/KH-UBND" if n == count - 1 else f"{n + 100}/KH-UBND"
    text = (record.replace('"path": "0.txt"', f'"path": "{path(n)}"')
            .replace(result["sha256"], digest(n)).replace("7/KH-UBND", code)).encode()
    with open(f"{work}/out/records/{path(n)}.plan.json", "wb") as f: f.write(text)
    brief = {**result["records"][0], "code": code, "bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}
    put(journals[n % shards], {**result, "n": n + 1, "path": path(n), "sha256": digest(n),
                               "source": f"/nowhere/{path(n)}", "records": [brief]})
for j in journals: put(j, end)
PY
echo "merge of $count records of $(stat -c %s "$work/out/records/0000/0000000.txt.plan.json") bytes:"
/usr/bin/time -f "%e s wall, %U s user, %S s system, %M KiB" "$program" merge "$work/out"
wc -l < "$work/out/records.jsonl"
echo "the same again (each record was linked by the first merge, and so written and flushed again):"
/usr/bin/time -f "%e s wall, %U s user, %S s system, %M KiB" "$program" merge "$work/out"
echo "finding of $count files (a shard that has almost none of them):"
/usr/bin/time -f "%e s wall, %U s user, %S s system, %M KiB" \
  "$program" run "$work/out/records" -o "$work/none" --dry-run --shard 1/1000000 --ocr never || test $? -eq 4
