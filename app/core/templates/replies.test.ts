import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { libraryLanguages } from "./languages.ts";
import { serviceReply } from "./replies.ts";

describe("serviceReply", () => {
  it.each([
    ["de-AT", "Vielen Dank! Ihre Bestellung #1001 ist bestätigt. Sobald wir sie verschicken, melden wir uns wieder."],
    ["pt-PT", "Agradecemos! O seu pedido #1001 está confirmado. Avisaremos assim que ele for enviado."],
    ["ar", "شكرًا! تم تأكيد طلبك رقم \u2068#1001\u2069. سنرسل إليك رسالة فور شحنه."],
    ["ko", "Thank you! Your order #1001 is confirmed. We will let you know as soon as it ships."],
    [null, "Thank you! Your order #1001 is confirmed. We will let you know as soon as it ships."],
  ])("answers a reader of %s", (locale, expected) => {
    expect(serviceReply("codConfirmed", locale, { orderName: "#1001" })).toBe(expected);
  });

  it("says something in every language for every value, with nothing left to fill in", () => {
    fc.assert(
      fc.property(fc.constantFrom(...libraryLanguages), fc.string({ unit: "binary" }), (language, name) => {
        const texts = [
          serviceReply("optOutConfirmed", language, { shopName: name }),
          serviceReply("optInConfirmed", language, { shopName: name }),
          serviceReply("codCancelled", language, { orderName: name }),
        ];
        for (const text of texts) {
          expect(text.length).toBeGreaterThan(10);
          expect(text.length).toBeLessThan(4096);
          expect(text).not.toMatch(/\{shopName\}|\{orderName\}|\n/);
        }
      }),
    );
  });

  it("leaves no gap for a name that is not known", () => {
    expect(serviceReply("codCancelled", "en", { orderName: "" })).not.toContain("  ");
  });
});
