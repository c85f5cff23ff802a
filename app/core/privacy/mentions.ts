import { normalizePhone } from "../contacts/normalize-phone.ts";
import type { PrivacySubject } from "../shared/privacy-subject.ts";
import { subjectOfTopic } from "../shared/subject-of-topic.ts";

export type Mentions = {
  /** Does anything in it name this person, or one of their orders, carts or checkouts? `topic`: what the whole is about. */
  inWhole(json: unknown, topic: string): boolean;
  /** Of a callback that speaks of several people: what speaks of this one. */
  partsOf(json: unknown): unknown;
  /** Of what is about somebody else: what names this person (undefined: nothing does), and everything but that. */
  split(json: unknown): Halves;
};

/**
 * Recognises a person in a webhook's body, as readJson gives it: every number is text. Phone numbers in any spelling; ids of
 * customers and orders only where they stand for one, as ids of different things may be the same digits.
 */
export function mentionsOf(person: PrivacySubject, country: string | null): Mentions {
  const theirs = recogniserOf(person, country);
  return {
    inWhole: (json, topic) => names(theirs, json, subjectOfTopic(topic), ""),
    partsOf: (json) => partsOf(theirs, json),
    split: (json) => split(theirs, json, "", ""),
  };
}

type Recogniser = {
  /** Is this word theirs? `key` and `parent`: what it stands under. */
  is(value: string, key: string, parent: string): boolean;
  /** Is this the customer of Shopify's whom a webhook is about, and not this one? */
  isOfAnother(json: object, key: string): boolean;
};

function recogniserOf(person: PrivacySubject, country: string | null): Recogniser {
  const phones = new Set(person.phones);
  const endings = [...phones].map(phoneEnding);
  const emails = new Set(person.emails.map((email) => email.toLowerCase()));
  const words = new Set([...person.userIds, ...person.tokens]);
  const customers = new Set(person.customerIds);
  const orders = new Set(person.orderIds);

  function isPhone(value: string): boolean {
    const digits = value.replace(/\D/g, "");
    if (digits.length < 6 || !endings.some((ending) => digits.endsWith(ending))) return false;
    return [value, `+${digits}`].some((written) => phones.has(normalizePhone(written, country)?.canonical ?? ""));
  }

  return {
    is(value, key, parent) {
      if (words.has(value) || emails.has(value.trim().toLowerCase()) || isPhone(value)) return true;
      const id = value.replace(/^gid:\/\/shopify\/\w+\//, "").replace(/\?.*$/, "");
      const of = /^(id|admin_graphql_api_id)$/.test(key) ? parent : key.replace(/_?id$/i, "");
      return (of === "customer" && customers.has(id)) || (of === "order" && orders.has(id));
    },
    isOfAnother: (json, key) =>
      key === "customer" && !("id" in json && typeof json.id === "string" && customers.has(json.id)),
  };
}

function names(theirs: Recogniser, json: unknown, key: string, parent: string): boolean {
  if (typeof json === "string") return theirs.is(json, key, parent);
  if (Array.isArray(json)) return json.some((one) => names(theirs, one, key, parent));
  if (typeof json !== "object" || json === null) return false;
  return Object.entries(json).some(([inner, value]) => names(theirs, value, inner, key));
}

function partsOf(theirs: Recogniser, json: unknown): unknown {
  if (Array.isArray(json)) return json.filter((one) => names(theirs, one, "", "")).map((one) => partsOf(theirs, one));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, partsOf(theirs, value)]));
}

type Halves = { theirs?: unknown; rest?: unknown };

/** An object that names them is theirs whole, an address say; but not the body itself, nor the customer it is about. */
function split(theirs: Recogniser, json: unknown, key: string, parent: string): Halves {
  if (typeof json === "string") return theirs.is(json, key, parent) ? { theirs: json } : { rest: json };
  if (Array.isArray(json)) {
    const halves = json.map((one) => split(theirs, one, key, parent));
    const found = halves.flatMap((half) => ("theirs" in half ? [half.theirs] : []));
    return {
      ...(found.length > 0 ? { theirs: found } : {}),
      rest: halves.flatMap((half) => ("rest" in half ? [half.rest] : [])),
    };
  }
  if (typeof json !== "object" || json === null) return { rest: json };
  const entries = Object.entries(json);
  const direct = entries.some(([inner, value]) => typeof value === "string" && theirs.is(value, inner, key));
  if (direct && key !== "" && !theirs.isOfAnother(json, key)) return { theirs: json };
  const halves = entries.map(([inner, value]) => [inner, split(theirs, value, inner, key)] as const);
  const found = halves.flatMap(([inner, half]) => ("theirs" in half ? [[inner, half.theirs] as const] : []));
  return {
    ...(found.length > 0 ? { theirs: Object.fromEntries(found) } : {}),
    rest: Object.fromEntries(halves.flatMap(([inner, half]) => ("rest" in half ? [[inner, half.rest] as const] : []))),
  };
}

/** The spellings of one number differ at its beginning. */
export function phoneEnding(phone: string): string {
  return phone.replace(/\D/g, "").slice(-8);
}
