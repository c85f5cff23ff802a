import type { Frame, Locator, Page } from "playwright-core";

/** What was found on one page by going through it with Tab alone; empty lists: nothing to complain of. */
export type KeyboardWalk = {
  stops: number;
  unreached: string[];
  unseen: string[];
  positive: string[];
  outOfOrder: string[];
};

/**
 * Goes through a page of the app with Tab: everything one can press or write into is reached, in the order in which it is
 * read, and shows that it has the focus. What is shown is read from the styles with and without it.
 */
export async function walkByTab(page: Page, frame: Frame): Promise<KeyboardWalk> {
  await frame.addStyleTag({ content: "*, *::before, *::after { transition: none !important }" });
  await frame.evaluate(begin);
  let stops = 0;
  for (; stops < 400; stops += 1) {
    await page.keyboard.press("Tab");
    if (!(await frame.evaluate(lookAtFocus))) break;
  }
  return { stops, ...(await frame.evaluate(summary)) };
}

/** Presses Tab until the element has the focus, wherever it is; `Shift+Tab` for what comes before. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await target.waitFor();
  const has = () =>
    target.evaluate((element) => {
      const root = element.getRootNode();
      return element.ownerDocument.hasFocus() && "activeElement" in root && root.activeElement === element;
    });
  for (let presses = 0; presses < 400; presses += 1) {
    if (await has()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${target}`);
}

type Kept = { reached: Set<Element>; order: Element[]; unseen: string[] };
declare global {
  var keyboardWalk: Kept | undefined;
}

/** Runs in the page. The next Tab goes to the first thing in it. */
function begin(): void {
  globalThis.keyboardWalk = { reached: new Set(), order: [], unseen: [] };
  window.focus();
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}

/** Runs in the page. False once the focus has left it, or has come round. */
async function lookAtFocus(): Promise<boolean> {
  const kept = globalThis.keyboardWalk;
  const element = document.activeElement;
  if (!kept || !(element instanceof HTMLElement || element instanceof SVGElement) || element === document.body)
    return false;
  // A date has stops of its own for day, month and year.
  if (kept.order.at(-1) === element) return true;
  if (kept.reached.has(element)) return false;
  kept.reached.add(element);
  kept.order.push(element);
  // The browser's own: it would begin with the day again once the focus was taken away.
  if (element instanceof HTMLInputElement && /date|time|month|week/.test(element.type)) return true;
  // A chart shows nothing that its table does not say (figure-over-time.tsx).
  if (element.closest("[data-chart]")) return true;
  const focused = looks(element);
  element.blur();
  // Some tell by a class, which React takes away with the next frame.
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  if (looks(element) === focused) kept.unseen.push(nameOf(element));
  return true;

  function looks(at: Element): string {
    const around = [
      at,
      at.parentElement,
      at.parentElement?.parentElement,
      ...(at.parentElement?.children ?? []),
      ...at.children,
    ];
    const styles = around.flatMap((one) =>
      one instanceof Element ? [null, "::before", "::after"].map((pseudo) => getComputedStyle(one, pseudo)) : [],
    );
    return styles
      .map((s) =>
        [s.outline, s.boxShadow, s.borderColor, s.borderWidth, s.backgroundColor, s.textDecoration, s.opacity].join(),
      )
      .join("|");
  }
  function nameOf(at: Element): string {
    return `${at.tagName.toLowerCase()} ${at.getAttribute("aria-label") ?? at.textContent?.trim().slice(0, 60) ?? ""} ${at.id}`;
  }
}

/** Runs in the page. */
function summary() {
  const kept = globalThis.keyboardWalk;
  const all = [
    ...document.querySelectorAll<HTMLElement | SVGElement>("a[href], button, input, select, textarea, [tabindex]"),
  ];
  const nameOf = (at: Element) =>
    `${at.tagName.toLowerCase()} ${at.getAttribute("aria-label") ?? at.textContent?.trim().slice(0, 60) ?? ""} ${at.id}`;
  const usable = all.filter(
    (one) =>
      one.tabIndex >= 0 &&
      !one.matches(":disabled, input[type=hidden]") &&
      !one.closest("[inert], ui-nav-menu, ui-title-bar, ui-save-bar, ui-modal, s-app-nav") &&
      one.checkVisibility({ visibilityProperty: true }) &&
      one.getClientRects().length > 0,
  );
  // Of radio buttons of one name, one stands for all: arrows lead to the others.
  const groups = new Set(
    [...(kept?.reached ?? [])].flatMap((one) =>
      one instanceof HTMLInputElement && one.type === "radio" ? [one.name] : [],
    ),
  );
  const unreached = usable.filter(
    (one) =>
      !kept?.reached.has(one) && !(one instanceof HTMLInputElement && one.type === "radio" && groups.has(one.name)),
  );
  const order = kept?.order ?? [];
  const outOfOrder = order.filter((one, index) => {
    const before = order[index - 1];
    return before && !(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  });
  return {
    unreached: unreached.map(nameOf),
    unseen: kept?.unseen ?? [],
    positive: all.filter((one) => one.tabIndex > 0).map(nameOf),
    outOfOrder: outOfOrder.map(nameOf),
  };
}
