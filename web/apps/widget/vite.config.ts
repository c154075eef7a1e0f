import { defineConfig } from "vite";

/** `npm run dev -w @tkt/widget`, beside a running `cargo xtask dev`: index.html with the widget as it is written. */
export default defineConfig({
  define: { PANEL: JSON.stringify("/src/panel/main.tsx") },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: { proxy: { "/api": "http://127.0.0.1:4000" } },
});
