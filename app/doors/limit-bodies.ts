import type { NextFunction, Request, Response } from "express";
import { refuseTooLarge } from "./respond.ts";

const megabyte = 1024 * 1024;
/** The largest form of ours is a table of rates: at most a megabyte, and more once it is written as JSON. */
const formBytes = 3 * megabyte;
/** Files for templates are of at most 16 MB (app/core/templates/store-media.ts). */
const fileBytes = 20 * megabyte;
const filePath = "/app/templates/media";

/** In the shape of an action's answer, so that the form says it and stays as it was typed. */
const answer = JSON.stringify({ outcome: "refused", key: "errors.tooLarge" });
/** Refused while Remix already had them in its hands. */
const refusedLate = new WeakSet<Request>();
const answerHeaders = { "content-type": "application/json; charset=utf-8", "x-remix-response": "yes" };

/**
 * Refuses a body that no form of ours would send: Remix takes whole bodies into memory before anybody looks at them. By what
 * it says of its own length; one that says nothing is counted as it comes. To stand right before Remix: counting sets the
 * body flowing, so its reader has to be there in the same turn.
 */
export function limitBodies(request: Request, response: Response, next: NextFunction): void {
  const limit = request.path === filePath ? fileBytes : formBytes;
  const said = request.headers["content-length"];
  if (Number(said ?? 0) > limit) return refuseTooLarge(request, response, answer, answerHeaders);
  if (said === undefined && request.headers["transfer-encoding"] !== undefined) {
    let size = 0;
    request.on("error", () => {});
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return;
      refusedLate.add(request);
      request.removeAllListeners("data");
      // Its reader gives up, and lets go of what it has.
      request.emit("error", new Error("The body is too large."));
      refuseTooLarge(request, response, answer, answerHeaders);
    });
  }
  next();
}

/** What Remix still has to say about a body that was refused meanwhile is nobody's business any more. */
export function ignoreAfterRefusal(error: unknown, request: Request, _response: Response, next: NextFunction): void {
  if (!refusedLate.has(request)) next(error);
}
