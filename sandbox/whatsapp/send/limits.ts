import { dayMs, pairBurst, pairGapMs, serviceWindowMs } from "../defaults.ts";
import type { BusinessNumber, Chat, Portfolio, User } from "../model.ts";

/** Messages per second and number, in and out together: a bucket that holds one second's allowance. */
export function takeFromNumber(number: BusinessNumber, now: number): boolean {
  refill(number, now);
  if (number.allowance < 1) return false;
  number.allowance -= 1;
  return true;
}

/** What comes in counts too, but is never refused. */
export function countInbound(number: BusinessNumber, now: number): void {
  refill(number, now);
  number.allowance = Math.max(0, number.allowance - 1);
}

function refill(number: BusinessNumber, now: number): void {
  const passed = now - number.refilledAt;
  if (passed <= 0) return;
  number.allowance = Math.min(number.ratePerSecond, number.allowance + (passed / 1000) * number.ratePerSecond);
  number.refilledAt = now;
}

/**
 * One message per 6 s and pair. Up to 45 may go in a burst within 6 s, but they are borrowed: the pair then rests until
 * the same number of gaps has passed.
 */
export function takeFromPair(chat: Chat, now: number): "free" | "borrowed" | "refused" {
  if (now >= chat.pairFreeAt) {
    chat.burstFrom = now;
    chat.burstCount = 1;
    chat.pairFreeAt = now + pairGapMs;
    return "free";
  }
  if (now - chat.burstFrom >= pairGapMs || chat.burstCount >= pairBurst) return "refused";
  chat.burstCount += 1;
  chat.pairFreeAt += pairGapMs;
  return "borrowed";
}

export function windowIsOpen(chat: Chat, now: number): boolean {
  return now - chat.lastInboundAt < serviceWindowMs;
}

/** Unique people per rolling 24 h outside the window. The map is in the order of its times, so old ones go first. */
export function tierAllows(portfolio: Portfolio, user: User, now: number): boolean {
  for (const [person, at] of portfolio.started) {
    if (now - at < dayMs) break;
    portfolio.started.delete(person);
  }
  return portfolio.started.has(user) || portfolio.started.size < portfolio.tier;
}

export function countTowardsTier(portfolio: Portfolio, user: User, now: number): void {
  portfolio.started.delete(user);
  portfolio.started.set(user, now);
}

/** 131049: so many marketing templates per person and day; asking again while refused blocks for another 24 h. */
export function marketingAllowed(chat: Chat, perDay: number, now: number): boolean {
  while (chat.marketingAt.length > 0 && now - (chat.marketingAt[0] ?? 0) >= dayMs) chat.marketingAt.shift();
  if (now >= chat.marketingBlockedUntil && chat.marketingAt.length < perDay) {
    chat.marketingAt.push(now);
    return true;
  }
  chat.marketingBlockedUntil = now + dayMs;
  return false;
}
