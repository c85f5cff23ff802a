import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { Controls } from "./controls.ts";
import { faultsChangeSchema } from "./faults.ts";
import { parseObject, readBytes, sendJson } from "./http.ts";

const userSchema = z.strictObject({
  phone: z.string(),
  name: z.string().optional(),
  waId: z.string().optional(),
  userId: z.string().optional(),
  username: z.string().nullable().optional(),
  phoneHidden: z.boolean().optional(),
  onWhatsApp: z.boolean().optional(),
  online: z.boolean().optional(),
  marketing: z.enum(["stop", "resume"]).optional(),
});
const templateSchema = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  language: z.string().optional(),
  status: z.enum(["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED", "PENDING_DELETION"]).optional(),
  category: z.enum(["MARKETING", "UTILITY", "AUTHENTICATION"]).optional(),
  quality: z.enum(["UNKNOWN", "GREEN", "YELLOW", "RED"]).optional(),
  reason: z.string().optional(),
});
const numberSchema = z.strictObject({
  numberId: z.string(),
  ratePerSecond: z.number().positive().optional(),
  quality: z.enum(["UNKNOWN", "GREEN", "YELLOW", "RED"]).optional(),
  tier: z.number().positive().nullable().optional(),
  status: z.string().optional(),
});
const readerSchema = z.strictObject({ reader: z.enum(["handset", "instant", "manual", "off"]) });
const resetSchema = z.strictObject({ keepTemplates: z.boolean().optional(), countsOnly: z.boolean().optional() });
type ResetOptions = z.infer<typeof resetSchema>;
const webhookSchema = z.strictObject({ url: z.url(), verifyToken: z.string() });

/** Everything under /control/whatsapp/: the typed controls over HTTP. */
export async function handleControl(
  controls: Controls,
  reset: (options: ResetOptions) => void,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const action = (req.url ?? "").split("?")[0]?.split("/")[3] ?? "";
  if (req.method === "GET" && action === "state") return sendJson(res, 200, controls.state());
  if (req.method !== "POST") return sendJson(res, 404, { error: "There is no such control." });
  const body = parseObject(await readBytes(req, 1024 * 1024));
  if (!body) return sendJson(res, 400, { error: "The body is not a JSON object." });
  try {
    const answer = await act(controls, reset, action, body);
    if (answer === undefined) sendJson(res, 404, { error: "There is no such control." });
    else sendJson(res, 200, answer);
  } catch (error) {
    if (error instanceof z.ZodError) sendJson(res, 400, { error: z.prettifyError(error) });
    else if (error instanceof Error) sendJson(res, 400, { error: error.message });
    else throw error;
  }
}

async function act(
  controls: Controls,
  reset: (options: ResetOptions) => void,
  action: string,
  body: Record<string, unknown>,
): Promise<unknown> {
  switch (action) {
    case "faults":
      return controls.setFaults(faultsChangeSchema.parse(body));
    case "reset":
      reset(resetSchema.parse(body));
      return controls.state();
    case "users":
      return { user: controls.addUser(userSchema.parse(body)) };
    case "templates":
      controls.setTemplate(templateSchema.parse(body));
      return { ok: true };
    case "numbers":
      controls.setNumber(numberSchema.parse(body));
      return { ok: true };
    case "reader":
      controls.setReader(readerSchema.parse(body).reader);
      return { ok: true };
    case "webhook": {
      const { url, verifyToken } = webhookSchema.parse(body);
      if (!(await controls.verifyWebhook(url, verifyToken))) {
        throw new Error("The callback URL or verify token couldn't be validated.");
      }
      return { ok: true };
    }
    case "settle":
      await controls.settle();
      return controls.state();
    default:
      return undefined;
  }
}
