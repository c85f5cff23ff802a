import type { Documents, OutgoingMessage, Refusal, SendAnswer, WhatsAppApi } from "#app/core/ports.ts";

export type PretendApi = WhatsAppApi &
  Documents & {
    /** What was handed over, in order. */
    readonly sent: OutgoingMessage[];
    /** Answers from now on; default: accepted. */
    answerWith(answer: (message: OutgoingMessage, count: number) => SendAnswer | Promise<SendAnswer>): void;
  };

/** The port with a memory: accepts everything under ids of its own until told otherwise. */
export function createPretendApi(): PretendApi {
  const sent: OutgoingMessage[] = [];
  const accept = (message: OutgoingMessage): SendAnswer => ({
    outcome: "accepted",
    wamid: `wamid.${message.callbackData}.${sent.length}`,
  });
  let answer: Parameters<PretendApi["answerWith"]>[0] = accept;
  const notPretended = () => Promise.reject(new Error("not pretended"));
  return {
    sent,
    answerWith: (next) => {
      answer = next;
    },
    send: async (_token, message) => {
      sent.push(message);
      return answer(message, sent.length);
    },
    createTemplate: notPretended,
    editTemplate: notPretended,
    deleteTemplate: notPretended,
    uploadFile: notPretended,
    uploadMedia: notPretended,
    printReceipt: notPretended,
    listTemplates: notPretended,
  };
}

export function refused(code: number, action: Refusal["action"]): SendAnswer {
  return { outcome: "refused", refusal: { code, title: `(#${code})`, action } };
}

/** Secrets that keep nothing secret. */
export const plainSecrets = { encrypt: (plain: string) => plain, decrypt: (ciphertext: string) => ciphertext };
