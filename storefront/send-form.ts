type FormAnswer = { outcome: "ok" | "invalid" | "busy"; field?: "phone" | "consent"; message: string };

const sending = new WeakSet<HTMLFormElement>();

/** Sends a form and shows what came of it in its fields' place; when that fails, the browser sends it as any other form. */
export async function sendForm(form: HTMLFormElement, fields: HTMLElement): Promise<void> {
  if (sending.has(form)) return;
  sending.add(form);
  const button = fields.querySelector("button");
  button?.setAttribute("aria-disabled", "true");
  const elapsed = fields.querySelector<HTMLInputElement>("[name=elapsed]");
  if (elapsed) elapsed.value = String(Math.round(performance.now()));
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(new FormData(form) as unknown as Record<string, string>),
    });
    show(fields, (await answer.json()) as FormAnswer);
  } catch {
    form.submit();
  } finally {
    sending.delete(form);
    button?.removeAttribute("aria-disabled");
  }
}

function show(fields: HTMLElement, { outcome, field, message }: FormAnswer): void {
  const result = fields.parentElement?.querySelector<HTMLElement>(".tidings-result");
  if (!result || typeof message !== "string") throw new Error("an answer of another kind");
  for (const error of fields.querySelectorAll<HTMLElement>("[data-error]")) {
    const isWrong = outcome === "invalid" && error.dataset.error === field;
    error.textContent = isWrong ? message : "";
    const input = fields.querySelector<HTMLElement>(`[name=${error.dataset.error}]`);
    input?.setAttribute("aria-invalid", String(isWrong));
    if (isWrong) input?.focus();
  }
  const isBeside = outcome === "invalid" && field !== undefined;
  result.textContent = isBeside ? "" : message;
  if (isBeside) return;
  fields.hidden = outcome === "ok";
  result.focus();
}
