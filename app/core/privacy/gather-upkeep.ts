import type { Db } from "../ports.ts";
import type { PrivacySubject } from "../shared/privacy-subject.ts";
import { requestsAbout } from "./forget-answers.ts";
import { plainRows } from "./person-file.ts";
import type { OwnShop } from "./recognise.ts";

/**
 * What is held about a person to keep the shop running: what Shopify was told of their consent, which orders were counted for a
 * message or a link, how soon they may be written to, when staff looked (not who: that is about the staff), and what was asked
 * about them before. Indexes: the keys of the tables, AccessLog (shopId, subjectId, id), PrivacyRequest (shopDomain, id).
 */
export async function gatherUpkeep(db: Db, shop: OwnShop, person: PrivacySubject) {
  const { contactIds, customerIds, orderIds } = person;
  const ofOrders = { where: { shopId: shop.id, orderId: { in: orderIds } } };
  const ofContacts = { where: { shopId: shop.id, contactId: { in: contactIds } } };
  const [told, lookups, credits, linkOrders, lanes, reached, accessLog, asked] = await Promise.all([
    db.consentSync.findMany({ where: { shopId: shop.id, customerId: { in: customerIds } } }),
    db.customerLookup.findMany(ofContacts),
    db.orderCredit.findMany(ofOrders),
    db.linkOrder.findMany(ofOrders),
    db.recipientLane.findMany(ofContacts),
    db.tierReach.findMany(ofContacts),
    db.accessLog.findMany({
      where: { shopId: shop.id, subjectId: { in: contactIds } },
      orderBy: { id: "asc" },
      select: { at: true, place: true },
    }),
    requestsAbout(db, shop, person),
  ]);
  return {
    told: plainRows([...told, ...lookups]),
    credits: plainRows([...credits, ...linkOrders]),
    limits: plainRows([...lanes, ...reached]),
    looks: plainRows(accessLog),
    asked: plainRows(asked),
  };
}
