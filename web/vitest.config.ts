import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [react()],
        test: {
          name: "pages",
          environment: "happy-dom",
          include: ["{apps,packages}/*/src/**/*.test.{ts,tsx}"],
          exclude: ["apps/widget/**"],
          setupFiles: ["./vitest.setup.ts"],
          restoreMocks: true,
        },
      },
      "apps/widget",
    ],
  },
});
