import type { NoticeMail } from "../core/notices/mail-notices.ts";
import { createI18n } from "./create-i18n.ts";
import { escapeHtml } from "./escape-html.ts";
import { chooseLocale, directionOf } from "./locales.ts";

export type WrittenMail = { subject: string; text: string; html: string; locale: string };

/** What the merchant is told, in their language. `appUrl`: the app's page in the shop's admin. */
export async function writeNoticeMail(mail: NoticeMail, appUrl: string): Promise<WrittenMail> {
  const locale = chooseLocale([mail.locale]);
  const { t } = await createI18n(locale);
  const [only] = mail.notices;
  const subject =
    only && mail.notices.length === 1
      ? t(`mails.subject.${only.kind}`, { shop: mail.shopName, count: only.count })
      : t("mails.subject.several", { shop: mail.shopName });
  const paragraphs = mail.notices.map(({ kind, count, names }) => {
    const shown = new Intl.ListFormat(locale, { type: "unit" }).format(names);
    return t(`mails.${kind}`, { count, names: shown });
  });
  return layOut(
    locale,
    subject,
    [...paragraphs, t("mails.where")],
    { words: t("mails.open"), url: appUrl },
    t("mails.why"),
  );
}

/** Proves that mails arrive. */
export async function writeTestMail(asked: string, shopName: string, appUrl: string): Promise<WrittenMail> {
  const locale = chooseLocale([asked]);
  const { t } = await createI18n(locale);
  const subject = t("mails.test.subject", { shop: shopName });
  return layOut(locale, subject, [t("mails.test.text")], { words: t("mails.open"), url: appUrl }, t("mails.why"));
}

function layOut(
  locale: string,
  subject: string,
  paragraphs: string[],
  link: { words: string; url: string },
  footer: string,
): WrittenMail {
  const text = [...paragraphs, `${link.words}: ${link.url}`, `-- \n${footer}`].join("\n\n");
  const p = (content: string, style = "") => `<p style="margin:0 0 16px;${style}">${content}</p>`;
  const html = [
    `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"><meta charset="utf-8">`,
    `<body style="font:16px/1.5 system-ui,sans-serif;color:#303030;max-width:36rem;margin:0 auto;padding:24px">`,
    ...paragraphs.map((paragraph) => p(escapeHtml(paragraph))),
    p(`<a href="${escapeHtml(link.url)}">${escapeHtml(link.words)}</a>`),
    p(escapeHtml(footer), "color:#616161;font-size:13px"),
    "</body></html>",
  ].join("\n");
  return { subject, text, html, locale };
}
