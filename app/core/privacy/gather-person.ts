import { renderMessage } from "../analytics/render-message.ts";
import { inboundText } from "../analytics/inbound-text.ts";
import { deliveryOwners } from "../intake/replay-deliveries.ts";
import { messageContentSchema } from "../outbox/message-content.ts";
import type { Ctx, Db } from "../ports.ts";
import type { PrivacySubject } from "../shared/privacy-subject.ts";
import { findDeliveries } from "./find-deliveries.ts";
import { gatherUpkeep } from "./gather-upkeep.ts";
import type { Lease } from "./lease.ts";
import { mentionsOf } from "./mentions.ts";
import { plainRows, type FileRow, type FileSection, type PersonFile } from "./person-file.ts";
import type { OwnShop } from "./recognise.ts";

type Shop = OwnShop & { name: string };

/** Everything held about a person (as recognise found them); null when nothing is. Indexes: (shopId, contactId, …) of each table. */
export async function gatherPerson(
  ctx: Ctx,
  shop: Shop,
  person: PrivacySubject,
  requestedAt: Date,
  lease: Lease,
): Promise<PersonFile | null> {
  const { db } = ctx;
  const [aboutThem, bought, webhooks, upkeep] = await Promise.all([
    rowsOfContacts(db, shop.id, person.contactIds),
    rowsOfOrders(db, shop.id, person),
    webhooksOf(db, shop, person, lease),
    gatherUpkeep(db, shop, person),
  ]);
  // That they asked before is no reason for a file.
  const held: FileRow[][] = [...Object.values(aboutThem), ...Object.values(bought), webhooks];
  if (held.every((rows) => rows.length === 0)) return null;
  const sections: Record<FileSection, FileRow[]> = { ...aboutThem, ...bought, ...upkeep, webhooks };
  return {
    format: "tidings-person-1",
    shop: { domain: shop.domain, name: shop.name },
    requestedAt: requestedAt.toISOString(),
    madeAt: ctx.clock.now().toISOString(),
    sections,
  };
}

async function rowsOfContacts(db: Db, shopId: string, contactIds: string[]) {
  const theirs = { shopId, contactId: { in: contactIds } };
  const oldestFirst = { orderBy: { id: "asc" } } as const;
  const [people, identities, consent, messages, replies, conversations, requests, runs, events, updates, links, came] =
    await Promise.all([
      db.contact.findMany({ where: { shopId, id: { in: contactIds }, erasedAt: null }, ...oldestFirst }),
      db.contactIdentity.findMany({ where: theirs }),
      db.consentEntry.findMany({ where: theirs, orderBy: { occurredAt: "asc" } }),
      messagesOf(db, shopId, contactIds),
      db.inboundMessage.findMany({ where: theirs, ...oldestFirst }),
      db.conversation.findMany({ where: theirs, ...oldestFirst }),
      db.productRequest.findMany({ where: theirs, ...oldestFirst }),
      db.automationRun.findMany({
        where: theirs,
        ...oldestFirst,
        omit: { definition: true },
        include: { automation: { select: { name: true } }, codes: true, steps: true, tagTasks: true },
      }),
      db.storeEvent.findMany({ where: theirs, ...oldestFirst }),
      db.orderUpdates.findMany({ where: theirs, orderBy: { askedAt: "asc" } }),
      db.linkArrival.findMany({
        where: theirs,
        orderBy: { firstAt: "asc" },
        include: { link: { select: { name: true } } },
      }),
      db.pageArrival.findMany({ where: theirs, orderBy: { firstAt: "asc" } }),
    ]);
  return {
    person: plainRows(people),
    identities: plainRows(identities),
    consent: plainRows(consent),
    messages,
    replies: plainRows(replies.map((reply) => ({ ...reply, text: inboundText(reply.content) }))),
    conversations: plainRows(conversations),
    requests: plainRows(requests),
    automations: plainRows(runs.map(({ automation, ...run }) => ({ ...run, automation: automation.name }))),
    events: plainRows(events),
    orderUpdates: plainRows(updates),
    links: plainRows([...links.map(({ link, ...arrival }) => ({ ...arrival, link: link.name })), ...came]),
  };
}

/** With the words the person read, as far as the template is known. */
async function messagesOf(db: Db, shopId: string, contactIds: string[]): Promise<FileRow[]> {
  const messages = await db.message.findMany({
    where: { shopId, contactId: { in: contactIds } },
    orderBy: { id: "asc" },
    include: { statuses: { orderBy: { occurredAt: "asc" } } },
  });
  const templates = await db.template.findMany({
    where: { shopId, name: { in: messages.flatMap(({ templateName }) => templateName ?? []) } },
    select: { name: true, language: true, components: true },
  });
  return plainRows(
    messages.map((message) => {
      const content = messageContentSchema.safeParse(message.content);
      const template = templates.find(
        ({ name, language }) => name === message.templateName && language === message.language,
      );
      const shown = content.success ? renderMessage(content.data, template?.components) : null;
      const text = shown && [shown.header, shown.body, shown.footer].filter(Boolean).join("\n");
      return { ...message, text };
    }),
  );
}

async function rowsOfOrders(db: Db, shopId: string, { contactIds, orderIds, tokens }: PrivacySubject) {
  const ofOrders = { where: { shopId, orderId: { in: orderIds } } };
  const left = {
    where: { shopId, OR: [{ contactId: { in: contactIds } }, { contactId: null, token: { in: tokens } }] },
  };
  const [orders, fulfillments, refunds, returns, checkouts, carts] = await Promise.all([
    db.order.findMany({ where: { shopId, id: { in: orderIds } }, orderBy: { createdAt: "asc" } }),
    db.fulfillment.findMany(ofOrders),
    db.refund.findMany(ofOrders),
    db.orderReturn.findMany(ofOrders),
    db.checkout.findMany(left),
    db.cart.findMany(left),
  ]);
  return {
    orders: plainRows(orders),
    fulfillments: plainRows(fulfillments),
    refunds: plainRows(refunds),
    returns: plainRows(returns),
    checkouts: plainRows(checkouts),
    carts: plainRows(carts),
  };
}

/**
 * As they came; of WhatsApp's, which speak of several people at once, and of what is about somebody else, only what speaks of
 * this one.
 */
async function webhooksOf(db: Db, shop: OwnShop, person: PrivacySubject, lease: Lease): Promise<FileRow[]> {
  const { partsOf, split } = mentionsOf(person, shop.country);
  const rows: FileRow[] = [];
  for await (const page of findDeliveries(db, shop, await deliveryOwners(db, shop.id), person)) {
    await lease.renew();
    for (const { id, source, topic, receivedAt, json, ofAnother } of page) {
      if (json === null) continue;
      const body = ofAnother ? split(json).theirs : source === "whatsapp" ? partsOf(json) : json;
      if (body !== undefined) rows.push(...plainRows([{ id, source, topic, receivedAt, body }]));
    }
  }
  return rows;
}
