import { z } from "zod";
import type { WhatsAppTemplatesApi } from "#app/core/ports.ts";
import { readAnswer, readCreatedTemplate, readSuccess, readTemplates } from "./answers.ts";
import type { GraphCall } from "./graph.ts";

const templatesPerPage = 100;
const templateFields = "id,name,language,status,category,components,quality_score,rejected_reason";

const sessionBody = z.object({ id: z.string().startsWith("upload:") });
const handleBody = z.object({ h: z.string().min(1) });

export function createTemplatesApi(call: GraphCall): WhatsAppTemplatesApi {
  return {
    async createTemplate(accessToken, wabaId, template) {
      const path = `/${encodeURIComponent(wabaId)}/message_templates`;
      const answer = await call("POST", path, accessToken, template);
      return "outcome" in answer ? answer : readCreatedTemplate(answer);
    },
    async editTemplate(accessToken, templateId, change) {
      const answer = await call("POST", `/${encodeURIComponent(templateId)}`, accessToken, change);
      return "outcome" in answer ? answer : readSuccess(answer);
    },
    async deleteTemplate(accessToken, wabaId, { name, templateId }) {
      const query = new URLSearchParams({ name });
      if (templateId) query.set("hsm_id", templateId);
      const path = `/${encodeURIComponent(wabaId)}/message_templates?${query}`;
      const answer = await call("DELETE", path, accessToken);
      return "outcome" in answer ? answer : readSuccess(answer);
    },
    async listTemplates(accessToken, wabaId, after) {
      const query = new URLSearchParams({ fields: templateFields, limit: String(templatesPerPage) });
      if (after) query.set("after", after);
      else query.set("summary", "total_count");
      const answer = await call("GET", `/${encodeURIComponent(wabaId)}/message_templates?${query}`, accessToken);
      return "outcome" in answer ? answer : readTemplates(answer);
    },
    async uploadFile(accessToken, { fileName, mimeType, bytes }) {
      const query = new URLSearchParams({
        file_name: fileName,
        file_length: String(bytes.length),
        file_type: mimeType,
      });
      // "app" is the app the token was given to.
      const begun = await call("POST", `/app/uploads?${query}`, accessToken);
      if ("outcome" in begun) return begun;
      const session = readAnswer(begun, sessionBody);
      if (session.outcome !== "ok") return session;
      const finished = await call("POST", `/${session.value.id}`, accessToken, bytes);
      if ("outcome" in finished) return finished;
      const handle = readAnswer(finished, handleBody);
      return handle.outcome === "ok" ? { outcome: "ok", value: { handle: handle.value.h } } : handle;
    },
  };
}
