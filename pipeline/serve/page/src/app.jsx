// SPDX-License-Identifier: GPL-3.0-or-later
// The frame around the views: heading, navigation, theme and language, what was said last.
import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { Document } from "./document.jsx";
import { Documents } from "./documents.jsx";
import { Help, Toasts } from "./parts.jsx";
import { History } from "./history.jsx";
import { get } from "./server.js";
import { language, setLanguage, t } from "./words.js";
import { Worklist } from "./worklist.jsx";

/** "#/doc/0123…?page=2&at=/document/code" */
function readRoute() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [view, id] = path.split("/");
  return { view: view || "work", id, query: new URLSearchParams(query || "") };
}
export const go = (to) => (location.hash = "#/" + to);

const themes = ["auto", "light", "dark"];
function useTheme() {
  const [theme, setTheme] = useState(localStorage.getItem("planrec-theme") || "auto");
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("planrec-theme", theme);
  }, [theme]);
  const dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  return [themes.includes(theme) ? theme : "auto", () => setTheme(dark ? "light" : "dark")];
}

function useBatch() {
  const [batch, setBatch] = useState(null);
  const [failure, setFailure] = useState(null);
  const refresh = useCallback(() => {
    get("/api/batch").then((now) => { setBatch(now); setFailure(null); }, setFailure);
  }, []);
  useEffect(refresh, []);
  useEffect(() => {
    if (!batch || batch.read >= batch.records) return undefined;
    const timer = setTimeout(refresh, 700);
    return () => clearTimeout(timer);
  }, [batch]);
  return { batch, failure, refresh };
}

function Failure({ failure }) {
  const text = failure.status === 401 ? t("wrongToken") : failure.status === 0 ? t("offline") : failure.message;
  return <main id="content" class="notice"><h1>planrec</h1><p>{text}</p></main>;
}

function Progress({ batch, answered }) {
  const total = batch.questions + answered;
  const share = total > 0 ? answered / total : 1;
  return (
    <div class="progress" role="progressbar" aria-label={t("answered")} aria-valuemin="0" aria-valuemax={total} aria-valuenow={answered}>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width={100 * share} height="1" /></svg>
    </div>
  );
}

function Frame() {
  const [route, setRoute] = useState(readRoute());
  const [, setWords] = useState(language());
  const [, switchTheme] = useTheme();
  const { batch, failure, refresh } = useBatch();
  const [help, setHelp] = useState(false);
  const [answered, setAnswered] = useState(0);

  useEffect(() => {
    const follow = () => setRoute(readRoute());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    const onKey = (event) => {
      if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "?") { event.preventDefault(); setHelp(true); }
      if (event.key === "/") { event.preventDefault(); go("documents"); }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  useEffect(() => { if (batch) document.title = `${t("title")} · ${batch.name} · planrec`; });

  if (failure && !batch) return <Failure failure={failure} />;
  if (!batch) return <main id="content" class="notice" aria-busy="true" />;
  const onAnswered = (n) => { setAnswered((before) => Math.max(0, before + n)); refresh(); };
  const link = (view, text) => (
    <a href={"#/" + view} aria-current={route.view === view ? "page" : undefined}>{text}</a>
  );
  const english = language() === "vi" ? "en" : "vi";
  return (
    <>
      <a class="skip-link" href="#content" onClick={(e) => { e.preventDefault(); document.getElementById("content").focus(); }}>{t("skipToContent")}</a>
      <header class="top">
        <div class="brand">
          <img src="/icon.svg" alt="" width="26" height="26" />
          <span class="brand-name">planrec</span>
          <span class="brand-batch" title={batch.name}>{batch.name}</span>
        </div>
        <nav aria-label={t("title")}>
          {link("work", t("worklist"))}
          {link("documents", t("documents"))}
          {link("history", t("history"))}
        </nav>
        <div class="tools">
          <button class="quiet" lang={english} onClick={() => { setLanguage(english); setWords(english); }}>{t("language")}</button>
          <button class="quiet icon" aria-label={t("theme")} title={t("theme")} onClick={switchTheme}>◐</button>
          <button class="quiet icon" aria-label={t("help")} title={t("help") + " (?)"} onClick={() => setHelp(true)}>?</button>
        </div>
        <Progress batch={batch} answered={answered} />
      </header>
      {batch.read < batch.records && (
        <p class="reading" role="status">{t("reading")} · {batch.read.toLocaleString(language())} / {batch.records.toLocaleString(language())}</p>
      )}
      {route.view === "documents" ? <Documents />
        : route.view === "history" ? <History onChanged={refresh} />
        : route.view === "doc" ? <Document key={route.id} id={route.id} query={route.query} onChanged={onAnswered} />
        : <Worklist batch={batch} answered={answered} onAnswered={onAnswered} />}
      {help && <Help onClose={() => setHelp(false)} />}
      <Toasts />
    </>
  );
}

render(<Frame />, document.getElementById("app"));
