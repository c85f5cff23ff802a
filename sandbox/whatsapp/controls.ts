import type { CallbackQueue } from "./callbacks/callback-queue.ts";
import { deliverMessage, failMessage, readMessage, tellApp } from "./callbacks/follow-message.ts";
import { createCounts } from "./counts.ts";
import { faultsChangeSchema, noFaults, type Faults, type FaultsChange } from "./faults.ts";
import { tierName } from "./graph/phone-numbers.ts";
import { changeNumber, setBlocked, setMarketing, setOnline } from "./handset/change-user.ts";
import { findNumber, readChat } from "./handset/handle-handset.ts";
import { receive } from "./handset/inbound.ts";
import { renderMessage, type ShownMessage } from "./handset/render-message.ts";
import type { SendBody } from "./handset/schemas.ts";
import { showChats, showUser, type ShownChat, type ShownUser } from "./handset/show-user.ts";
import type { BusinessNumber, Outgoing, Template, User } from "./model.ts";
import type { AccountSeed, Reader, TemplateStatus, UserSeed } from "./options.ts";
import { phoneDigits } from "./phone.ts";
import { showState, type SandboxState } from "./show-state.ts";
import { tellTemplateCategory, tellTemplateQuality, tellTemplateStatus } from "./templates/template-callbacks.ts";
import { templateKey } from "./templates/template-store.ts";
import { addAccount, addUser, chatOf, findOrMakeUser, grantToken, type World } from "./world.ts";

type TemplateChange = {
  id?: string;
  name?: string;
  language?: string;
  status?: TemplateStatus;
  category?: string;
  quality?: "UNKNOWN" | "GREEN" | "YELLOW" | "RED";
  reason?: string;
};

type NumberChange = {
  numberId: string;
  ratePerSecond?: number;
  quality?: BusinessNumber["quality"];
  /** null is unlimited. */
  tier?: number | null;
  status?: string;
};

/** What the business sent, as tests look at it. */
type AcceptedMessage = {
  wamid: string;
  numberId: string;
  to: string;
  status: string;
  callbackData: string | undefined;
  at: number;
  shown: ShownMessage;
};

export type Controls = ReturnType<typeof createControls>;

/** Everything a test, the benchmark or the page may do to the pretend WhatsApp. */
export function createControls(world: World, queue: CallbackQueue) {
  function user(phone: string): User {
    const digits = phoneDigits(phone);
    if (!digits) throw new Error("A phone number has 7 to 15 digits");
    return findOrMakeUser(world, digits);
  }

  function number(id?: string): BusinessNumber {
    const found = id === undefined ? world.numbers.values().next().value : findNumber(world, { numberId: id });
    if (!found) throw new Error("The sandbox has no such business number");
    return found;
  }

  function outgoing(wamid: string): Outgoing {
    const message = world.messages.get(wamid);
    if (message?.from !== "business") throw new Error("No such message was accepted");
    return message;
  }

  return {
    // ------------------------------------------------------------ people
    addUser: (seed: UserSeed): ShownUser => showUser(world, addUser(world, seed)),
    user: (phone: string): ShownUser => showUser(world, user(phone)),
    chats: (phone: string): ShownChat[] => showChats(world, user(phone)),
    /** The person writes to a business number (the first one when none is named); returns the message's id. */
    receive: (phone: string, content: SendBody): string =>
      receive(world, chatOf(user(phone), findNumber(world, content) ?? number()), content).id,
    /** The person opens the chat. */
    read: (phone: string, numberId?: string): string[] => readChat(world, user(phone), number(numberId)),
    setOnline: (phone: string, online: boolean): void => setOnline(world, user(phone), online),
    setBlocked: (phone: string, blocked: boolean, numberId?: string): void =>
      setBlocked(world, user(phone), number(numberId), blocked),
    setMarketing: (phone: string, value: "stop" | "resume", numberId?: string): void =>
      setMarketing(world, user(phone), value, numberId === undefined ? null : number(numberId)),
    changeNumber: (phone: string, newPhone: string): void => changeNumber(world, user(phone), newPhone),

    // ------------------------------------------------------------ messages
    setReader: (reader: Reader): void => void (world.reader = reader),
    deliver: (wamid: string): boolean => deliverMessage(world, outgoing(wamid)),
    markRead: (wamid: string): boolean => readMessage(world, outgoing(wamid)),
    fail: (wamid: string, code: number): boolean => failMessage(world, outgoing(wamid), code),
    /** All messages accepted since the start (the newest 300,000), oldest first. */
    accepted: (): AcceptedMessage[] => {
      const list: AcceptedMessage[] = [];
      for (const message of world.messages.values()) if (message.from === "business") list.push(showAccepted(message));
      return list;
    },
    /** How often each biz_opaque_callback_data was accepted: once each, or somebody was written to twice. */
    acceptedByKey: (): ReadonlyMap<string, number> => world.counts.byKey,

    // ------------------------------------------------------------ accounts
    addAccount: (seed: AccountSeed): void => void addAccount(world, seed),
    grantToken: (token: string, accountIds: string[]): void => grantToken(world, token, accountIds),
    revokeToken: (token: string): void => void world.tokens.delete(token),
    /** The merchant's payment method fails, or is mended. */
    setPaymentProblem: (accountId: string, on: boolean): void => {
      const account = world.accounts.get(accountId);
      if (!account) throw new Error("The sandbox has no such account");
      account.paymentProblem = on;
    },
    setTemplate: (change: TemplateChange): void => changeTemplate(world, findTemplate(world, change), change),
    setNumber: (change: NumberChange): void => setNumber(world, number(change.numberId), change),
    /** Any callback the methods above do not make, e.g. field "account_update". */
    tell: (accountId: string, field: string, value: Record<string, unknown>): void => {
      const account = world.accounts.get(accountId);
      if (!account) throw new Error("The sandbox has no such account");
      tellApp(world, { kind: "other", account, field, value });
    },

    // ------------------------------------------------------------ faults, callbacks, time
    setFaults: (change: FaultsChange): Faults => {
      const { clear, ...fields } = faultsChangeSchema.parse(change);
      if (clear === true) Object.assign(world.faults, noFaults());
      Object.assign(world.faults, fields);
      queue.pump();
      return world.faults;
    },
    setWebhookUrl: (url: string | null): void => void (world.webhookUrl = url),
    /** Meta's handshake before it takes a callback address: true when the challenge came back as it was. */
    verifyWebhook: (url: string, verifyToken: string): Promise<boolean> => verifyWebhook(world, url, verifyToken),
    /** Does everything due by now, waits for the app's answers, and repeats until nothing is due. */
    settle: async (): Promise<void> => {
      do await queue.idle();
      while (world.scheduler.runDue() > 0);
      await queue.idle();
    },
    state: (): SandboxState => showState(world, queue),
    resetCounts: (): void => void (world.counts = createCounts()),
  };
}

function showAccepted(message: Outgoing): AcceptedMessage {
  return {
    wamid: message.id,
    numberId: message.chat.number.id,
    to: `+${message.chat.user.digits}`,
    status: message.status,
    callbackData: message.callbackData,
    at: message.at,
    shown: renderMessage(message),
  };
}

function findTemplate(world: World, change: TemplateChange): Template {
  const byId = change.id === undefined ? undefined : world.templates.get(change.id);
  if (byId) return byId;
  for (const account of world.accounts.values()) {
    const found = account.templatesByName.get(templateKey(change.name ?? "", change.language ?? ""));
    if (found) return found;
  }
  throw new Error("The sandbox has no such template");
}

function changeTemplate(world: World, template: Template, change: TemplateChange): void {
  if (change.category && change.category !== template.category) {
    const previous = template.category;
    template.previousCategory = previous;
    template.category = change.category;
    tellTemplateCategory(world, template, previous);
  }
  if (change.quality && change.quality !== template.quality) {
    const previous = template.quality;
    template.quality = change.quality;
    tellTemplateQuality(world, template, previous);
  }
  if (change.status && change.status !== template.status) {
    template.status = change.status;
    template.rejectedReason = change.status === "REJECTED" ? (change.reason ?? "INVALID_FORMAT") : "NONE";
    tellTemplateStatus(world, template, change.status, change.status === "REJECTED" ? template.rejectedReason : "NONE");
  }
}

function setNumber(world: World, number: BusinessNumber, change: NumberChange): void {
  const { account } = number;
  const { portfolio } = account;
  const tell = (field: string, value: Record<string, unknown>) =>
    tellApp(world, { kind: "other", account, field, value });
  if (change.ratePerSecond !== undefined) {
    const raised = change.ratePerSecond > number.ratePerSecond;
    number.ratePerSecond = change.ratePerSecond;
    number.allowance = change.ratePerSecond;
    if (raised) {
      tell("phone_number_quality_update", {
        display_phone_number: number.digits,
        event: "THROUGHPUT_UPGRADE",
        current_limit: tierName(portfolio.tier),
      });
    }
  }
  if (change.tier !== undefined) {
    const before = portfolio.tier;
    portfolio.tier = change.tier ?? Infinity;
    tell("phone_number_quality_update", {
      display_phone_number: number.digits,
      event: portfolio.tier >= before ? "UPGRADE" : "DOWNGRADE",
      old_limit: tierName(before),
      current_limit: tierName(portfolio.tier),
    });
    tell("business_capability_update", {
      max_daily_conversations_per_business: portfolio.tier === Infinity ? -1 : portfolio.tier,
      max_phone_numbers_per_business: 25,
    });
  }
  if (change.quality !== undefined && change.quality !== number.quality) {
    number.quality = change.quality;
    tell("phone_number_quality_update", {
      display_phone_number: number.digits,
      event: change.quality === "RED" ? "FLAGGED" : "UNFLAGGED",
      current_limit: tierName(portfolio.tier),
    });
  }
  if (change.status !== undefined) number.status = change.status;
}

async function verifyWebhook(world: World, url: string, verifyToken: string): Promise<boolean> {
  const challenge = String(Math.floor(world.random() * 2_000_000_000));
  const target = new URL(url);
  target.searchParams.set("hub.mode", "subscribe");
  target.searchParams.set("hub.challenge", challenge);
  target.searchParams.set("hub.verify_token", verifyToken);
  try {
    const response = await fetch(target);
    const verified = response.status === 200 && (await response.text()) === challenge;
    if (verified) world.webhookUrl = url;
    return verified;
  } catch {
    return false;
  }
}
