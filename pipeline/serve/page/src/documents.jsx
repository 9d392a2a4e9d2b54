// SPDX-License-Identifier: GPL-3.0-or-later
// The list of documents, found by code, title, agency or path, with or without marks.
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "./parts.jsx";
import { get } from "./server.js";
import { shown } from "./values.js";
import { t } from "./words.js";

const atOnce = 50;

export function Documents() {
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState(null);
  const [limit, setLimit] = useState(atOnce);
  const field = useRef(null);
  useEffect(() => { field.current.focus(); }, []);
  useEffect(() => {
    const timer = setTimeout(() => {
      get(`/api/records?limit=${limit}&q=${encodeURIComponent(query)}${open ? "&open=1" : ""}`)
        .then(setFound, (failure) => say(failure.message || t("offline")));
    }, found ? 120 : 0);
    return () => clearTimeout(timer);
  }, [query, open, limit]);
  return (
    <main id="content" tabindex="-1" class="documents">
      <h1>{t("documents")}</h1>
      <div class="finder">
        <input ref={field} type="search" aria-label={t("search")} placeholder={t("search")} value={query}
          onInput={(e) => { setQuery(e.target.value); setLimit(atOnce); }}
          onKeyDown={(e) => {
            if (e.key === "Escape") { setQuery(""); }
            if (e.key === "Enter" && found && found.records.length) location.hash = "#/doc/" + found.records[0].id;
          }} />
        <label class="check"><input type="checkbox" checked={open} onChange={(e) => setOpen(e.target.checked)} /> {t("openOnly")}</label>
      </div>
      {found && <p class="faint" role="status">{found.total ? t("documentsFound", found.total.toLocaleString()) : t("noDocuments")}</p>}
      <ul class="document-list">
        {found && found.records.map((record) => (
          <li key={record.id}>
            <a href={"#/doc/" + record.id}>
              <span class="doc-code figures">{record.code || "—"}</span>
              <span class="doc-text">
                <span class="doc-title">{record.title || record.path}</span>
                <span class="faint">{[record.issuer, shown("date", record.issued_on)].filter(Boolean).join(" · ")}</span>
              </span>
              <span class="doc-counts">
                {record.questions > 0 ? <span class="badge doubt">{t("questionsN", record.questions)}</span> : <span class="badge good">✓</span>}
                {record.corrections > 0 && <span class="badge">{t("correctionsN", record.corrections)}</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {found && found.records.length < found.total && found.records.length >= limit && (
        <p class="more"><button onClick={() => setLimit((n) => Math.min(500, n + 100))}>{t("moreRecords")}</button></p>
      )}
    </main>
  );
}
