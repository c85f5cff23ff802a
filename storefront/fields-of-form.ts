import { sendForm } from "./send-form.ts";

let made = 0;

/**
 * The fields of a form that stands elsewhere: a block may stand within a theme's own form, where HTML knows no second one, and
 * what is typed or asked here must not become part of what is bought (snippets/tidings-form.liquid has the way without script).
 */
export class FieldsOfForm extends HTMLElement {
  #form = document.createElement("form");

  constructor() {
    super();
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void sendForm(this.#form, this);
    });
    // A theme may take a choice of country within its form for one of a variant.
    for (const name of ["input", "change"]) this.addEventListener(name, (event) => event.stopPropagation());
  }

  connectedCallback(): void {
    const form = this.#form;
    form.id = `tidings-form-${(made += 1)}`;
    form.method = "post";
    form.action = this.dataset.action ?? "";
    document.body.append(form);
    for (const field of this.querySelectorAll("[form]")) field.setAttribute("form", form.id);
  }

  disconnectedCallback(): void {
    this.#form.remove();
  }
}
