/**
 * Columns that look like a person: by one of these names, or in a table that refers to one that has it. A table without any is
 * the shop's own and has to be listed as such.
 */
export const looksLikePerson =
  /^(contact|customer|order|message|conversation|run|subject)(Id)?$|phone|e-?mail|firstName|lastName|birthday|address|wamid|recipient|fingerprint|body$/i;

/** Tables that hold nobody, and which of their columns only look as if they did. */
export const shopsOwn: Record<string, string[]> = {
  Automation: [],
  ChatLink: ["phone"],
  DailyBill: [],
  DailyFigure: [],
  DiscountPool: [],
  FigureState: [],
  Notice: ["subjectId"],
  RateTable: [],
  SendLane: [],
  Shop: [],
  ShopifySession: [],
  SyncCursor: [],
  Template: [],
  TemplateMedia: [],
  WhatsAppAccount: [],
  WhatsAppNumber: ["displayPhone", "phoneNumberId"],
};

/** What stays in the row of somebody who was erased, by table; a table that is not here has no such row any more. */
export const outlives: Record<string, string[]> = {
  /** That somebody of the staff looked, at an id that leads to nobody any more. */
  AccessLog: ["shopId", "id", "staffId", "place", "subjectId", "windowAt", "at"],
  /** That an automation ran, and for which order; the row the messages hang on. */
  AutomationRun: [
    "shopId",
    "id",
    "automationId",
    "contactId",
    "storeEventId",
    "definition",
    "subjectKind",
    "subjectId",
    "cancelKey",
    "startedAt",
    "usageAttempts",
    "usageDays",
    "usageDueAt",
  ],
  /** What was decided and when, in reason keys. */
  AutomationStep: [
    "shopId",
    "id",
    "runId",
    "position",
    "dueAt",
    "attempts",
    "expiresAt",
    "decision",
    "awaitsReplySince",
  ],
  /** The empty row that holds the shop's figures together. */
  Contact: ["shopId", "id", "createdAt"],
  /** The code is the shop's discount at Shopify. */
  DiscountCode: [
    "shopId",
    "id",
    "poolId",
    "code",
    "state",
    "redeemCodeId",
    "runId",
    "givenAt",
    "expiresAt",
    "createdAt",
  ],
  /** That they were erased, as keyed hashes, so that what comes late does not bring them back. */
  ErasedIdentity: ["shopId", "fingerprint", "erasedAt"],
  /** The no itself, as a keyed hash. */
  ErasedOptOut: ["shopId", "fingerprint", "purpose", "revokedAt", "keptAt"],
  /** What was sent and when, without how it is followed. */
  Fulfillment: [
    "shopId",
    "id",
    "orderId",
    "status",
    "shipmentStatus",
    "trackingCompany",
    "lineItems",
    "createdAt",
    "versionAt",
  ],
  /** That a link was followed: its count. */
  LinkArrival: ["shopId", "linkId", "conversationId", "contactId", "firstAt", "lastAt"],
  /** What a link brought in. */
  LinkOrder: [
    "shopId",
    "orderId",
    "linkId",
    "arrivedAt",
    "orderAt",
    "revenueMinor",
    "currency",
    "cancelledAt",
    "countedAt",
    "campaign",
    "handle",
  ],
  /** That it was sent, what became of it and what it cost. */
  Message: [
    "shopId",
    "id",
    "numberId",
    "contactId",
    "runId",
    "automationId",
    "storeEventId",
    "dedupeKey",
    "category",
    "priority",
    "templateName",
    "language",
    "dueAt",
    "expiresAt",
    "attempts",
    "claimedAt",
    "claimedBy",
    "acceptedAt",
    "sentAt",
    "deliveredAt",
    "readAt",
    "errorCode",
    "pricing",
    "createdAt",
    "isTest",
    "clickedAt",
    "repliedAt",
    "dialPrefix",
  ],
  /** What Meta told of it, without words. */
  MessageStatus: ["shopId", "messageId", "status", "occurredAt", "recordedAt", "errorCode"],
  /** Its number and amounts, for the shop's figures. */
  Order: [
    "shopId",
    "id",
    "name",
    "currency",
    "totalMinor",
    "outstandingMinor",
    "financialStatus",
    "fulfillmentStatus",
    "paymentKind",
    "isFirstOrder",
    "lineItems",
    "discounts",
    "createdAt",
    "cancelledAt",
    "cancelReason",
    "versionAt",
    "codDecision",
    "codDecidedAt",
    "codAppliedAt",
    "codAttempts",
    "codNextAttemptAt",
    "codError",
    "shopCurrency",
    "shopCurrentMinor",
    "shopTotalMinor",
    "breakdown",
  ],
  /** What a message brought in. */
  OrderCredit: [
    "shopId",
    "orderId",
    "messageId",
    "automationId",
    "kind",
    "messageAt",
    "evidenceAt",
    "code",
    "orderAt",
    "revenueMinor",
    "currency",
    "cancelledAt",
    "countedAt",
  ],
  /** That something came back, by the order's number. */
  OrderReturn: ["shopId", "id", "orderId", "name", "status", "versionAt"],
  /** That a page of the storefront led to a chat: its count. */
  PageArrival: [
    "shopId",
    "conversationId",
    "reference",
    "campaign",
    "page",
    "handle",
    "contactId",
    "firstAt",
    "lastAt",
  ],
  /** That it was asked and when it was done. */
  PrivacyRequest: ["id", "shopDomain", "topic", "deliveryId", "receivedAt", "dueAt", "attempts", "downloadedAt"],
  /** What was paid back. */
  Refund: ["shopId", "id", "orderId", "amountMinor", "currency", "createdAt"],
  /** That it happened to an order or a parcel. */
  StoreEvent: [
    "shopId",
    "id",
    "deliveryId",
    "kind",
    "subjectKind",
    "subjectId",
    "occurrence",
    "occurredAt",
    "recordedAt",
    "outcome",
    "details",
  ],
  /** How many people were written to in the last 24 hours; gone after them. */
  TierReach: ["shopId", "accountId", "contactId", "reachedAt"],
  /** That it came, so that it is not taken in twice; its body is empty. */
  WebhookDelivery: [
    "id",
    "source",
    "externalId",
    "shopDomain",
    "topic",
    "apiVersion",
    "eventId",
    "triggeredAt",
    "receivedAt",
    "state",
    "attempts",
    "nextAttemptAt",
    "outcome",
    "settledAt",
  ],
};

/** What the file about a person leaves out. */
export const notTold: Record<string, string[]> = {
  /** Who looked is about the staff. */
  AccessLog: ["staffId", "windowAt"],
  /** The shop's automation as it was then. */
  AutomationRun: ["definition"],
  /** Hashes of somebody who is nobody here. */
  ErasedIdentity: ["fingerprint", "erasedAt"],
  /** As above. */
  ErasedOptOut: ["fingerprint", "revokedAt", "keptAt"],
  /** An earlier copy of this file. */
  PrivacyRequest: ["file", "fileUntil", "lastError"],
  /** How it travelled. */
  WebhookDelivery: ["externalId", "apiVersion", "eventId", "triggeredAt", "nextAttemptAt", "outcome", "settledAt"],
};
