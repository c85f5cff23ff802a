import { createCounts, type Counts } from "./counts.ts";
import { createEmitter, type Emitter } from "./events.ts";
import { noFaults, type Faults } from "./faults.ts";
import { createNumericIds } from "./ids.ts";
import type { Account, BusinessNumber, Chat, ChatMessage, Media, Portfolio, Template, User } from "./model.ts";
import type { AccountSeed, Delays, Reader, TemplateSeed, UserSeed, WhatsAppSandboxOptions } from "./options.ts";
import { defaultAccount, defaultDelays, rememberedMessages } from "./defaults.ts";
import { countryOf, phoneDigits, phoneKey, usualWaId } from "./phone.ts";
import { createRandom } from "./random.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";
import { addTemplate } from "./templates/template-store.ts";

/** Everything the pretend WhatsApp knows. */
export type World = {
  now(): number;
  random: () => number;
  scheduler: Scheduler;
  emitter: Emitter;
  faults: Faults;
  counts: Counts;
  reader: Reader;
  delays: Delays;
  appSecret: string;
  verifyToken: string;
  webhookUrl: string | null;
  strangersOnWhatsApp: boolean;
  marketingPerDay: number;
  managementCallsPerHour: number;
  accounts: Map<string, Account>;
  numbers: Map<string, BusinessNumber>;
  templates: Map<string, Template>;
  portfolios: Map<string, Portfolio>;
  /** Which accounts a token opens. */
  tokens: Map<string, Set<string>>;
  usedCodes: Set<string>;
  /** Codes of Embedded Signup and the accounts they open; any other code opens all. */
  signupCodes: Map<string, { accountIds: string[]; expiresAt: number }>;
  /** By phoneKey. */
  users: Map<string, User>;
  usersByUserId: Map<string, { user: User; portfolioId: string }>;
  messages: Map<string, ChatMessage>;
  media: Map<string, Media>;
  /** Upload sessions that were begun, by id. */
  uploads: Map<string, { fileType: string; fileLength: number; expiresAt: number }>;
  newTemplateId: () => string;
  newMediaId: () => string;
  newUserNumber: () => string;
};

export function createWorld(options: WhatsAppSandboxOptions): World {
  const { clock } = options;
  const world: World = {
    now: () => clock.now(),
    random: createRandom(options.seed ?? 1),
    scheduler: createScheduler(clock, options.timers !== "manual"),
    emitter: createEmitter(),
    faults: noFaults(),
    counts: createCounts(),
    reader: options.reader ?? "handset",
    delays: { ...defaultDelays, ...options.delays },
    appSecret: options.appSecret,
    verifyToken: options.verifyToken ?? "",
    webhookUrl: options.webhookUrl ?? null,
    strangersOnWhatsApp: options.strangersOnWhatsApp ?? true,
    marketingPerDay: options.marketingPerDay ?? 2,
    managementCallsPerHour: options.managementCallsPerHour ?? 5000,
    accounts: new Map(),
    numbers: new Map(),
    templates: new Map(),
    portfolios: new Map(),
    tokens: new Map(),
    usedCodes: new Set(),
    signupCodes: new Map(),
    users: new Map(),
    usersByUserId: new Map(),
    messages: new Map(),
    media: new Map(),
    uploads: new Map(),
    newTemplateId: createNumericIds(600_000_000_000_000),
    newMediaId: createNumericIds(700_000_000_000_000),
    newUserNumber: createNumericIds(1_000_000_000_000_000),
  };
  for (const seed of options.accounts ?? [defaultAccount]) addAccount(world, seed);
  for (const seed of options.users ?? []) addUser(world, seed);
  return world;
}

export function addAccount(world: World, seed: AccountSeed): Account {
  const portfolio: Portfolio = world.portfolios.get(seed.businessId) ?? {
    id: seed.businessId,
    tier: seed.tier === null ? Infinity : (seed.tier ?? 2000),
    started: new Map(),
  };
  world.portfolios.set(portfolio.id, portfolio);
  const account: Account = {
    id: seed.id,
    name: seed.name,
    portfolio,
    numbers: [],
    templates: new Map(),
    templatesByName: new Map(),
    blockedNames: new Map(),
    templateLimit: seed.templateLimit ?? 6000,
    paymentProblem: false,
    subscribed: seed.subscribed ?? true,
    overrideUrl: null,
    managementWindow: { from: 0, calls: 0 },
  };
  world.accounts.set(account.id, account);
  for (const number of seed.numbers) {
    const added: BusinessNumber = {
      id: number.id,
      account,
      displayPhone: number.displayPhone,
      digits: phoneDigits(number.displayPhone) ?? "",
      verifiedName: number.verifiedName,
      ratePerSecond: number.ratePerSecond ?? 80,
      allowance: number.ratePerSecond ?? 80,
      refilledAt: world.now(),
      quality: "GREEN",
      status: "CONNECTED",
      registered: number.registered ?? true,
      pin: number.pin ?? null,
      profile: { about: "", address: "", description: "", email: "", websites: [], vertical: "UNDEFINED" },
      freeService: { month: "", used: 0 },
    };
    account.numbers.push(added);
    world.numbers.set(added.id, added);
  }
  for (const token of seed.tokens) grantToken(world, token, [account.id]);
  for (const template of seed.templates ?? []) seedTemplate(world, account, template);
  return account;
}

function seedTemplate(world: World, account: Account, seed: TemplateSeed): void {
  addTemplate(world, account, {
    name: seed.name,
    language: seed.language,
    category: seed.category,
    components: seed.components,
    status: seed.status ?? "APPROVED",
    parameterFormat: seed.parameterFormat ?? "POSITIONAL",
  });
}

export function grantToken(world: World, token: string, accountIds: string[]): void {
  const granted = world.tokens.get(token) ?? new Set<string>();
  for (const id of accountIds) granted.add(id);
  world.tokens.set(token, granted);
}

export function addUser(world: World, seed: UserSeed): User {
  const digits = phoneDigits(seed.phone);
  if (!digits) throw new Error("A user of the sandbox needs a phone number of 7 to 15 digits");
  const user = findUser(world, digits) ?? makeUser(world, digits);
  user.digits = digits;
  if (seed.waId !== undefined) user.waId = seed.waId;
  if (seed.name !== undefined) user.name = seed.name;
  if (seed.username !== undefined) user.username = seed.username;
  if (seed.phoneHidden !== undefined) user.phoneHidden = seed.phoneHidden;
  if (seed.online !== undefined) user.online = seed.online;
  user.onWhatsApp = seed.onWhatsApp ?? true;
  if (seed.userId !== undefined) {
    const portfolio = firstPortfolio(world);
    const old = user.userIds.get(portfolio.id);
    if (old) world.usersByUserId.delete(old);
    user.userIds.set(portfolio.id, seed.userId);
    world.usersByUserId.set(seed.userId, { user, portfolioId: portfolio.id });
  }
  if (seed.marketing === "stop") for (const id of world.accounts.keys()) user.marketingStopped.add(id);
  if (seed.marketing === "resume") user.marketingStopped.clear();
  return user;
}

function makeUser(world: World, digits: string): User {
  const user: User = {
    digits,
    waId: usualWaId(digits),
    name: `Shopper ${digits.slice(-4)}`,
    username: null,
    phoneHidden: false,
    onWhatsApp: world.strangersOnWhatsApp,
    online: true,
    userIds: new Map(),
    blocked: new Set(),
    marketingStopped: new Set(),
    chats: new Map(),
  };
  world.users.set(phoneKey(digits), user);
  return user;
}

function findUser(world: World, digits: string): User | undefined {
  return world.users.get(phoneKey(digits));
}

export function findOrMakeUser(world: World, digits: string): User {
  return world.users.get(phoneKey(digits)) ?? makeUser(world, digits);
}

export function firstPortfolio(world: World): Portfolio {
  const first = world.portfolios.values().next();
  if (first.done) throw new Error("The sandbox has no account");
  return first.value;
}

/** The business-scoped id of a person in a portfolio; made when first asked for. */
export function userIdOf(world: World, user: User, portfolio: Portfolio): string {
  const known = user.userIds.get(portfolio.id);
  if (known) return known;
  const made = `${countryOf(user.digits)}.${world.newUserNumber()}`;
  user.userIds.set(portfolio.id, made);
  world.usersByUserId.set(made, { user, portfolioId: portfolio.id });
  return made;
}

export function chatOf(user: User, number: BusinessNumber): Chat {
  const known = user.chats.get(number.id);
  if (known) return known;
  const made: Chat = {
    number,
    user,
    messages: [],
    lastInboundAt: -Infinity,
    phoneContactAt: -Infinity,
    freeEntryUntil: -Infinity,
    burstFrom: -Infinity,
    burstCount: 0,
    pairFreeAt: -Infinity,
    marketingAt: [],
    marketingBlockedUntil: -Infinity,
    typingUntil: -Infinity,
  };
  user.chats.set(number.id, made);
  return made;
}

/** Keeps the newest messages findable by id; the oldest are forgotten. */
export function rememberMessage(world: World, message: ChatMessage): void {
  world.messages.set(message.id, message);
  if (world.messages.size <= rememberedMessages) return;
  const oldest = world.messages.keys().next();
  if (!oldest.done) world.messages.delete(oldest.value);
}
