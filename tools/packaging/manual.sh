#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Manual pages and completions as the program itself makes them: manual.sh PROGRAM FOLDER
set -euo pipefail
program=$1 folder=$2
mkdir -p "$folder/vi"
"$program" help --as man --language en | gzip -9n >"$folder/planrec.1.gz"
"$program" help --as man --language vi | gzip -9n >"$folder/vi/planrec.1.gz"
"$program" help --as bash --language en >"$folder/planrec.bash"
"$program" help --as zsh --language en >"$folder/_planrec"
"$program" help --as fish --language en >"$folder/planrec.fish"
