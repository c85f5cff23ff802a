import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { CostsForm } from "../components/settings/costs-form.tsx";
import type { SaveAnswer } from "../components/use-save.ts";
import { readSettings, sectionVersion } from "../core/shared/settings.ts";
import { attributionSettingsSchema } from "../core/shared/settings/attribution.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const settings = readSettings(shop.settings);
  const { tables } = await pages.results.readRates(shop.id);
  return {
    saved: settings.attribution,
    version: sectionVersion(settings, "attribution"),
    tables: tables.map(({ validFrom, currency, source, rates }) => ({
      validFrom,
      currency,
      isSample: source === "sample",
      markets: Object.keys(rates).length,
    })),
  };
}

const bodySchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("windows"),
    attribution: attributionSettingsSchema.required(),
    version: z.number().int().min(0),
  }),
  z.object({ intent: z.literal("rates"), csv: z.string().min(1).max(2_000_000), validFrom: z.iso.date() }),
  z.object({ intent: z.literal("sample") }),
  z.object({ intent: z.literal("remove"), validFrom: z.iso.date() }),
]);

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const body = await readBody(request, bodySchema);
  switch (body.intent) {
    case "windows":
      return pages.settings.save(shop.id, "attribution", { attribution: body.attribution }, body.version);
    case "remove":
      await pages.results.removeRates(shop.id, body.validFrom);
      return { outcome: "saved" };
    case "sample":
      await pages.results.saveSampleRates(shop.id);
      return { outcome: "saved" };
    case "rates": {
      const { csv, validFrom } = body;
      const saved = await pages.results.saveRates(shop.id, { csv, validFrom });
      if (saved.outcome === "saved") return { outcome: "saved" };
      const problems = saved.problems.map(({ rule, line, value = "" }) => ({
        field: "file",
        key: `results.rateProblems.${rule}`,
        values: { line, value },
      }));
      return { outcome: "invalid", problems };
    }
  }
}

export default function CostsPage() {
  return <CostsForm {...useLoaderData<typeof loader>()} />;
}
