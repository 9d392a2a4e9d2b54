// SPDX-License-Identifier: GPL-3.0-or-later
// Values as people write them, and as records have them. Each type: shown(value) gives text,
// read(text) gives {value} or {problem}, the key of a text in words.js.

const two = (n) => String(n).padStart(2, "0");

function shownDate(value) {
  if (!value) return "";
  return String(value).split("-").reverse().join("/");
}

function readDate(text) {
  const trimmed = text.trim();
  if (!trimmed) return { value: null };
  const parts = /^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$/.exec(trimmed);
  if (!parts) return { problem: "badDate" };
  const [, day, month, year] = parts;
  if (month && (+month < 1 || +month > 12)) return { problem: "badDate" };
  if (day && (+day < 1 || +day > new Date(Date.UTC(+year, +month, 0)).getUTCDate())) {
    return { problem: "badDate" };
  }
  return { value: [year, month && two(+month), day && two(+day)].filter(Boolean).join("-") };
}

function shownNumber(value) {
  if (value === null || value === undefined) return "";
  const [whole, part] = String(value).split(".");
  const grouped = Math.abs(value) >= 10000 ? whole.replace(/\B(?=(\d{3})+$)/g, ".") : whole;
  return part ? grouped + "," + part : grouped;
}

function readNumber(text) {
  const trimmed = text.trim().replace(/\s/g, "");
  if (!trimmed) return { value: null };
  // Vietnamese: dots between thousands, a comma before the part.
  const vietnamese = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(trimmed) || /^-?\d+(,\d+)?$/.test(trimmed);
  if (vietnamese) return { value: Number(trimmed.replace(/\./g, "").replace(",", ".")) };
  if (/^-?\d+\.\d+$/.test(trimmed)) return { value: Number(trimmed) };
  return { problem: "badNumber" };
}

function readSymbol(text) {
  const trimmed = text.trim().replace(/\s*\/\s*/g, "/").replace(/\s+/g, "");
  if (!trimmed) return { value: null };
  return /^\S*[/-]\S+$/.test(trimmed) ? { value: trimmed } : { problem: "badSymbol" };
}

const asText = {
  shown: (value) => (value === null || value === undefined ? "" : String(value)),
  read: (text) => {
    const value = text.replace(/\s+/g, " ").trim().normalize("NFC");
    return { value: value || null };
  },
};
const asList = {
  shown: (value) => (Array.isArray(value) ? value.join("; ") : asText.shown(value)),
  read: (text) => ({
    value: text.split(";").map((part) => part.replace(/\s+/g, " ").trim().normalize("NFC")).filter(Boolean),
  }),
};

export const types = {
  text: asText,
  line: asText,
  agency: asText,
  agencies: asList,
  list: asList,
  date: { shown: shownDate, read: readDate },
  number: { shown: shownNumber, read: readNumber },
  symbol: { shown: asText.shown, read: readSymbol },
};

export const shown = (type, value) => (types[type] || asText).shown(value);

/** {value} or {problem}; what may not be empty says so. */
export function read(type, text, before) {
  const result = (types[type] || asText).read(text);
  // A record's texts are either null or not empty; a text that was there does not go by a slip.
  if (result.value === null && typeof before === "string" && type !== "date" && type !== "symbol") {
    return { problem: "badEmpty" };
  }
  return result;
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
