import type { Database } from "#app/adapters/db/open-database.ts";
import type { SeededShop } from "./seed-shop.ts";

/** The order behind every tenth message of a history with its causes: "#10", "#20", … Every tenth of them counts for it. */
export async function seedOrders(database: Database, { shopId }: SeededShop): Promise<void> {
  await database.executeSql(
    `INSERT INTO "Order" ("shopId", "id", "name", "contactId", "currency", "totalMinor", "outstandingMinor", "financialStatus",
       "paymentKind", "tags", "lineItems", "discounts", "createdAt", "versionAt")
     SELECT r."shopId", r."subjectId", '#' || r."subjectId", r."contactId", 'EUR', 4990, 0, 'paid', 'prepaid', '{}', '[]', '[]',
       r."startedAt", r."startedAt"
     FROM "AutomationRun" r WHERE r."shopId" = $1::uuid AND r."subjectId"::bigint % 10 = 0`,
    [shopId],
  );
  await database.executeSql(
    `INSERT INTO "OrderCredit" ("shopId", "orderId", "messageId", "automationId", "kind", "messageAt", "evidenceAt", "orderAt",
       "revenueMinor", "currency", "countedAt")
     SELECT r."shopId", r."subjectId", r."id", r."automationId", 'click', r."startedAt", r."startedAt", r."startedAt", 4990, 'EUR',
       r."startedAt"
     FROM "AutomationRun" r WHERE r."shopId" = $1::uuid AND r."subjectId"::bigint % 100 = 0`,
    [shopId],
  );
}
