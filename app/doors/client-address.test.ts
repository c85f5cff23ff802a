import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { shopperAddress, visitorAddress } from "./client-address.ts";

describe("through Shopify's app proxy", () => {
  it.each([
    ["203.0.113.7, 23.227.38.1", "203.0.113.7"],
    ["6.6.6.6, 203.0.113.7, 23.227.38.1", "203.0.113.7"],
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:0DB8:1:2::9, 10.0.0.1", "2001:db8:1:2"],
    ["2001:db8::9", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["not an address", "not an address"],
    ["", ""],
  ])("%s is counted as %s", (header, counted) => {
    expect(shopperAddress({ "x-forwarded-for": header })).toBe(counted);
  });
});

describe("from the shopper's browser", () => {
  const socket = new Socket();

  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["6.6.6.6, 203.0.113.7", "203.0.113.7"],
    ["6.6.6.6, 2001:db8:1:2::9", "2001:db8:1:2"],
    ["", ""],
  ])("%s is counted as %s", (header, counted) => {
    expect(visitorAddress({ headers: { "x-forwarded-for": header }, socket })).toBe(counted);
  });
});
