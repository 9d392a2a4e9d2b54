#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The manifest in tools/slurm against the schema of Kubernetes' Jobs, and one that is wrong.
#   tests/cluster/kubernetes.sh SOURCE
set -euo pipefail
source=$(realpath "$1")
command -v npm > /dev/null || { echo "no npm (apt-get install nodejs npm)"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$source"/tests/cluster/kubernetes/* "$work"
cd "$work"
npm ci --no-audit --no-fund > npm.log 2>&1 || { cat npm.log; exit 77; }
node validate.mjs "$source/tools/slurm/kubernetes.yaml"
sed 's/completions: 64/completions: many/' "$source/tools/slurm/kubernetes.yaml" > wrong.yaml
! node validate.mjs wrong.yaml > wrong.log 2>&1
grep -q completions wrong.log
