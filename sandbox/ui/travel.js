import { post } from "./api.js";
import { forgetHint, say } from "./say.js";

/** Moves the whole pretend world on; the app follows before this resolves. */
export async function travel(advanceMs) {
  forgetHint();
  try {
    await post("/control/clock", { advanceMs });
  } catch (error) {
    await say(error.message, { outcome: "failed" });
  }
}
