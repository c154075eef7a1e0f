import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import browserslistToEsbuild from "browserslist-to-esbuild";
import { defineConfig } from "vite";

const DIST = new URL("../../dist/", import.meta.url);

/** What loads with the page: one classic script, built after the panel, whose hashed name it has to know. */
export default defineConfig({
  define: { PANEL: JSON.stringify(panel()) },
  build: {
    outDir: fileURLToPath(DIST),
    // The other pages stand there too.
    emptyOutDir: false,
    copyPublicDir: false,
    target: browserslistToEsbuild(),
    modulePreload: false,
    rolldownOptions: {
      input: fileURLToPath(new URL("src/loader/main.ts", import.meta.url)),
      output: { format: "iife", entryFileNames: "widget.js" },
    },
  },
});

function panel(): string {
  const names = readdirSync(new URL("widget/assets/", DIST)).filter((name) => /^panel-.*\.js$/.test(name));
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) throw new Error(`one panel is wanted, found ${names.length}`);
  return `/widget/assets/${name}`;
}
