// SPDX-License-Identifier: GPL-3.0-or-later
// Who corrected what and when, over all sessions; each can be undone.
import { useEffect, useState } from "preact/hooks";
import { undo } from "./answers.js";
import { say } from "./parts.jsx";
import { get } from "./server.js";
import { shown } from "./values.js";
import { language, t } from "./words.js";

const text = (value) => (value === null || value === undefined ? t("empty")
  : typeof value === "string" ? (/^\d{4}-\d\d(-\d\d)?$/.test(value) ? shown("date", value) : value) : Array.isArray(value) && value.every((v) => typeof v === "string") ? value.join("; ") : JSON.stringify(value));
const day = (at) => new Date(at).toLocaleDateString(language() === "vi" ? "vi-VN" : "en-GB", { dateStyle: "full" });
const hour = (at) => new Date(at).toLocaleTimeString(language() === "vi" ? "vi-VN" : "en-GB", { timeStyle: "short" });

export function HistoryList({ entries, onUndo, named }) {
  if (!entries.length) return <p class="faint">{t("historyEmpty")}</p>;
  return (
    <ol class="history">
      {entries.map((entry, i) => (
        <li key={entry.record + entry.index} class={entry.undone ? "undone" : ""}>
          {(i === 0 || day(entries[i - 1].at) !== day(entry.at)) && <h2>{day(entry.at)}</h2>}
          <div class="history-row">
            <span class="faint figures">{hour(entry.at)}</span>
            <div>
              {named && <a href={`#/doc/${entry.record}?at=${encodeURIComponent(entry.pointer)}`}>{entry.path}</a>}
              <p class="history-change">
                {JSON.stringify(entry.old) === JSON.stringify(entry.new)
                  ? <><span class="good-sign" aria-hidden="true">✓ </span>{text(entry.new)}</>
                  : <><del>{text(entry.old)}</del> <span aria-hidden="true">→</span> <ins>{text(entry.new)}</ins></>}
              </p>
              <p class="faint">{t("by", entry.by || t("someone"))} · <code>{entry.pointer}</code>{entry.undone && " · " + t("undoneAt")}</p>
            </div>
            {!entry.undone && <button class="quiet" onClick={() => onUndo(entry)}>{t("undo")}</button>}
          </div>
        </li>
      ))}
    </ol>
  );
}

export function History({ onChanged }) {
  const [entries, setEntries] = useState(null);
  const load = () => get("/api/history?limit=200").then((found) => setEntries(found.history), (failure) => say(failure.message || t("offline")));
  useEffect(() => { load(); }, []);
  const takeBack = async (entry) => {
    try {
      const { results } = await undo(entry.record, entry.index);
      if (results[0].status !== "saved") throw new Error(results[0].error.message);
      say(t("undone"));
      onChanged();
    } catch (failure) {
      say(`${t("notSaved")}: ${failure.message}`);
    }
    load();
  };
  return (
    <main id="content" tabindex="-1" class="history-view">
      <h1>{t("history")}</h1>
      {entries && <HistoryList entries={entries} onUndo={takeBack} named />}
    </main>
  );
}
