/** `npm run sandbox [-- --verbose]`: the pretend world, until Ctrl-C. */
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { startSandbox } from "./start-sandbox.ts";

const { values } = parseArgs({ options: { verbose: { type: "boolean" } } });

try {
  const sandbox = await startSandbox({
    port: Number(process.env.SANDBOX_PORT ?? 4000),
    host: process.env.SANDBOX_HOST,
    dataDir: process.env.SANDBOX_DATA_DIR,
    verbose: values.verbose,
  });
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
