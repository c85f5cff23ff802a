import { parse, protocol, type PGlite, type QueryOptions, type Results, type Transaction } from "@electric-sql/pglite";
import { createStatementNames } from "./statement-names.ts";

type Query = (sql: string, values?: unknown[], options?: QueryOptions) => Promise<Results>;
/** After so long without a look at its sockets the process looks, whatever waits for the database. */
const breatheEveryMs = 5;

/**
 * A plan is kept for so long. One made while a table was empty reads it from end to end when it is full; elsewhere it is
 * autovacuum that makes PostgreSQL plan anew, and PGlite has none. The size of a table is looked up when planning.
 */
const planKeptMs = 5_000;

type Prepared = { parameterTypes: number[]; fields: Message | undefined };
type Message = Awaited<ReturnType<PGlite["execProtocolStream"]>>[number];

/**
 * PGlite with the prepared statements that its own `query` has not: there every call is parsed and planned anew, in seven
 * messages, which costs ten times what most statements of this app take to run. The second call of a text is one message.
 * `ownParsers` win over those of the call. Same locks as `query`, so that both may be mixed.
 *
 * The database runs in this thread and answers in microtasks: while queries follow each other no socket would be read, and
 * answers that came long ago would wait for the queue to end. So every few milliseconds others get a turn.
 */
export function withPreparedStatements(client: PGlite, ownParsers: QueryOptions["parsers"] = {}): PGlite {
  const nameOf = createStatementNames();
  const known = new Map<string, Prepared>();
  let breathedAtMs = performance.now();
  let plannedAtMs = performance.now();
  const parsersOf = new WeakMap<object, NonNullable<QueryOptions["parsers"]>>();

  async function prepare(sql: string, name: string): Promise<Prepared> {
    const messages = await send(
      protocol.serialize.parse({ text: sql, name }),
      protocol.serialize.describe({ type: "S", name }),
    );
    const fields = messages.find((message) => message.name === "rowDescription");
    const prepared = { parameterTypes: parse.parseDescribeStatementResults(messages), fields };
    known.set(sql, prepared);
    return prepared;
  }

  /** One trip; after an error PostgreSQL passes by all but the Sync. */
  function send(...messages: Uint8Array[]) {
    return client.execProtocolStream(Buffer.concat([...messages, protocol.serialize.sync()]), { syncToFs: false });
  }

  async function run(sql: string, name: string, values: unknown[], options?: QueryOptions): Promise<Results> {
    const { parameterTypes, fields } = known.get(sql) ?? (await prepare(sql, name));
    const messages = await send(
      protocol.serialize.bind({
        statement: name,
        values: values.map((value, at) => written(value, parameterTypes[at])),
      }),
      protocol.serialize.execute({}),
    );
    // What it returns was said when it was prepared, and stays so.
    const told = fields ? [fields, ...messages] : messages;
    const [result] = parse.parseResults(told, parsers(options), { rowMode: options?.rowMode });
    return result ?? { rows: [], fields: [], affectedRows: 0 };
  }

  function written(value: unknown, type = 0) {
    if (value === null || value === undefined) return null;
    const serialize = client.serializers[type];
    return serialize ? serialize(value) : String(value);
  }

  /** Merged once: there are hundreds. */
  function parsers(options?: QueryOptions) {
    if (!options?.parsers) return client.parsers;
    const merged = parsersOf.get(options.parsers) ?? { ...client.parsers, ...options.parsers, ...ownParsers };
    parsersOf.set(options.parsers, merged);
    return merged;
  }

  async function forgetOldPlans(): Promise<void> {
    if (performance.now() - plannedAtMs < planKeptMs) return;
    await client.execProtocolStream(protocol.serialize.query("DISCARD PLANS"), { syncToFs: false });
    plannedAtMs = performance.now();
  }

  async function breathe(): Promise<void> {
    if (performance.now() - breathedAtMs < breatheEveryMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    breathedAtMs = performance.now();
  }

  const outside: Query = async (sql, values = [], options) => {
    const name = nameOf({ sql });
    if (name === "") return client.query(sql, values, options);
    await client.waitReady;
    return client._runExclusiveTransaction(async () => {
      await breathe();
      const result = await client._runExclusiveQuery(async () => {
        await forgetOldPlans();
        return run(sql, name, values, options);
      });
      await client.syncToFs();
      return result;
    });
  };

  const inside =
    (transaction: Transaction): Query =>
    (sql, values = [], options) => {
      const name = nameOf({ sql });
      if (name === "" || transaction.closed) return transaction.query(sql, values, options);
      return client._runExclusiveQuery(() => run(sql, name, values, options));
    };

  return replacing(client, {
    query: outside,
    transaction: <T>(work: (transaction: Transaction) => Promise<T>) =>
      client.transaction(async (transaction) => {
        await breathe();
        return work(replacing(transaction, { query: inside(transaction) }));
      }),
  });
}

/** The same object but for these methods. */
function replacing<T extends object>(target: T, methods: Record<string, unknown>): T {
  return new Proxy(target, {
    get: (object, key) => {
      if (typeof key === "string" && Object.hasOwn(methods, key)) return methods[key];
      const value: unknown = Reflect.get(object, key, object);
      return typeof value === "function" ? value.bind(object) : value;
    },
  });
}
