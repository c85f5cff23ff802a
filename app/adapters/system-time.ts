import { v7 } from "uuid";
import type { Clock, Ids } from "../core/ports.ts";

export const systemClock: Clock = { now: () => new Date() };
export const uuidIds: Ids = { next: () => v7() };
