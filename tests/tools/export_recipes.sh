#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The recipes of README, run as they stand there: export_recipes.sh PLANREC SOURCE. Each is left out,
# and that is said, where what it needs is not installed; 77 where all are.
set -euo pipefail
planrec=$(realpath "$1") source=$(realpath "$2")
work=$(mktemp -d)
pg=
cleanup() {
  [ -z "$pg" ] || as_server "$pg/pg_ctl" -D "$work/db" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT
chmod 755 "$work"
mkdir "$work/bin"
ln -s "$planrec" "$work/bin/planrec"
export PATH="$work/bin:$PATH"
cd "$work"

mkdir in
cat > in/plan.md <<'PLAN'
ỦY BAN NHÂN DÂN
XÃ TÂN HÒA
Số: 41/KH-UBND
Tân Hòa, ngày 15 tháng 01 năm 2026
KẾ HOẠCH
Trồng cây năm 2026
1. Nhiệm vụ: có phụ lục kèm theo.
PHỤ LỤC
DANH MỤC NHIỆM VỤ

| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
|---|---|---|---|---|
| 1 | Mua "cây" giống, phân bón | Phòng Kinh tế | UBND các xã | Quý II/2026 |
| 2 | Trồng cây | Phòng Văn hóa | UBND các xã | Trước ngày 15/3/2026 |
PLAN
planrec run in -o out --progress none -q --ocr never

# The block of README that begins with "# recipe: NAME".
recipe() {
  awk -v name="# recipe: $1" '$0 == "```sh" { block = ""; inside = 1; next }
    inside && $0 == "```" { if (index(block, name "\n") == 1) { printf "%s", block; found = 1 } inside = 0 }
    inside { block = block $0 "\n" }
    END { exit !found }' "$source/README.md"
}
# PostgreSQL refuses to be served by root.
as_server() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

ran=0
try() {  # NAME EXPECTED
  local got
  got=$(bash -euo pipefail -c "$(recipe "$1")")
  [ "$got" = "$2" ] || { echo "recipe $1: got '$got', not '$2'"; exit 1; }
  echo "recipe $1: as expected"
  ran=$((ran + 1))
}
if command -v jq >/dev/null; then
  try jq '"41/KH-UBND","Mua ""cây"" giống, phân bón","Phòng Kinh tế"
"41/KH-UBND","Trồng cây","Phòng Văn hóa"'
else
  echo "recipe jq: left out, jq is not installed"
fi
if python3 -c 'import pandas' 2>/dev/null; then
  try pandas '2 2026-03-15'
elif /usr/bin/python3 -c 'import pandas' 2>/dev/null; then
  ln -s /usr/bin/python3 "$work/bin/python3"
  try pandas '2 2026-03-15'
else
  echo "recipe pandas: left out, python3-pandas is not installed"
fi
binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1 || true)
if [ -n "$binaries" ] && { [ "$(id -u)" != 0 ] || id postgres >/dev/null 2>&1; }; then
  mkdir db socket
  [ "$(id -u)" != 0 ] || chown postgres db socket
  as_server "$binaries/initdb" -D "$work/db" -A trust -E UTF8 --locale=C -U planrec >/dev/null
  pg=$binaries
  as_server "$pg/pg_ctl" -D "$work/db" -w -l "$work/socket/log" \
    -o "-k $work/socket -c listen_addresses=''" start >/dev/null
  export PGHOST="$work/socket" PGUSER=planrec PGDATABASE=postgres
  ln -sf "$pg/psql" "$work/bin/psql"
  try postgresql '2|2026-03-15'
else
  echo "recipe postgresql: left out, no server is installed"
fi
[ "$ran" -gt 0 ] || exit 77
