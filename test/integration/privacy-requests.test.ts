import { beforeEach, describe, expect, test } from "vitest";
import { lookForNotices } from "#app/core/notices/look-for-notices.ts";
import { answerRequest, readPersonFile } from "#app/core/privacy/answer-request.ts";
import { eraseByMerchant, exportByMerchant } from "#app/core/privacy/erase-by-merchant.ts";
import { listRequests } from "#app/core/privacy/list-requests.ts";
import { seenIn } from "#app/core/privacy/person-file.ts";
import { writePersonPage } from "#app/i18n/person-page.ts";
import { actOnPrivacy } from "#test/support/act-on-privacy.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { openRoad } from "#test/support/road.ts";
import { searchDatabase } from "#test/support/search-database.ts";
import { deliver, orderPayload, takeInAll } from "#test/support/shopify-deliveries.ts";
import { givenPrivacy, secrets } from "#test/support/given-privacy.ts";

const database = useTestDatabase();
const phone = "+4915155501234";
const customerId = "7064055069303711222";
const dayMs = 86_400_000;

type Privacy = Awaited<ReturnType<typeof givenPrivacy>>;
let test_: Privacy["test_"];
let mine: Privacy["mine"];
let list: Privacy["list"];
let ask: Privacy["ask"];
let act: Privacy["act"];
let newest: Privacy["newest"];

beforeEach(async () => {
  ({ test_, mine, list, ask, act, newest } = await givenPrivacy(database.db));
});

describe("customers/data_request", () => {
  test("everything held about the person is one file for machines and one for people", async () => {
    const road = await openRoad(database);
    const at = road.clock.now().toISOString();
    const customer = { id: `id:${customerId}`, first_name: "Wilhelmina", last_name: "<Traceable>" };
    await road.post("customers/create", { ...customer, phone, created_at: at, updated_at: at });
    const order = {
      name: "#1001",
      phone,
      customer,
      created_at: at,
      updated_at: at,
      financial_status: "paid",
      total_outstanding: "0.00",
    };
    await road.post("orders/create", orderPayload(order));
    await road.settle();
    road.controls.receive(phone, { text: "Do you have a bicycle bell?" });
    road.controls.receive("+4915155509999", { text: "I am somebody else" });
    await road.settle();
    await road.post("customers/data_request", {
      shop_domain: road.domain,
      customer: { id: `id:${customerId}`, phone },
    });
    await road.settle();
    await actOnPrivacy(road.ctx, road.secrets);

    const [request] = (await listRequests(road.ctx, road.shop, {})).requests;
    expect(request).toMatchObject({
      topic: "customers/data_request",
      outcome: "ready",
      completedAt: null,
      urgency: null,
    });
    // Kept as ciphertext only.
    const row = await road.ctx.db.privacyRequest.findFirstOrThrow();
    expect(row.file).not.toContain("Wilhelmina");
    const file = await readPersonFile(road.ctx, road.secrets, road.domain, request?.id ?? "");
    if (!file) throw new Error("No file.");
    const { sections } = file;
    expect(sections.person).toMatchObject([{ firstName: "Wilhelmina" }]);
    const { id: contactId } = await road.ctx.db.contact.findFirstOrThrow({ where: { firstName: "Wilhelmina" } });
    expect(seenIn(file, "the request")).toEqual([contactId]);
    expect(seenIn({ ...file, sections: { ...sections, person: [] } }, "the request")).toEqual(["the request"]);
    expect(sections.identities).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ value: phone }),
        expect.objectContaining({ value: customerId }),
      ]),
    );
    expect(sections.messages.map(({ text }) => text).join()).toContain("#1001");
    expect(sections.replies).toMatchObject([{ text: "Do you have a bicycle bell?" }]);
    expect(sections.orders).toMatchObject([{ name: "#1001" }]);
    expect(sections.webhooks.map(({ topic }) => topic)).toEqual(
      expect.arrayContaining(["customers/create", "orders/create"]),
    );
    expect(sections.webhooks.some(({ source }) => source === "whatsapp")).toBe(true);
    expect(JSON.stringify(file)).not.toContain("15155509999");
    expect(JSON.stringify(file)).not.toContain("somebody else");
    expect(JSON.stringify(file)).not.toContain(road.shop.id);

    // Nobody knows theirs: the shop's language.
    const nameless = { ...file, sections: { ...sections, person: [{ ...sections.person[0], locale: null }] } };
    const page = await writePersonPage(nameless, { locale: "ar", timeZone: "UTC" });
    expect(page).toContain('<html lang="ar" dir="rtl">');
    expect(page).toContain("bicycle bell");
    expect(page).toContain("&lt;Traceable&gt;");
    expect(page).not.toContain("<Traceable>");
    expect(page).not.toMatch(/<script|src=|href=/);
    // Words for people, ids and the like behind a line that opens.
    const german = await writePersonPage(file, { locale: "de", timeZone: "Europe/Berlin" });
    expect(german).toContain("<dt>Vorname</dt>");
    expect(german).toMatch(/<dt>Summe<\/dt><dd dir="auto">[\d.,]+\s€<\/dd>/);
    const plain = german.replaceAll(/<details>.*?<\/details>/gs, "");
    for (const column of ["occurredAt", "dedupeKey", "versionAt", "templateName"])
      expect(plain).not.toContain(`<dt>${column}</dt>`);
    expect(german).toContain("<dt>dedupeKey</dt>");
    // Codes in words, moments in the shop's time, each raw only behind that line.
    expect(german).toContain(`<dt>Art</dt><dd dir="auto">Telefon</dd>`);
    expect(german).toContain(`<dt>Art</dt><dd dir="auto">Bestellung aufgegeben</dd>`);
    expect(plain).not.toMatch(/>(phone|shopify_customer|order_created|utility|accepted|applied)</);
    expect(plain).not.toMatch(/\d{4}-\d\d-\d\dT\d\d/);
    const since = { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Berlin" } as const;
    expect(plain).toContain(new Intl.DateTimeFormat("de", since).format(new Date(at)));
  });

  test("the page speaks the person's own language when it is one of ours, and says what they decided in words", async () => {
    const given = { phone, locale: "fr-CA", country: "CA", birthday: 229 };
    const { id: contactId } = await givenContact(test_.ctx, mine.shop.id, given);
    for (const source of ["keyword", "checkout", "merchant"])
      await database.db.consentEntry.create({
        data: {
          ...{
            id: test_.ctx.ids.next(),
            shopId: mine.shop.id,
            contactId,
            purpose: "marketing",
            state: "granted",
            source,
          },
          ...{ occurredAt: test_.clock.now(), recordedAt: test_.clock.now(), evidence: {}, dedupeKey: source },
        },
      });
    await ask("customers/data_request", { customer: { id: "1", phone } });
    await act();
    const file = await readPersonFile(test_.ctx, secrets, mine.shop.domain, (await newest()).id);
    if (!file) throw new Error("No file.");
    const shop = { locale: "de", timeZone: "Europe/Berlin" };
    const page = await writePersonPage(file, shop);
    expect(page).toContain('<html lang="fr"');
    for (const said of ["Messages marketing", "Accepté", "Mot dans la discussion", "Lors du paiement"])
      expect(page).toContain(`<dd dir="auto">${said}</dd>`);
    expect(page).toContain("Noté par la boutique");
    for (const said of ["français canadien", "Canada", "29 février", "21 novembre 2026 à 11:00"])
      expect(page).toContain(`<dd dir="auto">${said}</dd>`);
    expect(page.replaceAll(/<details>.*?<\/details>/gs, "")).not.toMatch(/>(marketing|granted|keyword)</);
    const [person] = file.sections.person;
    const dutch = { ...file, sections: { ...file.sections, person: [{ ...person, locale: "nl" }] } };
    expect(await writePersonPage(dutch, shop)).toContain('<html lang="de"');
  });

  test("about nobody we know it is answered at once; for another shop there is no file", async () => {
    await ask("customers/data_request", { customer: { id: "1", phone: "+4915100000000" } });
    await act();
    expect(await newest()).toMatchObject({ outcome: "nothing_held", fileUntil: null });
    await givenContact(test_.ctx, mine.shop.id, { phone });
    await ask("customers/data_request", { customer: { id: "1", phone: "0151 55501234" } });
    await act();
    const { id } = await newest();
    const other = await givenShop(test_.ctx);
    expect(await readPersonFile(test_.ctx, secrets, other.shop.domain, id)).toBeNull();
    expect(await answerRequest(test_.ctx, other.shop.domain, id)).toEqual({ outcome: "unknown_request" });
    expect(await readPersonFile(test_.ctx, secrets, mine.shop.domain, id)).not.toBeNull();
  });

  test("its time is kept in view until it is answered, and then nothing of the person is kept", async () => {
    await givenContact(test_.ctx, mine.shop.id, { phone });
    await ask("customers/data_request", { customer: { id: "1", phone } });
    expect(await answerRequest(test_.ctx, mine.shop.domain, (await newest()).id)).toEqual({ outcome: "not_ready" });
    await act();
    test_.clock.advance(22 * dayMs);
    await lookForNotices(test_.ctx);
    expect(await database.db.notice.count({ where: { kind: "privacy_due" } })).toBe(0);
    test_.clock.advance(2 * dayMs);
    await lookForNotices(test_.ctx);
    expect(await database.db.notice.findMany({ where: { kind: "privacy_due" } })).toMatchObject([{ resolvedAt: null }]);
    expect(await newest()).toMatchObject({ urgency: "soon" });
    test_.clock.advance(7 * dayMs);
    const late = await newest();
    expect(late).toMatchObject({ urgency: "over" });

    expect(await answerRequest(test_.ctx, mine.shop.domain, late.id)).toEqual({ outcome: "answered" });
    expect(await answerRequest(test_.ctx, mine.shop.domain, late.id)).toEqual({ outcome: "answered" });
    await lookForNotices(test_.ctx);
    expect(await database.db.notice.count({ where: { kind: "privacy_due", resolvedAt: null } })).toBe(0);
    expect((await newest()).fileUntil).not.toBeNull();
    test_.clock.advance(8 * dayMs);
    await act();
    expect(await database.db.privacyRequest.findFirst()).toMatchObject({
      file: null,
      subject: null,
      outcome: "answered",
    });
  });

  test("not answered, its file is made anew after a while", async () => {
    await givenContact(test_.ctx, mine.shop.id, { phone });
    await ask("customers/data_request", { customer: { id: "1", phone } });
    await act();
    const before = (await newest()).fileUntil;
    test_.clock.advance(61 * dayMs);
    await act();
    const after = await newest();
    expect(after).toMatchObject({ outcome: "ready", completedAt: null });
    expect(after.fileUntil).not.toEqual(before);
  });
});

describe("whom to hand the file to", () => {
  const asked = (id: string, number: string) =>
    ask("customers/data_request", { customer: { id, phone: number }, orders_requested: [] });

  test("is told while a request is open and while its file is there, by what they are called today", async () => {
    const contact = await givenContact(test_.ctx, mine.shop.id, { phone, firstName: "Wilhelmina", lastName: "" });
    await asked("1", phone);
    await act();
    expect((await newest()).askers).toEqual([{ id: contact.id, label: "Wilhelmina" }]);
    expect((await newest()).fileName).toBe(`customer-data-2026-11-21-${(await newest()).id.slice(-8)}`);

    const other = await givenContact(test_.ctx, mine.shop.id, { phone: "+4915155501111", firstName: "", lastName: "" });
    await database.db.contact.updateMany({ where: { id: contact.id }, data: { mergedIntoId: other.id } });
    expect((await newest()).askers).toEqual([{ id: other.id, label: "+4915155501111" }]);
    await database.db.contact.updateMany({ where: { id: contact.id }, data: { mergedIntoId: null } });

    await answerRequest(test_.ctx, mine.shop.domain, (await newest()).id);
    expect((await newest()).askers).toHaveLength(1);
    test_.clock.advance(8 * dayMs);
    await act();
    expect((await newest()).askers).toBeNull();
  });

  test("is known by Shopify's number before the data is gathered; of somebody else it is said that they are unknown", async () => {
    const contact = await givenContact(test_.ctx, mine.shop.id, { phone, firstName: "Wilhelmina" });
    await asked("1", "+4915100000000");
    expect((await newest()).askers).toBeNull();
    await database.db.contactIdentity.create({
      data: {
        ...{ shopId: mine.shop.id, kind: "shopify_customer", value: "1" },
        ...{ contactId: contact.id, createdAt: test_.clock.now() },
      },
    });
    expect((await newest()).askers).toMatchObject([{ id: contact.id }]);

    const subject = { customerIds: ["2"], orderIds: ["3"] };
    const fileUntil = test_.clock.now();
    await database.db.privacyRequest.updateMany({ data: { subject, file: "x", fileUntil, outcome: "ready" } });
    expect((await newest()).askers).toEqual([]);
  });

  test("is nobody any more as soon as they are erased, nor another shop's person, nor whoever is to be erased", async () => {
    const contact = await givenContact(test_.ctx, mine.shop.id, { phone, firstName: "Wilhelmina" });
    await asked("1", phone);
    await act();
    const other = await givenShop(test_.ctx);
    const theirs = await givenContact(test_.ctx, other.shop.id, { firstName: "Theirs" });
    const subject = { contactIds: [contact.id, theirs.id] };
    await database.db.privacyRequest.updateMany({ data: { subject } });
    expect((await newest()).askers).toMatchObject([{ id: contact.id }]);
    await eraseByMerchant(test_.ctx, mine.shop, contact.id);
    // Before the loop has gone through the rest.
    expect((await list()).map(({ askers }) => askers)).toEqual([null, null]);
    expect(JSON.stringify(await list())).not.toMatch(/Wilhelmina|Theirs/);
  });
});

describe("what the merchant asks", () => {
  test("erasing is one request however often it is pressed, and clears the webhooks too", async () => {
    await deliver(test_.ctx, mine.shop.domain, {
      topic: "customers/create",
      payload: {
        id: customerId,
        first_name: "Wilhelmina",
        phone,
        created_at: "2026-11-21T09:00:00Z",
        updated_at: "2026-11-21T09:00:00Z",
      },
    });
    await takeInAll(test_.ctx, test_.clock);
    // A raw body that no event leads to.
    await database.db.webhookDelivery.create({
      data: {
        ...{
          id: test_.ctx.ids.next(),
          source: "whatsapp",
          externalId: "x",
          shopDomain: mine.account.wabaId,
          topic: "messages",
        },
        ...{ receivedAt: test_.clock.now(), nextAttemptAt: test_.clock.now(), state: "done" },
        body: new TextEncoder().encode(JSON.stringify({ entry: [{ from: phone.slice(1), name: "Wilhelmina" }] })),
      },
    });
    const contact = await database.db.contact.findFirstOrThrow({ where: { shopId: mine.shop.id } });
    expect(await exportByMerchant(test_.ctx, mine.shop, contact.id)).toEqual({ outcome: "asked" });
    expect(await exportByMerchant(test_.ctx, mine.shop, contact.id)).toEqual({ outcome: "asked_before" });
    expect(test_.wakes.filter((reason) => reason === "privacy")).toHaveLength(1);
    await act();
    expect(await newest()).toMatchObject({ topic: "merchant/export", outcome: "ready" });
    const pressed = [1, 2].map(() => eraseByMerchant(test_.ctx, mine.shop, contact.id));
    expect((await Promise.all(pressed)).map(({ outcome }) => outcome).sort()).toEqual(["erased", "erased_before"]);
    expect(test_.wakes.filter((reason) => reason === "privacy")).toHaveLength(2);
    await act();
    expect((await list()).map(({ topic, outcome }) => [topic, outcome])).toEqual([
      ["merchant/erase", "erased"],
      ["merchant/export", "person_erased"],
    ]);
    expect(await searchDatabase(database.db, ["15155501234", customerId, "Wilhelmina"])).toEqual([]);
    const other = await givenShop(test_.ctx);
    expect(await exportByMerchant(test_.ctx, other.shop, contact.id)).toEqual({ outcome: "unknown_customer" });
  });
});
