// SPDX-License-Identifier: GPL-3.0-or-later
// A document: its pages beside its record as a form. A value shows its place, a place its value.
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { change, save, undo } from "./answers.js";
import { Conflict } from "./conflict.jsx";
import { HistoryList } from "./history.jsx";
import { AddMissed, PageView } from "./pages.jsx";
import { Field, say } from "./parts.jsx";
import { get } from "./server.js";
import * as tree from "./sections.js";
import { Table } from "./table.jsx";
import { read, same, shown } from "./values.js";
import { t } from "./words.js";

/** A section in the tree: nested, lifted out, joined, split where the cursor stands. */
function TreeTools({ item, record, onSave }) {
  const cursor = () => {
    const field = document.activeElement;
    return field && field.tagName === "TEXTAREA" ? field.selectionStart : -1;
  };
  const at = useRef(-1);
  const tool = (name, sign, changes) => (
    <button class="quiet" title={t(name)} disabled={!changes(item.pointer)} onMouseDown={() => { at.current = cursor(); }}
      onClick={() => onSave(changes(item.pointer))}><span aria-hidden="true">{sign}</span> {t(name)}</button>
  );
  return (
    <div class="tree-tools" role="toolbar" aria-label={t("sections")}>
      {tool("lift", "⇤", (pointer) => tree.lift(record, pointer))}
      {tool("nest", "⇥", (pointer) => tree.nest(record, pointer))}
      {tool("join", "⤴", (pointer) => tree.join(record, pointer))}
      <button class="quiet" title={t("splitHint")} onMouseDown={(e) => { e.preventDefault(); at.current = cursor(); }} onClick={() => {
        const changes = tree.split(record, item.pointer, at.current >= 0 ? at.current : cursor());
        if (changes) onSave(changes);
        else say(t("splitHint"));
      }}><span aria-hidden="true">⤵</span> {t("split")}</button>
    </div>
  );
}

/** One thing of the form; its fields are saved as they are left. */
function Item({ item, record, selected, onSelect, onSave }) {
  const [texts, setTexts] = useState({});
  const [problems, setProblems] = useState({});
  const element = useRef(null);
  const sent = useRef({});  // a key that saves is followed by the field's being left
  useEffect(() => { setTexts({}); setProblems({}); sent.current = {}; }, [item]);
  useEffect(() => { if (selected) element.current.scrollIntoView({ block: "nearest" }); }, [selected]);
  const finish = (edit) => {
    if (!(edit.pointer in texts)) return;
    const result = read(edit.type, texts[edit.pointer], edit.value);
    setProblems((before) => ({ ...before, [edit.pointer]: result.problem }));
    if (result.problem || same(result.value, edit.value) || sent.current[edit.pointer] === texts[edit.pointer]) return;
    sent.current[edit.pointer] = texts[edit.pointer];
    onSave([change(edit, result.value, item.where)]);
  };
  const confirm = () => onSave([change(item.edits[0], item.edits[0].value)]);
  return (
    <div ref={element} style={{ "--depth": item.depth }} onFocusIn={onSelect} onClick={onSelect}
      class={"item" + (selected ? " selected" : "") + (item.doubtful ? " doubtful" : "")}>
      {item.edits.map((edit) => (
        <Field key={edit.pointer} edit={edit} problem={problems[edit.pointer]}
          text={texts[edit.pointer] ?? shown(edit.type, edit.value)}
          onText={(text) => setTexts((before) => ({ ...before, [edit.pointer]: text }))}
          onEnter={() => finish(edit)} onEscape={() => setTexts({})} onLeave={() => finish(edit)} />
      ))}
      {selected && item.kind === "section" && <TreeTools item={item} record={record} onSave={onSave} />}
      {item.doubtful && item.edits.length > 0 && (
        <button class="confirm quiet" onClick={confirm} title={t("accept")}>{t("accept")}</button>
      )}
    </div>
  );
}

function Group({ name, items, open, children, doubts }) {
  if (!items.length && !children) return null;
  return (
    <details class="group" open={open}>
      <summary><h2>{t(name)}</h2> <span class="faint figures">{items.length || ""}</span>
        {doubts > 0 && <span class="badge doubt">{t("questionsN", doubts)}</span>}</summary>
      <div class="group-body">{children}</div>
    </details>
  );
}

const holds = (item, pointer) => pointer === item.pointer || pointer.startsWith(item.pointer + "/");

/** What of the record has a place on the page: the things of the form, and the cells of tables. */
function boxesOn(number, data) {
  const boxes = [];
  const add = (pointer, where, doubtful) => {
    if (where && where.bbox && where.page === number) boxes.push({ pointer, bbox: where.bbox, doubtful });
  };
  for (const { items } of data.form) for (const item of items) add(item.pointer, item.where, item.doubtful);
  const doubts = new Set(data.record.review.map((entry) => entry.pointer));
  data.record.tables.forEach((table, i) => table.rows.forEach((row, r) => row.cells.forEach((cell, c) => {
    const pointer = `/tables/${i}/rows/${r}/cells/${c}`;
    add(pointer, cell.where, doubts.has(pointer));
  })));
  // Small ones above large ones, so that each can be reached.
  const area = ({ bbox: [x0, y0, x1, y1] }) => (x1 - x0) * (y1 - y0);
  return boxes.sort((a, b) => area(b) - area(a));
}

function placeOf(data, pointer) {
  for (const { items } of data.form) {
    const item = items.find((candidate) => holds(candidate, pointer));
    if (item && item.where) return item.where;
  }
  const cell = pointer.split("/").slice(1).reduce((value, key) => (value ? value[key] : undefined), data.record);
  return cell && cell.where;
}

export function Document({ id, query, onChanged }) {
  const [data, setData] = useState(null);
  const [failure, setFailure] = useState("");
  const [selected, setSelected] = useState(query.get("at") || "");
  const [page, setPage] = useState(1);
  const [drawing, setDrawing] = useState("");  // "", "add", "move"
  const [missed, setMissed] = useState(null);
  const [conflict, setConflict] = useState(null);

  const load = useCallback(() => get(`/api/records/${id}/review`).then(setData, (f) => setFailure(f.message || t("offline"))), [id]);
  useEffect(() => { load(); }, [load]);
  const select = useCallback((pointer) => {
    setSelected(pointer);
    const where = data && placeOf(data, pointer);
    if (where && where.page) setPage(where.page);
  }, [data]);
  useEffect(() => { if (data && selected) select(selected); }, [data === null]);

  const send = async (changes) => {
    const before = data.record.review.length;
    const result = await save([{ record: id, changes }]);
    if (result.conflicts.length) setConflict({ answers: [{ record: id, changes }], conflicts: result.conflicts });
    else if (result.problem) say(`${t("notSaved")}: ${result.problem}`);
    else {
      const { record, indices } = result.saved[0];
      say(t("saved"), { text: t("undo"), run: () => Promise.all(indices.map((index) => undo(record, index))).then(load) });
    }
    const now = await get(`/api/records/${id}/review`);
    setData(now);
    onChanged(Math.max(0, before - now.record.review.length));
    return !result.problem && !result.conflicts.length;
  };
  const takeBack = async (entry) => {
    await undo(id, entry.index).catch((f) => say(f.message));
    load();
    onChanged(0);
  };
  const onBox = (where) => {
    if (drawing === "move" && selected) {
      const pointer = selected.startsWith("/document/") ? "" : selected;
      const old = pointer && placeOf(data, pointer);
      if (pointer) send([{ op: "replace", pointer: pointer + "/where", old, new: where }]);
    } else {
      setMissed(where);
    }
    setDrawing("");
  };

  useEffect(() => {
    const onKey = (event) => {
      if (event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" && drawing) setDrawing("");
      else if (event.key === "Escape") window.history.back();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });

  const pages = data ? data.record.source.pages : [];
  const current = pages.find((candidate) => candidate.number === page) || pages[0];
  const boxes = useMemo(() => (data && current ? boxesOn(current.number, data) : []), [data, current]);
  if (failure) return <main id="content" tabindex="-1" class="notice"><h1>{t("unreadable")}</h1><p>{failure}</p></main>;
  if (!data) return <main id="content" tabindex="-1" class="document" aria-busy="true" />;

  const { line, record, form, history, conflicts } = data;
  const wanted = (items) => items.some((item) => selected && holds(item, selected));
  const doubtsIn = (items) => items.filter((item) => item.doubtful).length;
  const repairs = record.repairs || [];
  return (
    <main id="content" tabindex="-1" class="document">
      <header class="document-head">
        <button class="quiet" onClick={() => window.history.back()}>← {t("back")}</button>
        <div>
          <h1><span class="figures">{line.code || line.path}</span></h1>
          <p class="faint">{line.path}</p>
        </div>
      </header>
      <PageView record={id} pages={pages} page={current} onPage={setPage} boxes={boxes} selected={selected}
        onSelect={select} drawing={drawing} setDrawing={setDrawing} onBox={onBox}
        canMove={!!selected && !selected.startsWith("/document/") && !selected.startsWith("/recipients/")} />
      <div class="form">
        {conflicts.length > 0 && (
          <section class="stale" role="alert">
            <h2>{t("conflictsOld")}</h2>
            <ul>{conflicts.map((c) => <li key={c.index}><code>{c.pointer}</code>: {JSON.stringify(c.new)} · {JSON.stringify(c.found)}
              <button class="quiet" onClick={() => takeBack(c)}>{t("undo")}</button></li>)}</ul>
          </section>
        )}
        {form.map(({ group, items }) => (
          <Group key={group} name={group} items={items} open={group === "head" || wanted(items)} doubts={doubtsIn(items)}>
            {items.map((item) => (
              <Item key={item.pointer} item={item} record={record} selected={!!selected && holds(item, selected)}
                onSelect={() => selected !== item.pointer && select(item.pointer)} onSave={send} />
            ))}
          </Group>
        ))}
        <Group name="tables" items={record.tables} open={selected.startsWith("/tables")} doubts={record.review.filter((r) => r.pointer.startsWith("/tables")).length}>
          {record.tables.map((table, i) => (
            <Table key={i} table={table} pointer={"/tables/" + i} review={record.review} selected={selected} onSelect={select} onSave={send} />
          ))}
        </Group>
        <Group name="repairs" items={repairs}>
          <ul class="repairs">
            {repairs.map((repair, i) => (
              <li key={i}><del>{repair.from}</del> → <ins>{repair.to}</ins> <span class="faint">{repair.where && repair.where.page ? t("page", repair.where.page) : ""}</span></li>
            ))}
          </ul>
        </Group>
        <Group name="history" items={history}><HistoryList entries={[...history].reverse()} onUndo={takeBack} /></Group>
      </div>
      {missed && <AddMissed where={missed} onClose={() => setMissed(null)} onAdd={async (added) => { if (await send([added])) setMissed(null); }} />}
      {conflict && <Conflict card={{ edits: [] }} {...conflict} onClose={() => setConflict(null)}
        onMine={(answers) => { setConflict(null); send(answers[0].changes); }} />}
    </main>
  );
}
