import type { ChatMessage } from "./model.ts";

export type SandboxEvents = {
  /** A send was accepted. */
  accepted: { wamid: string; numberId: string; to: string; callbackData: string | undefined; at: number };
  /** A send was refused. */
  refused: { numberId: string; code: number; at: number };
  /** The app answered a callback, or did not (status 0). */
  callback: { body: string; status: number; attempt: number };
  /** Something new for a handset. */
  message: { message: ChatMessage };
  tick: { message: ChatMessage };
  typing: { userDigits: string; numberId: string; until: number | null };
  chats: { userDigits: string | null };
};

export type Emitter = {
  on<Name extends keyof SandboxEvents>(name: Name, listener: (event: SandboxEvents[Name]) => void): () => void;
  emit<Name extends keyof SandboxEvents>(name: Name, event: SandboxEvents[Name]): void;
};

export function createEmitter(): Emitter {
  const listeners: { [Name in keyof SandboxEvents]: Set<(event: SandboxEvents[Name]) => void> } = {
    accepted: new Set(),
    refused: new Set(),
    callback: new Set(),
    message: new Set(),
    tick: new Set(),
    typing: new Set(),
    chats: new Set(),
  };
  return {
    on(name, listener) {
      listeners[name].add(listener);
      return () => listeners[name].delete(listener);
    },
    emit(name, event) {
      for (const listener of listeners[name]) listener(event);
    },
  };
}
