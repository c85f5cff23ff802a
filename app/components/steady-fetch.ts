/**
 * A page's data requests over a connection that is not always there. Remix shows an error page in place of the page when a
 * request fails, and what was typed would go with it. So:
 *
 * - looking again at the page that is shown is repeated until it works, quietly; what is on the screen stays;
 * - a form that could not be sent gets an answer that says so ("refused"), as if the server had refused it;
 * - going to another page that cannot be had still ends in the error page, which offers to try again.
 */

const repeatAfterMs = [1_000, 2_000, 5_000];

/** What stands above the page until it is over: nothing, an app that does not answer, or a form that did not get through. */
export type Trouble = { kind: "lost" } | { kind: "unsent"; key: string; reference?: string } | null;

const listeners = new Set<() => void>();
let trouble: Trouble = null;

function become(next: Trouble): void {
  if (trouble === next || (trouble?.kind === "lost" && next?.kind === "lost")) return;
  trouble = next;
  for (const listener of listeners) listener();
}

/** Calls back whenever the trouble changes; returns how to stop. */
export function onTroubleChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentTrouble(): Trouble {
  return trouble;
}

type Fetch = typeof window.fetch;
type Options = {
  fetch: Fetch;
  /** Address of the page that is shown now. */
  here(): URL;
  wait(ms: number): Promise<void>;
};

/** `fetch` for the browser's window: steady for Remix's own requests (they carry `_data`), untouched for all others. */
export function createSteadyFetch({ fetch, here, wait }: Options): Fetch {
  return async function steadyFetch(input, init) {
    const url = new URL(input instanceof Request ? input.url : String(input), here());
    if (!url.searchParams.has("_data") || url.origin !== here().origin) return fetch(input, init);
    const method = (init?.method ?? (input instanceof Request ? input.method : "GET")).toUpperCase();
    if (method !== "GET") return submit(() => fetch(input, init));
    return isShown(url, here()) ? lookAgain(() => fetch(input, init), wait, init?.signal) : fetch(input, init);
  };
}

/** Parents of the page are asked under the page's own address too. */
function isShown(url: URL, here: URL): boolean {
  const search = new URLSearchParams(url.search);
  search.delete("_data");
  return url.pathname === here.pathname && search.toString() === new URLSearchParams(here.search).toString();
}

async function lookAgain(
  ask: () => Promise<Response>,
  wait: Options["wait"],
  signal?: AbortSignal | null,
): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const answer = await ask().catch((error: unknown) => {
      if (signal?.aborted) throw error;
      return null;
    });
    if (answer && answer.status < 500) {
      if (trouble?.kind === "lost") become(null);
      return answer;
    }
    if (trouble === null) become({ kind: "lost" });
    await wait(repeatAfterMs[Math.min(attempt, repeatAfterMs.length - 1)] ?? 0);
    signal?.throwIfAborted();
  }
}

/** Thrown on purpose by the app (the thing is gone, the input is not from our form), or an answer of its action. */
function isFromTheApp(answer: Response): boolean {
  const isRemix = ["X-Remix-Response", "X-Remix-Catch", "X-Remix-Redirect"].some((name) => answer.headers.has(name));
  const isThrown = answer.headers.has("X-Remix-Catch");
  return isRemix && !(isThrown && (answer.status >= 500 || answer.status === 401 || answer.status === 403));
}

async function submit(send: () => Promise<Response>): Promise<Response> {
  let aborted: unknown;
  const answer = await send().catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") aborted = error;
    return null;
  });
  if (aborted) throw aborted;
  if (answer && isFromTheApp(answer)) {
    become(answer.status === 500 || answer.status === 413 ? await refusalOf(answer) : null);
    return answer;
  }
  const signedOut = answer?.status === 401 || answer?.status === 403;
  const key = signedOut ? "errors.notSavedSignedOut" : "errors.notSaved";
  become({ kind: "unsent", key });
  return Response.json({ outcome: "refused", key }, { headers: { "X-Remix-Response": "yes" } });
}

/** What is answered to a form whose action failed (app/doors/guard-routes.ts), or that is too large (limit-bodies.ts). */
async function refusalOf(answer: Response): Promise<Trouble> {
  const told = (await answer
    .clone()
    .json()
    .catch(() => ({}))) as { key?: string; reference?: string };
  return { kind: "unsent", key: told.key ?? "errors.notSaved", reference: told.reference };
}
