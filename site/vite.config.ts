import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import purgecss from "@fullhuman/postcss-purgecss";
import type { Plugin } from "vite";
import { runnerImport } from "vite";
import { defineConfig } from "vitest/config";

const folder = import.meta.dirname;
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));

/** What signs in is loaded once a page that needs it is drawn. */
const LATER = /\/(oidc-client-ts|jwt-decode)\//;
/** What signs in and out, and asks people for something, what both pages of staff need at first too: not the search. */
const SIGNED_IN = /\/src\/((session|forms|account)\/.*|console\/(WhichHub|Leaving|later|online))\.tsx?$/;
/** What searches, and shows an activity: the pages of people who sign in need nothing of it. */
const SEARCHING = /\/(src\/(search|activity)|@github\/combobox-nav)\/.*\.(tsx?|js)$/;
// What only the pages of staff share, those among them that are loaded later, stays with these.
const SHARED = /^(?!.*\/src\/(pages|console|licensing)\/).*\.(tsx?|m?js|json)$/;

function isForAll(module: string): boolean {
  return SHARED.test(module) && ![LATER, SIGNED_IN, SEARCHING].some((part) => part.test(module));
}

/** Puts the parts that all pages share where a page says `<!-- part: name -->`. */
function sharedParts(): Plugin {
  return {
    name: "shared-parts",
    transformIndexHtml: {
      order: "pre",
      handler: (html, { filename }) => {
        const address = basename(filename, ".html")
          .replace("index", "")
          .replace(/^(account|console|licensing|verify)$/, "$1/");
        return html
          .replace(/<!-- part: (\w+) -->/g, (_, name) => readFileSync(`${folder}/layout/${name}.html`, "utf-8"))
          .replaceAll(`href="/${address}">`, `href="/${address}" aria-current="page">`);
      },
    },
  };
}

/** Draws what a page shows before its script is there, where it says `<!-- page: name -->`. */
function prerenderedPages(): Plugin {
  return {
    name: "prerendered-pages",
    apply: "build",
    transformIndexHtml: {
      order: "pre",
      handler: async (html) => {
        const [, name] = /<!-- page: (\w+) -->/.exec(html) ?? [];
        if (!name) return html;
        const { module } = await runnerImport<{ PAGES: Record<string, () => string> }>(
          `${folder}/src/prerendering/pages.tsx`,
        );
        return html.replace(`<!-- page: ${name} -->`, () => module.PAGES[name]!());
      },
    },
  };
}

/** Asks for the style before the scripts: without it nothing is shown, and over a slow connection each has to wait. */
function styleFirst(): Plugin {
  return {
    name: "style-first",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html) => {
        const styles = html.match(/ *<link rel="stylesheet"[^>]*>\n/g) ?? [];
        styles.sort((one) => (one.includes("/site-") ? -1 : 1));
        if (!html.includes('<script type="module"')) return html;
        const rest = styles.reduce((left, style) => left.replace(style, ""), html);
        return rest.replace(/ *<script type="module"/, (script) => styles.join("") + script);
      },
    },
  };
}

/** Leaves out what no page uses of the U.S. Web Design System: it would be a third of the style. */
const unusedOfUswds = purgecss({
  content: [
    `${folder}/{*,layout/*}.html`,
    `${folder}/src/**/*.tsx`,
    `${folder}/../functions/search_api/pages/templates/*`,
  ],
  safelist: [/^(?!usa-)/],
});

/** Puts the empty workbooks where the console leads to them. */
function templates(): Plugin {
  const kept = `${folder}/../docs/templates`;
  return {
    name: "templates",
    apply: "build",
    generateBundle() {
      for (const name of readdirSync(kept)) {
        this.emitFile({ type: "asset", fileName: `templates/${name}`, source: readFileSync(`${kept}/${name}`) });
      }
    },
  };
}

export default defineConfig({
  appType: "mpa",
  plugins: [sharedParts(), prerenderedPages(), styleFirst(), templates()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: pages.map((name) => `${folder}/${name}`),
      // Few files of what pages share: over a slow connection many small ones hold up the style.
      output: {
        codeSplitting: {
          groups: [
            { name: "shared", test: isForAll, minShareCount: 2 },
            { name: "signed-in", test: SIGNED_IN, minShareCount: 2 },
            { name: "searching", test: SEARCHING, minShareCount: 2 },
          ],
        },
      },
    },
  },
  css: {
    postcss: { plugins: [unusedOfUswds] },
    preprocessorOptions: { scss: { loadPaths: [`${folder}/node_modules/@uswds/uswds/packages`], quietDeps: true } },
  },
  test: { include: ["tests/**/*.test.ts"] },
});
