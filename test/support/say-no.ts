import { applyPreference } from "#app/core/callbacks/apply-preference.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import { findOrMakeContact } from "#app/core/contacts/find-or-make-contact.ts";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { applyInbound } from "#app/core/conversations/apply-inbound.ts";
import { importConsent } from "#app/core/customers/import-consent.ts";
import { noteConsent } from "#app/core/customers/note-consent.ts";
import { readPreferences, savePreferences } from "#app/core/opt-in/preferences.ts";
import { actOnPrivacy } from "./act-on-privacy.ts";
import { compareConsent } from "#app/core/shopify-consent/compare-consent.ts";
import { inTransaction, type TestContext } from "./context.ts";
import { givenContact } from "./given.ts";
import { plainSecrets } from "./pretend-whatsapp-api.ts";
import { outcomeOf } from "./shopify-deliveries.ts";

/** Every way a no comes in from outside, by the code that takes it in there. */
export const waysOut = [
  "word_in_the_chat",
  "button",
  "preference_page",
  "whatsapp_settings",
  "shopify_webhook",
  "shopify_comparison",
  "merchant",
  "import",
  "merge_into_another",
  "merge_of_another",
  "privacy_redact",
] as const;
type WayOut = (typeof waysOut)[number];

export type SaidNo = {
  way: WayOut;
  /** Where it is said in words. */
  word: string;
  /** Where it was somebody else, who turns out to be the same: how long ago that one had said it. */
  minutesAgo: number;
};

/** Somebody whom a shop knows by number and by Shopify's id. */
export type Person = Pick<TestContext, "ctx" | "clock"> & {
  shop: { id: string; domain: string };
  numberId: string;
  phoneNumberId: string;
  phone: string;
  /** Digits. */
  customerId: string;
  /** Of today: merging and erasing change it. */
  contactId: string;
};

let times = 0;

/** One change of mind, as the use cases of the ledger are told of it. */
export function changeOf({ shop, contactId, clock }: Person, source: "keyword" | "form" = "form") {
  times += 1;
  return {
    shopId: shop.id,
    contactId,
    purposes: ["marketing"] as const,
    source,
    evidence: {},
    occurredAt: clock.now(),
    dedupeKey: `change:${times}`,
  };
}

/** Something the person writes or presses. */
export function say(person: Person, said: { text: string } | { pressed: string }): Promise<string> {
  times += 1;
  const { ctx, shop, numberId, phone, clock } = person;
  const heard =
    "text" in said ? { type: "text", text: said.text } : { type: "button", choice: { payload: said.pressed } };
  return inTransaction(ctx, (tx) =>
    applyInbound(
      tx,
      { shopId: shop.id, numberId },
      { ...heard, wamid: `wamid.said.${times}`, from: { phone }, occurredAt: clock.now(), content: {} },
      clock.now(),
    ),
  );
}

/** Says no in this way; the person's id may be another one afterwards. */
export async function sayNo(person: Person, { way, word, minutesAgo }: SaidNo): Promise<void> {
  const { ctx, shop, contactId, clock } = person;
  switch (way) {
    case "word_in_the_chat":
      return void (await say(person, { text: word }));
    case "button":
      return void (await say(person, { pressed: word }));
    case "preference_page":
      return chooseNothing(person);
    case "whatsapp_settings":
      return stopInWhatsApp(person);
    case "shopify_webhook":
      return void (await outcomeOf(ctx, shop.domain, unsubscribed(person)));
    case "shopify_comparison":
      return compareWithUnsubscribed(person);
    case "merchant": {
      const note = { formId: crypto.randomUUID(), purposes: "marketing", note: "Said so at the counter" } as const;
      return void (await noteConsent(ctx, shop.id, contactId, { ...note, state: "revoked" }));
    }
    case "import": {
      const csv = `phone,state,date\n${person.phone},revoked,${clock.now().toISOString()}\n`;
      return void (await importConsent(ctx, shop.id, { csv, fileName: "no.csv" }));
    }
    case "merge_into_another":
    case "merge_of_another":
      return mergeWithWhoSaidNo(person, way, minutesAgo);
    case "privacy_redact":
      return eraseAndComeBack(person);
  }
}

/** What is ticked is unticked; where nothing is, the button that stops everything is left. */
async function chooseNothing({ ctx, shop, contactId }: Person): Promise<void> {
  const shown = await readPreferences(ctx, shop.id, contactId);
  if (!shown) throw new Error("The person has no page.");
  const was = { marketing: shown.marketing, transactional: shown.transactional };
  const untick = { was, now: { ...was, marketing: false }, often: shown.often, locale: null };
  await savePreferences(ctx, {
    shopId: shop.id,
    contactId,
    change: was.marketing ? untick : "stop_everything",
    shown: { wording: "Offers", page: "preferences", locale: null, door: "proxy", userAgent: "" },
    formId: crypto.randomUUID(),
  });
}

async function stopInWhatsApp({ ctx, shop, phone, phoneNumberId, clock }: Person): Promise<void> {
  const stop = { kind: "preference", category: "marketing_messages", value: "stop", wabaId: "1" } as const;
  const occurredAt = new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
  await inTransaction(ctx, (tx) =>
    applyPreference(tx, shop.id, { ...stop, phoneNumberId, person: { phone }, occurredAt }, clock.now()),
  );
}

function unsubscribed({ customerId, phone, clock }: Person) {
  const consent = { state: "unsubscribed", opt_in_level: null, updated_at: clock.now().toISOString() };
  return {
    topic: "customers_whats_app_marketing_consent/update",
    payload: { customer_id: Number(customerId), phone_number: phone, whats_app_marketing_consent: consent },
  };
}

async function compareWithUnsubscribed({ ctx, shop, customerId, phone, clock }: Person): Promise<void> {
  const there = {
    ...{ customerId, phone, state: "revoked" as const, shopifyState: "unsubscribed" },
    ...{ optInLevel: null, collectedFrom: null, updatedAt: clock.now() },
  };
  await compareConsent(
    ctx,
    {
      customerConsents: () => Promise.resolve({ outcome: "ok", customers: [there] }),
      updateCustomerConsent: (_shop, { state }) => Promise.resolve({ outcome: "ok", state }),
    },
    shop.id,
  );
}

/** Who said no a while ago turns out to be the same person. */
async function mergeWithWhoSaidNo(
  person: Person,
  way: Extract<WayOut, "merge_into_another" | "merge_of_another">,
  minutesAgo: number,
): Promise<void> {
  const { ctx, shop, clock } = person;
  const other = await givenContact(ctx, shop.id);
  const then = new Date(clock.now().getTime() - minutesAgo * 60_000);
  await inTransaction(ctx, (tx) =>
    optOut({ ...tx, clock: { now: () => then } }, { ...changeOf(person), contactId: other.id, occurredAt: then }),
  );
  const [keepId, dropId] = way === "merge_of_another" ? [person.contactId, other.id] : [other.id, person.contactId];
  await inTransaction(ctx, (tx) => mergeContacts(tx, shop.id, keepId, dropId));
  person.contactId = keepId;
}

/** Shopify asks to erase them; then they order again, by the same number and as the same customer. */
async function eraseAndComeBack(person: Person): Promise<void> {
  const { ctx, shop, customerId, phone } = person;
  const customer = { id: Number(customerId), phone, email: null };
  const payload = { shop_domain: shop.domain, customer, orders_to_redact: [] };
  await outcomeOf(ctx, shop.domain, { topic: "customers/redact", payload });
  await actOnPrivacy(ctx, plainSecrets);
  const back = await inTransaction(ctx, (tx) =>
    findOrMakeContact(tx, shop.id, { phones: [{ raw: phone }], customerId }),
  );
  if (!back || back.contactId === person.contactId) throw new Error("The person was not erased.");
  person.contactId = back.contactId;
}
