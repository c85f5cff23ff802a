import { followVariant } from "./variants.ts";

/** "Tell me when …": there for variants of its sort only, and asks for the one that is chosen. */
export class NotifyForm extends HTMLElement {
  #stop = () => {};

  connectedCallback(): void {
    const wantsAvailable = this.dataset.available !== undefined;
    const field = this.querySelector<HTMLInputElement>("[name=variant]");
    const form = this.querySelector<HTMLElement>("tidings-form");
    if (!field || !form) return;
    this.#stop = followVariant(this, (id, variant) => {
      this.hidden = variant === undefined || Boolean(variant[2]) !== wantsAvailable;
      const name = this.querySelector("[data-variant]");
      if (name) name.textContent = variant?.[0] ?? "";
      if (field.value === id) return;
      field.value = id;
      // What was answered for the last variant says nothing of this one.
      form.hidden = false;
      const result = this.querySelector(".tidings-result");
      if (result) result.textContent = "";
    });
  }

  disconnectedCallback(): void {
    this.#stop();
  }
}
