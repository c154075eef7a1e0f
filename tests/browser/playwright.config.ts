import { defineConfig } from "@playwright/test";
import { settings } from "./fixtures/settings";

export default defineConfig({
  // `npm test` runs the first; the others have commands of their own.
  projects: [
    { name: "specs", testDir: "specs" },
    { name: "lighthouse", testDir: "lighthouse", workers: 1 },
    { name: "figures", testDir: "figures", workers: 1 },
    { name: "pictures", testDir: "pictures", workers: 1 },
  ],
  outputDir: "../../target/browser",
  // Each worker has a local stack of its own; the files are dealt to them.
  workers: 2,
  // A test that passes at the second try is a defect, here or there.
  retries: 0,
  forbidOnly: process.env.CI === "true",
  reporter: [["list"]],
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 15_000,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    permissions: ["clipboard-read", "clipboard-write"],
    // A trace of each test makes all of them slow: `--trace retain-on-failure` where one is wanted.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: settings.chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
