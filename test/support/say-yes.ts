import { optIn } from "#app/core/consent/opt-in.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { importConsent } from "#app/core/customers/import-consent.ts";
import { noteConsent } from "#app/core/customers/note-consent.ts";
import { requestOptIn } from "#app/core/opt-in/request-opt-in.ts";
import type { Said } from "./consent-model.ts";
import { inTransaction } from "./context.ts";
import { givenContact } from "./given.ts";
import { changeOf, type Person } from "./say-no.ts";
import { outcomeOf } from "./shopify-deliveries.ts";

/** Ways in which a yes comes in, by the code that takes it in there; the form's is one where nothing is confirmed. */
export const waysIn = ["own_word", "merchant", "shopify", "merge", "form", "import"] as const;
type WayIn = (typeof waysIn)[number];

/** Whose word it is. Who is merged had Shopify's yes. */
export const speakerOfYes: Record<WayIn, Said["by"]> = {
  own_word: "person",
  merchant: "merchant",
  shopify: "shopify",
  merge: "shopify",
  form: "anybody",
  import: "anybody",
};

let times = 0;

/** Says yes in this way; answers when it is dated. */
export async function sayYes(person: Person, way: WayIn): Promise<Date> {
  const { ctx, shop, contactId, phone, customerId, clock } = person;
  const now = clock.now();
  times += 1;
  switch (way) {
    case "own_word":
      await inTransaction(ctx, (tx) => optIn(tx, changeOf(person, "keyword")));
      return now;
    case "merchant": {
      const note = { formId: crypto.randomUUID(), purposes: "marketing", note: "Said so at the counter" } as const;
      await noteConsent(ctx, shop.id, contactId, { ...note, state: "granted" });
      return now;
    }
    case "shopify": {
      const consent = { state: "subscribed", opt_in_level: "single_opt_in", updated_at: now.toISOString() };
      const topic = "customers_whats_app_marketing_consent/update";
      const payload = { customer_id: Number(customerId), phone_number: phone, whats_app_marketing_consent: consent };
      await outcomeOf(ctx, shop.domain, { topic, payload });
      return now;
    }
    case "merge":
      return mergeWithWhoSaidYes(person);
    case "form": {
      const shown = { wording: "Offers, yes", page: "/", locale: null, door: "proxy", userAgent: "" };
      const asks = { purposes: ["marketing"] as const, source: "form" as const, locale: null, occurredAt: now };
      await confirmNothing(person, () =>
        requestOptIn(ctx, { shopId: shop.id, phone, ...asks, shown, renderedAt: times }),
      );
      return now;
    }
    case "import": {
      const line = `${phone},granted,${now.toISOString()},"Offers, yes",Counter`;
      await importConsent(ctx, shop.id, { csv: `phone,state,date,wording,where\n${line}\n`, fileName: "yes.csv" });
      return now;
    }
  }
}

async function confirmNothing({ ctx, shop: { id } }: Person, work: () => Promise<unknown>): Promise<void> {
  const set = (settings: object) => ctx.db.shop.update({ where: { id }, data: { settings } });
  await set({ optIn: { confirm: "only", countries: [] } });
  await work();
  await set({});
}

/** Whom Shopify calls subscribed since a minute ago turns out to be the same person. */
async function mergeWithWhoSaidYes(person: Person): Promise<Date> {
  const { ctx, shop, contactId, clock } = person;
  const other = await givenContact(ctx, shop.id);
  const occurredAt = new Date(clock.now().getTime() - 1_000);
  await inTransaction(ctx, async (tx) => {
    const { purposes: _purposes, ...change } = changeOf(person);
    const yes = { ...change, contactId: other.id, occurredAt, source: "shopify" as const };
    await recordConsent(tx, { ...yes, purpose: "marketing", state: "granted" });
    await mergeContacts(tx, shop.id, contactId, other.id);
  });
  return occurredAt;
}
