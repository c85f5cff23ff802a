import type { z } from "zod";

/** The JSON a form sent, or 400: our own pages send nothing else, so there is no field to blame. */
export async function readBody<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const json: unknown = await request.json().catch(() => undefined);
  const body = schema.safeParse(json);
  if (!body.success) throw new Response("The form could not be read.", { status: 400 });
  return body.data;
}
