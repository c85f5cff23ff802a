import { campaignMark } from "./campaign.ts";
import { followVariant } from "./variants.ts";

/** "Ask about this product": the link's message speaks of the variant that is chosen. */
export class AskAboutProduct extends HTMLElement {
  #stop = () => {};

  connectedCallback(): void {
    const link = this.querySelector("a");
    const { template = "", title = "", url = "", ref = "", single } = this.dataset;
    if (!link) return;
    const mark = campaignMark();
    link.href = link.href.replace(/(~[^(]*)?\)$/, `${mark})`);
    this.#stop = followVariant(this, (id, [variant, price] = ["", "", 0]) => {
      const own = single === undefined ? variant : "";
      const values: Record<string, string> = {
        page: own ? `${title} – ${own}` : title,
        variant: own,
        price: textOf(price),
        link: `${url}?variant=${id}`,
      };
      const text = template.replace(/\[(\w+)\]/g, (whole, name: string) => values[name] ?? whole);
      const [address = ""] = link.href.split("text=");
      link.href = `${address}text=${encodeURIComponent(`${text} (ref: ${ref}.${id}${mark})`)}`;
    });
  }

  disconnectedCallback(): void {
    this.#stop();
  }
}

/** A shop's format of money is HTML: "&pound;49.90". */
function textOf(html: string): string {
  return new DOMParser().parseFromString(html, "text/html").body.textContent;
}
