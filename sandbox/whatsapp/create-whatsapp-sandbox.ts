import type { IncomingMessage, ServerResponse } from "node:http";
import { createCallbackQueue } from "./callbacks/callback-queue.ts";
import { setTeller } from "./callbacks/follow-message.ts";
import { createControls, type Controls } from "./controls.ts";
import type { Emitter } from "./events.ts";
import { handleGraph } from "./graph/handle-graph.ts";
import { handleControl } from "./handle-control.ts";
import { sendHandsetMedia } from "./handset/send-handset-media.ts";
import { handsetMediaPath } from "./handset/render-message.ts";
import { handleHandset, type OpenStreams } from "./handset/handle-handset.ts";
import type { WhatsAppSandboxOptions } from "./options.ts";
import { resetWorld } from "./reset-world.ts";
import { handleSignup } from "./signup/handle-signup.ts";
import { createWorld } from "./world.ts";

export type WhatsAppSandbox = {
  /** Answers /graph, /handset/api and /control/whatsapp; false, and nothing touched, for any other path. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  controls: Controls;
  on: Emitter["on"];
  /** Everything back to the start; templates may stay. */
  reset(options?: { keepTemplates?: boolean; countsOnly?: boolean }): void;
  /** Stops timers, posts and streams. */
  close(): void;
};

/** A stateful Cloud API with handsets and controls; README.md beside this file lists what it answers. */
export function createWhatsAppSandbox(options: WhatsAppSandboxOptions): WhatsAppSandbox {
  const world = createWorld(options);
  const queue = createCallbackQueue(world);
  setTeller(world, (change) => queue.tell(change));
  const controls = createControls(world, queue);
  const streams: OpenStreams = new Set();

  function reset(change: { keepTemplates?: boolean; countsOnly?: boolean } = {}): void {
    if (change.countsOnly === true) {
      controls.resetCounts();
      return;
    }
    resetWorld(world, options, change.keepTemplates === true);
    queue.clear();
    world.emitter.emit("chats", { userDigits: null });
  }

  return {
    async handle(req, res) {
      const url = req.url ?? "";
      if (url.startsWith("/graph/")) await handleGraph(world, req, res);
      else if (url.startsWith("/handset/api/")) await handleHandset(world, streams, req, res);
      else if (url.startsWith(handsetMediaPath)) sendHandsetMedia(world, url, res);
      else if (url.startsWith("/control/whatsapp/")) await handleControl(controls, reset, req, res);
      else if (url.startsWith("/facebook/")) await handleSignup(world, req, res);
      else return false;
      return true;
    },
    controls,
    on: world.emitter.on,
    reset,
    close() {
      for (const stop of [...streams]) stop();
      world.scheduler.stop();
      queue.close();
    },
  };
}
