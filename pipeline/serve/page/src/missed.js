// SPDX-License-Identifier: GPL-3.0-or-later
// What was missed and is added by hand: the object that its text becomes. What the text says
// plainly is read from it; the rest is filled in by the server or corrected in the form.
import { read } from "./values.js";

const comparators = [
  [/tối thiểu|ít nhất|trở lên|từ .* trở lên/i, "ge"],
  [/tối đa|không quá|không vượt/i, "le"],
  [/(^|\s)(trên|hơn)\s+\d/i, "gt"],
  [/(^|\s)dưới\s+\d/i, "lt"],
];
const target = (text, where) => {
  const amount = /(\d[\d.]*(?:,\d+)?)\s*(%|[\p{L}]+(?:\s[\p{L}]+)?)?/u.exec(text);
  const number = amount ? read("number", amount[1]).value : null;
  const found = comparators.find(([pattern]) => pattern.test(text));
  return {
    text, where, comparator: found ? found[1] : number === null || number === undefined ? "improve" : "eq",
    ...(typeof number === "number" ? { value: number, unit: amount[2] || null } : {}),
  };
};
const deadline = (text, where) => {
  const written = /\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.exec(text);
  const date = written ? read("date", written[0]).value : null;
  if (date) return { text, where, kind: "date", from: null, to: date };
  return { text, where, kind: /thường xuyên|liên tục/i.test(text) ? "continuous" : "conditional" };
};

/** [key of its name, list of the record, type of its field, how it is made] */
export const kinds = [
  ["addTarget", "targets", "text", target],
  ["addDeadline", "deadlines", "text", deadline],
  ["addAssignment", "assignments", "agency", (text, where) => ({ agency: text, role: "responsible", where })],
  ["addSection", "sections", "text", (text, where) => ({ kind: "paragraph", marker: null, text, where, children: [] })],
  ["addRecipient", "recipients", "line", (text) => text],
];
