// SPDX-License-Identifier: GPL-3.0-or-later
// Answers on their way to the record: saved at once, undone, or shown to be in conflict.
import { get, post } from "./server.js";
import { userName } from "./parts.jsx";

/** Saves; gives {saved: [{record, indices}], conflicts: [{record, …}], problem}. Never throws. */
export async function save(answers) {
  try {
    const { results } = await post("/api/corrections", { by: userName(), answers });
    const refused = results.find((result) => result.status === "refused");
    return {
      saved: results.filter((result) => result.status === "saved"),
      conflicts: results.filter((result) => result.status === "conflict"),
      problem: refused && refused.error.message,
    };
  } catch (failure) {
    return { saved: [], conflicts: [], problem: failure.message || failure.type };
  }
}

const done = [];  // of this window, the last one last
export const remember = (entry) => done.push(entry);

/** Takes back the last answer of this window, else the last one of all; gives what it was. */
export async function undoLast() {
  let entry = done.pop();
  if (!entry) {
    const { history } = await get("/api/history?limit=50");
    const last = history.find((correction) => !correction.undone);
    if (!last) return null;
    // What was saved as one answer is taken back as one.
    const indices = history
      .filter((other) => other.record === last.record && other.at === last.at && !other.undone)
      .map((other) => other.index);
    entry = { saved: [{ record: last.record, indices }] };
  }
  const undo = entry.saved.map(({ record, indices }) => ({ record, indices }));
  const { results } = await post("/api/undo", { undo });
  const refused = results.find((result) => result.status !== "saved");
  if (refused) throw new Error(refused.error ? refused.error.message : "");
  return entry;
}

export const undo = (record, index) => post("/api/undo", { undo: [{ record, indices: [index] }] });

/** The change of one field: what it was, what it is to be. */
export const change = (edit, value, where) => ({
  op: "replace",
  pointer: edit.pointer,
  old: edit.value,
  new: value,
  ...(where && where.page && where.bbox ? { where: { page: where.page, bbox: where.bbox } } : {}),
});
