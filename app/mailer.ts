import type { Env } from "./adapters/config/env.ts";
import { openMailServer } from "./adapters/mail/send-mail.ts";
import type { MailAnswer, SendNoticeMail } from "./core/notices/mail-notices.ts";
import { writeNoticeMail, writeTestMail, type WrittenMail } from "./i18n/mails.ts";

export type Mailer = {
  sendNotices: SendNoticeMail;
  sendTest(input: {
    to: string;
    locale: string;
    shopName: string;
    shopDomain: string;
    messageId: string;
  }): Promise<MailAnswer>;
  close(): void;
};

/** Writes the merchant's mails in their language and hands them to the mail server; null while none is set. */
export function createMailer(env: Env): Mailer | null {
  if (env.SMTP_URL === undefined) return null;
  const from = env.SMTP_FROM ?? `Tidings <tidings@${new URL(env.SHOPIFY_APP_URL).hostname}>`;
  const server = openMailServer({ url: env.SMTP_URL, from });
  const inAdmin = (shopDomain: string) => `https://${shopDomain}/admin/apps/${env.SHOPIFY_API_KEY}`;
  const send = (to: string, messageId: string, written: WrittenMail) => server.send({ to, messageId, ...written });
  return {
    sendNotices: async (mail) => send(mail.to, mail.messageId, await writeNoticeMail(mail, inAdmin(mail.shopDomain))),
    sendTest: async ({ to, locale, shopName, shopDomain, messageId }) =>
      send(to, messageId, await writeTestMail(locale, shopName, inAdmin(shopDomain))),
    close: () => server.close(),
  };
}
