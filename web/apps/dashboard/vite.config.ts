import { defineConfig, mergeConfig } from "vite";
import { page, textsInPage } from "../../vite.shared.ts";
import { page as texts } from "./src/texts/en/page.ts";

/**
 * The bundler splits what views share into many files of a few hundred bytes, each a request of the first load.
 * React stands apart: it stays the same over many releases.
 */
const codeSplitting = {
  groups: [
    { name: "react", test: /\/node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
    { name: "start", tags: ["$initial" as const], priority: 1 },
    { name: "forms", test: /\/src\/features\/sign-in\/components\/(?!sign-in-dialog)/ },
  ],
};

export default defineConfig(
  mergeConfig(page("dashboard"), {
    plugins: [textsInPage(texts)],
    build: { rolldownOptions: { output: { codeSplitting } } },
  }),
);
