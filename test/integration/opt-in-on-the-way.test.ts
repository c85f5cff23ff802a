import { expect, it } from "vitest";
import { sendDue } from "#app/core/sending/send-due.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { ask, onlyContact, openOptIns, questions, sayNo } from "#test/support/opt-ins.ts";
import { createPretendApi, plainSecrets, refused } from "#test/support/pretend-whatsapp-api.ts";

const database = useTestDatabase();

it.each([["marketing"], ["transactional"]] as const)(
  "a question that is to be tried again is not, after a no to %s said while it was on its way",
  async (purpose) => {
    const given = await openOptIns(database.db);
    await ask(given);
    given.clock.advance(1_000);
    const contactId = await onlyContact(given);
    const api = createPretendApi();
    let asked = 0;
    api.answerWith(async () => {
      asked += 1;
      given.clock.advance(1_000);
      if (asked === 1) await sayNo(given, contactId, [purpose]);
      return refused(131000, "retry_message");
    });
    await sendDue(given.ctx, { api, secrets: plainSecrets, workerId: "one" });
    expect(await questions(given)).toMatchObject([{ state: "queued", attempts: 1 }]);
    given.clock.advance(10 * 60_000);
    await sendDue(given.ctx, { api, secrets: plainSecrets, workerId: "one" });
    expect(asked).toBe(1);
    expect(await questions(given)).toMatchObject([{ state: "cancelled", reason: "opted_out" }]);
  },
);
