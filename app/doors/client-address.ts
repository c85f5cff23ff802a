import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

/*
 * X-Forwarded-For grows at its end: each proxy writes whom it was asked by behind what it was given, and what stands before
 * that anybody can have written. So addresses are read from the end, past the one proxy of our own (docs/operations.md).
 */

/** Who asks us directly: whom the proxy in front of us saw, or without one the other end of the connection. */
export function visitorAddress({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">): string {
  const seen = addressesOf(headers);
  return counted(seen.at(-1) ?? socket.remoteAddress ?? "");
}

/**
 * Who asks through Shopify's app proxy. Shopify puts the client's address into the header ("Authenticate app proxies"), and
 * our own proxy Shopify's behind it; where no proxy of ours wrote anything, Shopify's word is the only one.
 */
export function shopperAddress(headers: IncomingHttpHeaders): string {
  const seen = addressesOf(headers);
  return counted(seen.at(-2) ?? seen.at(-1) ?? "");
}

function addressesOf(headers: IncomingHttpHeaders): string[] {
  const seen = String(headers["x-forwarded-for"] ?? "").split(",");
  return seen.map((one) => one.trim()).filter((one) => one !== "");
}

/** Of an IPv6 address the network's half, as who has one address of a network has all of them. */
function counted(seen: string): string {
  const address = seen.slice(0, 64);
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return plain ?? (isIPv6(address) ? networkOf(address) : address);
}

function networkOf(address: string): string {
  const [before = "", after] = address.split("::");
  const left = groupsOf(before);
  const right = groupsOf(after ?? "");
  const omitted = after === undefined ? [] : Array<string>(8 - left.length - right.length).fill("0");
  const groups = [...left, ...omitted, ...right].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}

function groupsOf(part: string): string[] {
  return part === "" ? [] : part.split(":");
}
