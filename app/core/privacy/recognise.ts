import { normalizePhone } from "../contacts/normalize-phone.ts";
import { numbersOfOthers } from "../contacts/numbers-of-others.ts";
import { withMerged } from "../contacts/with-merged.ts";
import type { Tx } from "../ports.ts";
import { joinSubjects, type PrivacySubject } from "../shared/privacy-subject.ts";

export type OwnShop = { id: string; domain: string; country: string | null };

/**
 * Everything a person is known by: whoever has one of the identities named, those merged with them, and what they ordered and
 * left behind. A number that is another customer's by now does not name them any more. `asOf`: whoever came to be only after that is somebody new, unless they are named themselves. Indexes:
 * ContactIdentity's key and (shopId, contactId), Contact_merged, (shopId, contactId) of each table.
 */
export async function recognise(tx: Tx, shop: OwnShop, named: PrivacySubject, asOf?: Date): Promise<PrivacySubject> {
  const shopId = shop.id;
  const numbers = named.phones.map((raw) => normalizePhone(raw, shop.country)?.canonical ?? raw);
  const others = await numbersOfOthers(tx, shopId, numbers, named.customerIds);
  const phones = numbers.filter((number) => !others.has(number));
  const known = asOf && { OR: [{ createdAt: { lte: asOf } }, { id: { in: named.contactIds } }] };
  const owners = await tx.contactIdentity.findMany({
    where: {
      shopId,
      contact: known,
      OR: [
        { kind: "phone", value: { in: phones } },
        { kind: "shopify_customer", value: { in: named.customerIds } },
        { kind: "business_scoped_id", value: { in: named.userIds } },
        { contactId: { in: named.contactIds } },
      ],
    },
    select: { contactId: true },
  });
  const inForce = [...new Set([...owners.map(({ contactId }) => contactId), ...named.contactIds])];
  const contactIds = await withMerged(tx, shopId, inForce);
  const theirs = { shopId, contactId: { in: contactIds } };
  const identities = await tx.contactIdentity.findMany({ where: theirs });
  const orders = await tx.order.findMany({
    where: { shopId, OR: [{ contactId: { in: contactIds } }, { id: { in: named.orderIds } }] },
    select: { id: true, checkoutToken: true, cartToken: true },
  });
  const checkouts = await tx.checkout.findMany({ where: theirs, select: { token: true, cartToken: true } });
  const carts = await tx.cart.findMany({ where: theirs, select: { token: true } });
  const valuesOf = (kind: string) => identities.filter((one) => one.kind === kind).map(({ value }) => value);
  return joinSubjects(
    { ...named, phones },
    {
      phones: valuesOf("phone"),
      customerIds: valuesOf("shopify_customer"),
      userIds: valuesOf("business_scoped_id"),
      orderIds: orders.map(({ id }) => id),
      tokens: [...orders, ...checkouts]
        .flatMap((one) => [one.cartToken, "token" in one ? one.token : one.checkoutToken])
        .concat(carts.map(({ token }) => token))
        .filter((token) => token !== null),
      contactIds,
    },
  );
}
