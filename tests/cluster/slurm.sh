#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tools/slurm on a real Slurm: a controller and two nodes on this machine, an array of 8 over 400
# pages, a node killed in the middle; then an array of 2 that is told that its time ends, as Slurm
# tells it (SIGTERM to the batch script). What is merged is what a run on one machine writes.
#   tests/cluster/slurm.sh PROGRAM SOURCE
# Needs root and Debian's slurmctld, slurmd, slurm-client and munge; exits with 77 without them
# (apt-get install slurm-wlm munge).
set -euo pipefail
program=$(realpath "$1")
source=$(realpath "$2")
for needed in slurmctld slurmd sbatch munged; do
  command -v "$needed" > /dev/null || { echo "no $needed"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "not root"; exit 77; }

work=$(mktemp -d /tmp/planrec-slurm-XXXXXX)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill -9 "$pid" 2> /dev/null || true; done
  # What jobs of a killed node left.
  for file in "$work"/n?/pids/*; do [ -e "$file" ] && kill -9 "$(basename "$file")" 2> /dev/null; done
  rm -rf "$work"
}
trap cleanup EXIT
mkdir -p "$work"/{n1,n2,state,in,munge}
chmod 755 "$work"

# ---- 400 pages: 100 plans of 4 pages each, as text with form feeds ---------------------------------
for i in $(seq 100); do
  {
    echo "ỦY BAN NHÂN DÂN"; echo "XÃ SỐ $i"; echo "Số: $i/KH-UBND"
    echo "Xã số $i, ngày 05 tháng 02 năm 2024"; echo "KẾ HOẠCH"; echo "Chăm sóc cây xanh năm 2024"
    for page in 1 2 3 4; do
      [ "$page" = 1 ] || printf '\f'
      for line in $(seq 12); do echo "$((page * 12 + line)). Giao Văn phòng trồng $((i * line)) cây ở thôn $line."; done
    done
  } > "$work/in/plan-$i.txt"
done
cp "$work/in/plan-7.txt" "$work/in/copy-of-7.txt"

# ---- a cluster -------------------------------------------------------------------------------------
host=$(hostname -s)
dd if=/dev/urandom of="$work/munge/key" bs=1024 count=1 status=none
chmod 700 "$work/munge"; chmod 400 "$work/munge/key"
munged --foreground --force --socket="$work/munge/socket" --key-file="$work/munge/key" \
  --pid-file="$work/munge/pid" --log-file="$work/munge/log" --seed-file="$work/munge/seed" &
pids+=($!)
cat > "$work/slurm.conf" << CONF
ClusterName=planrec
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
SlurmctldPort=26817
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/%n.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SchedulerType=sched/backfill
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
SlurmdTimeout=10
JobRequeue=1
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=26821 CPUs=1 RealMemory=8000
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=26822 CPUs=1 RealMemory=8000
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$work/slurm.conf"
for i in $(seq 50); do [ -S "$work/munge/socket" ] && break; sleep 0.2; done
slurmctld -D -f "$SLURM_CONF" > "$work/ctld.out" 2>&1 &
pids+=($!)
for node in n1 n2; do
  slurmd -D -N "$node" -f "$SLURM_CONF" > "$work/$node.out" 2>&1 &
  eval "$node=$!"
  pids+=($!)
done
for i in $(seq 100); do
  [ "$(sinfo -h -t idle -o %D 2> /dev/null)" = 2 ] && break
  sleep 0.5
done
sinfo || { cat "$work"/*.out "$work"/*.log; exit 1; }

# ---- the array, a node killed in the middle --------------------------------------------------------
cd "$work"
PLANREC=$program "$source/tools/slurm/submit" 8 "$work/out" "$work/in" --ocr never -- --mem=500
results() { cat "$work"/out/shards/*.jsonl 2> /dev/null | grep -c '"event":"result"' || true; }
# While it is at a shard that has some results and more to do.
for i in $(seq 2400); do
  task=$(squeue -h -t R -w n1 -o %K | head -1)
  journal="$work/out/shards/$task-of-8.jsonl"
  if [ -n "$task" ] && grep -q '"event":"result"' "$journal" 2> /dev/null &&
    ! grep -q '"event":"end"' "$journal"; then break; fi
  sleep 0.05
done
echo "killing node n1, which is at shard $task, after $(results) results"
squeue -h -o "%i %t %N"
# The node goes with all that runs on it.
tree() { echo "$1"; for child in $(pgrep -P "$1" || true); do tree "$child"; done; }
# Of this test's cluster only.
of_n1() { grep -qz '^SLURMD_NODENAME=n1$' "/proc/$1/environ" 2> /dev/null && grep -qz "^SLURM_CONF=$work/" "/proc/$1/environ"; }
victims=$(tree "$n1")
for step in $(pgrep -f "slurmstepd: \["); do
  for child in $(pgrep -P "$step" || true); do
    of_n1 "$child" && victims+=" $step $(tree "$child")"
  done
done
kill -9 $victims 2> /dev/null || true
grep -q '"event":"end"' "$journal" && { echo "the node was killed too late"; exit 1; }
for i in $(seq 100); do
  sinfo -h -N -o "%N %t" | grep -q '^n1 down' && break
  sleep 0.5
done
sinfo -N
squeue -h -o "%i %t %r"
grep -h -i "requeue" "$work/slurmctld.log" | tail -5 || true
grep -q -i "requeu" "$work/slurmctld.log" || { echo "nothing was put back into the queue"; exit 1; }
# The node comes back.
slurmd -D -N n1 -f "$SLURM_CONF" > "$work/n1.again" 2>&1 &
pids+=($!)
for i in $(seq 1200); do
  [ -z "$(squeue -h)" ] && break
  sleep 0.5
done
[ -z "$(squeue -h)" ] || { squeue; cat "$work"/slurm-*.out; exit 1; }
cat "$work"/slurm-*.out | tail -20

# ---- nothing lost, nothing twice, equal to a run on one machine -------------------------------------
"$program" run "$work/in" -o "$work/one" --ocr never -q
equal() {
  diff -r "$work/one/records" "$1/records"
  cmp "$work/one/records.jsonl" "$1/records.jsonl"
  python3 - "$work/one/batch.json" "$1/batch.json" << 'PY'
import json, sys

def of(path):
    batch = json.load(open(path))
    for name in ("seconds", "pages_per_second", "pages_read", "resumed"): del batch["totals"][name]
    for entry in batch["inputs"]:
        for name in ("seconds", "attempts", "resumed"): del entry[name]
    return batch["totals"], batch["inputs"], batch["graph"], batch["versions"]

one, cluster = map(of, sys.argv[1:])
assert one == cluster, "batch.json differs"
assert one[0]["pages"] == 400 and one[0]["done"] == 100 and one[0]["duplicate"] == 1, one[0]
PY
}
equal "$work/out"
# Each input was ended once by each start of its shard, and by no other shard.
twice=$(cat "$work"/out/shards/*.jsonl | grep '"event":"input"' | grep -o '"path":"[^"]*"' | sort | uniq | wc -l)
[ "$twice" = 101 ] || { echo "$twice inputs in the journals"; exit 1; }
echo "equal to a run on one machine: 400 pages in 8 shards"

# ---- a shard whose time ends -----------------------------------------------------------------------
PLANREC=$program "$source/tools/slurm/submit" 2 "$work/out2" "$work/in" --ocr never -- --mem=500 \
  > submit2.log 2>&1
array=$(sed -n 's/^submit: array job \([0-9]*\),.*/\1/p' submit2.log)
for i in $(seq 2400); do
  grep -q '"event":"result"' "$work/out2/shards/1-of-2.jsonl" 2> /dev/null && break
  sleep 0.05
done
scancel --batch --signal=TERM "${array}_1"
for i in $(seq 1200); do
  [ -z "$(squeue -h)" ] && break
  sleep 0.5
done
[ -z "$(squeue -h)" ] || { squeue; cat "$work"/slurm-"$array"_*.out; exit 1; }
grep -q "Stopped; what was done is kept" "$work/slurm-${array}_1.out" ||
  { echo "the shard was not told in time"; cat "$work/slurm-${array}_1.out"; exit 1; }
starts=$(grep -c '"event":"run"' "$work/out2/shards/1-of-2.jsonl")
[ "$starts" -ge 2 ] || { echo "it was not started again"; exit 1; }
equal "$work/out2"
echo "equal to a run on one machine: a shard whose time ended, started $starts times"
