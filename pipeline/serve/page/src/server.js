// SPDX-License-Identifier: GPL-3.0-or-later
// All that goes to and comes from the server. The token stands behind '#' in the address, which
// no request carries; it is kept for this window only.

const storageKey = "planrec-token";
if (/^#[0-9a-f]{32,}$/.test(location.hash)) {
  sessionStorage.setItem(storageKey, location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}
const token = () => sessionStorage.getItem(storageKey) || "";

export class ServerError extends Error {
  constructor(status, error) {
    super((error && error.message) || "");
    this.status = status;
    this.type = error && error.type;
  }
}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, {
      ...options,
      headers: { Authorization: "Bearer " + token(), ...(options.headers || {}) },
    });
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new ServerError(0, { type: "offline" });
  }
  if (!response.ok) {
    const body = await response.json().catch(() => ({}));
    throw new ServerError(response.status, body.error);
  }
  return response;
}

export const get = async (path) => (await ask(path)).json();
export const post = async (path, body) =>
  (await ask(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  })).json();

// ---- pictures: kept as addresses of blobs, the last used ones -----------------------------------
const kept = new Map();
const mostKept = 60;
// A browser holds six connections to a server: some stay free for what is asked and saved.
const mostAtOnce = 3;
let underWay = 0;
const waiting = [];  // what is wanted first stands last
function startNext() {
  while (underWay < mostAtOnce && waiting.length) {
    const { path, resolve, reject } = waiting.pop();
    underWay++;
    ask(path).then((response) => response.blob()).then(resolve, reject).finally(() => { underWay--; startNext(); });
  }
}

/** A promise of an address for <img>; `later`: for what is not seen yet. */
export function picture(path, later) {
  let entry = kept.get(path);
  if (entry) {
    kept.delete(path);
    kept.set(path, entry);
    const at = waiting.findIndex((job) => job.path === path);
    if (!later && at >= 0) waiting.push(...waiting.splice(at, 1));
    return entry.promise;
  }
  entry = { url: "" };
  entry.promise = new Promise((resolve, reject) => {
    const job = { path, resolve, reject };
    if (later) waiting.unshift(job);
    else waiting.push(job);
    startNext();
  }).then((blob) => (entry.url = URL.createObjectURL(blob)));
  entry.promise.catch(() => kept.delete(path));
  kept.set(path, entry);
  for (const [oldest, value] of kept) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
    if (value.url) URL.revokeObjectURL(value.url);
  }
  return entry.promise;
}

export const pagePath = (record, page, width) => `/api/records/${record}/pages/${page}?width=${width}`;

/** The crop around a place, with what stands about it: {path, box}; null where it has no box. */
export function cropOf(card) {
  const { where, page, record } = card;
  if (!where || !where.bbox || !page || !page.width_pt) return null;
  const [x0, y0, x1, y1] = where.bbox;
  // A line above and below, and enough to the sides to know where one is.
  const beside = Math.max(20, Math.min(70, (page.width_pt - (x1 - x0)) / 2));
  const above = Math.max(14, Math.min(34, (y1 - y0) * 0.9));
  const box = [Math.max(0, x0 - beside), Math.max(0, y0 - above),
               Math.min(page.width_pt, x1 + beside), Math.min(page.height_pt, y1 + above)]
    .map((n) => Math.round(n * 10) / 10);
  const width = Math.min(1800, Math.round((box[2] - box[0]) * 2.4));
  return {
    path: `/api/records/${record.id}/pages/${where.page}?width=${width}&box=${box.join(",")}`,
    box,
  };
}
