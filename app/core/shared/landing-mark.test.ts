import { describe, expect, test } from "vitest";
import { landingMessage, markLanding } from "./landing-mark.ts";

const id = "019a0000-0000-7000-8000-000000000001";

describe("the mark of a pressed link", () => {
  test.each(["", "cart", "recover?key=d2&locale=de", "products/oak-bowl#reviews", "cart?a=1#x#y"])(
    "comes back from where %j led",
    (path) => {
      const marked = markLanding(path, id);
      expect(landingMessage(`/${marked}`)).toBe(id);
      expect(marked.replace(/[?&]tidings=[\da-f-]+/, "")).toBe(path);
    },
  );

  test.each([null, "", "/", "/?tidings=1", "/?tidings=", "http://", "/?utm_source=x"])("is not in %j", (landing) => {
    expect(landingMessage(landing)).toBeNull();
  });
});
