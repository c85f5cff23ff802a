/** Every call of the page goes through here: an answer that is no 2xx becomes an Error with the server's own words. */
async function call(method, path, body) {
  const init = { method, headers: {} };
  if (body !== undefined) {
    init.headers["content-type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  const response = await fetch(path, init);
  const value = await response.json().catch(() => null);
  if (!response.ok) throw new Error(wordsOf(value) ?? `${path} answered ${response.status}`);
  return value;
}

function wordsOf(value) {
  if (!value?.error) return undefined;
  const issues = (value.issues ?? []).map((issue) => issue.message ?? String(issue));
  return [value.error, ...issues].join(" ");
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);

const ASK_AGAIN_MS = 2000;

/** Server-sent events, again and again until the function that this answers is called. */
export function follow(path, handlers) {
  let source;
  let again;
  function open() {
    source = new EventSource(path);
    for (const [name, handler] of Object.entries(handlers))
      source.addEventListener(name, (event) => handler(name === "open" ? event : JSON.parse(event.data)));
    // A lost connection is the browser's own matter; after a refusal (a sandbox that is just starting) it gives up.
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, ASK_AGAIN_MS);
    });
  }
  open();
  return () => {
    clearTimeout(again);
    source.close();
  };
}

export const shopifyControl = (action, wish) => post(`/control/shopify/${action}`, wish);
export const handset = (phone) => `/handset/api/${encodeURIComponent(phone)}`;
