import type { ReceivedMail } from "./read-mail.ts";

/** The merchant's mailbox as a plain page. */
export function writeMailboxPage(mails: readonly ReceivedMail[]): string {
  const newestFirst = [...mails].reverse();
  const items = newestFirst.map(
    ({ to, from, subject, text, receivedAt }) =>
      `<article><h2>${escape(subject)}</h2><p class="meta">${escape(from)} → ${escape(to)} · ${new Date(receivedAt).toISOString()}</p><pre>${escape(text)}</pre></article>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Emails · Tidings sandbox</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#222}article{border-top:1px solid #ccc;padding:1rem 0}h1{font-size:1.4rem}h2{font-size:1.1rem;margin:0}.meta{color:#595959;margin:.25rem 0}pre{white-space:pre-wrap;font:inherit;margin:0}</style>
<h1>Emails</h1>${items.length > 0 ? items.join("\n") : "<p>No email yet. Tidings writes to the address in Settings, Notifications.</p>"}</html>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
