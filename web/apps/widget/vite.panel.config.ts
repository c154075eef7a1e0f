import { fileURLToPath } from "node:url";
import browserslistToEsbuild from "browserslist-to-esbuild";
import { defineConfig } from "vite";

/** What loads on the first click: a module that the loader imports from the script's own origin. */
export default defineConfig({
  // Pages of other origins import it: everything it names stands beside it.
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: fileURLToPath(new URL("../../dist/widget", import.meta.url)),
    emptyOutDir: true,
    target: browserslistToEsbuild(),
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: fileURLToPath(new URL("src/panel/main.tsx", import.meta.url)),
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "assets/panel-[hash].js", chunkFileNames: "assets/[name]-[hash].js" },
    },
  },
});
