// SPDX-License-Identifier: GPL-3.0-or-later
// A card: the place enlarged, what was read, other readings, what stands around it.
import { Crop, Field, usePicture } from "./parts.jsx";
import { pagePath } from "./server.js";
import { shown } from "./values.js";
import { has, reason, t } from "./words.js";

/** The sentence around, the value in it marked. */
function Context({ card }) {
  const text = card.context;
  if (!text || text === card.value) return null;
  const needle = card.value && text.includes(card.value) ? card.value : "";
  const [before, ...after] = needle ? text.split(needle) : [text];
  const row = text.includes(" | ");
  return (
    <figure class="context">
      <figcaption>{row ? t("row") : t("context")}</figcaption>
      <p>{needle ? <>{before}<mark>{needle}</mark>{after.join(needle)}</> : text}</p>
    </figure>
  );
}

/** Where on the page it stands. */
function PageMap({ card, onOpen }) {
  const { page, where, record } = card;
  const { url } = usePicture(page && page.width_pt && where ? pagePath(record.id, where.page, 420) : null);
  if (!page || !page.width_pt) return null;
  const box = where && where.bbox;
  return (
    <button class="page-map" onClick={onOpen} aria-label={t("openPage")} title={t("openPage") + " (O)"}>
      <svg viewBox={`0 0 ${page.width_pt} ${page.height_pt}`} aria-hidden="true">
        {url && <image href={url} width={page.width_pt} height={page.height_pt} preserveAspectRatio="none" />}
        {box && <rect class="mark" x={box[0] - 4} y={box[1] - 3} width={box[2] - box[0] + 8} height={box[3] - box[1] + 6} rx="3" />}
      </svg>
      <span>{t("page", where.page)}</span>
    </button>
  );
}

function Others({ card, others, setOthers, waiting }) {
  if (!card.many) return null;
  const toggle = (key) => setOthers((before) => {
    const left = new Set(before.left);
    if (!left.delete(key)) left.add(key);
    return { ...before, left };
  });
  return (
    <section class="others" aria-label={t("sameIn", card.count)}>
      <h3>{t("sameIn", card.count)}</h3>
      <p class="faint">{t("sameHint")} <kbd>A</kbd> {t("onlyThis")}</p>
      {waiting ? <p class="faint" aria-busy="true">…</p> : (
        <ul>
          {others.cards.map((other) => (
            <li key={other.record.id + other.key}>
              <label>
                <input type="checkbox" checked={!others.left.has(other.key)} onChange={() => toggle(other.key)} />
                <span class="other-name">{other.record.code || other.record.path}</span>
                <Crop card={other} small />
              </label>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function CardView({ card, draft, fieldsRef, others, setOthers, waiting, chosen, onAccept, onTake, onSkip, onUndo, onOpen }) {
  const many = 1 + chosen.length;
  const originOf = (origin) => (has("origin_" + origin) ? t("origin_" + origin) : origin);
  const percent = card.confidence === null ? null : Math.round(card.confidence * 100);
  return (
    <article class="card" data-card={card.record.id + card.key}>
      <div class="card-main">
        <header class="card-head">
          <h2>{t("kind_" + card.kind)}</h2>
          <p class="why">{reason(card.reason)}{percent !== null && <span class="sure"> · {t("confidence", percent)}</span>}</p>
        </header>
        <Crop card={card} />
        <div class="fields" ref={fieldsRef}>
          {card.edits.map((edit, i) => (
            <Field key={edit.pointer} edit={edit} primary={i === 0} text={draft.textOf(edit)} problem={draft.problems[edit.pointer]}
              onText={(text) => draft.setText(edit, text)} onEnter={onAccept}
              onEscape={() => { draft.clear(); document.getElementById("content").focus(); }} />
          ))}
          {!card.edits.length && <p class="value">{card.reason}</p>}
        </div>
        {card.candidates.length > 0 && card.edits.length > 0 && (
          <section class="candidates" aria-label={t("candidates")}>
            {card.candidates.slice(0, 9).map((candidate, i) => (
              <button key={i} onClick={() => onTake(candidate)}>
                <kbd>{i + 1}</kbd>
                <span class="value">{shown(card.edits[0].type, candidate.value)}</span>
                <span class="faint">{originOf(candidate.origin)}</span>
              </button>
            ))}
          </section>
        )}
        <Context card={card} />
        <Others card={card} others={others} setOthers={setOthers} waiting={waiting} />
        <footer class="actions">
          <button class="primary" onClick={onAccept} disabled={waiting || !card.edits.length}>
            {draft.touched ? (many > 1 ? t("saveAll", many) : t("save")) : many > 1 ? t("acceptAll", many) : t("accept")} <kbd>↵</kbd>
          </button>
          <button onClick={onSkip}>{t("skip")} <kbd>S</kbd></button>
          <button onClick={onOpen}>{t("openPage")} <kbd>O</kbd></button>
          <button class="quiet" onClick={onUndo}>{t("undo")} <kbd>U</kbd></button>
        </footer>
      </div>
      <aside class="card-side">
        <p class="doc-name"><strong>{card.record.code || card.record.path}</strong></p>
        <p class="doc-title">{card.record.title}</p>
        <p class="faint doc-path">{card.record.issuer}</p>
        <PageMap card={card} onOpen={onOpen} />
        <p class="faint doc-path">{card.record.path}</p>
      </aside>
    </article>
  );
}
