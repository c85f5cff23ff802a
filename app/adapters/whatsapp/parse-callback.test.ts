import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCallback } from "./parse-callback.ts";

const fixtures = new URL("../../../test/fixtures/whatsapp/webhook/", import.meta.url);
const names = readdirSync(fixtures);
const fixture = (name: string) => readFileSync(new URL(`${name}.json`, fixtures));

const bytes = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));

function parsed(body: Uint8Array) {
  const result = parseCallback(body);
  if (result.outcome !== "parsed") throw new Error(`not parsed: ${result.why}`);
  return result;
}

function change(field: string, value: unknown) {
  return bytes({
    object: "whatsapp_business_account",
    entry: [{ id: "102290129340398", changes: [{ field, value }] }],
  });
}

const metadata = { display_phone_number: "15550783881", phone_number_id: "106540352242922" };

describe("Meta's published samples", () => {
  const groups = new Set(["group_create_message", "group_remove_participants", "group_settings_update"]);

  it.each(names.map((name) => name.replace(".json", "")))("%s", (name) => {
    const { items, unknown } = parsed(fixture(name));
    if (groups.has(name)) expect({ items, unknown: unknown.length }).toEqual({ items: [], unknown: 1 });
    else expect({ items: items.length, unknown }).toEqual({ items: 1, unknown: [] });
    expect({ items, unknown }).toMatchSnapshot();
  });
});

describe("what a body can hold", () => {
  it("goes through every entry, change, message and status", () => {
    const value = (n: number) => ({
      metadata,
      messages: [1, 2].map((m) => ({
        id: `wamid.m${n}${m}`,
        from: "16505551234",
        type: "text",
        timestamp: "1",
        text: { body: "a" },
      })),
      statuses: [1, 2, 3].map((s) => ({ id: `wamid.s${n}${s}`, status: "sent", timestamp: "1" })),
    });
    const entry = (n: number) => ({
      id: "1",
      changes: [1, 2].map((c) => ({ field: "messages", value: value(n * 10 + c) })),
    });
    const { items } = parsed(bytes({ entry: [entry(1), entry(2)] }));
    expect(items).toHaveLength(2 * 2 * 5);
    const wamids = items.map((item) =>
      item.kind === "inbound" ? item.wamid : item.kind === "status" ? item.status.wamid : "",
    );
    expect(new Set(wamids).size).toBe(20);
  });

  it("keeps ids beyond 2^53 exactly", () => {
    const body = bytes(
      '{"entry":[{"id":9007199254740993001,"changes":[{"field":"message_template_status_update","value":{"event":"APPROVED","message_template_id":1234567890123456789,"message_template_name":"order_confirmed","message_template_language":"pt_BR","reason":null}}]}]}',
    );
    expect(parsed(body).items).toMatchObject([
      {
        kind: "template_update",
        wabaId: "9007199254740993001",
        templateId: "1234567890123456789",
        event: "APPROVED",
        name: "order_confirmed",
        language: "pt_BR",
      },
    ]);
  });

  it("reads template categories, qualities and components", () => {
    const about = { message_template_id: 12, message_template_name: "review_request", message_template_language: "en" };
    expect(
      parsed(change("template_category_update", { ...about, previous_category: "UTILITY", new_category: "MARKETING" }))
        .items,
    ).toMatchObject([{ category: "MARKETING" }]);
    expect(
      parsed(
        change("message_template_quality_update", {
          ...about,
          previous_quality_score: "GREEN",
          new_quality_score: "RED",
        }),
      ).items,
    ).toMatchObject([{ quality: "RED" }]);
    expect(
      parsed(change("message_template_components_update", { ...about, message_template_element: "Hi" })).items,
    ).toMatchObject([{ field: "message_template_components_update", value: { message_template_element: "Hi" } }]);
  });

  it("reads limits, by their new name and their old one", () => {
    expect(
      parsed(
        change("business_capability_update", {
          max_daily_conversations_per_business: 10000,
          max_daily_conversation_per_phone: 250,
        }),
      ).items,
    ).toMatchObject([{ limit: 10000 }]);
    expect(parsed(change("business_capability_update", { max_daily_conversation_per_phone: -1 })).items).toMatchObject([
      { limit: -1 },
    ]);
    expect(
      parsed(
        change("phone_number_quality_update", {
          display_phone_number: "1",
          event: "FLAGGED",
          current_limit: "TIER_2K",
        }),
      ).items,
    ).toMatchObject([{ event: "FLAGGED", limit: "TIER_2K" }]);
  });

  it("reads what Meta says about the account", () => {
    expect(
      parsed(
        change("account_update", {
          event: "DISABLED_UPDATE",
          ban_info: { waba_ban_state: "DISABLE", waba_ban_date: "x" },
        }),
      ).items,
    ).toMatchObject([{ kind: "account_update", event: "DISABLED_UPDATE", note: "DISABLE" }]);
  });

  it("reads preferences, also of somebody without a number", () => {
    const preference = {
      category: "marketing_messages",
      value: "stop",
      detail: "User requested…",
      timestamp: 1731705721,
    };
    const with_number = change("user_preferences", {
      metadata,
      contacts: [{ wa_id: "16505551234" }],
      user_preferences: [{ ...preference, wa_id: "16505551234" }],
    });
    expect(parsed(with_number).items).toMatchObject([
      { kind: "preference", person: { phone: "+16505551234" }, value: "stop", occurredAt: new Date(1731705721000) },
    ]);
    const without = change("user_preferences", {
      metadata,
      contacts: [{ user_id: "US.1" }],
      user_preferences: [preference],
    });
    expect(parsed(without).items).toMatchObject([{ kind: "preference", person: { userId: "US.1" } }]);
  });

  it("reads changed numbers and ids in all three forms", () => {
    const system = (more: object, from: object = { from: "16505551234" }) =>
      change("messages", {
        metadata,
        messages: [{ id: "wamid.1", timestamp: "1750269342", type: "system", ...from, system: more }],
      });
    expect(
      parsed(system({ type: "user_changed_number", wa_id: "12195555358", user_id: "US.2", previous_user_id: "US.1" }))
        .items,
    ).toMatchObject([
      {
        kind: "identity_change",
        from: { phone: "+16505551234", userId: "US.1" },
        to: { phone: "+12195555358", userId: "US.2" },
      },
    ]);
    expect(
      parsed(system({ type: "user_changed_user_id", user_id: "US.2", previous_user_id: "US.1" }, {})).items,
    ).toMatchObject([{ kind: "identity_change", from: { userId: "US.1" }, to: { userId: "US.2" } }]);
    const update = { wa_id: "12195555358", user_id: { previous: "US.1", current: "US.2" }, timestamp: "1750100472" };
    expect(parsed(change("user_id_update", { metadata, user_id_update: [update] })).items).toMatchObject([
      { kind: "identity_change", from: { userId: "US.1" }, to: { userId: "US.2", phone: "+12195555358" } },
    ]);
  });

  it("takes profile and ids of the sender from the contacts, also in a batch of several people", () => {
    const { items } = parsed(
      change("messages", {
        metadata,
        contacts: [
          { wa_id: "1111111", user_id: "US.A", profile: { name: "Ann" } },
          { wa_id: "2222222", profile: { name: "Bo", username: "@bo" } },
        ],
        messages: [
          { id: "w1", from: "2222222", type: "text", timestamp: "1", text: { body: "x" } },
          { id: "w2", from: "1111111", type: "text", timestamp: "1", text: { body: "x" } },
        ],
      }),
    );
    expect(items).toMatchObject([
      { from: { phone: "+2222222", name: "Bo", username: "@bo", userId: undefined } },
      { from: { phone: "+1111111", name: "Ann", userId: "US.A" } },
    ]);
  });
});

describe("what is not understood", () => {
  it("is counted by name and costs nothing else", () => {
    const { items, unknown } = parsed(
      bytes({
        entry: [
          null,
          {
            id: "1",
            changes: [
              { field: "something_new", value: { a: 1 } },
              { field: "something_new", value: { a: 2 } },
              { field: "no value" },
              { field: "messages", value: { metadata } },
              {
                field: "messages",
                value: {
                  metadata,
                  statuses: [
                    { id: "w1", status: "warmed_up" },
                    "nonsense",
                    { id: "w2", status: "read", timestamp: "soon" },
                  ],
                  messages: [
                    { id: "w3", type: "hologram", from: "16505551234", hologram: { id: 1 } },
                    { id: "w4", type: "text", from: "16505551234", group_id: "g", text: { body: "hi all" } },
                    { id: "w5", type: "text" },
                    { id: "w6", type: "system", from: "16505551234", system: { type: "user_grew_wings" } },
                  ],
                  errors: [{ code: 130429, title: "Rate limit hit" }],
                },
              },
            ],
          },
        ],
      }),
    );
    expect(items).toMatchObject([
      { kind: "status", status: { status: "read", occurredAt: undefined } },
      { kind: "inbound", type: "hologram", content: { hologram: { id: 1 } } },
    ]);
    expect(Object.fromEntries(unknown.map(({ kind, count }) => [kind, count]))).toEqual({
      entry: 1,
      "field:something_new": 2,
      change: 1,
      "field:messages": 1,
      "status:warmed_up": 1,
      status: 1,
      "message:group": 1,
      "message:nobody": 1,
      "system:user_grew_wings": 1,
      "error:130429": 1,
    });
  });

  it("never lets a name from outside through as it is", () => {
    expect(parsed(change("x\n<b>" + "y".repeat(500), {})).unknown).toEqual([{ kind: "field:other", count: 1 }]);
  });

  it.each([
    ["nothing", "", "not_json"],
    ["half a body", '{"entry":[', "not_json"],
    ["a word", "hello", "not_json"],
    ["deep nesting", "[".repeat(200_000), "not_json"],
    ["deep nesting that closes", `${"[".repeat(5_000)}${"]".repeat(5_000)}`, "not_json"],
    ["another envelope", '{"object":"page"}', "not_a_callback"],
    ["null", "null", "not_a_callback"],
  ])("is told apart: %s", (_, body, why) => {
    expect(parseCallback(bytes(body))).toEqual({ outcome: "unreadable", why });
  });

  it("keeps nothing that PostgreSQL refuses, and no polluted prototype", () => {
    const { items } = parsed(
      bytes(
        `{"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":[{"id":"w1","from":"16505551234","type":"text","timestamp":"1","text":{"body":"a\\u0000b\\ud83d"},"__proto__":{"polluted":true}}]}}]}]}`,
      ),
    );
    expect(items).toMatchObject([{ text: "ab\ufffd" }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("never throws, whatever bytes come", () => {
    const samples = names.map((name) => readFileSync(new URL(name, fixtures)));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (body) => void parseCallback(body)));
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.nat(),
        fc.string({ unit: "binary", maxLength: 12 }),
        (sample, from, length, put) => {
          const start = from % sample.length;
          const mutated = Buffer.concat([
            sample.subarray(0, start),
            Buffer.from(put),
            sample.subarray(start + (length % 40)),
          ]);
          parseCallback(mutated);
        },
      ),
      { numRuns: 2000 },
    );
    // Every value of every sample replaced by something else, in turn.
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), fc.jsonValue({ maxDepth: 1 }), (sample, which, instead) => {
        let at = 0;
        const json = JSON.stringify(JSON.parse(sample.toString()), (_, value: unknown) =>
          at++ === which % 40 ? instead : value,
        );
        if (json !== undefined) parseCallback(Buffer.from(json));
      }),
      { numRuns: 2000 },
    );
  });
});

it.each([null, "", false, "many", 4294967296, 1.5])("an error code that is none (%j) is no code of Meta's", (code) => {
  const failed = { id: "wamid.1", status: "failed", timestamp: "1", errors: [{ code, title: "?" }] };
  const [item] = parsed(change("messages", { metadata, statuses: [failed] })).items;
  expect(item).toMatchObject({ kind: "status", status: { status: "failed" } });
  expect(item).not.toHaveProperty("status.refusal");
});
