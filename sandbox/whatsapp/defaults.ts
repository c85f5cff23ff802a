import type { AccountSeed, Delays } from "./options.ts";

/** The newcomer's account: what the page, the README and the settings of the sandbox shop agree on. */
export const defaultWabaId = "100000000000001";
export const defaultPhoneNumberId = "200000000000001";
export const defaultDisplayPhone = "+49 30 901820";
export const defaultToken = "sandbox-system-user-token";
/** The Meta app whose callbacks the sandbox sends. */
export const sandboxAppId = "400000000000001";
export const sandboxSignupConfigId = "500000000000001";
export const defaultAppSecret = "sandbox-app-secret";
export const defaultVerifyToken = "sandbox-verify-token";

export const defaultAccount: AccountSeed = {
  id: defaultWabaId,
  name: "Tidings Demo Shop",
  businessId: "300000000000001",
  tokens: [defaultToken],
  tier: 2000,
  numbers: [
    {
      id: defaultPhoneNumberId,
      displayPhone: defaultDisplayPhone,
      verifiedName: "Tidings Demo Shop",
      ratePerSecond: 80,
    },
  ],
};

export const defaultDelays: Delays = {
  sentMs: 60,
  deliveredMs: 240,
  readMs: 400,
  reviewMs: 2000,
};

/** Meta repeats a callback that was not answered with 200, ever more rarely, for up to 7 days. */
export const callbackRetryWaitsMs = [1000, 5000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000];
export const callbackGiveUpMs = 7 * 24 * 3_600_000;
/** How long the app may take to answer a callback, in real time. */
export const callbackTimeoutMs = 10_000;
/** Most statuses Meta is let to put into one body here; far below its 3 MB. */
export const statusesPerCallback = 200;
export const parallelCallbacks = 4;

export const serviceWindowMs = 24 * 3_600_000;
export const dayMs = 24 * 3_600_000;
/** After a click-to-WhatsApp ad everything is free for 72 h. */
export const freeEntryPointMs = 72 * 3_600_000;
export const freeServiceMessagesPerMonth = 1000;
export const pairGapMs = 6000;
export const pairBurst = 45;
export const typingMs = 25_000;
/** A chat keeps its newest messages; the benchmark would fill the memory otherwise. */
export const messagesPerChat = 200;
export const rememberedMessages = 300_000;
export const templateNameBlockedMs = 30 * dayMs;
