import { v7 } from "uuid";
import type { Clock, Ids } from "../core/ports.ts";
import type { EncryptionKey } from "./crypto/keys.ts";
import { createFingerprints } from "./crypto/fingerprint.ts";

export const systemClock: Clock = { now: () => new Date() };

export function createIds(keys: EncryptionKey[]): Ids {
  return { next: () => v7(), fingerprints: createFingerprints(keys) };
}
