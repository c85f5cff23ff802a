import { useEffect, useRef, useState } from "react";
import type { SignupSettings } from "../../pages/connect.ts";
import { readSignupEvent, type SignupEvent } from "./signup-event.ts";

type LoginResponse = { authResponse?: { code?: string } | null };
type FacebookSdk = {
  init(options: { appId: string; version: string; xfbml: boolean; autoLogAppEvents: boolean }): void;
  login(done: (response: LoginResponse) => void, options: Record<string, unknown>): void;
};

type SdkWindow = Window & { FB?: FacebookSdk; fbAsyncInit?: () => void };

export type SignupEnd =
  | { kind: "finished"; code: string; wabaId: string; phoneNumberId?: string }
  | { kind: "cancelled" }
  | { kind: "failed"; message: string }
  /** Meta gave a code but told nothing of what was chosen. */
  | { kind: "silent" };

export type SignupState = "loading" | "ready" | "open" | "unreachable";

/** Code and event come by different ways, in either order. */
const eventWithinMs = 10_000;

/**
 * Meta's window of Embedded Signup. The SDK is loaded with the page that offers it, so that a click opens the window at once:
 * later, browsers would block it.
 */
export function useSignup(settings: SignupSettings, onEnd: (end: SignupEnd) => void) {
  const [state, setState] = useState<SignupState>("loading");
  const held = useRef<{ event: SignupEvent | null; code: string | null; timer?: ReturnType<typeof setTimeout> }>({
    event: null,
    code: null,
  });
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  }, [onEnd]);
  const { sdkUrl, appId, version, origins } = settings;
  const believed = origins.join(" ");

  useEffect(() => loadSdk(sdkUrl, { appId, version }, setState), [sdkUrl, appId, version]);

  useEffect(() => {
    const current = held.current;
    function onMessage(message: MessageEvent) {
      const event = readSignupEvent(believed.split(" "), message.origin, message.data);
      if (!event) return;
      current.event = event;
      if (current.code !== null) finish();
    }
    window.addEventListener("message", onMessage);
    return () => {
      window.removeEventListener("message", onMessage);
      clearTimeout(current.timer);
    };
  }, [believed]);

  function finish() {
    const { event, code, timer } = held.current;
    clearTimeout(timer);
    Object.assign(held.current, { event: null, code: null });
    setState("ready");
    if (event && event.kind !== "finished") end.current(event);
    else if (code === null) end.current({ kind: "cancelled" });
    else if (!event) end.current({ kind: "silent" });
    else end.current({ ...event, code });
  }

  function start() {
    const sdk = (window as SdkWindow).FB;
    if (state !== "ready" || !sdk) return;
    Object.assign(held.current, { event: null, code: null });
    setState("open");
    sdk.login(
      (response) => {
        const code = response.authResponse?.code ?? null;
        held.current.code = code;
        if (code === null || held.current.event) finish();
        else held.current.timer = setTimeout(finish, eventWithinMs);
      },
      {
        config_id: settings.configId,
        response_type: "code",
        override_default_response_type: true,
        extras: { setup: {}, featureType: "", sessionInfoVersion: "3", version: "v4" },
      },
    );
  }

  return { state, start };
}

function loadSdk(
  url: string,
  app: { appId: string; version: string },
  tell: (state: SignupState) => void,
): (() => void) | undefined {
  const host = window as SdkWindow;
  const ready = () => {
    host.FB?.init({ ...app, xfbml: false, autoLogAppEvents: false });
    tell("ready");
  };
  if (host.FB) {
    ready();
    return undefined;
  }
  host.fbAsyncInit = ready;
  const script = document.createElement("script");
  script.src = url;
  script.async = true;
  script.crossOrigin = "anonymous";
  script.addEventListener("error", () => tell("unreachable"));
  document.head.append(script);
  return () => script.remove();
}
