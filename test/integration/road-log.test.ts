import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "#app/adapters/log/create-log.ts";
import { connectAccount } from "#app/core/shops/connect-account.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { paidOrder, phoneOf } from "#test/support/paid-order.ts";
import { openRoad } from "#test/support/road.ts";

const database = useTestDatabase();

function capture() {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { log: createLog("debug", stream), read: () => text };
}

const person = { first_name: "Zebedee", last_name: "Quillfeather", email: "zebedee@quillfeather.example" };
const title = "Moonlit harpsichord";
const whatTheyWrote = "My secret is a purple walrus";

/** A row the database will not take, told as PostgreSQL tells it: with all that the row holds. */
async function breakTable(table: string, column: string): Promise<() => Promise<unknown>> {
  const { executeSql } = database.database;
  const name = `refuse_${table.toLowerCase()}`;
  await executeSql(`
    CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'Refused: %', NEW."${column}"::text USING DETAIL = 'Failing row contains ' || NEW::text, HINT = NEW::text;
    END $$`);
  await executeSql(`CREATE TRIGGER ${name} BEFORE INSERT ON "${table}" FOR EACH ROW EXECUTE FUNCTION ${name}()`);
  return () => executeSql(`DROP TRIGGER ${name} ON "${table}"`).then(() => executeSql(`DROP FUNCTION ${name}`));
}

test("whatever fails on the road, no phone, name, text or token gets into the log", async () => {
  const { log, read } = capture();
  const road = await openRoad(database, { log });
  const order = (n: number, overrides = {}) =>
    paidOrder(n, road.clock.now(), {
      customer: { id: 8_000_000_000_000 + n, ...person },
      line_items: [{ product_id: 1, variant_id: 2, title, quantity: 1, price: "10.00" }],
      ...overrides,
    });

  // Sends that fail in every way.
  const failing = { [phoneOf(1)]: 131026, [phoneOf(2)]: 131000 };
  road.controls.setFaults({ recipientFailures: failing, recipientErrors: { [phoneOf(3)]: 131008 } });
  for (const n of [1, 2, 3]) await road.post("orders/create", order(n));
  await road.settle();
  road.controls.setFaults({ clear: true, share5xx: 0.5, share429: 0.5, shareAcceptedThenDropped: 0.5 });
  for (const n of [4, 5, 6, 7]) await road.post("orders/create", order(n));
  await road.advance(60_000);
  road.controls.setFaults({ clear: true, numberErrors: { [road.phoneNumberId]: 190 } });
  await road.post("orders/create", order(8));
  await road.settle();
  road.controls.setFaults({ clear: true });
  const { shop, wabaId, phoneNumberId, token } = road;
  await connectAccount(road.ctx, road.api, road.secrets, {
    shopId: shop.id,
    wabaId,
    phoneNumberId,
    accessToken: token,
  });

  // People who write, press and opt out; a callback nobody understands, and one nobody can read.
  road.controls.receive(phoneOf(4), { text: whatTheyWrote });
  road.controls.receive(phoneOf(5), { text: "STOP" });
  road.controls.tell(road.wabaId, "something_new", { phone: phoneOf(6), name: person.first_name, text: whatTheyWrote });
  await road.doors.postCallback({ object: "whatsapp_business_account", entry: whatTheyWrote });
  await road.settle();

  // Deliveries that die, and rows the database refuses while it quotes them.
  await road.post("orders/create", new TextEncoder().encode(`{"phone": "${phoneOf(9)}", "first_name": "Zebedee"`));
  await road.post("app/uninstalled", { id: 1, myshopify_domain: "other.myshopify.com", ...person });
  for (const [table, column] of [
    ["ContactIdentity", "value"],
    ["Message", "content"],
    ["InboundMessage", "content"],
  ] as const) {
    const mend = await breakTable(table, column);
    try {
      await road.post("orders/create", order(10 + table.length));
      road.controls.receive(phoneOf(6), { text: whatTheyWrote });
      await road.advance(5 * 60_000);
    } finally {
      await mend();
    }
  }
  await road.advance(30 * 60_000);

  const logged = read();
  const events = logged
    .split("\n")
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
  for (const event of ["delivery_dead", "delivery_failed", "automation.step_failed", "account_stopped"])
    expect(events).toContain(event);
  const phones = Array.from({ length: 30 }, (_, n) => phoneOf(n).slice(3));
  const secret = [
    ...phones,
    ...Object.values(person),
    title,
    whatTheyWrote,
    "purple walrus",
    road.token,
    "thank you for your order",
    "order_status_url",
  ];
  expect(secret.filter((one) => logged.toLowerCase().includes(one.toLowerCase()))).toEqual([]);
});
