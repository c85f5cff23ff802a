import { defineConfig } from "prisma/config";

// The CLI fetches a schema engine on first use; generate and validate do not need it (see prisma/migrate.ts for migrations).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
