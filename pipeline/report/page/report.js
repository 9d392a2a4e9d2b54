// SPDX-License-Identifier: GPL-3.0-or-later
// The list of report.html: rows of data (schemas/report_json.h) as a table, a page of them at a
// time. Sorting, search without diacritics, filter by what wants a look. No row is in the document
// that is not seen, so 100,000 of them open at once.
(async () => {
  "use strict";
  const unpack = async (part) => {
    const letters = part.textContent, bytes = Uint8Array.from(atob(letters), (c) => c.charCodeAt(0));
    part.remove();
    const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(text).text()).slice(0, Number(part.dataset.rows));
  };
  const rows = [], parts = Array.from(document.querySelectorAll("script.rows"));
  if (parts.length === 0) return;
  const [PATH, STATUS, QUALITY, CODE, DAY, ISSUER, TITLE, PAGES, SECTIONS, TARGETS, TASKS, REVIEW,
    SECONDS, RECORD, ORIGINAL, PDF, NOTE, FAILED_NOTE, FAILED_PAGES, RESUMED, PLACED] = Array(21).keys();
  const vietnamese = { done: "xong", partial: "thiếu trang", failed: "lỗi", skipped: "bỏ qua",
    duplicate: "trùng", pending: "chưa làm", good: "tốt", doubtful: "cần xem", unreadable: "không đọc được" };
  const looks = { failed: "bad", unreadable: "bad", partial: "warn", doubtful: "warn", good: "good" };
  const numbers = new Set([PAGES, SECTIONS, TARGETS, TASKS, REVIEW, SECONDS]);
  const rowsAPage = 100, mostPrinted = 5000;

  const list = document.getElementById("list"), body = list.tBodies[0];
  const search = document.getElementById("search"), choice = document.getElementById("choice");
  const count = document.getElementById("count");
  const [back, next] = ["back", "next"].map((id) => document.getElementById(id));
  const expected = parts.reduce((sum, part) => sum + Number(part.dataset.rows), 0);
  let shown = [], page = 0, sorted = -1, up = true;

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");
  const folded = [];
  const words = (i) => (folded[i] ??= fold([PATH, CODE, DAY, ISSUER, TITLE, NOTE].map((k) => rows[i][k]).join(" ")));

  const element = (name, attributes, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const sign = (name) => element("span", { class: `sign ${looks[name] ?? ""}` }, `${vietnamese[name]} · ${name}`);
  const escaped = (path) => path.split("/").map(encodeURIComponent).join("/");
  const labels = Array.from(list.tHead.rows[0].cells, (cell) => cell.dataset.label);
  const cell = (column, kind, ...inside) => element("td", { class: kind, "data-label": labels[column] }, ...inside);

  const drawRow = (i) => {
    const row = rows[i], has = row[RECORD] !== "";
    const file = cell(1, "file", has ? element("a", { href: escaped(row[RECORD]) }, row[PATH]) : row[PATH]);
    for (const [href, name] of [[row[ORIGINAL], "bản gốc · original"], [escaped(row[PDF]), "PDF"]])
      if (href) file.append(" ", element("small", {}, element("a", { href }, name)));
    if (row[NOTE]) file.append(element("br", {}), element("span", { class: row[FAILED_NOTE] ? "bad" : "pale" }, row[NOTE]));
    const status = cell(0, "", sign(row[STATUS]));
    if (row[RESUMED]) status.append(" ", element("small", {}, "(lần trước · earlier)"));
    const quality = cell(2, "");
    if (has) quality.append(sign(row[QUALITY]));
    if (row[PLACED] >= 0) quality.append(" ", element("small", {}, `${(row[PLACED] / 10).toFixed(1)} % chữ · words placed`));
    const pages = row[PAGES] ? row[PAGES] + (row[FAILED_PAGES] ? ` (−${row[FAILED_PAGES]})` : "") : "";
    // A number or a day that is not whole is seen to be none.
    const day = (whole) => (whole || !has ? "day" : "day warn");
    const figure = (column, value) => cell(column, "n", has ? String(value) : "");
    return element("tr", {}, status, file, quality, cell(3, day(/^\d/.test(row[CODE])), row[CODE]), cell(4, day(row[DAY].length === 10), row[DAY]),
      cell(5, "issuer", row[ISSUER]), cell(6, "title", row[TITLE]), cell(7, "n", String(pages)),
      figure(8, row[SECTIONS]), figure(9, row[TARGETS]), figure(10, row[TASKS]), figure(11, row[REVIEW]),
      cell(12, "n", row[SECONDS] ? row[SECONDS].toFixed(1) : ""));
  };

  const draw = (from = page * rowsAPage, most = rowsAPage) => {
    const part = shown.slice(from, from + most);
    body.replaceChildren(...part.map(drawRow));
    const pages = Math.max(1, Math.ceil(shown.length / rowsAPage));
    count.textContent = shown.length === 0 ? "không có dòng nào · no rows"
      : `${from + 1}–${from + part.length} / ${shown.length} · trang · page ${page + 1}/${pages}` +
      (rows.length < expected ? ` · đang đọc · reading ${rows.length}/${expected}` : "");
    back.disabled = page === 0;
    next.disabled = page >= pages - 1;
  };

  const wantsLook = (row) => row[STATUS] === "failed" || row[STATUS] === "partial" ||
    row[QUALITY] === "doubtful" || row[QUALITY] === "unreadable" || row[REVIEW] > 0;
  const choices = { all: () => true, look: wantsLook };
  const select = () => {
    const wanted = fold(search.value).split(/\s+/).filter(Boolean);
    const takes = choices[choice.value] ?? ((row) => row[STATUS] === choice.value);
    shown = [];
    for (let i = 0; i < rows.length; ++i)
      if (takes(rows[i]) && wanted.every((word) => words(i).includes(word))) shown.push(i);
    if (sorted >= 0) order();
    page = 0;
    draw();
  };

  const collator = new Intl.Collator("vi", { numeric: true });
  const order = () => {
    const columns = [STATUS, PATH, QUALITY, CODE, DAY, ISSUER, TITLE, PAGES, SECTIONS, TARGETS, TASKS, REVIEW, SECONDS];
    const key = columns[sorted], by = up ? 1 : -1;
    const compare = numbers.has(key) ? (a, b) => rows[a][key] - rows[b][key]
      : (a, b) => collator.compare(rows[a][key], rows[b][key]);
    shown.sort((a, b) => by * compare(a, b) || a - b);
  };

  Array.from(list.tHead.rows[0].cells).forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      up = sorted === column ? !up : !head.classList.contains("n");
      sorted = column;
      for (const other of list.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      order();
      page = 0;
      draw();
    });
  });
  let pause = 0;
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(select, 120);
  });
  choice.addEventListener("change", select);
  const turn = (by) => {
    page += by;
    draw();
    list.scrollIntoView({ block: "start" });
  };
  back.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, select")) return;
    event.preventDefault();
    search.focus();
  });
  addEventListener("beforeprint", () => draw(0, mostPrinted));
  addEventListener("afterprint", () => draw());
  // The first part is a list to work with; the others come while it is looked at.
  const asked = () => search.value !== "" || choice.value !== "all" || sorted >= 0;
  for (const part of parts) {
    const from = rows.length;
    for (const row of await unpack(part)) rows.push(row);
    if (!asked()) for (let i = from; i < rows.length; ++i) shown.push(i);
    if (from === 0) {
      document.querySelector(".tools").hidden = false;
      performance.mark("list");
      draw();
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
  if (asked()) select();
  else draw();
  performance.mark("whole");
})();
