import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { OptInForm } from "../components/settings/opt-in-form.tsx";
import type { SaveAnswer } from "../components/use-save.ts";
import { phoneCountries } from "../core/contacts/phone-countries.ts";
import { readSettings, sectionVersion } from "../core/shared/settings.ts";
import { optInSettingsSchema } from "../core/shared/settings/opt-in.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const settings = readSettings(shop.settings);
  return { saved: settings.optIn, version: sectionVersion(settings, "optIn"), all: phoneCountries() };
}

const bodySchema = z.object({ values: optInSettingsSchema.required(), version: z.number().int().min(0) });

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const { values, version } = await readBody(request, bodySchema);
  const known = new Set(phoneCountries());
  const countries = values.countries.filter((country) => known.has(country)).toSorted();
  if (values.confirm !== "everywhere" && countries.length === 0)
    return { outcome: "invalid", problems: [{ field: "countries", key: "settings.optIn.none" }] };
  return pages.settings.save(shop.id, "optIn", { optIn: { ...values, countries } }, version);
}

export default function OptInSettings() {
  return <OptInForm {...useLoaderData<typeof loader>()} />;
}
