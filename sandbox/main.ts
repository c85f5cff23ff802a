/** `npm run sandbox [-- --verbose]`: the pretend world, until Ctrl-C. */
import { relative } from "node:path";
import { readWish, usage } from "./host/command-line.ts";
import { startSandbox } from "./start-sandbox.ts";

try {
  const wish = readWish(process.argv.slice(2), process.env);
  if (wish.outcome === "help") {
    console.log(usage);
    process.exit(0);
  }
  const sandbox = await startSandbox(wish.options);
  console.log(`\n  The sandbox is ready. Open  ${sandbox.origin}\n`);
  console.log(`  Ctrl-C stops it. The app's log: ${relative(process.cwd(), sandbox.logFile)}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      console.log("\nStopping …");
      void sandbox.stop().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
