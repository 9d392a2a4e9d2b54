// SPDX-License-Identifier: GPL-3.0-or-later
// Parts that several views use: fields, crops, messages, dialogs.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { cropOf, get, picture } from "./server.js";
import { label, t } from "./words.js";

// ---- messages ------------------------------------------------------------------------------------
let tell = () => {};
/** Says something for some seconds; `action`: {text, run}. */
export const say = (text, action) => tell({ text, action, at: Date.now() + Math.random() });

export function Toasts() {
  const [said, setSaid] = useState(null);
  useEffect(() => { tell = setSaid; }, []);
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(null), said.action ? 12000 : 2600);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {said && (
        <div class="toast" key={said.at}>
          <span>{said.text}</span>
          {said.action && <button onClick={() => { setSaid(null); said.action.run(); }}>{said.action.text}</button>}
        </div>
      )}
    </div>
  );
}

// ---- dialogs -------------------------------------------------------------------------------------
export function Dialog({ title, onClose, children }) {
  const element = useRef(null);
  const name = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current.showModal();
    return () => before && before.focus && before.focus();
  }, []);
  return (
    <dialog ref={element} aria-labelledby={name} onClose={onClose}
      onKeyDown={(e) => e.stopPropagation()}
      onClick={(e) => e.target === element.current && onClose()}>
      <h2 id={name}>{title}</h2>
      {children}
    </dialog>
  );
}

export function Help({ onClose }) {
  const rows = [
    ["Enter", "keysAccept"], ["1 … 9", "keysCandidate"], ["E, Tab", "keysType"],
    ["S", "skip"], ["U", "undo"], ["O", "openPage"], ["J · K", "keysMove"], ["A", "onlyThis"],
    ["+ − R", "keysZoom"], ["/", "keysSearch"], ["?", "help"],
  ];
  const [name, setName] = useState(localStorage.getItem("planrec-name") || "");
  return (
    <Dialog title={t("help")} onClose={onClose}>
      <dl class="keys">
        {rows.map(([keys, text]) => (
          <div key={text}>
            <dt>{keys.split(" ").map((key) => (/^[…·]$/.test(key) ? key : <kbd key={key}>{key.replace(",", "")}</kbd>))}</dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <label class="name-field">
        <span>{t("yourName")}</span>
        <input value={name} autocomplete="name" onInput={(e) => {
          setName(e.target.value);
          localStorage.setItem("planrec-name", e.target.value.trim());
        }} />
      </label>
      <p class="dialog-end"><button class="primary" onClick={onClose}>OK</button></p>
    </Dialog>
  );
}
export const userName = () => localStorage.getItem("planrec-name") || "";

// ---- pictures ------------------------------------------------------------------------------------
/** An address for <img> once it is there: {url} or {problem}. */
export function usePicture(path) {
  const [state, setState] = useState({});
  useEffect(() => {
    let wanted = true;
    setState({});
    if (path) {
      picture(path).then((url) => wanted && setState({ url }),
        (failure) => wanted && setState({ problem: failure.message }));
    }
    return () => { wanted = false; };
  }, [path]);
  return state;
}

/** The place on the page, enlarged, with a mark around the value. */
export function Crop({ card, small }) {
  const crop = cropOf(card);
  const { url, problem } = usePicture(crop && crop.path);
  if (!crop) {
    const line = card.where && card.where.line;
    return small ? null : (
      <div class="crop none">
        {line ? t("textSource", line) : card.where && card.where.page ? t("page", card.where.page) : t("noPicture")}
      </div>
    );
  }
  const [x0, y0, x1, y1] = crop.box;
  const [a, b, c, d] = card.where.bbox;
  return (
    <div class={small ? "crop small" : "crop"}>
      <svg class="crop-view" viewBox={`0 0 ${x1 - x0} ${y1 - y0}`} role="img" aria-label={card.value || t("noPicture")}>
        {url && <image href={url} width={x1 - x0} height={y1 - y0} preserveAspectRatio="none" />}
        <rect class="mark" x={a - x0 - 3} y={b - y0 - 2.5} width={c - a + 6} height={d - b + 5} rx="2.5" />
      </svg>
      {!url && <span class="crop-state">{problem ? `${t("unreadable")}: ${problem}` : t("drawing")}</span>}
    </div>
  );
}

// ---- fields --------------------------------------------------------------------------------------
/** A text field that grows with its text, and offers agencies of the batch where they are typed. */
export function Field({ edit, text, problem, onText, onEnter, onEscape, onLeave, inputRef, primary }) {
  const own = useRef(null);
  const ref = inputRef || own;
  const name = useId();
  const agencies = edit.type === "agency" || edit.type === "agencies";
  const [offers, setOffers] = useState([]);
  const [picked, setPicked] = useState(-1);
  const typed = useRef(0);
  useEffect(() => { fitHeight(ref.current); }, [text]);

  const offer = (value) => {
    const last = edit.type === "agencies" ? value.split(";").pop() : value;
    const turn = ++typed.current;
    if (!last.trim()) { setOffers([]); return; }
    get("/api/agencies?q=" + encodeURIComponent(last.trim())).then((found) => {
      if (turn !== typed.current) return;
      setOffers(found.agencies.filter((name) => name !== last.trim()));
      setPicked(-1);
    }, () => {});
  };
  const take = (agency) => {
    typed.current++;
    const kept = edit.type === "agencies" ? text.split(";").slice(0, -1).map((part) => part.trim()) : [];
    onText([...kept, agency].join("; "));
    setOffers([]);
  };
  const onKeyDown = (event) => {
    if (event.isComposing) return;
    if (offers.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setPicked((at) => (at + (event.key === "ArrowDown" ? 1 : -1) + offers.length) % offers.length);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (offers.length && picked >= 0) take(offers[picked]);
      else { setOffers([]); onEnter && onEnter(); }
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (offers.length) setOffers([]);
      else onEscape && onEscape();
    }
  };
  const figures = edit.type === "date" || edit.type === "number" || edit.type === "symbol";
  const described = problem ? name + "-problem" : undefined;
  return (
    <div class={"field" + (primary ? " primary-field" : "") + (figures && !primary ? " short" : "") + (problem ? " bad" : "")}>
      <label for={name}>{label(edit.label)}</label>
      <div class="field-box">
        <textarea id={name} ref={ref} rows="1" spellcheck={false} value={text}
          class={figures ? "figures" : ""}
          aria-invalid={problem ? "true" : undefined} aria-describedby={described}
          {...(agencies && { role: "combobox", "aria-expanded": offers.length > 0, "aria-controls": name + "-list", "aria-autocomplete": "list" })}
          onInput={(e) => { onText(e.target.value); if (agencies) offer(e.target.value); }}
          onKeyDown={onKeyDown} onBlur={() => { setTimeout(() => setOffers([]), 150); onLeave && onLeave(); }} />
        {agencies && (
          <ul id={name + "-list"} role="listbox" aria-label={label(edit.label)} class="offers" hidden={offers.length === 0}>
            {offers.map((agency, i) => (
              <li key={agency} role="option" aria-selected={i === picked} onMouseDown={(e) => { e.preventDefault(); take(agency); }}>{agency}</li>
            ))}
          </ul>
        )}
      </div>
      {problem && <p class="problem" id={name + "-problem"}>{t(problem)}</p>}
    </div>
  );
}

function fitHeight(element) {
  if (!element) return;
  element.style.height = "auto";
  element.style.height = element.scrollHeight + 2 + "px";
}
