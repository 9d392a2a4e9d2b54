#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Exports as other programs read them: the workbook in LibreOffice, the database in Python's SQLite,
# the package by sha256sum, the calendar line by line. What is not installed is left out and said.
#   export_readers.sh PROGRAM SOURCE; 77 where there is no python3
set -euo pipefail
program=$1 source=$2
command -v python3 >/dev/null || { echo "python3 is not installed"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
fail() { echo "$*" >&2; exit 1; }

mkdir in && cp "$source"/samples/*.txt "$source"/samples/*.md in/
"$program" run in -o out -q --progress none
for format in xlsx sqlite ics; do "$program" export out --format "$format" -o "plans.$format" 2>/dev/null; done
"$program" export out --format csv -o tables 2>/dev/null
"$program" export out --format bagit -o bag 2>/dev/null

(cd bag && sha256sum --quiet --strict -c manifest-sha256.txt && sha256sum --quiet --strict -c tagmanifest-sha256.txt) ||
  fail "the package is not what its manifests say"
grep -qx 'BagIt-Version: 1.0' bag/bagit.txt || fail "bagit.txt"
[ "$(find bag/data -type f | wc -l)" = "$(wc -l <bag/manifest-sha256.txt)" ] || fail "the manifest lacks a file"

python3 - <<'PY'
import csv, re, sqlite3
base = sqlite3.connect('plans.sqlite')
assert base.execute('PRAGMA integrity_check').fetchone() == ('ok',)
assert not base.execute('PRAGMA foreign_key_check').fetchall()
rows = list(csv.DictReader(open('tables/tasks.csv', encoding='utf-8-sig', newline='')))
assert len(rows) == base.execute('SELECT count(*) FROM tasks').fetchone()[0] > 0

# RFC 5545: lines of at most 75 octets end in CRLF, are unfolded, and components nest.
raw = open('plans.ics', 'rb').read()
assert raw.endswith(b'\r\n') and b'\n' not in raw.replace(b'\r\n', b'')
assert all(len(line) <= 75 for line in raw.split(b'\r\n'))
opened, events = [], 0
for line in raw.decode('utf-8').replace('\r\n ', '').split('\r\n')[:-1]:
    name, value = re.fullmatch(r'([A-Z-]+)(?:;[A-Z-]+=[^:;]+)*:(.*)', line, re.S).groups()
    if name == 'BEGIN':
        opened.append({'kind': value})
    elif name == 'END':
        part = opened.pop()
        assert part['kind'] == value
        if value == 'VEVENT':
            events += 1
            assert {'UID', 'DTSTAMP', 'DTSTART', 'SUMMARY'} <= part.keys(), part
            assert re.fullmatch(r'\d{8}', part['DTSTART'])
    else:
        opened[-1][name] = value
assert not opened and events > 0
PY

# Without Calc it opens no workbook.
if office=$(command -v soffice) && [ -e "$(dirname "$(readlink -f "$office")")/libsclo.so" ]; then
  # Each sheet becomes a file: plans-Nhiệm vụ.csv, …
  soffice --headless -env:UserInstallation="file://$scratch/office" --convert-to \
    'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1' --outdir sheets plans.xlsx >/dev/null 2>&1
  python3 - <<'PY'
import csv, glob
def table(path, encoding): return list(csv.reader(open(path, encoding=encoding, newline='')))
sheets = glob.glob('sheets/plans-*.csv')
assert len(sheets) == len(glob.glob('tables/*.csv')), sheets
sizes = sorted((len(t), len(t[0])) for t in (table(path, 'utf-8') for path in sheets))
wanted = sorted((len(t), len(t[0])) for t in (table(path, 'utf-8-sig') for path in glob.glob('tables/*.csv')))
assert sizes == wanted, (sizes, wanted)
PY
else
  echo "LibreOffice Calc is not installed: the workbook is left out"
fi
