import http from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** One entry of `statuses[]`, as Meta wrote it. */
export type RawStatus = Record<string, unknown> & { status: string; biz_opaque_callback_data?: string };

type Envelope = { entry: { id: string; changes: { value: { metadata: unknown; statuses?: RawStatus[] } }[] }[] };

/**
 * Stands between Meta and our door. Passes everything on, until told to hold: then it answers for us, keeps the statuses in
 * the order in which they came, and they can be told later, in any bodies.
 */
export function createCallbackRelay() {
  let target = "";
  let holding = false;
  let held: RawStatus[] = [];
  let wabaId = "";
  let metadata: unknown;

  const server = http.createServer((request, response) => {
    void buffer(request).then(async (bytes) => {
      const { entry } = JSON.parse(bytes.toString()) as Envelope;
      const statuses = entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value.statuses ?? []));
      if (holding && statuses.length > 0) {
        wabaId = entry[0]?.id ?? "";
        metadata = entry[0]?.changes[0]?.value.metadata;
        held.push(...statuses);
        response.writeHead(200).end();
        return;
      }
      const signature = String(request.headers["x-hub-signature-256"]);
      const answer = await fetch(target, {
        method: "POST",
        body: new Uint8Array(bytes),
        headers: { "x-hub-signature-256": signature },
      });
      response.writeHead(answer.status).end();
    });
  });

  return {
    /** For openRoad. */
    async open(callbackUrl: string): Promise<string> {
      target = callbackUrl;
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => {
        server.closeAllConnections();
        return new Promise<void>((resolve) => void server.close(() => resolve()));
      });
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/whatsapp`;
    },
    hold: () => void (holding = true),
    /** What was held since the last call, in order. */
    takeHeld(): RawStatus[] {
      const taken = held;
      held = [];
      return taken;
    },
    /** One body that tells these statuses. */
    bodyOf: (statuses: RawStatus[]) => ({
      object: "whatsapp_business_account",
      entry: [
        { id: wabaId, changes: [{ field: "messages", value: { messaging_product: "whatsapp", metadata, statuses } }] },
      ],
    }),
  };
}
