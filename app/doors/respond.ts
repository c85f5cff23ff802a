import type { IncomingMessage, ServerResponse } from "node:http";

/** A short plain answer. */
export function respond(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers });
  response.end(text);
}

const drainForMs = 5_000;

/**
 * 413 for a body that is too large. What the sender still has to say is thrown away for a moment: closing at once would
 * reset the connection under it, and it would never read the answer.
 */
export function refuseTooLarge(
  request: IncomingMessage,
  response: ServerResponse,
  text = "The body is too large.",
  headers: Record<string, string> = {},
): void {
  respond(response, 413, text, { connection: "close", ...headers });
  request.resume();
  const timer = setTimeout(() => request.destroy(), drainForMs);
  request.once("close", () => clearTimeout(timer));
}
