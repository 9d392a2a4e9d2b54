// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of sections changed by hand. Each gives the changes that do it, made one after the
// other, or null where it can't be done.

const valueAt = (record, pointer) => pointer.split("/").slice(1).reduce((value, key) => (value ? value[key] : undefined), record);

/** "/sections/2/children/1" → {list: "/sections/2/children", index: 1, node} */
function placeOf(record, pointer) {
  const cut = pointer.lastIndexOf("/");
  return { list: pointer.slice(0, cut), index: Number(pointer.slice(cut + 1)), node: valueAt(record, pointer) };
}
const takeOut = (pointer, node) => ({ op: "remove", pointer, old: node });
const putIn = (pointer, node) => ({ op: "add", pointer, new: node });
const rewrite = (pointer, old, text) => ({ op: "replace", pointer: pointer + "/text", old, new: text });

/** Becomes the last child of the one before it. */
export function nest(record, pointer) {
  const { list, index, node } = placeOf(record, pointer);
  if (index === 0) return null;
  return [takeOut(pointer, node), putIn(`${list}/${index - 1}/children/-`, node)];
}

/** Comes behind what it was a child of. */
export function lift(record, pointer) {
  const { list, node } = placeOf(record, pointer);
  if (list === "/sections") return null;
  const parent = placeOf(record, list.slice(0, list.lastIndexOf("/")));
  return [takeOut(pointer, node), putIn(`${parent.list}/${parent.index + 1}`, node)];
}

/** Its text goes behind that of the one before it, its children too. */
export function join(record, pointer) {
  const { list, index, node } = placeOf(record, pointer);
  if (index === 0) return null;
  const before = `${list}/${index - 1}`, first = valueAt(record, before);
  const text = [first.text, node.marker, node.text].filter(Boolean).join(" ");
  return [
    takeOut(pointer, node),
    rewrite(before, first.text, text),
    ...node.children.map((child) => putIn(before + "/children/-", child)),
  ];
}

/** What stands behind `at` (a place in its text) becomes a paragraph of its own behind it. */
export function split(record, pointer, at) {
  const { list, index, node } = placeOf(record, pointer);
  const first = node.text.slice(0, at).trim(), second = node.text.slice(at).trim();
  if (!first || !second) return null;
  return [
    rewrite(pointer, node.text, first),
    putIn(`${list}/${index + 1}`, { kind: "paragraph", marker: null, text: second, where: node.where, children: [] }),
  ];
}
