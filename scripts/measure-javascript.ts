/**
 * npm run check:javascript: lists how much JavaScript each page loads, compressed, and ends with 1 when a page is over its
 * budget (scripts/javascript-budget.json, in kB). Builds the app first when its sources changed.
 */
import { resolve } from "node:path";
import { z } from "zod";
import { buildApp, buildIsStale } from "#sandbox/host/build-app.ts";
import budgetJson from "./javascript-budget.json" with { type: "json" };
import { javascriptOfRoutes } from "./javascript-of-routes.ts";
import { printTable } from "./print-table.ts";

const root = resolve(import.meta.dirname, "..");
const budget = z.strictObject({ everyPage: z.number(), pages: z.record(z.string(), z.number()) }).parse(budgetJson);
const kB = (bytes: number) => bytes / 1000;

if (await buildIsStale(root)) await buildApp(root);
const routes = await javascriptOfRoutes(root);
const allowed = (id: string) => budget.pages[id] ?? budget.everyPage;
const over = routes.filter(({ id, bytes }) => kB(bytes) > allowed(id));
const unknown = Object.keys(budget.pages).filter((id) => !routes.some((route) => route.id === id));

printTable(
  ["page", "kB", "of its own", "budget", ""],
  routes.map(({ id, bytes, ownBytes }) => [
    id.replace("routes/", ""),
    kB(bytes).toFixed(1),
    kB(ownBytes).toFixed(1),
    String(allowed(id)),
    kB(bytes) > allowed(id) ? "over" : "",
  ]),
);
if (unknown.length > 0) console.error(`\nThe budget names pages that do not exist: ${unknown.join(", ")}`);
if (over.length > 0) {
  console.error(
    `\nOver the budget: ${over.map(({ id }) => id).join(", ")}. Load what is heavy when it is needed (lazy()), or raise the budget with a reason.`,
  );
}
process.exitCode = over.length + unknown.length > 0 ? 1 : 0;
