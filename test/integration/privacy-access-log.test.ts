import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createAccessRecorder } from "#app/access-recorder.ts";
import { latestAccessTo, listAccessLog } from "#app/core/privacy/access-log.ts";
import { forgetOldData } from "#app/core/shops/forget-old-data.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { givenPrivacy } from "#test/support/given-privacy.ts";

const database = useTestDatabase();
const phone = "+4915155501234";
const dayMs = 86_400_000;

type Privacy = Awaited<ReturnType<typeof givenPrivacy>>;
let test_: Privacy["test_"];
let mine: Privacy["mine"];

beforeEach(async () => {
  ({ test_, mine } = await givenPrivacy(database.db));
});

describe("who looked", () => {
  test("is written once per quarter of an hour, without what was seen, and forgotten in its time", async () => {
    const { ctx, clock } = test_;
    const contact = await givenContact(ctx, mine.shop.id, { phone });
    const recorder = createAccessRecorder(ctx);
    onTestFinished(() => recorder.close());
    const entry = { shopId: mine.shop.id, staffId: "42", place: "customer", subjectId: contact.id } as const;
    for (let n = 0; n < 5; n++) recorder.note(entry);
    recorder.note({ ...entry, staffId: "" });
    await recorder.close();
    // Another process, the same quarter of an hour.
    const other = createAccessRecorder(ctx);
    other.note(entry);
    await other.close();
    clock.advance(16 * 60_000);
    recorder.note(entry);
    await recorder.close();
    expect((await latestAccessTo(ctx, mine.shop.id, contact.id)).map(({ staffId }) => staffId)).toEqual([
      "42",
      null,
      "42",
    ]);
    expect(JSON.stringify(await database.db.accessLog.findMany())).not.toContain("15155501234");
    const stranger = await givenShop(ctx);
    expect((await listAccessLog(ctx, stranger.shop.id, {})).entries).toEqual([]);
    expect((await listAccessLog(ctx, mine.shop.id, {})).entries).toMatchObject([{ contactId: contact.id }, {}, {}]);
    clock.advance(13 * 30 * dayMs);
    expect(await forgetOldData(ctx, mine.shop.id)).toMatchObject({ accessLogEntries: 3 });
  });
});
