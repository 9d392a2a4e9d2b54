#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# sbom.sh ROOT PROGRAM: what tools/release says a program is made of is SPDX 2.3, names the libraries
# that it loads and the headers compiled into it, each of a version, and is the same each time.
set -euo pipefail
root=$1 program=$2
command -v jq >/dev/null || { echo "jq is not there"; exit 77; }
export SOURCE_DATE_EPOCH=1700000000
list=$("$root/tools/release" --sbom "$program")
[ "$list" = "$("$root/tools/release" --sbom "$program")" ] || { echo "not the same twice"; exit 1; }
holds() {
  jq -e "$2" <<<"$list" >/dev/null || { echo "$1: $2"; exit 1; }
}
holds "is SPDX 2.3" '.spdxVersion == "SPDX-2.3" and .dataLicense == "CC0-1.0" and .SPDXID == "SPDXRef-DOCUMENT"'
holds "its date is the commit's" '.creationInfo.created == "2023-11-14T22:13:20Z"'
holds "describes the program" '[.relationships[] | select(.relationshipType == "DESCRIBES").relatedSpdxElement] == ["SPDXRef-planrec"]'
holds "each part has a version" '[.packages[] | select((.versionInfo // "") == "")] == []'
holds "no part twice" '([.packages[].SPDXID] | length) == ([.packages[].SPDXID] | unique | length)'
holds "each related part is listed" '([.relationships[].relatedSpdxElement] - [.packages[].SPDXID]) == []'
for library in libre2- libpoppler libtesseract libsqlite3 libseccomp nlohmann-json3-dev; do
  holds "names $library" "any(.packages[]; .name | startswith(\"$library\"))"
done
