// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody else was faster: what they wrote, beside what was to be saved.
import { Dialog } from "./parts.jsx";
import { shown } from "./values.js";
import { language, t } from "./words.js";

const time = (at) => (at ? new Date(at).toLocaleString(language() === "vi" ? "vi-VN" : "en-GB", { dateStyle: "medium", timeStyle: "short" }) : "");

export function Conflict({ card, answers, conflicts, onClose, onMine }) {
  const rows = conflicts.flatMap(({ record, conflicts: list }) => list.map((conflict) => {
    const mine = answers.find((answer) => answer.record === record).changes.find((c) => c.pointer === conflict.pointer);
    return { record, mine, ...conflict };
  }));
  const typeOf = (pointer) => (card.edits.find((edit) => edit.pointer === pointer) || { type: "text" }).type;
  // What is saved now replaces what they wrote, knowingly.
  const again = () => onMine(answers
    .filter((answer) => rows.some((row) => row.record === answer.record))
    .map((answer) => ({
      ...answer,
      changes: answer.changes.map((c) => {
        const row = rows.find((r) => r.record === answer.record && r.pointer === c.pointer);
        return row ? { ...c, old: row.theirs } : c;
      }),
    })));
  return (
    <Dialog title={t("conflict")} onClose={onClose}>
      {rows.map((row) => (
        <dl class="versus" key={row.record + row.pointer}>
          <div>
            <dt>{t("conflictTheirs")}</dt>
            <dd class="value">{shown(typeOf(row.pointer), row.theirs) || t("empty")}</dd>
            <dd class="faint">{t("by", row.by || t("someone"))}{row.at && ` · ${time(row.at)}`}</dd>
          </div>
          <div>
            <dt>{t("conflictYours")}</dt>
            <dd class="value">{shown(typeOf(row.pointer), row.mine.new) || t("empty")}</dd>
          </div>
        </dl>
      ))}
      <p class="dialog-end">
        <button onClick={again}>{t("useMine")}</button>
        <button class="primary" autofocus onClick={onClose}>{t("keepTheirs")}</button>
      </p>
    </Dialog>
  );
}
