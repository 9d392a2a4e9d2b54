// SPDX-License-Identifier: GPL-3.0-or-later
// Each document of a manifest against the schema of its kind; what is wrong is told, exit 1.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { Job } from "kubernetes-models/batch/v1";

let jobs = 0;
for (const document of parseAllDocuments(readFileSync(process.argv[2], "utf8"))) {
  if (document.errors.length > 0) throw document.errors[0];
  const manifest = document.toJS();
  if (manifest.apiVersion !== "batch/v1" || manifest.kind !== "Job") throw new Error("no Job");
  new Job(manifest).validate();
  ++jobs;
}
if (jobs !== 2) throw new Error(`${jobs} Jobs`);
console.log(`${jobs} Jobs are valid`);
