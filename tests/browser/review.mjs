// SPDX-License-Identifier: GPL-3.0-or-later
// review.mjs PROGRAM OUT ORIGINALS [PICTURES]: the review page in a real browser. OUT is changed.
// Each step says what it shows; the first that fails ends the test.
import { mkdirSync } from "node:fs";
import { ask, axe, browser, check, open, serve, until } from "./steps.mjs";

const [program, output, originals, pictures] = process.argv.slice(2);
let server = await serve(program, output, originals);
const started = await browser();
const step = async (name, work) => {
  const begin = Date.now();
  await work();
  console.log(`ok  ${name} (${Date.now() - begin} ms)`);
};
const open_ = async () => (await ask(server, "batch")).questions;
const cardKey = (page) => page.evaluate(() => document.querySelector(".card .fields textarea")?.value ?? "");
const shot = async (page, name) => {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png` });
};
let page = await open(started, server, { name: "Lan" });

await step("the first card is there, with its picture", async () => {
  await page.waitForSelector(".card .field textarea");
  await page.waitForSelector(".crop-view image", { state: "attached" });
});

const current = (page) => page.evaluate(() => document.querySelector(".card")?.dataset.card ?? "");

await step("ten questions by keyboard alone, a key each", async () => {
  const before = await open_();
  let answered = 0;
  while (answered < 10) {
    const card = await current(page);
    const has = await page.$(".card .actions .primary:not([disabled])");
    await page.keyboard.press(has ? "Enter" : "s");
    answered += has ? 1 : 0;
    await until(async () => (await current(page)) !== card, "the next card");
  }
  await until(async () => (await open_()) <= before - 10, "ten answers are saved");
});

await step("typing corrects; what can't be is told; candidates are one key", async () => {
  const before = await open_();
  await page.selectOption(".kind-choice select", "date");
  await page.waitForSelector(".card textarea.figures");
  const card = await current(page);
  // A digit begins to correct.
  await page.keyboard.type("31/02/2026");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".problem");
  check((await current(page)) === card, "a day that is none is not taken");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("28/02/2026");
  await page.keyboard.press("Enter");
  await until(async () => (await open_()) < before, "the correction is saved");
  await until(async () => (await ask(server, "history")).history.some((entry) => entry.new === "2026-02-28" && entry.by === "Lan"),
    "as the record has dates, with the name");
  await page.selectOption(".kind-choice select", "");
  await page.waitForSelector(".card");
});

await step("agencies are completed from the batch", async () => {
  await page.selectOption(".kind-choice select", "duty");
  await page.waitForSelector(".card [role=combobox]");
  await page.keyboard.press("e");
  // What is typed before the field has the focus are keys of the card: s skips, o opens.
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
  await page.keyboard.type("so");
  await page.waitForSelector(".offers:not([hidden]) li");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  check(/s/i.test(await cardKey(page)) && (await cardKey(page)) !== "so", "the offer is taken");
  await page.keyboard.press("Escape");
  await page.selectOption(".kind-choice select", "");
  await page.waitForSelector(".card");
});

await step("u takes it back", async () => {
  const before = await open_();
  await until(async () => { await page.keyboard.press("u"); await page.waitForTimeout(400); return (await open_()) > before; }, "the question is open again");
});

await step("reload: what was answered stays answered, undo reaches back", async () => {
  const before = await open_();
  const undone = async () => (await ask(server, "history?limit=200")).history.filter((entry) => entry.undone).length;
  const taken = await undone();
  await page.reload();
  await page.waitForSelector(".card, .all-done");
  check((await open_()) === before, "nothing came back");
  await page.keyboard.press("u");
  await until(async () => (await undone()) > taken, "an answer of before the reload is undone");
});

await step("s keeps for later, o opens the page, Escape comes back", async () => {
  await page.selectOption(".kind-choice select", "");
  await page.waitForSelector(".card");
  await page.waitForTimeout(300);
  const before = await current(page);
  await page.keyboard.press("s");
  await until(async () => (await current(page)) !== before, "another card");
  await page.keyboard.press("o");
  await page.waitForSelector(".page-plan image", { state: "attached" });
  await page.keyboard.press("Escape");
  await page.waitForSelector(".card");
});

const records = (await ask(server, "records?limit=500")).records;
const details = await Promise.all(records.map(async (line) => ({ line, ...(await ask(server, `records/${line.id}/review`)) })));
const tabled = details.find(({ record }) => record.tables.some((t) => t.rows.length > 2) && record.source.pages[0].width_pt);

await step("a table is edited cell by cell with the keyboard", async () => {
  check(tabled, "a record with a table");
  await page.goto(`${server.address}#/doc/${tabled.line.id}?at=/tables/0/rows/1/cells/0`);
  const cell = page.locator(".grid [data-at='1-0']");
  await cell.waitFor();
  await cell.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Nội dung sửa bằng tay");
  await page.keyboard.press("Enter");
  await until(async () => (await ask(server, `records/${tabled.line.id}`)).tables[0].rows[1].cells.some((c) => c.text === "Nội dung sửa bằng tay"), "the cell is saved");
  const { history } = await ask(server, `records/${tabled.line.id}/review`);
  check(history.filter((entry) => entry.new === "Nội dung sửa bằng tay").length === 1, "once");
});

await step("a click on a value lights its place, a click on a place its value", async () => {
  await page.goto(`${server.address}#/doc/${tabled.line.id}`);
  await page.waitForSelector(".page-plan .box");
  await page.click(".group[open] .item:nth-child(2) textarea");
  await page.waitForSelector(".box.selected", { state: "attached" });
  await page.locator(".page-plan .box:not(.selected)").first().dispatchEvent("click");
  await page.waitForSelector(".item.selected", { state: "attached" });
});

await step("what was missed is drawn on the page and added", async () => {
  const before = (await ask(server, `records/${tabled.line.id}`)).recipients.length;
  await page.locator(".page-tools button", { hasText: "Khoanh" }).click();
  const plan = await page.locator(".page-plan").boundingBox();
  await page.mouse.move(plan.x + 60, plan.y + 60);
  await page.mouse.down();
  await page.mouse.move(plan.x + 260, plan.y + 90, { steps: 4 });
  await page.mouse.up();
  await page.waitForSelector("dialog[open]");
  await page.locator("dialog label", { hasText: "Nơi nhận" }).click();
  await page.locator("dialog textarea").fill("Lưu: VT, thêm bằng tay");
  await page.locator("dialog textarea").press("Enter");
  await until(async () => (await ask(server, `records/${tabled.line.id}`)).recipients.length === before + 1, "the recipient is added");
});

await step("sections are nested, and a target that was missed is added", async () => {
  const before = await ask(server, `records/${tabled.line.id}`);
  // One that nothing refers to: others would lose what they stand in, and are refused.
  const referred = new Set([before.targets, before.deadlines, before.assignments, before.citations].flat().map((one) => one.node));
  const at = before.sections.findIndex((section, i) => i > 0 && section.text && !section.children.length && !referred.has(section.id));
  await page.goto(`${server.address}#/documents`);
  await page.goto(`${server.address}#/doc/${tabled.line.id}?at=/sections/${at}`);
  await page.locator(".item.selected .tree-tools button", { hasText: "Thụt vào" }).first().click();
  await until(async () => (await ask(server, `records/${tabled.line.id}`)).sections.length === before.sections.length - 1, "it is a child now");
  await page.locator(".page-tools button", { hasText: "Khoanh" }).click();
  const plan = await page.locator(".page-plan").boundingBox();
  await page.mouse.move(plan.x + 60, plan.y + 60);
  await page.mouse.down();
  await page.mouse.move(plan.x + 260, plan.y + 90, { steps: 4 });
  await page.mouse.up();
  await page.locator("dialog textarea").fill("Tối thiểu 95% hồ sơ đúng hạn");
  await page.locator("dialog textarea").press("Enter");
  await until(async () => (await ask(server, `records/${tabled.line.id}`)).targets.some((t) => t.value === 95 && t.comparator === "ge" && t.unit.startsWith("%")), "the target is added");
});

await step("two windows: the later one is shown the earlier one", async () => {
  const other = await open(started, server, { name: "Minh" });
  const at = `#/doc/${tabled.line.id}?at=/document/title`;
  for (const window of [page, other]) {
    await window.goto(server.address + "#/documents");
    await window.goto(server.address + at);
    await window.waitForSelector(".item.selected textarea");
  }
  const write = async (window, text) => {
    await window.locator(".item.selected textarea").fill(text);
    await window.locator(".item.selected textarea").press("Enter");
  };
  await write(page, "Trích yếu của Lan");
  await until(async () => (await ask(server, `records/${tabled.line.id}`)).document.title === "Trích yếu của Lan", "the first is saved");
  await write(other, "Trích yếu của Minh");
  await other.waitForSelector("dialog[open] .versus");
  check((await other.textContent("dialog[open]")).includes("Trích yếu của Lan"), "theirs is shown");
  check((await other.textContent("dialog[open]")).includes("Lan"), "and whose it is");
  await shot(other, "conflict");
  await other.locator("dialog button", { hasText: "Dùng của tôi" }).click();
  await until(async () => (await ask(server, `records/${tabled.line.id}`)).document.title === "Trích yếu của Minh", "mine is saved knowingly");
  check(other.wrong.length === 0, other.wrong.join("\n"));
  await other.context().close();
});

await step("no serious fault of accessibility, in both languages, light and dark", async () => {
  for (const [language, theme, width] of [["vi", "light", 1440], ["en", "dark", 900], ["vi", "dark", 390], ["en", "light", 390]]) {
    const window = await open(started, server, { language, theme, width });
    for (const view of ["work", "documents", "history", `doc/${tabled.line.id}`]) {
      await window.goto(server.address + "#/" + view);
      await window.waitForTimeout(900);
      await shot(window, `${view.split("/")[0]}-${language}-${theme}-${width}`);
      const faults = await axe(window);
      check(faults.length === 0, `${view} ${language} ${theme} ${width}: ${faults.join("\n")}`);
      const over = await window.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(over <= 1, `${view} at ${width} is ${over} px too wide`);
    }
    check(window.wrong.length === 0, window.wrong.join("\n"));
    await window.context().close();
  }
});

await step("killed while saving: each correction is whole or absent, the page goes on", async () => {
  const port = new URL(server.address).port;
  for (let i = 0; i < 5; ++i) {
    const saving = [];
    for (const { line, record } of details.slice(0, 6)) {
      saving.push(ask(server, "corrections", { answers: [{ record: line.id, changes: [{ pointer: "/document/place", new: `Nơi ${i}` }] }] }).catch(() => null));
    }
    await new Promise((resolve) => setTimeout(resolve, 3 + 9 * i));
    await server.kill("SIGKILL");
    await Promise.all(saving);
    server = await serve(program, output, originals, port);
    for (const { line } of details.slice(0, 6)) {
      const now = await ask(server, `records/${line.id}/review`);
      check(now.record && now.record.document, `${line.path} can be read`);
    }
  }
});

check(page.wrong.filter((text) => !/40[0-9]|Failed to load/.test(text)).length === 0, page.wrong.join("\n"));
await started.close();
await server.kill("SIGTERM");
console.log("all steps passed");
process.exit(0);
