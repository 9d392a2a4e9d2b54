// SPDX-License-Identifier: GPL-3.0-or-later
// What the steps of the browser test share: the server, the browser, what went wrong on the page.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const patience_ms = 90_000;  // a machine that does other things too is no failure

export function check(truth, what) {
  if (!truth) throw new Error("not so: " + what);
}

/** `planrec review` on a folder of records; {address, token, process, kill()}. */
export async function serve(program, output, originals, port) {
  const words = ["review", output, "--originals", originals, ...(port ? ["--port", String(port)] : [])];
  const process = spawn(program, words, { stdio: ["ignore", "pipe", "inherit"] });
  globalThis.process.on("exit", () => process.kill("SIGKILL"));
  const line = await new Promise((resolve, reject) => {
    process.stdout.once("data", (data) => resolve(String(data).trim()));
    process.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const [address, token] = line.split("#");
  const ended = new Promise((resolve) => process.once("exit", resolve));
  return { address, token, line, process, kill: (signal) => { process.kill(signal); return ended; } };
}

export async function browser() {
  const started = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  return started;
}

/** A window of its own; all that it says on the console, and all that it asks elsewhere, is kept. */
export async function open(started, server, { width = 1440, height = 900, language = "vi", theme = "light", name = "" } = {}) {
  const context = await started.newContext({ viewport: { width, height } });
  await context.addInitScript(([l, t, n]) => {
    localStorage.setItem("planrec-language", l);
    localStorage.setItem("planrec-theme", t);
    if (n) localStorage.setItem("planrec-name", n);
  }, [language, theme, name]);
  const page = await context.newPage();
  page.setDefaultTimeout(patience_ms);
  page.wrong = [];
  page.on("console", (message) => message.type() === "error" && page.wrong.push(message.text()));
  page.on("pageerror", (error) => page.wrong.push(error.message));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server.address) && !url.startsWith("blob:" + server.address)) page.wrong.push("asked elsewhere: " + url);
  });
  await page.goto(server.line);
  return page;
}

/** Serious faults of accessibility, as axe finds them. */
export async function axe(page) {
  // By the debugger, which the page's policy does not bind.
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.filter((v) => v.impact === "serious" || v.impact === "critical")
    .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ") + " " + n.failureSummary.split("\n")[1]).join("; ")}`);
}

export async function ask(server, path, body) {
  const response = await fetch(server.address + "api/" + path, {
    method: body ? "POST" : "GET",
    body: body && JSON.stringify(body),
    headers: { Authorization: "Bearer " + server.token },
  });
  return response.json();
}

export const until = async (test, what) => {
  for (const begin = Date.now(); Date.now() - begin < patience_ms; ) {
    if (await test()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("never so: " + what);
};
