import { defineConfig } from "vitest/config";

const setupFiles = ["test/support/fail-on-console-error.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{app,sandbox,prisma,scripts,bench}/**/*.test.ts", "test/unit/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.browser.test.ts"],
          setupFiles,
        },
      },
      {
        test: {
          name: "pglite",
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
          include: ["test/e2e/**/*.test.ts", "sandbox/**/*.browser.test.ts"],
          setupFiles,
          fileParallelism: false,
          hookTimeout: 120_000,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
