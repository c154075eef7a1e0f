import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import browserslistToEsbuild from "browserslist-to-esbuild";
import type { Plugin, UserConfig } from "vite";

/** What the builds of all pages have in common; `folder` is where the page stands, such as `dashboard`. */
export function page(folder: string): UserConfig {
  return {
    base: `/${folder}/`,
    plugins: [react(), tailwindcss(), stylesFirst],
    build: {
      outDir: fileURLToPath(new URL(`dist/${folder}`, import.meta.url)),
      emptyOutDir: true,
      target: browserslistToEsbuild(),
      // An inlined file is a `data:` address, which the pages' policy allows to images alone.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    // `npm run dev -w @tkt/dashboard`, beside a running `cargo xtask dev`.
    server: { proxy: { "/api": "http://127.0.0.1:4000" } },
  };
}

/** What stands in the page itself is painted as soon as its styles are there: the script gives way to them. */
const stylesFirst: Plugin = {
  name: "styles-first",
  transformIndexHtml: {
    order: "post",
    handler(html) {
      const styles = html.match(/ *<link rel="stylesheet"[^>]*>\n/g) ?? [];
      return styles
        .reduce((rest, style) => rest.replace(style, ""), html)
        .replaceAll(/<(script type="module"|link rel="modulepreload")/g, '<$1 fetchpriority="low"')
        .replace(/ *<script type="module"/, (script) => styles.join("") + script);
    },
  },
};

/**
 * Writes an app's texts into its page: the language, and what stands there as `%name%` or `%name.name%`. So no
 * text stands anywhere but in the catalogue.
 */
export function textsInPage(texts: { language: string }): Plugin {
  return {
    name: "texts-in-page",
    transformIndexHtml: (html) =>
      html.replace(/(?<=<html lang=")\w+/, texts.language).replaceAll(/%([\w.]+)%/g, (_, path: string) => {
        const text = path.split(".").reduce<unknown>((part, name) => Object(part)[name], texts);
        if (typeof text !== "string") throw new Error(`the catalogue has no text ${path}`);
        return text;
      }),
  };
}
