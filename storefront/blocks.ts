/** The script of the app blocks. Elements of their own come to life again when a theme replaces its section. */
import { AskAboutProduct } from "./ask.ts";
import { FieldsOfForm } from "./fields-of-form.ts";
import { NotifyForm } from "./notify.ts";

function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}

define("tidings-form", FieldsOfForm);
define("tidings-ask", AskAboutProduct);
define("tidings-notify", NotifyForm);
