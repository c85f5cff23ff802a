import { Counter, Gauge, Registry, collectDefaultMetrics } from "prom-client";
import type { Clock } from "../core/ports.ts";
import type { ExecuteSql } from "./db/open-database.ts";

/** What Prometheus reads at /metrics. Counters count what this process did; gauges are read from the database at each scrape. */
export function createMetrics(executeSql: ExecuteSql, clock: Clock) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];

  const received = new Counter({
    name: "tidings_deliveries_received_total",
    help: "Webhooks stored, by source.",
    labelNames: ["source"],
    registers,
  });
  const refused = new Counter({
    name: "tidings_deliveries_refused_total",
    help: "Webhooks refused, by source and HTTP status.",
    labelNames: ["source", "status"],
    registers,
  });
  const settled = new Counter({
    name: "tidings_deliveries_settled_total",
    help: "Deliveries taken in, by source and result.",
    labelNames: ["source", "result"],
    registers,
  });
  const sends = new Counter({
    name: "tidings_sends_total",
    help: "Sends by result.",
    labelNames: ["result"],
    registers,
  });
  const steps = new Counter({
    name: "tidings_steps_total",
    help: "Automation steps decided, by decision.",
    labelNames: ["decision"],
    registers,
  });
  const unknownCallbacks = new Counter({
    name: "tidings_unknown_callbacks_total",
    help: "Callback items of a kind this version does not know.",
    labelNames: ["kind"],
    registers,
  });

  gaugeFrom("tidings_deliveries_pending", "Deliveries not taken in yet.", ["source"], () =>
    executeSql(
      `SELECT "source"::text, count(*)::int AS value FROM "WebhookDelivery" WHERE state = 'pending' GROUP BY "source"`,
    ),
  );
  gaugeFrom("tidings_deliveries_dead", "Deliveries that were given up.", [], () =>
    executeSql(`SELECT count(*)::int AS value FROM "WebhookDelivery" WHERE state = 'dead'`),
  );
  gaugeFrom("tidings_deliveries_lag_seconds", "Age of the oldest delivery not taken in.", ["source"], () =>
    executeSql(
      `SELECT "source"::text, extract(epoch FROM $1::timestamptz - min("receivedAt"))::float AS value FROM "WebhookDelivery" WHERE state = 'pending' GROUP BY "source"`,
      [clock.now()],
    ),
  );
  gaugeFrom("tidings_messages_open", "Messages queued, sending or unknown.", ["state"], () =>
    executeSql(
      `SELECT state::text, count(*)::int AS value FROM "Message" WHERE state = ANY (ARRAY['queued'::"MessageState", 'sending'::"MessageState", 'unknown'::"MessageState"]) GROUP BY state`,
    ),
  );
  gaugeFrom("tidings_lane_tokens", "Tokens left in a number's lane when it was last claimed.", ["number"], () =>
    executeSql(`SELECT "numberId"::text AS number, "tokens" AS value FROM "SendLane"`),
  );
  gaugeFrom("tidings_callback_lag_seconds", "Time since Meta's last callback, by number.", ["number"], () =>
    executeSql(
      `SELECT "id"::text AS number, extract(epoch FROM $1::timestamptz - "lastCallbackAt")::float AS value FROM "WhatsAppNumber" WHERE "lastCallbackAt" IS NOT NULL`,
      [clock.now()],
    ),
  );
  // Index: PrivacyRequest_open.
  gaugeFrom("tidings_privacy_requests_overdue", "Privacy requests not answered in the law's time.", [], () =>
    executeSql(
      `SELECT count(*)::int AS value FROM "PrivacyRequest" WHERE "completedAt" IS NULL AND "dueAt" <= $1::timestamptz`,
      [clock.now()],
    ),
  );
  // Index: ConsentSync_failed.
  gaugeFrom("tidings_consent_untold", "Customers whose decision Shopify did not take when it was last told.", [], () =>
    executeSql(`SELECT count(*)::int AS value FROM "ConsentSync" WHERE "lastError" IS NOT NULL`),
  );

  function gaugeFrom(name: string, help: string, labelNames: string[], read: () => ReturnType<ExecuteSql>): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        const { rows } = await read();
        this.reset();
        for (const { value, ...labels } of rows) this.set(labels as Record<string, string>, Number(value));
      },
    });
  }

  return { registry, received, refused, settled, sends, steps, unknownCallbacks };
}
