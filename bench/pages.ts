import type { Database } from "#app/adapters/db/open-database.ts";
import { listCustomers } from "#app/core/analytics/list-customers.ts";
import { listEvents } from "#app/core/analytics/list-events.ts";
import { listMessages } from "#app/core/analytics/list-messages.ts";
import { listTroubledGroups } from "#app/core/analytics/list-troubled.ts";
import { listWaiting } from "#app/core/analytics/list-waiting.ts";
import { readCustomer } from "#app/core/analytics/read-customer.ts";
import { readHome } from "#app/core/analytics/read-home.ts";
import { readMessageStory } from "#app/core/analytics/read-message-story.ts";
import type { Ctx } from "#app/core/ports.ts";
import { keepFigures } from "#app/core/results/keep-figures.ts";
import { listCredits } from "#app/core/results/list-credits.ts";
import { readAutomationResults } from "#app/core/results/read-automation-results.ts";
import { readOverview } from "#app/core/results/read-overview.ts";
import { saveSampleRates } from "#app/core/results/save-rates.ts";
import { benchCtx } from "./support/bench-ctx.ts";
import { libraryTemplates } from "./support/library-templates.ts";
import { median } from "./support/numbers.ts";
import { phoneOf } from "./support/phones.ts";
import type { Figure, Run } from "./support/run.ts";
import { seedHistory, type History } from "./support/seed-history.ts";
import { seedOrders } from "./support/seed-orders.ts";
import { seedShop, type SeededShop } from "./support/seed-shop.ts";

/** What a page's reading takes as a rule; the first time, with nothing in any cache, is told beside it. */
const aimMs = 300;
const rounds = 15;

const large: History = { shops: 1, contacts: 200_000, messages: 1_000_000, deliveries: 1_000, withCauses: true };
const quick: History = { shops: 1, contacts: 20_000, messages: 100_000, deliveries: 1_000, withCauses: true };

/** What a merchant's pages read, in one shop with a million messages, as many store events and 200,000 customers. */
export async function pages(run: Run): Promise<Figure[]> {
  const history = run.quick ? quick : large;
  const database = await run.engine.createDatabase();
  const seeding = await database.open(1);
  const now = benchCtx(seeding).clock.now();
  const startedAt = performance.now();
  const shop = await seedShop(benchCtx(seeding), { ratePerSecond: 1_000, templates: libraryTemplates() });
  await seedHistory(seeding, history, now);
  await seedOrders(seeding, shop);
  await seeding.executeSql("VACUUM ANALYZE");
  await seeding.close();
  run.say(`${history.messages} messages seeded in ${Math.round((performance.now() - startedAt) / 1000)} s`);

  const opened = await database.open();
  const ctx = benchCtx(opened);
  try {
    await saveSampleRates(ctx, shop.shopId);
    const figures: Figure[] = [
      { name: "all figures counted anew", value: await timed(() => keepFigures(ctx, shop.shopId)), unit: "ms" },
    ];
    for (const [name, read] of Object.entries(await pagesOf(opened, ctx, shop)))
      figures.push(await figureOf(name, read));
    return figures;
  } finally {
    await opened.close();
    await database.drop();
  }
}

async function figureOf(name: string, read: () => Promise<unknown>): Promise<Figure> {
  const firstMs = await timed(read);
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) samples.push(await timed(read));
  const value = median(samples);
  return {
    name,
    value,
    unit: "ms",
    aim: { text: `below ${aimMs} ms (first ${firstMs.toFixed(0)})`, met: value < aimMs },
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

type Pages = Record<string, () => Promise<unknown>>;

/** Each reads what the loader of that page reads. */
async function pagesOf({ db }: Database, ctx: Ctx, { shopId }: SeededShop): Promise<Pages> {
  const middle = await db.message.findFirstOrThrow({
    where: { shopId, state: "read" },
    orderBy: { id: "asc" },
    skip: 5_000,
    select: { id: true, contactId: true },
  });
  const contact = { contactId: middle.contactId };
  const messages = (filters: Parameters<typeof listMessages>[2]) => () =>
    Promise.all([listMessages(ctx, shopId, filters).then(found("messages")), listWaiting(ctx, shopId)]);
  const events = (filters: Parameters<typeof listEvents>[2]) => () =>
    Promise.all([listEvents(ctx, shopId, filters).then(found("events")), listTroubledGroups(ctx, shopId)]);
  const customers = (filters: Parameters<typeof listCustomers>[2]) => () =>
    listCustomers(ctx, shopId, filters).then(found("customers"));
  return {
    Home: () => Promise.all([readHome(ctx, shopId), readOverview(ctx, shopId)]),
    Results: () =>
      Promise.all([readOverview(ctx, shopId), readAutomationResults(ctx, shopId), listCredits(ctx, shopId, {})]),
    "Messages: first page": messages({}),
    "Messages: deep page": messages({ before: middle.id }),
    "Messages: failed ones": messages({ state: "failed" }),
    "Messages: search by order": messages({ search: "#4710" }),
    "Messages: search by phone": messages({ search: phoneOf(4_711) }),
    "Messages: search by last digits": messages({ search: phoneOf(4_711).slice(-6) }),
    "Messages: search by name": messages({ search: "holm 47" }),
    "Message with its story": () => readMessageStory(ctx, shopId, middle.id),
    "Events: first page": events({}),
    "Events: deep page": events({ before: middle.id }),
    "Events: one kind": events({ kind: "checkout_updated" }),
    "Events: without a customer": events({ outcome: "no_contact" }),
    "Events: of one customer": events(contact),
    "Customers: first page": customers({}),
    "Customers: marketing allowed": customers({ consent: "granted" }),
    "Customers: search by name": customers({ search: "holm 47" }),
    "Customers: search by order": customers({ search: "#4710" }),
    "Customer with all about them": () => readCustomer(ctx, shopId, middle.contactId),
  };
}

/** An empty page would be quick for the wrong reason. */
function found<Name extends string>(name: Name): (page: Record<Name, unknown[]>) => void {
  return (page) => {
    if (page[name].length === 0) throw new Error(`No ${name} were found.`);
  };
}
