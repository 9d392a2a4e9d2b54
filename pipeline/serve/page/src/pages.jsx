// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of a document, with the places of what was read on them; drawing of what was missed.
import { useEffect, useRef, useState } from "preact/hooks";
import { kinds } from "./missed.js";
import { Dialog, Field, usePicture } from "./parts.jsx";
import { pagePath } from "./server.js";
import { read } from "./values.js";
import { t } from "./words.js";

const steps = [1, 1.5, 2, 3, 4];
/** Widths that pages are asked for, so that pictures are drawn once for several zooms. */
const widths = [1000, 1600, 2400];

export function PageView({ record, pages, page, onPage, boxes, selected, onSelect, drawing, setDrawing, onBox, canMove }) {
  const [zoom, setZoom] = useState(0);
  const [turn, setTurn] = useState(0);
  const scroller = useRef(null);
  const plan = useRef(null);
  const [drawn, setDrawn] = useState(null);
  const wide = widths[Math.min(widths.length - 1, zoom)];
  const { url, problem } = usePicture(page && page.width_pt ? pagePath(record, page.number, wide) : null);
  const [shown, setShown] = useState({});
  // The picture before stays until the next is there.
  useEffect(() => { if (url) setShown({ url, page: page.number }); }, [url]);
  useEffect(() => { setTurn(0); }, [page && page.number]);

  // What is selected comes into sight.
  useEffect(() => {
    const mark = plan.current && plan.current.querySelector(".box.selected");
    if (mark && scroller.current) {
      const at = mark.getBoundingClientRect(), frame = scroller.current.getBoundingClientRect();
      if (at.top < frame.top || at.bottom > frame.bottom) scroller.current.scrollTop += at.top - frame.top - frame.height / 3;
      if (at.left < frame.left || at.right > frame.right) scroller.current.scrollLeft += at.left - frame.left - frame.width / 4;
    }
  }, [selected, zoom, shown.url]);
  useEffect(() => {
    const onKey = (event) => {
      if (event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
      const keys = {
        "+": () => setZoom((z) => Math.min(steps.length - 1, z + 1)), "=": () => setZoom((z) => Math.min(steps.length - 1, z + 1)),
        "-": () => setZoom((z) => Math.max(0, z - 1)), "0": () => setZoom(0), r: () => setTurn((n) => (n + 1) % 4),
        PageDown: () => onPage(Math.min(pages.length, page.number + 1)), PageUp: () => onPage(Math.max(1, page.number - 1)),
      };
      if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  if (!page) return <section class="pages" />;
  const width = page.width_pt, height = page.height_pt;

  const pointAt = (event) => {
    const matrix = plan.current.getScreenCTM().inverse();
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return [Math.min(width, Math.max(0, point.x)), Math.min(height, Math.max(0, point.y))];
  };
  const onDown = (event) => {
    if (!drawing) return;
    event.preventDefault();
    plan.current.setPointerCapture(event.pointerId);
    setDrawn([pointAt(event), pointAt(event)]);
  };
  const onMove = (event) => { if (drawn) setDrawn([drawn[0], pointAt(event)]); };
  const onUp = () => {
    if (!drawn) return;
    const [[ax, ay], [bx, by]] = drawn;
    const round = (n) => Math.round(n * 100) / 100;
    const bbox = [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)].map(round);
    setDrawn(null);
    if (bbox[2] - bbox[0] > 3 && bbox[3] - bbox[1] > 3) onBox({ page: page.number, bbox });
  };
  const sideways = turn % 2 === 1;
  const tool = (name, sign, run, pressed) => (
    <button class="quiet icon" aria-label={t(name)} title={t(name)} aria-pressed={pressed} onClick={run}>{sign}</button>
  );
  return (
    <section class="pages" aria-label={t("pageOf", page.number, pages.length)}>
      <div class="page-tools" role="toolbar" aria-label={t("pageOf", page.number, pages.length)}>
        {tool("previous", "‹", () => onPage(Math.max(1, page.number - 1)))}
        <span class="figures">{t("pageOf", page.number, pages.length)}</span>
        {tool("next", "›", () => onPage(Math.min(pages.length, page.number + 1)))}
        <span class="gap" />
        {tool("zoomOut", "−", () => setZoom((z) => Math.max(0, z - 1)))}
        {tool("zoomIn", "+", () => setZoom((z) => Math.min(steps.length - 1, z + 1)))}
        {tool("rotate", "⟳", () => setTurn((n) => (n + 1) % 4))}
        <span class="gap" />
        {width && <button class="quiet" aria-pressed={drawing === "add"} onClick={() => setDrawing(drawing === "add" ? "" : "add")}>✎ {t("drawBox")}</button>}
        {canMove && <button class="quiet" aria-pressed={drawing === "move"} onClick={() => setDrawing(drawing === "move" ? "" : "move")}>{t("moveBox")}</button>}
      </div>
      {drawing && <p class="draw-hint" role="status">{t("drawHint")}</p>}
      <div class={"page-scroller" + (drawing ? " drawing" : "")} ref={scroller} tabindex="0" aria-label={t("page", page.number)}>
        {width ? (
          <svg ref={plan} class="page-plan" style={{ width: 100 * steps[zoom] + "%" }} role="group" aria-label={t("page", page.number)}
            viewBox={sideways ? `0 0 ${height} ${width}` : `0 0 ${width} ${height}`}
            onPointerDown={onDown} onPointerMove={onMove} onPointerUp={onUp} onPointerCancel={() => setDrawn(null)}>
            <g transform={["", `translate(${height} 0) rotate(90)`, `translate(${width} ${height}) rotate(180)`, `translate(0 ${width}) rotate(270)`][turn]}>
              <rect class="paper" width={width} height={height} />
              {shown.page === page.number && <image href={shown.url} width={width} height={height} preserveAspectRatio="none" />}
              {!drawing && boxes.map((box) => (
                <rect key={box.pointer} onClick={() => onSelect(box.pointer)}
                  class={"box" + (box.doubtful ? " doubtful" : "") + (selected && (selected === box.pointer || selected.startsWith(box.pointer + "/")) ? " selected" : "")}
                  x={box.bbox[0] - 2} y={box.bbox[1] - 1.5} width={box.bbox[2] - box.bbox[0] + 4} height={box.bbox[3] - box.bbox[1] + 3} rx="2" />
              ))}
              {drawn && <rect class="drawn" x={Math.min(drawn[0][0], drawn[1][0])} y={Math.min(drawn[0][1], drawn[1][1])}
                width={Math.abs(drawn[0][0] - drawn[1][0])} height={Math.abs(drawn[0][1] - drawn[1][1])} />}
            </g>
          </svg>
        ) : <p class="crop none">{t("noPicture")}</p>}
        {problem && <p class="crop-state" role="alert">{t("unreadable")}: {problem}</p>}
      </div>
    </section>
  );
}

export function AddMissed({ where, onClose, onAdd }) {
  const [kind, setKind] = useState(0);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const add = () => {
    const result = read("text", text, "");
    if (result.problem || !result.value) { setProblem("badEmpty"); return; }
    const [, list, , make] = kinds[kind];
    onAdd({ op: "add", pointer: `/${list}/-`, new: make(result.value, where), where });
  };
  return (
    <Dialog title={t("addWhat")} onClose={onClose}>
      <div class="choices" role="radiogroup" aria-label={t("addWhat")}>
        {kinds.map(([name], i) => (
          <label key={name}><input type="radio" name="kind" checked={i === kind} onChange={() => setKind(i)} /> {t(name)}</label>
        ))}
      </div>
      <Field edit={{ label: "text", type: kinds[kind][2] }} text={text} problem={problem}
        onText={(value) => { setText(value); setProblem(""); }} onEnter={add} onEscape={onClose} />
      <p class="dialog-end"><button onClick={onClose}>{t("cancel")}</button> <button class="primary" onClick={add}>{t("add")}</button></p>
    </Dialog>
  );
}
