/*
 * Runs in the page itself until React has taken it over: on a slow line that takes seconds, in which the page can be read
 * and pressed already. A press of a link then loads a document, and one without the admin's parameters is not the app's
 * but the public front page, so the link takes them along. A form is not sent at all: its answer would be a document
 * without a session. While it takes the page over, React stops such events at the document: they are met at the window.
 */
(() => {
  const here = new URL(location.href).searchParams;
  const over = new AbortController();
  const ours = (address) => new URL(address, location.href).origin === location.origin;
  const listen = (type, listener) => addEventListener(type, listener, { capture: true, signal: over.signal });

  listen("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || !ours(link.href)) return;
    const href = link.getAttribute("href");
    const address = new URL(link.href);
    for (const name of ["shop", "host", "embedded", "locale"]) {
      if (here.has(name) && !address.searchParams.has(name)) address.searchParams.set(name, here.get(name));
    }
    link.href = address.href;
    setTimeout(() => link.setAttribute("href", href)); // as React expects to find it
  });
  listen("submit", (event) => {
    if (ours(event.target.action)) event.preventDefault();
  });
  addEventListener("tidings:hydrated", () => over.abort(), { once: true });
})();
