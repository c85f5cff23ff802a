import { FormData } from "undici";
import { z } from "zod";
import type { OutgoingMessage, Refusal, SendAnswer, WhatsAppAccountsApi, WhatsAppApi } from "#app/core/ports.ts";
import { createAccountsApi, type MetaApp } from "./accounts-api.ts";
import { readAnswer, readSendAnswer } from "./answers.ts";
import { notSentCode } from "./error-table.ts";
import { openGraph, type GraphOptions } from "./graph.ts";
import { messageBody, type MessageBodyOptions } from "./message-body.ts";
import { createTemplatesApi } from "./templates-api.ts";

const uploadedBody = z.object({ id: z.string().min(1) });

export type WhatsAppApiOptions = GraphOptions & {
  /** The Meta app; without its id codes of Embedded Signup can not be exchanged. */
  app?: MetaApp;
  /** Where Meta fetches files of a shop: a public address. Without it messages with files are refused. */
  mediaUrl?: MessageBodyOptions["mediaUrl"];
  /** Writes the references of counted links; without it messages with one are refused. */
  links?: MessageBodyOptions["links"];
};

export type WhatsAppApiClient = WhatsAppApi &
  WhatsAppAccountsApi & {
    /** Waits for requests under way and closes the connections. */
    close(): Promise<void>;
  };

/** The Cloud API over kept-alive connections of its own. Never throws: every end of a call is one of the port's outcomes. */
export function createWhatsAppApi(options: WhatsAppApiOptions): WhatsAppApiClient {
  const { call, close } = openGraph(options);

  return {
    async send(accessToken: string, message: OutgoingMessage): Promise<SendAnswer> {
      const path = `/${encodeURIComponent(message.phoneNumberId)}/messages`;
      const body = bodyOf(message, {
        mediaUrl: options.mediaUrl,
        links: options.links,
        documentId: message.documentId,
      });
      if (!body) return { outcome: "refused", refusal: unreadableContent };
      const answer = await call("POST", path, accessToken, body);
      return "outcome" in answer ? answer : readSendAnswer(answer);
    },
    async uploadMedia(accessToken, phoneNumberId, { fileName, mimeType, bytes }) {
      const form = new FormData();
      form.set("messaging_product", "whatsapp");
      form.set("type", mimeType);
      form.set("file", new File([bytes], fileName, { type: mimeType }));
      const answer = await call("POST", `/${encodeURIComponent(phoneNumberId)}/media`, accessToken, form);
      if ("outcome" in answer) return answer;
      const read = readAnswer(answer, uploadedBody);
      return read.outcome === "ok" ? { outcome: "ok", value: { mediaId: read.value.id } } : read;
    },
    ...createTemplatesApi(call),
    ...createAccountsApi(call, options.app),
    close,
  };
}

/** Content of an older version of this app, say: nothing that could be sent, and no reason for a process to end. */
const unreadableContent: Refusal = { code: notSentCode, title: "content_unreadable", action: "bad_payload" };

function bodyOf(message: OutgoingMessage, options: MessageBodyOptions): Record<string, unknown> | null {
  try {
    return messageBody(message, options);
  } catch {
    return null;
  }
}
