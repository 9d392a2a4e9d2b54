// SPDX-License-Identifier: GPL-3.0-or-later
// The worklist: one card a question, made for the keyboard.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Conflict } from "./conflict.jsx";
import { CardView } from "./card.jsx";
import { change, remember, save, undoLast } from "./answers.js";
import { say } from "./parts.jsx";
import { cropOf, get, picture } from "./server.js";
import { read, same, shown } from "./values.js";
import { t } from "./words.js";

const ahead = 6;  // cards that are there before they are wanted

/** Cards in their order, more of them as they are used up. */
function useCards(kind) {
  const [cards, setCards] = useState([]);
  const [state, setState] = useState("loading");  // loading, more, end, failed
  const cursor = useRef({ next: 0, generation: -1 });
  const seen = useRef(new Set());
  const busy = useRef(null);  // the list that is being fetched

  const fetchMore = useCallback(async (limit) => {
    const list = seen.current;
    if (busy.current === list) return;
    busy.current = list;
    try {
      let page, fresh;
      for (let i = 0; i < 200; ++i) {
        const from = cursor.current.next;
        page = await get(`/api/cards?from=${from}&limit=${limit}` + (kind ? "&kind=" + kind : ""));
        if (seen.current !== list) return;  // another kind is wanted by now
        const moved = page.generation !== cursor.current.generation && from > 0;
        cursor.current = { next: moved ? 0 : page.next, generation: page.generation };
        // Records were read meanwhile: places in the list have changed. What was seen is left out.
        fresh = moved ? [] : page.cards.filter((card) => !seen.current.has(card.record.id + card.key));
        if (fresh.length || (!moved && (!page.more || !page.cards.length))) break;
      }
      fresh.forEach((card) => seen.current.add(card.record.id + card.key));
      for (const card of fresh) {
        const crop = cropOf(card);
        if (crop) picture(crop.path, true).catch(() => {});
      }
      setCards((before) => [...before, ...fresh]);
      setState(page.more ? "more" : "end");
    } catch (failure) {
      if (seen.current === list) setState("failed");
      say(failure.message || t("offline"));
    } finally {
      if (busy.current === list) busy.current = null;
    }
  }, [kind]);
  useEffect(() => {
    cursor.current = { next: 0, generation: -1 };
    seen.current = new Set();
    setCards([]);
    setState("loading");
    fetchMore(3);
  }, [kind]);
  return { cards, setCards, state, fetchMore };
}

/** What is typed into the fields of a card, and whether it can be saved. */
function useDraft(card) {
  const [texts, setTexts] = useState({});
  const [problems, setProblems] = useState({});
  useEffect(() => { setTexts({}); setProblems({}); }, [card && card.key]);
  const textOf = (edit) => texts[edit.pointer] ?? shown(edit.type, edit.value);
  const setText = (edit, text) => {
    setTexts((before) => ({ ...before, [edit.pointer]: text }));
    setProblems((before) => ({ ...before, [edit.pointer]: undefined }));
  };
  /** {changes} or null, the problems then being shown. */
  const changes = () => {
    const found = {}, out = [];
    for (const edit of card.edits) {
      if (!(edit.pointer in texts)) continue;
      const result = read(edit.type, texts[edit.pointer], edit.value);
      if (result.problem) found[edit.pointer] = result.problem;
      else if (!same(result.value, edit.value)) out.push(change(edit, result.value, card.where));
    }
    setProblems(found);
    return Object.keys(found).length ? null : out;
  };
  return { textOf, setText, problems, changes, touched: Object.keys(texts).length > 0, clear: () => setTexts({}) };
}

/** What an answer to a card changes: in its record, and in others of the same cause. */
function answersTo(card, changes, others) {
  const confirm = (edits) => (edits.length ? [change(edits[0], edits[0].value)] : []);
  const own = changes.length ? changes : confirm(card.edits);
  // Nothing was changed: all that the card was about is right.
  const also = changes.length ? [] : (card.also || []).flatMap((other) => confirm(other.edits));
  const answers = [{ record: card.record.id, changes: [...own, ...also] }];
  for (const other of others) {
    const theirs = changes.length
      ? other.edits.filter((edit, i) => changes.some((c) => c.pointer === card.edits[i]?.pointer))
          .map((edit) => change(edit, changes.find((c) => c.pointer === card.edits[other.edits.indexOf(edit)].pointer).new))
      : confirm(other.edits);
    if (theirs.length) answers.push({ record: other.record.id, changes: theirs });
  }
  // Of one record all changes together.
  const byRecord = new Map();
  for (const { record, changes: list } of answers) byRecord.set(record, [...(byRecord.get(record) || []), ...list]);
  return [...byRecord].map(([record, list]) => ({ record, changes: list }));
}

export function Worklist({ batch, answered, onAnswered }) {
  const [kind, setKind] = useState("");
  const { cards, setCards, state, fetchMore } = useCards(kind);
  const [at, setAt] = useState(0);
  const [skipped, setSkipped] = useState([]);
  const [conflict, setConflict] = useState(null);
  const [others, setOthers] = useState({ key: "", cards: [], left: new Set() });
  const card = cards[at];
  const draft = useDraft(card);
  const fields = useRef(null);

  useEffect(() => { setAt(0); setSkipped([]); }, [kind]);
  useEffect(() => {
    if (state === "more" && cards.length - at <= ahead) {
      const timer = setTimeout(() => fetchMore(10), cards.length === at ? 250 : 0);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [state, at, cards.length, batch.read]);
  // Documents that have the same: listed before one answer is given to all.
  useEffect(() => {
    if (!card || !card.many) { setOthers({ key: "", cards: [], left: new Set() }); return; }
    get(`/api/group?record=${card.record.id}&key=${card.key}`).then((group) => {
      setOthers({ key: card.key, cards: group.cards.slice(1), left: new Set() });
    }, () => {});
  }, [card && card.key]);

  const chosen = card && others.key === card.key ? others.cards.filter((other) => !others.left.has(other.key)) : [];
  const waiting = card && card.many && others.key !== card.key;

  const next = () => { setAt((i) => i + 1); document.getElementById("content").focus({ preventScroll: true }); scrollTo(0, 0); };
  const send = async (what, answers, count) => {
    const result = await save(answers);
    if (result.saved.length) {
      remember({ saved: result.saved, card: what, count });
      onAnswered(count);
      say(count > 1 ? t("savedMany", count) : t("saved"), { text: t("undo") + " (U)", run: undo });
    }
    if (result.conflicts.length) setConflict({ card: what, answers, conflicts: result.conflicts });
    else if (result.problem) {
      say(`${t("notSaved")}: ${result.problem}`, { text: t("retry"), run: () => send(what, answers, count) });
      setCards((before) => [...before, { ...what, key: what.key }]);
    }
  };
  const answer = (changes) => {
    if (!card || waiting || !card.edits.length) return;
    const answers = answersTo(card, changes, chosen);
    const count = 1 + chosen.length + (changes.length ? 0 : (card.also || []).length);
    send(card, answers, count);
    next();
  };
  const accept = () => {
    const changes = draft.changes();
    if (changes) answer(changes);
  };
  const take = (candidate) => {
    const edit = card.edits[0];
    if (!edit) return;
    const result = read(edit.type, shown(edit.type, candidate.value), edit.value);
    if (!result.problem) answer([change(edit, result.value, card.where)]);
  };
  const skip = () => { if (card) { setSkipped((before) => [...before, card]); next(); } };
  const undo = async () => {
    try {
      const entry = await undoLast();
      if (!entry) { say(t("nothingToUndo")); return; }
      say(t("undone"));
      onAnswered(-(entry.count || 1));
      if (entry.card) {
        setCards((before) => [...before.slice(0, at), { ...entry.card, key: entry.card.key }, ...before.slice(at)]);
      }
    } catch (failure) {
      say(`${t("notSaved")}: ${failure.message}`);
    }
  };
  const open = () => {
    if (card) location.hash = `#/doc/${card.record.id}?at=${encodeURIComponent(card.pointer)}`;
  };
  const edit = (text) => {
    const field = fields.current && fields.current.querySelector("textarea");
    if (!field) return;
    field.focus();
    if (text === undefined) field.select();
    else draft.setText(card.edits[0], text);
  };

  useEffect(() => {
    const onKey = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || conflict) return;
      if (event.target.closest("input, textarea, select, a, dialog")) return;
      if (event.target.closest("button") && (event.key === "Enter" || event.key === " ")) return;
      const number = Number(event.key);
      const keys = {
        Enter: accept, s: skip, u: undo, o: open, e: () => edit(), F2: () => edit(),
        j: skip, ArrowRight: skip, k: () => setAt((i) => Math.max(0, i - 1)), ArrowLeft: () => setAt((i) => Math.max(0, i - 1)),
        a: () => setOthers((before) => ({ ...before, left: new Set(before.left.size ? [] : before.cards.map((other) => other.key)) })),
      };
      if (keys[event.key]) { event.preventDefault(); keys[event.key](); return; }
      if (!card || event.key === "?" || event.key === "/") return;
      if (number >= 1 && number <= card.candidates.length) { event.preventDefault(); take(card.candidates[number - 1]); return; }
      // Any other sign begins to correct.
      if (event.key.length === 1 && event.key !== " ") { event.preventDefault(); edit(event.key); }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });

  const kinds = Object.entries(batch.kinds).sort((a, b) => b[1] - a[1]);
  const left = batch.questions;
  return (
    <main id="content" tabindex="-1" class="worklist">
      <h1 class="unseen">{t("worklist")}</h1>
      <div class="work-head">
        <p class="count"><strong class="figures">{left.toLocaleString()}</strong> {t("openQuestions")}
          {answered > 0 && <span class="answered"> · <span class="figures">{answered}</span> {t("answered")}</span>}</p>
        <label class="kind-choice">
          <span class="unseen">{t("worklist")}</span>
          <select value={kind} onChange={(e) => setKind(e.target.value)}>
            <option value="">{t("all")}</option>
            {kinds.map(([name, count]) => <option key={name} value={name}>{`${t("kind_" + name)} (${count})`}</option>)}
          </select>
        </label>
      </div>
      {card ? (
        <CardView key={card.record.id + card.key} card={card} draft={draft} fieldsRef={fields} others={others} setOthers={setOthers}
          waiting={waiting} chosen={chosen} onAccept={accept} onTake={take} onSkip={skip} onUndo={undo} onOpen={open} />
      ) : state === "end" ? (
        <section class="all-done">
          <svg viewBox="0 0 64 64" width="72" height="72" aria-hidden="true"><circle cx="32" cy="32" r="29" /><path d="m20 33 8.5 8.5L45 24" /></svg>
          <h2>{t("done")}</h2>
          <p>{skipped.length ? t("doneSkipped", skipped.length) : t("doneText")}</p>
          {skipped.length > 0 && <button class="primary" onClick={() => { setCards((before) => [...before, ...skipped]); setSkipped([]); }}>{t("showSkipped")}</button>}
          <p><button onClick={undo}>{t("undo")} <kbd>U</kbd></button></p>
        </section>
      ) : <div class="card-ghost" aria-busy="true" />}
      {conflict && <Conflict {...conflict} onClose={() => setConflict(null)} onMine={(answers) => { setConflict(null); send(conflict.card, answers, 1); }} />}
    </main>
  );
}
