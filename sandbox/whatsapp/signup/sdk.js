/*
 * Stands in for https://connect.facebook.net/en_US/sdk.js: FB.init, and FB.login with the window of Embedded Signup. The
 * window is a page of the sandbox, so that its messages have one exact origin, as Meta's have.
 */
(() => {
  const origin = new URL(document.currentScript.src).origin;
  let app = null;

  function login(done, options = {}) {
    if (!app) throw new Error("FB.login() called before calling FB.init().");
    const query = new URLSearchParams({ app_id: app.appId, config_id: options.config_id ?? "" });
    const popup = window.open(`${origin}/facebook/signup?${query}`, "facebook-login", "popup,width=560,height=760");
    let ended = false;
    function end(code) {
      if (ended) return;
      ended = true;
      clearInterval(watch);
      window.removeEventListener("message", onMessage);
      done(code ? { authResponse: { code }, status: "connected" } : { authResponse: null, status: "unknown" });
    }
    function onMessage(event) {
      if (event.source !== popup || event.origin !== origin || event.data?.from !== "facebook-login") return;
      end(event.data.code);
    }
    window.addEventListener("message", onMessage);
    const watch = setInterval(() => {
      if (!popup || popup.closed) end(null);
    }, 200);
  }

  window.FB = { init: (options) => void (app = options), login };
  window.fbAsyncInit?.();
})();
