/*
 * Runs in the page itself, before the app's own script has arrived: on a slow line that takes seconds, in which the page
 * can be read and pressed already. A press of a link then loads a document, and one without the admin's parameters is not
 * the app's but the public front page, so the link takes them along. A form is not sent at all: its answer would be
 * somebody's data in a document without a session. What the app handles itself is already marked as handled when it
 * comes by here.
 */
(() => {
  const here = new URL(location.href).searchParams;
  const ours = (address) => new URL(address, location.href).origin === location.origin;

  addEventListener("click", (event) => {
    const link = event.defaultPrevented ? null : event.target.closest?.("a[href]");
    if (!link || link.target || !ours(link.href)) return;
    const address = new URL(link.href);
    for (const name of ["shop", "host", "embedded", "locale"]) {
      if (here.has(name) && !address.searchParams.has(name)) address.searchParams.set(name, here.get(name));
    }
    link.href = address.href;
  });
  addEventListener("submit", (event) => {
    if (ours(event.target.action)) event.preventDefault();
  });
})();
