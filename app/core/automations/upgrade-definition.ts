import { z } from "zod";

const versionOne = z.looseObject({
  version: z.literal(1),
  steps: z.array(z.looseObject({ kind: z.literal("send_template"), after: z.record(z.string(), z.number()) })).min(1),
});

/**
 * Version 1 knew messages only, each with the wait before it. They become a wait and a message, under ids that are the same
 * however often this is asked. What is of another version, or no definition at all, is given back as it is.
 */
export function upgradeDefinition(json: unknown): unknown {
  const read = versionOne.safeParse(json);
  if (!read.success) return json;
  const steps = read.data.steps.flatMap(({ after, ...send }, index) => {
    const message = { ...send, id: `send-${index + 1}` };
    const nothing = Object.values(after).every((amount) => amount === 0);
    return nothing ? [message] : [{ id: `wait-${index + 1}`, kind: "wait", for: after }, message];
  });
  return { ...read.data, version: 2, steps };
}
