import { afterEach, beforeEach, expect, test } from "vitest";
import { openMailServer, type MailServer } from "#app/adapters/mail/send-mail.ts";
import { readHome } from "#app/core/analytics/read-home.ts";
import { lookForNotices } from "#app/core/notices/look-for-notices.ts";
import { mailNotices, type SendNoticeMail } from "#app/core/notices/mail-notices.ts";
import { takeTestMail } from "#app/core/notices/test-mail-allowance.ts";
import type { Mailer } from "#app/mailer.ts";
import type { PageDeps } from "#app/pages/page-deps.ts";
import { createSettingsPages } from "#app/pages/settings.ts";
import { writeNoticeMail } from "#app/i18n/mails.ts";
import { startMailbox, type Mailbox } from "#sandbox/mail/start-mailbox.ts";
import { makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
let test_: TestContext;
let mine: Awaited<ReturnType<typeof givenShop>>;
let mailbox: Mailbox;
let server: MailServer;
let refusal: number | undefined;

beforeEach(async () => {
  test_ = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  mine = await givenShop(test_.ctx, {
    shop: { settings: { notifications: { email: "owner@shop.example", locale: "en" } } },
  });
  refusal = undefined;
  mailbox = await startMailbox({ now: () => 0, refuseWith: () => refusal });
  server = openMailServer({ url: mailbox.url, from: "Tidings <tidings@app.example>" });
});
afterEach(async () => {
  server.close();
  await mailbox.close();
});

/** As the app does it, through a real SMTP server. */
const send: SendNoticeMail = async (mail) =>
  server.send({
    to: mail.to,
    messageId: mail.messageId,
    ...(await writeNoticeMail(mail, "https://admin.example/app")),
  });

const minutes = (count: number) => test_.clock.advance(count * 60_000);

async function look() {
  await lookForNotices(test_.ctx);
  return mailNotices(test_.ctx, send);
}

const setNumber = (status: "connected" | "disconnected") =>
  database.db.whatsAppNumber.updateMany({ where: { shopId: mine.shop.id }, data: { status } });
const setAccount = (status: "connected" | "payment_problem") =>
  database.db.whatsAppAccount.updateMany({ where: { shopId: mine.shop.id }, data: { status } });

test("what stops messages is mailed once, together, when it lasts, and again when it begins anew", async () => {
  await setNumber("disconnected");
  await setAccount("payment_problem");
  expect(await look()).toBe(0);
  minutes(4);
  expect(await look()).toBe(1);
  expect(await look()).toBe(0);
  minutes(600);
  expect(await look()).toBe(0);
  expect(mailbox.mails()).toHaveLength(1);
  expect(mailbox.mails()[0]).toMatchObject({
    to: "owner@shop.example",
    from: "Tidings <tidings@app.example>",
    subject: "Lindenholz: WhatsApp needs your attention",
  });
  expect(mailbox.mails()[0]?.text).toContain("Meta could not charge");

  await setNumber("connected");
  await look();
  await setNumber("disconnected");
  await look();
  minutes(4);
  expect(await look()).toBe(1);
  expect(mailbox.mails()[1]?.subject).toBe("Lindenholz: WhatsApp messages have stopped");
});

test("what is over before it was told is told to nobody", async () => {
  await setNumber("disconnected");
  await look();
  await setNumber("connected");
  minutes(4);
  expect(await look()).toBe(0);
  expect(await database.db.notice.findMany()).toMatchObject([{ mailState: "ended" }]);
});

test("what a merchant took out of use is no fault: nobody is told, and what was told is over", async () => {
  const { ctx } = test_;
  const shopId = mine.shop.id;
  const now = ctx.clock.now();
  await setNumber("disconnected");
  await setAccount("payment_problem");
  await database.db.template.create({
    data: {
      ...{ shopId, id: ctx.ids.next(), accountId: mine.account.id, name: "spring_news", language: "en" },
      ...{ status: "rejected", intendedCategory: "marketing", category: "marketing", components: [], variables: {} },
      ...{ createdAt: now, updatedAt: now },
    },
  });
  await lookForNotices(ctx);
  expect(await database.db.notice.count({ where: { resolvedAt: null } })).toBe(3);

  await database.db.whatsAppNumber.updateMany({ where: { shopId }, data: { statusReason: "by_merchant" } });
  await database.db.whatsAppAccount.updateMany({
    where: { shopId },
    data: { status: "needs_reconnect", disconnectedAt: now },
  });
  expect(await lookForNotices(ctx)).toEqual({ raised: 0, resolved: 3 });
  // Without another number the shop is silent, and Home says so; with one there is nothing to mend.
  const kinds = async () => (await readHome(ctx, shopId)).problems.map(({ kind }) => kind);
  expect(await kinds()).toEqual(["number_disconnected", "no_automation"]);
  const account = { shopId, wabaId: "199999999", name: "New", accessToken: "t", status: "connected" as const };
  const { id: accountId } = await database.db.whatsAppAccount.create({
    data: { ...account, id: ctx.ids.next(), createdAt: now },
  });
  await database.db.whatsAppNumber.create({
    data: {
      ...{ shopId, id: ctx.ids.next(), accountId, phoneNumberId: "299999999", displayPhone: "+4930901829" },
      ...{ verifiedName: "New", quality: "GREEN", status: "connected", isDefault: false, createdAt: now },
    },
  });
  expect(await kinds()).toEqual(["no_automation"]);
});

test("a mail server that says later is asked again, and one mail arrives", async () => {
  await setNumber("disconnected");
  await look();
  minutes(4);
  refusal = 451;
  expect(await look()).toBe(0);
  refusal = undefined;
  expect(await look()).toBe(0);
  minutes(6);
  expect(await look()).toBe(1);
  expect(mailbox.mails()).toHaveLength(1);
});

test("a mail server that says never is not asked again", async () => {
  await setNumber("disconnected");
  await look();
  minutes(4);
  refusal = 550;
  await look();
  refusal = undefined;
  minutes(600);
  expect(await look()).toBe(0);
});

test("a process that dies while it mails does not mail twice", async () => {
  await setNumber("disconnected");
  await look();
  minutes(4);
  const died = mailNotices(test_.ctx, () => Promise.reject(new Error("killed")));
  await expect(died).rejects.toThrow("killed");
  minutes(20);
  expect(await look()).toBe(0);
  expect(await database.db.notice.findMany()).toMatchObject([{ mailState: "unconfirmed" }]);
});

test("two processes at once send one mail", async () => {
  await setNumber("disconnected");
  await Promise.all([lookForNotices(test_.ctx), lookForNotices(test_.ctx)]);
  minutes(4);
  const sent = await Promise.all([mailNotices(test_.ctx, send), mailNotices(test_.ctx, send)]);
  expect(sent.sort()).toEqual([0, 1]);
  expect(mailbox.mails()).toHaveLength(1);
});

test("without an address nothing is sent, and an address given later is told what still stands", async () => {
  const { shop } = mine;
  const update = (settings: object) => database.db.shop.update({ where: { id: shop.id }, data: { settings } });
  await update({});
  await setAccount("payment_problem");
  await look();
  minutes(4);
  expect(await look()).toBe(0);
  await update({ notifications: { email: "late@shop.example", kinds: ["payment_problem"] } });
  minutes(61);
  expect(await look()).toBe(1);
  expect(mailbox.mails()[0]?.to).toBe("late@shop.example");
});

test("a kind that is switched off is not mailed", async () => {
  await database.db.shop.update({
    where: { id: mine.shop.id },
    data: { settings: { notifications: { email: "owner@shop.example", kinds: ["template_refused"] } } },
  });
  await setNumber("disconnected");
  await look();
  minutes(4);
  expect(await look()).toBe(0);
});

test("a shop that took the app away is not mailed, nor after it comes back", async () => {
  await setNumber("disconnected");
  await look();
  const setStatus = (status: "installed" | "uninstalled") =>
    database.db.shop.update({ where: { id: mine.shop.id }, data: { status } });
  await setStatus("uninstalled");
  minutes(4);
  expect(await look()).toBe(0);
  expect(await database.db.notice.findMany()).toMatchObject([{ mailState: "ended" }]);
  await setStatus("installed");
  minutes(600);
  expect(await look()).toBe(0);
  expect(mailbox.mails()).toEqual([]);
});

test("a shop has five test mails an hour, however fast they are asked for", async () => {
  const other = await givenShop(test_.ctx);
  const taken = await Promise.all(Array.from({ length: 7 }, () => takeTestMail(test_.ctx, mine.shop.id)));
  expect(taken.filter(Boolean)).toHaveLength(5);
  expect(await takeTestMail(test_.ctx, other.shop.id)).toBe(true);
  minutes(59);
  expect(await takeTestMail(test_.ctx, mine.shop.id)).toBe(false);
  minutes(1);
  expect(await takeTestMail(test_.ctx, mine.shop.id)).toBe(true);
});

test("a test mail beyond the allowance is not handed to the mail server", async () => {
  const mailer: Pick<Mailer, "sendTest"> = {
    sendTest: ({ to, messageId, locale }) =>
      server.send({ to, messageId, locale, subject: "Test", text: "Test", html: "Test" }),
  };
  const pages = createSettingsPages({ ctx: test_.ctx, mailer } as unknown as PageDeps);
  const outcomes: string[] = [];
  for (let press = 0; press < 6; press += 1) outcomes.push((await pages.sendTestMail(mine.shop)).outcome);
  expect(outcomes).toEqual(["sent", "sent", "sent", "sent", "sent", "too_many"]);
  expect(mailbox.mails()).toHaveLength(5);
});
