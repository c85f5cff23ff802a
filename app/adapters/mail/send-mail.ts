import { createTransport } from "nodemailer";
import type { MailAnswer } from "#app/core/notices/mail-notices.ts";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** BCP 47. */
  locale: string;
  /** Unique to this mail and the same on every try: a server that got it twice can tell. */
  messageId: string;
};

export type MailServer = { send(mail: Mail): Promise<MailAnswer>; close(): void };

const waitMs = 30_000;

/** The merchant's mails leave through this server (SMTP_URL, smtp:// or smtps://); one connection, kept while there is work. */
export function openMailServer({ url, from }: { url: string; from: string }): MailServer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 1,
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
  });
  const host = /@([^>\s]+)/.exec(from)?.[1] ?? "localhost";
  return {
    async send({ messageId, locale, ...mail }) {
      try {
        await transport.sendMail({
          ...mail,
          from,
          messageId: `<${messageId}@${host}>`,
          headers: { "Auto-Submitted": "auto-generated", "Content-Language": locale },
        });
        return { outcome: "sent" };
      } catch (error) {
        return readFailure(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Nothing was sent before the server had the whole mail; after that, silence may mean either. The text may name people: left out. */
function readFailure(error: unknown): MailAnswer {
  const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number };
  const cause = [code, command, responseCode].filter(Boolean).join(" ") || "unreadable";
  if (responseCode !== undefined) return { outcome: "refused", again: responseCode < 500, cause };
  if (command === "CONN" || code === "EDNS" || code === "ECONNREFUSED")
    return { outcome: "refused", again: true, cause };
  // 5xx above is for good, and so is an address that cannot be written; a login that fails may be mended.
  if (code === "EAUTH" || code === "ETLS") return { outcome: "refused", again: true, cause };
  if (code === "EENVELOPE") return { outcome: "refused", again: false, cause };
  return { outcome: "unknown", cause };
}
