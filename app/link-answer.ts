import type { LinkAnswer } from "./components/links/link-form.tsx";
import type { LinkSaved } from "./core/links/keep-links.ts";

/** What saving a link came to, as its form reads it; a link that is not there is a page that is not there. */
export function linkAnswer(saved: LinkSaved): LinkAnswer {
  switch (saved.outcome) {
    case "saved":
      return { outcome: "saved", id: saved.id };
    case "conflict":
      return saved;
    case "unknown":
      throw new Response("There is no such link.", { status: 404 });
    case "invalid":
      return {
        outcome: "invalid",
        problems: saved.problems.map(({ field, rule, max }) => ({
          field,
          key: `links.problems.${rule}`,
          ...(max === undefined ? {} : { values: { max } }),
        })),
      };
  }
}
