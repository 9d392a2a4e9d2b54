// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fixed parts of report.html: style and script.
#pragma once

namespace planrec::batch {

inline constexpr const char* kReportStyle = R"css(
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --bad: #c0392b; --warn: #b7791f;
  --good: #2e7d4f; }
* { box-sizing: border-box; }
body { font: 15px/1.45 "Noto Sans", "DejaVu Sans", system-ui, sans-serif; margin: 0 auto;
  max-width: 1500px; padding: 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 .2rem; }
h1 small, th small, .tile small { font-weight: normal; opacity: .7; }
p { margin: .3rem 0; }
.tiles { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1rem 0; }
.tile { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem; min-width: 7.5rem; }
.tile b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.tile.bad b { color: var(--bad); } .tile.warn b { color: var(--warn); }
.tile.good b { color: var(--good); }
.tools { display: flex; gap: .6rem; margin: .8rem 0; }
input { font: inherit; padding: .3rem .6rem; min-width: 20rem; border: 1px solid var(--line);
  border-radius: .4rem; background: transparent; color: inherit; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { position: sticky; top: 0; background: Canvas; cursor: pointer; white-space: nowrap; }
th small { display: block; }
td:nth-child(2) { min-width: 15rem; } td:nth-child(7) { min-width: 17rem; }
tbody tr:hover { background: var(--soft); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.d { white-space: nowrap; }
.s { border-radius: .3rem; padding: 0 .4rem; white-space: nowrap; border: 1px solid currentColor; }
.s.failed { color: var(--bad); } .s.partial { color: var(--warn); } .s.done { color: var(--good); }
.s.good { color: var(--good); } .s.doubtful { color: var(--warn); }
.s.unreadable { color: var(--bad); }
.s.skipped, .s.duplicate { opacity: .7; }
.e { color: var(--bad); } .t { opacity: .85; }
dl { display: grid; grid-template-columns: max-content auto; gap: .1rem 1rem; font-size: .9rem; }
dt { opacity: .7; } dd { margin: 0; overflow-wrap: anywhere; }
@media print { .tools { display: none; } th { position: static; } }
)css";

inline constexpr const char* kReportScript = R"js(
(function () {
  var table = document.getElementById('inputs'), body = table.tBodies[0], last = -1, up = true;
  function key(row, i) {
    var cell = row.cells[i], v = cell.getAttribute('data-v');
    if (v === null) v = cell.textContent;
    var n = cell.className === 'n' ? parseFloat(v) : NaN;
    return cell.className === 'n' ? (isNaN(n) ? -1 : n) : v;
  }
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, i) {
    head.addEventListener('click', function () {
      up = last === i ? !up : true; last = i;
      var rows = Array.prototype.slice.call(body.rows).map(function (r) { return [key(r, i), r]; });
      rows.sort(function (a, b) {
        var c = typeof a[0] === 'number' ? a[0] - b[0] : a[0].localeCompare(b[0], 'vi');
        return up ? c : -c;
      });
      rows.forEach(function (r) { body.appendChild(r[1]); });
    });
  });
  var box = document.getElementById('filter');
  box.addEventListener('input', function () {
    var want = box.value.toLocaleLowerCase('vi');
    Array.prototype.forEach.call(body.rows, function (row) {
      row.hidden = want !== '' && row.textContent.toLocaleLowerCase('vi').indexOf(want) < 0;
    });
  });
})();
)js";

}  // namespace planrec::batch
