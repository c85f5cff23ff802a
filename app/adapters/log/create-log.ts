import pino, { type DestinationStream, type Logger } from "pino";
import type { Log } from "#app/core/ports.ts";
import { redactText, redactValue } from "./redact.ts";

/** Structured log lines on stdout. Whatever reaches it, phone numbers, tokens and texts do not leave it. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const logger: Logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? pino.destination(1),
  );
  const write = (method: "info" | "warn" | "error") => (event: string, fields?: Record<string, unknown>) =>
    logger[method]((fields ? redactValue(fields) : {}) as object, redactText(event));
  return { info: write("info"), warn: write("warn"), error: write("error") };
}
