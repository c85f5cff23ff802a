/*
 * Runs in the page itself until React has taken it over: on a slow line that takes seconds, in which the page can be read
 * and pressed already.
 *
 * A press of a link then loads a document, and one without the admin's parameters is not the app's but the public front
 * page, so the link takes them along. A press of a button is made up for as soon as somebody listens to it; not when
 * something was typed meanwhile, which React does not know of. A form is not sent at all: its answer would be a document
 * without a session. While it takes the page over, React may stop events at the document: they are met at the window.
 */
(() => {
  const here = new URL(location.href).searchParams;
  const over = new AbortController();
  let pressed = null;
  let typed = false;

  const ours = (address) => new URL(address, location.href).origin === location.origin;
  const listen = (type, listener, capture = true) => addEventListener(type, listener, { capture, signal: over.signal });
  const reactListens = () => Object.keys(document).some((name) => name.startsWith("_reactListening"));

  listen("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link) pressed = event.target.closest?.("button") ?? null;
    if (!link || !ours(link.href)) return;
    const href = link.getAttribute("href");
    const address = new URL(link.href);
    for (const name of ["shop", "host", "embedded", "locale"]) {
      if (here.has(name) && !address.searchParams.has(name)) address.searchParams.set(name, here.get(name));
    }
    link.href = address.href;
    setTimeout(() => link.setAttribute("href", href)); // as React expects to find it
  });
  // What comes back from the document was answered by React, if React was there.
  listen("click", () => void (reactListens() && (pressed = null)), false);
  listen("input", () => void (typed = true));
  listen("submit", (event) => {
    if (ours(event.target.action)) event.preventDefault();
  });

  function makeUpFor() {
    over.abort();
    if (pressed?.isConnected && !typed) pressed.click();
  }
  // After the press that made React hurry is through.
  addEventListener("tidings:hydrated", () => setTimeout(makeUpFor), { once: true });
})();
