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

/** Server-sent events; the browser reconnects by itself. Answers a function that ends it. */
export function follow(path, handlers) {
  const source = new EventSource(path);
  for (const [name, handler] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => {
      if (name === "error" || name === "open") handler(event);
      else handler(JSON.parse(event.data));
    });
  }
  return () => source.close();
}

export const shopifyControl = (action, wish) => post(`/control/shopify/${action}`, wish);
export const handset = (phone) => `/handset/api/${encodeURIComponent(phone)}`;
