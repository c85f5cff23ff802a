import { parseArgs } from "node:util";
import { readEnvOrExit } from "../adapters/config/read-env-or-exit.ts";
import { replayDeliveries, type ReplaySelection } from "../core/intake/replay-deliveries.ts";
import { createServices } from "../services.server.ts";
import { runOrExplain } from "./run-or-explain.ts";

/** npm run replay -- --id <delivery> | --shop <domain> | --all: gives dead deliveries another chance. */
const { values } = parseArgs({
  options: { id: { type: "string" }, shop: { type: "string" }, all: { type: "boolean" } },
});

function readSelection(): ReplaySelection | null {
  if (values.id) return { id: values.id };
  if (values.shop) return { shopDomain: values.shop };
  return values.all ? { all: true } : null;
}

const selection = readSelection();
if (!selection) {
  process.stderr.write("Say which: --id <delivery>, --shop <domain> or --all\n");
  process.exit(2);
}
const env = readEnvOrExit();
await runOrExplain(async () => {
  const services = await createServices({ ...env, LOG_LEVEL: "warn" });
  const { replayed } = await replayDeliveries(services.ctx, selection);
  await services.close();
  process.stdout.write(`${replayed} put back in the queue.\n`);
});
