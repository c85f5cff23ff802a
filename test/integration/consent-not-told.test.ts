import { describe, expect, it } from "vitest";
import { noteScopes } from "#app/core/access/note-scopes.ts";
import type { Ctx } from "#app/core/ports.ts";
import { retryTelling } from "#app/core/shopify-consent/tell-again.ts";
import { tellShopify } from "#app/core/shopify-consent/tell-shopify.ts";
import { inTransaction } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { usePretendShopify } from "#test/support/pretend-shopify.ts";
import { givenShopifyPerson, decide, rowOf } from "#test/support/shopify-consents.ts";

const database = useTestDatabase();
const pretend = usePretendShopify();
const givenPerson = (key?: string, scopes?: string) => givenShopifyPerson(database.db, pretend, key, scopes);
const tell = (ctx: Ctx) => tellShopify(ctx, pretend.admin());

describe("when Shopify can not be told", () => {
  it("waits out throttling, outages and broken connections, and loses nothing", async () => {
    const person = await givenPerson("noor");
    await decide(person, "revoked");
    for (const fault of [{ throttleNext: 20 }, { failNext: 1, failStatus: 500 }, { dropNext: 1 }]) {
      pretend.shopify().controls.faults({ clear: true, graphql: fault });
      expect(await tell(person.ctx)).toMatchObject({ failed: 1 });
      const row = await rowOf(person, person.customer.id);
      expect(row?.lastError).toMatch(/^(throttled|unavailable)/);
      expect(row?.nextAttemptAt?.getTime()).toBeGreaterThan(person.clock.now().getTime());
      expect(await tell(person.ctx)).toMatchObject({ done: 0, failed: 0 });
      person.pass(60 * 60_000);
    }
    pretend.shopify().controls.faults({ clear: true });
    expect(await tell(person.ctx)).toMatchObject({ done: 1, failed: 0 });
    expect(pretend.customer("noor").whatsApp.state).toBe("unsubscribed");
  }, 60_000);

  it("waits for the permission to write customers, known to be missing or not, and goes on when it is given", async () => {
    const person = await givenPerson("martin", "read_customers");
    const { ctx, shopId, clock } = person;
    await decide(person, "granted");
    // Known to be missing: nothing is tried.
    expect(await tell(ctx)).toEqual({ done: 0, failed: 0, more: false });
    // Thought to be there: Shopify says otherwise.
    pretend.shopify().controls.updateScopes({ scopes: ["read_customers"] });
    await ctx.db.shop.update({ where: { id: shopId }, data: { scopes: "read_customers,write_customers" } });
    expect(await tell(ctx)).toMatchObject({ failed: 1 });
    expect(await rowOf(person, person.customer.id)).toMatchObject({ lastError: "access_denied" });
    pretend.shopify().controls.updateScopes({ scopes: ["read_customers", "write_customers"] });
    const scopes = ["read_customers", "write_customers"];
    await inTransaction(ctx, (tx) => noteScopes(tx, shopId, { scopes, at: clock.now() }));
    expect(await tell(ctx)).toMatchObject({ done: 1, failed: 0 });
    expect(pretend.customer("martin").whatsApp.state).toBe("subscribed");
  });

  it("gives up on what Shopify refuses, visibly, and tries again when asked", async () => {
    const person = await givenPerson("elif");
    await decide(person, "granted");
    const refusing = {
      ...pretend.admin(),
      updateCustomerConsent: async () => ({ outcome: "refused" as const, messages: ["The state is invalid"] }),
    };
    for (let attempt = 1; attempt <= 3; attempt++) {
      expect(await tellShopify(person.ctx, refusing)).toMatchObject({ failed: 1 });
      person.pass(60 * 60_000);
    }
    expect(await tellShopify(person.ctx, refusing)).toMatchObject({ done: 0, failed: 0 });
    expect(await rowOf(person, person.customer.id)).toMatchObject({
      nextAttemptAt: null,
      lastError: "refused: The state is invalid",
    });
    expect(await retryTelling(person.ctx, person.shopId)).toBe(1);
    expect(await tell(person.ctx)).toMatchObject({ done: 1, failed: 0 });
    expect(pretend.customer("elif").whatsApp.state).toBe("subscribed");
  });

  it("a worker that dies after the call leaves what the next one finds done", async () => {
    const person = await givenPerson("emily");
    await decide(person, "revoked");
    const dying = {
      ...pretend.admin(),
      updateCustomerConsent: async (...call: Parameters<ReturnType<typeof pretend.admin>["updateCustomerConsent"]>) => {
        await pretend.admin().updateCustomerConsent(...call);
        // What it writes from here on finds the row claimed by somebody else.
        await person.ctx.db.consentSync.updateMany({ data: { attempts: 7 } });
        return { outcome: "unavailable" as const, cause: "died" };
      },
    };
    await tellShopify(person.ctx, dying);
    person.pass(10 * 60_000);
    await pretend.shopify().topics();
    expect(await tell(person.ctx)).toMatchObject({ done: 1, failed: 0 });
    expect(await pretend.tellApp(person.ctx)).toEqual([]);
    expect(await rowOf(person, person.customer.id)).toMatchObject({ toldState: "revoked", nextAttemptAt: null });
  });

  it("tells the decision that came while Shopify was being told the one before", async () => {
    const person = await givenPerson("jonas");
    await decide(person, "granted");
    let interrupted = false;
    const slow = {
      ...pretend.admin(),
      updateCustomerConsent: async (...call: Parameters<ReturnType<typeof pretend.admin>["updateCustomerConsent"]>) => {
        const told = await pretend.admin().updateCustomerConsent(...call);
        if (!interrupted) {
          interrupted = true;
          person.pass(5_000);
          await decide(person, "revoked", { source: "keyword" });
        }
        return told;
      },
    };
    await tellShopify(person.ctx, slow);
    expect(pretend.customer("jonas").whatsApp.state).toBe("subscribed");
    await tellShopify(person.ctx, slow);
    expect(pretend.customer("jonas").whatsApp.state).toBe("unsubscribed");
  });
});
