import type { IncomingMessage } from "node:http";

export type ReadBody = { outcome: "read"; body: Buffer } | { outcome: "too_large" } | { outcome: "aborted" };

/** The raw bytes of a request, never more than `limitBytes` of them. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<ReadBody> {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) return Promise.resolve({ outcome: "too_large" });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) {
        request.removeAllListeners("data");
        resolve({ outcome: "too_large" });
      } else chunks.push(chunk);
    });
    request.once("end", () =>
      resolve({ outcome: "read", body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) }),
    );
    request.once("error", () => resolve({ outcome: "aborted" }));
    request.once("close", () => resolve({ outcome: "aborted" }));
  });
}
