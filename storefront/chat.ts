/** What the cart would be sent: a field, or the chosen one of several. In a form without one, `id` is the form's own. */
type ProductForm = { id: { value?: number } };

/**
 * The floating button's script: hours move on after a page was made and cached, the campaign in the page's address joins the
 * reference, links that speak of a variant speak of the product only once another is chosen, and the panel closes by Escape
 * or a press beside it. Every link works without it. It weighs on every page of a shop, so it is written short, and
 * scripts/measure-storefront.ts watches. The loop is for themes that take the button away.
 */
for (const chat of document.querySelectorAll<HTMLElement>(".tidings-chat")) {
  /** When the first week began, in hours after the epoch; then when the shop is open, in hours of the week. */
  const hours = chat.dataset.hours as string;
  /** A plain link has nothing to open or close: the same is done to it, and nothing comes of it. */
  const panel = chat.firstChild as HTMLDetailsElement;
  const campaign = new URL(location.href).searchParams.get("utm_campaign") ?? "";
  // Names of campaigns are words; what has other signs may be an address of somebody.
  const end = /^[\p{L}\p{N} _-]{1,40}$/u.test(campaign) ? `~${campaign})` : ")";
  /** Whether some form has sold the variant that the links speak of: only then can it come to sell another. */
  let followed: boolean | undefined;
  const covers = (spans: string, hour: number): boolean =>
    // Compared as numbers, as the hour is one.
    spans.split(",").some((span) => hour >= parseFloat(span) && hour < (span.split("-")[1] as unknown as number));
  const tell = (press?: Event): void => {
    panel.open &&= !press || panel.contains(press.target as Node);
    const hour = (Date.now() / 36e5 - parseFloat(hours)) % 168;
    const open = covers(hours, hour);
    // What says that the shop is closed says it for everybody.
    for (const note of chat.querySelectorAll<HTMLElement>("[data-hours]")) {
      const own = note.dataset.hours;
      note.hidden = own ? !open || covers(own, hour % 24) : open;
    }
    // A press looks, for themes tell of a variant in many ways. Other products' forms hold what no link names.
    const sold = ([...document.forms] as unknown as ProductForm[]).some(
      ({ id }) => (id.value as number) > 1e6 && chat.innerHTML.includes(id.value as unknown as string),
    );
    followed ||= sold;
    for (const link of chat.querySelectorAll("a")) {
      // The same however often it is done.
      link.href = ((followed && !sold && link.dataset.any) || link.href).replace(/(~[^(]*)?\)$/, end);
    }
  };
  tell();
  setInterval(tell, 6e4);
  addEventListener("click", tell);
  // A content security policy may drop the style attribute; from here it is allowed. No attribute is an empty one.
  chat.style = chat.getAttribute("style") as string;
  panel.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    panel.open = false;
    (panel.firstChild as HTMLElement).focus();
  };
}
