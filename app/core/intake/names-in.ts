import type { Name } from "../contacts/erased-identities.ts";
import { normalizePhone } from "../contacts/normalize-phone.ts";
import { subjectOfTopic } from "../shared/subject-of-topic.ts";

/** More than any webhook of one person's names; a product with a thousand variants names nobody. */
const namesAtMost = 200;

/**
 * Whom a webhook of Shopify's names, and which order, cart or checkout: phone numbers in any spelling, addresses, Shopify's
 * ids. `json` as readJson gives it: every number is text.
 */
export function namesIn(json: unknown, topic: string, country: string | null): Name[] {
  const found = new Map<string, Name>();
  const note = (kind: Name["kind"], value: string) => {
    if (value && found.size < namesAtMost) found.set(`${kind} ${value}`, { kind, value });
  };

  function look(value: unknown, key: string, parent: string, home: string | null): void {
    if (Array.isArray(value)) return value.forEach((one) => look(one, key, parent, home));
    if (typeof value === "object" && value !== null) {
      const own = "country_code" in value && typeof value.country_code === "string" ? value.country_code : home;
      return Object.entries(value).forEach(([inner, one]) => look(one, inner, key, own));
    }
    if (typeof value !== "string") return;
    if (/phone/i.test(key)) {
      for (const read of [home, country]) note("phone", normalizePhone(value, read)?.canonical ?? "");
    } else if (/^[^\s@]+@[^\s@]+$/.test(value)) note("email", value.toLowerCase());
    else if (/^(cart_|checkout_)?token$/.test(key)) note("token", value);
    else noteId(value, key, parent);
  }

  function noteId(value: string, key: string, parent: string): void {
    const id = /^(?:gid:\/\/shopify\/\w+\/)?(\d{1,20})(?:\?.*)?$/.exec(value)?.[1];
    if (id === undefined) return;
    const of = /^(id|admin_graphql_api_id)$/.test(key) ? parent : key.replace(/_?id$/i, "");
    if (of === "customer") note("shopify_customer", id);
    if (of === "order") note("order", id);
  }

  look(json, subjectOfTopic(topic), "", null);
  return [...found.values()];
}
