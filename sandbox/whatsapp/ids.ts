import { randomBytes } from "node:crypto";

let wamidCounter = 0;
const wamidRun = randomBytes(5).toString("hex").toUpperCase();

/** As Meta shapes them: base64 over the other side's number and a random hex name. */
export function newWamid(digits: string): string {
  wamidCounter += 1;
  const name = wamidRun + wamidCounter.toString(16).toUpperCase().padStart(8, "0");
  const bytes = Buffer.from(
    `\x1c\x18${String.fromCharCode(digits.length)}${digits}\x15\x02\x00\x11\x18\x12${name}\x00`,
  );
  return `wamid.${bytes.toString("base64")}`;
}

let traceCounter = 0;
const traceRun = randomBytes(9).toString("base64url");

export function newTraceId(): string {
  traceCounter += 1;
  return `A${traceRun}${traceCounter.toString(36).padStart(10, "0")}`;
}

/** Digits below 2^53: callbacks carry template ids as JSON numbers. */
export function createNumericIds(start: number): () => string {
  let next = start;
  return () => {
    next += 1;
    return String(next);
  };
}
