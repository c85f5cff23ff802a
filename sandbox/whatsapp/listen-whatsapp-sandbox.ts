import http from "node:http";
import { createWhatsAppSandbox, type WhatsAppSandbox } from "./create-whatsapp-sandbox.ts";
import type { WhatsAppSandboxOptions } from "./options.ts";

export type ListeningWhatsAppSandbox = { origin: string; sandbox: WhatsAppSandbox; close(): Promise<void> };

/** A sandbox on a port of its own (0: any), for tests and benchmarks. */
export async function listenWhatsAppSandbox(
  options: WhatsAppSandboxOptions,
  port = 0,
): Promise<ListeningWhatsAppSandbox> {
  const sandbox = createWhatsAppSandbox(options);
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
    sandbox.handle(req, res).then(
      (handled) => {
        if (!handled) res.writeHead(404).end();
      },
      () => {
        if (res.headersSent) res.destroy();
        else res.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  const listening = typeof address === "object" && address ? address.port : port;
  return {
    origin: `http://127.0.0.1:${listening}`,
    sandbox,
    async close() {
      sandbox.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
