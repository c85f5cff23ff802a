import { expect, it } from "vitest";
import { anythingUnsaved, leavesUnsaved, markUnsaved } from "./unsaved.ts";

const away = { currentLocation: { pathname: "/app/settings/costs" }, nextLocation: { pathname: "/app" } };
const samePage = { currentLocation: away.nextLocation, nextLocation: away.nextLocation };

it("stops leaving a page until the last of its forms is saved or discarded", () => {
  expect(leavesUnsaved(away)).toBe(false);
  const windowsSaved = markUnsaved("windows");
  const ratesSaved = markUnsaved("rates");
  ratesSaved();
  expect([leavesUnsaved(away), anythingUnsaved()]).toEqual([true, true]);
  expect(leavesUnsaved(samePage)).toBe(false);
  windowsSaved();
  expect([leavesUnsaved(away), anythingUnsaved()]).toEqual([false, false]);
});
