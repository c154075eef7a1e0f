import { defineConfig, mergeConfig } from "vite";
import { page, textsInPage } from "../../vite.shared.ts";
import { texts } from "./src/texts/texts.ts";

// A customer opens this page once, often on a phone: Preact is a tenth of React's size.
const PREACT = {
  resolve: {
    alias: [
      { find: /^react\/jsx-(dev-)?runtime$/, replacement: "preact/jsx-runtime" },
      { find: /^react-dom\/client$/, replacement: "preact/compat/client" },
      { find: /^react-dom$/, replacement: "preact/compat" },
      { find: /^react$/, replacement: "preact/compat" },
    ],
  },
};

export default defineConfig(
  mergeConfig(page("track-ticket"), { ...PREACT, plugins: [textsInPage(texts.track)] }),
);
