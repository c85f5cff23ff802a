import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const setupFiles = ["test/support/fail-on-console-error.ts"];

/** Reading all modules anew for each file takes a third of the whole run; every file has its own database and clock anyway. */
const isolate = false;

export default defineConfig({
  test: {
    // Vitest leaves one core for watching: of two, that is half the machine.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: "unit",
          isolate,
          include: ["{app,sandbox,prisma,scripts,bench}/**/*.test.ts", "test/unit/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.browser.test.ts"],
          setupFiles,
        },
      },
      {
        test: {
          name: "extensions",
          include: ["extensions/**/*.test.ts"],
          setupFiles,
          // Shopify's tester imports the extension itself: through Vite, or nobody reads its TSX.
          server: { deps: { inline: [/@shopify\/ui-extensions/] } },
        },
      },
      {
        test: {
          name: "pglite",
          isolate,
          include: ["test/integration/**/*.test.ts"],
          exclude: ["test/integration/**/*.postgres.test.ts"],
          setupFiles,
          globalSetup: ["test/support/global-setup-pglite.ts"],
          hookTimeout: 60_000,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "postgres",
          isolate,
          include: ["test/integration/**/*.test.ts"],
          setupFiles,
          globalSetup: ["test/support/global-setup-postgres.ts"],
          hookTimeout: 60_000,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          isolate,
          include: ["test/e2e/**/*.test.ts", "sandbox/**/*.browser.test.ts"],
          setupFiles,
          // A browser, the app and the sandbox fill two cores: one file at a time, after all the others.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          hookTimeout: 120_000,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
