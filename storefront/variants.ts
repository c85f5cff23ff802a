/** What a block knows of a variant: its title, its price as shown, and 1 when it can be bought. */
export type Variant = [title: string, price: string, available: 0 | 1];

/** Liquid lists no more variants of a product than this. */
const mostListed = 250;

/** Themes tell of a new variant after they have asked the shop for its price; some write the address first, some last. */
const looksAfterMs = [0, 150, 600, 1500];
const events = ["change", "click", "variant:change", "variant:update", "variant:changed"];

/**
 * Tells whenever another variant of the product is chosen, whatever the theme is and wherever its form stands: by its events,
 * by the field the cart is sent, or by the page's address. Nothing is known of a variant beyond those listed. Answers how to stop.
 */
export function followVariant(
  block: HTMLElement,
  tell: (id: string, variant: Variant | undefined) => void,
): () => void {
  const known = JSON.parse(block.dataset.variants ?? "{}") as Record<string, Variant>;
  const knowsAll = Object.keys(known).length < mostListed;
  let selling: HTMLFormElement | undefined;
  const stopped = new AbortController();
  const { signal } = stopped;
  let addressed = inAddress();
  let filledIn = inForm();

  function inAddress(): string | null {
    return new URLSearchParams(location.search).get("variant");
  }

  /** The nearest form that sells the product: other products' hold none of its variants. Once found, it may go beyond the list. */
  function inForm(): string | null {
    const near = block.closest(".shopify-section, product-info, product-component, section, main") ?? document;
    const fields = [near, document]
      .flatMap((part) => [...part.querySelectorAll<HTMLInputElement | HTMLSelectElement>('form [name="id"]')])
      .filter((field) => field.type !== "radio" || field.checked);
    const field = fields.find(({ value }) => value in known) ?? fields.find(({ form }) => form === selling);
    selling = field?.form ?? selling;
    return field?.value ?? null;
  }

  function choose(id: string | null): void {
    if (id !== null && (id in known || !knowsAll)) tell(id, known[id]);
  }

  /** Of address and field, the one that has just changed is right; the other may be behind. */
  function look(): void {
    const address = inAddress();
    const field = inForm();
    if (field !== null && field !== filledIn) choose(field);
    else if (address !== addressed) choose(address);
    addressed = address;
    filledIn = field;
  }

  function lookSoon(event?: Event): void {
    const id = event instanceof CustomEvent ? idIn(event.detail) : null;
    if (id !== null && id in known) return choose(id);
    for (const wait of looksAfterMs) setTimeout(() => signal.aborted || look(), wait);
  }

  for (const name of events) document.addEventListener(name, lookSoon, { signal });
  addEventListener("popstate", lookSoon, { signal });
  // Hidden fields change without an event.
  const fields = new MutationObserver(look);
  fields.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["value"] });
  signal.addEventListener("abort", () => fields.disconnect());
  // A browser that comes back to a page fills its fields in again, without an event.
  choose(addressed !== null && addressed in known ? addressed : filledIn);
  return () => stopped.abort();
}

/** Themes hand the variant along as `variant`, or as Shopify's standard events do, as `resource`. */
function idIn(detail: unknown): string | null {
  const told = detail as { variant?: { id?: unknown }; resource?: { id?: unknown } } | null;
  const id = told?.variant?.id ?? told?.resource?.id;
  return typeof id === "string" || typeof id === "number" ? String(id) : null;
}
