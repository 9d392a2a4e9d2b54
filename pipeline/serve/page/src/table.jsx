// SPDX-License-Identifier: GPL-3.0-or-later
// A table edited cell by cell: arrows move, Enter edits and saves, Esc leaves; rows are added and
// taken out.
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "./words.js";

export function Table({ table, pointer, review, selected, onSelect, onSave }) {
  const [editing, setEditing] = useState(null);  // [row, cell]
  const [text, setText] = useState("");
  const field = useRef(null);
  const element = useRef(null);
  const doubts = new Set(review.map((entry) => entry.pointer));
  useEffect(() => {
    if (editing && field.current) { field.current.focus(); field.current.select(); }
  }, [editing && editing.join()]);

  const cellPointer = (r, c) => `${pointer}/rows/${r}/cells/${c}`;
  const begin = (r, c) => { setText(table.rows[r].cells[c].text); begun.current = [r, c]; setEditing(begun.current); };
  const focusCell = (r, c) => {
    const cell = element.current.querySelector(`[data-at="${r}-${c}"]`);
    if (cell) cell.focus();
    return !!cell;
  };
  const begun = useRef(null);  // leaving a cell by a key also takes the focus from it: once is enough
  const finish = async (keep) => {
    if (!editing || begun.current !== editing) return;
    begun.current = null;
    const [r, c] = editing;
    const before = table.rows[r].cells[c].text, now = text.replace(/\s+/g, " ").trim().normalize("NFC");
    setEditing(null);
    if (keep && now !== before) await onSave([{ op: "replace", pointer: cellPointer(r, c) + "/text", old: before, new: now }]);
    requestAnimationFrame(() => focusCell(r, c));
  };
  const onKey = (event, r, c) => {
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (moves[event.key]) {
      const [dr, dc] = moves[event.key];
      const last = table.rows[r + dr] ? table.rows[r + dr].cells.length - 1 : 0;
      if (focusCell(r + dr, dr ? Math.min(c, last) : c + dc)) event.preventDefault();
    } else if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      event.stopPropagation();
      begin(r, c);
    }
  };
  const addRow = (after) => {
    const like = table.rows[after] || table.rows[table.rows.length - 1];
    const cells = table.columns.map((_, column) => ({ text: "", column, row_span: 1, col_span: 1, where: like && like.cells[0] ? like.cells[0].where : null, confidence: 1 }));
    onSave([{ op: "add", pointer: `${pointer}/rows/${after + 1}`, new: { kind: "data", cells } }]);
  };
  return (
    <div class="table-frame" ref={element} tabindex="0" role="group" aria-label={table.title || t("tables")}>
      {table.title && <p class="table-title">{table.title}</p>}
      <table class="grid">
        <tbody>
          {table.rows.map((row, r) => (
            <tr key={r} class={row.kind}>
              {row.cells.map((cell, c) => {
                const at = cellPointer(r, c), Tag = row.kind === "header" ? "th" : "td";
                const open = editing && editing[0] === r && editing[1] === c;
                return (
                  <Tag key={c} rowSpan={cell.row_span} colSpan={cell.col_span} tabindex={open ? undefined : 0} data-at={`${r}-${c}`}
                    class={(doubts.has(at) ? "doubtful " : "") + (selected && selected.startsWith(at) ? "selected" : "")}
                    onFocus={() => onSelect(at)} onDblClick={() => begin(r, c)} onKeyDown={(e) => !open && onKey(e, r, c)}>
                    {open ? (
                      <textarea ref={field} aria-label={t("label_cell")} value={text} rows={Math.max(1, Math.ceil(text.length / 24))}
                        onInput={(e) => setText(e.target.value)} onBlur={() => finish(true)}
                        onKeyDown={(e) => {
                          e.stopPropagation();
                          if (e.key === "Enter" && !e.shiftKey) { e.preventDefault(); finish(true); }
                          if (e.key === "Escape") { e.preventDefault(); finish(false); }
                        }} />
                    ) : cell.text || <span class="faint">·</span>}
                  </Tag>
                );
              })}
              <td class="row-tools">
                <button class="quiet icon" tabindex={-1} aria-label={t("addRow")} title={t("addRow")} onClick={() => addRow(r)}>+</button>
                <button class="quiet icon" tabindex={-1} aria-label={t("removeRow")} title={t("removeRow")} onClick={() => onSave([{ op: "remove", pointer: `${pointer}/rows/${r}`, old: row }])}>×</button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
