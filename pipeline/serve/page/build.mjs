// SPDX-License-Identifier: GPL-3.0-or-later
// build.mjs SOURCE FOLDER: bundles the page; run by build.sh beside node_modules.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [source, folder] = process.argv.slice(2);
const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");

await build({
  entryPoints: [join(source, "src/app.jsx"), join(source, "src/app.css")],
  outdir: folder,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020"],
  jsx: "automatic",
  jsxImportSource: "preact",
  nodePaths: [modules],
  external: ["/fonts/*"],
  legalComments: "none",
  logLevel: "warning",
});

mkdirSync(join(folder, "fonts"), { recursive: true });
for (const subset of ["latin", "vietnamese"]) {
  for (const weight of [400, 500, 600]) {
    const name = `be-vietnam-pro-${subset}-${weight}-normal.woff2`;
    copyFileSync(join(modules, "@fontsource/be-vietnam-pro/files", name), join(folder, "fonts", name));
  }
  const name = `literata-${subset}-wght-normal.woff2`;
  copyFileSync(join(modules, "@fontsource-variable/literata/files", name), join(folder, "fonts", name));
}
copyFileSync(join(source, "src/index.html"), join(folder, "index.html"));
copyFileSync(join(source, "src/icon.svg"), join(folder, "icon.svg"));

const kept = ["preact", "@fontsource/be-vietnam-pro", "@fontsource-variable/literata"];
const licences = kept.map((name) => {
  const { version } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
  return `${name} ${version}\n\n${readFileSync(join(modules, name, "LICENSE"), "utf8").trim()}\n`;
});
writeFileSync(join(folder, "licences.txt"), licences.join("\n----------------------------------------\n\n"));
