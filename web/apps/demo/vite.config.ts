import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vite";
import { page } from "../../vite.shared.ts";

const pages = ["index.html", "shipping.html"];

/** A shop with the widget, which the local stack shows at `/`. publish-site leaves it out. */
export default defineConfig(
  mergeConfig(page("demo"), {
    build: { rolldownOptions: { input: pages.map((name) => fileURLToPath(new URL(name, import.meta.url))) } },
  }),
);
