import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const folder = import.meta.dirname;
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));

/** Puts the parts that all pages share where a page says `<!-- part: name -->`. */
function sharedParts(): Plugin {
  return {
    name: "shared-parts",
    transformIndexHtml: {
      order: "pre",
      handler: (html, { filename }) => {
        const address = basename(filename, ".html")
          .replace("index", "")
          .replace(/^account$/, "account/");
        return html
          .replace(/<!-- part: (\w+) -->/g, (_, name) => readFileSync(`${folder}/layout/${name}.html`, "utf-8"))
          .replaceAll(`href="/${address}">`, `href="/${address}" aria-current="page">`);
      },
    },
  };
}

export default defineConfig({
  appType: "mpa",
  plugins: [sharedParts()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false }, input: pages.map((name) => `${folder}/${name}`) },
  },
  css: {
    preprocessorOptions: { scss: { loadPaths: [`${folder}/node_modules/@uswds/uswds/packages`], quietDeps: true } },
  },
  test: { include: ["tests/**/*.test.ts"] },
});
