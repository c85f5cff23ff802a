/** The pretend WhatsApp in a process of its own; it remembers when it accepted which message. */
import { listenWhatsAppSandbox } from "#sandbox/whatsapp/listen-whatsapp-sandbox.ts";
import type { WhatsAppSandboxOptions } from "#sandbox/whatsapp/options.ts";
import { sharedNowMs } from "./numbers.ts";

export type Accepted = { to: string; atMs: number };

type Asked = { type: "accepted" } | { type: "forget" };

const options = JSON.parse(process.env.WHATSAPP_OPTIONS ?? "{}") as Omit<WhatsAppSandboxOptions, "clock">;
const { origin, sandbox } = await listenWhatsAppSandbox({ ...options, clock: { now: () => Date.now() } });

let accepted: Accepted[] = [];
sandbox.on("accepted", ({ to }) => void accepted.push({ to, atMs: sharedNowMs() }));

process.on("message", (asked: Asked) => {
  if (asked.type === "accepted") process.send?.({ type: "accepted", accepted });
  else accepted = [];
});
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
process.send?.({ type: "listening", origin });
