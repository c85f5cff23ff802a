import { expect, test } from "vitest";
import { readSignupEvent } from "./signup-event.ts";

const meta = ["https://www.facebook.com", "https://web.facebook.com"];
const finish = {
  type: "WA_EMBEDDED_SIGNUP",
  event: "FINISH",
  data: { waba_id: "100000000000001", phone_number_id: "200000000000001", business_id: "3" },
};

test("a finish is believed from Meta's exact origins, as text or as an object", () => {
  const read = { kind: "finished", wabaId: "100000000000001", phoneNumberId: "200000000000001" };
  expect(readSignupEvent(meta, "https://www.facebook.com", JSON.stringify(finish))).toEqual(read);
  expect(readSignupEvent(meta, "https://web.facebook.com", finish)).toEqual(read);
});

test.each([
  "https://facebook.com",
  "http://www.facebook.com",
  "https://www.facebook.com.evil.example",
  "https://evil-www.facebook.com",
  "https://www.facebook.com:444",
  "null",
  "",
])("nobody else is believed: %s", (origin) => {
  expect(readSignupEvent(meta, origin, finish)).toBeNull();
});

test("an account without a number, a cancellation and a reported problem are told apart", () => {
  const read = (event: string, data: object) =>
    readSignupEvent(meta, "https://www.facebook.com", { type: "WA_EMBEDDED_SIGNUP", event, data });
  expect(read("FINISH_ONLY_WABA", { waba_id: "100000000000001" })).toEqual({
    kind: "finished",
    wabaId: "100000000000001",
  });
  expect(read("FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING", { waba_id: "100000000000001" })).toMatchObject({
    kind: "finished",
  });
  expect(read("CANCEL", { current_step: "PHONE_NUMBER_SETUP" })).toEqual({ kind: "cancelled" });
  expect(read("CANCEL", { error_message: "Number banned" })).toEqual({ kind: "failed", message: "Number banned" });
  expect(read("ERROR", {})).toEqual({ kind: "failed", message: "" });
});

test("what is no such event, or carries no readable account, is nothing", () => {
  const from = (data: unknown) => readSignupEvent(meta, "https://www.facebook.com", data);
  for (const data of ["{broken", null, 7, "cb=f1&domain=x", { type: "OTHER" }, { ...finish, event: "PROGRESS" }])
    expect(from(data)).toBeNull();
  expect(from({ ...finish, data: { waba_id: "<script>" } })).toBeNull();
});
