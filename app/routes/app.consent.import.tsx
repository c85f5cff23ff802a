import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { ImportForm, type ImportAnswer } from "../components/consent/import-form.tsx";
import { consentColumns, mostConsentLines } from "../core/customers/consent-file.ts";
import { consentFileSchema, type ImportResult } from "../core/customers/import-consent.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireShop(request, context);
  return { columns: [...consentColumns], most: mostConsentLines };
}

const bodySchema = consentFileSchema.extend({ intent: z.enum(["check", "import"]) });

export async function action({ request, context }: ActionFunctionArgs): Promise<ImportAnswer> {
  const { shop, pages, noteLook } = await requireShop(request, context);
  noteLook("consent_import");
  const { intent, ...file } = await readBody(request, bodySchema);
  return answerOf(await pages.consent[intent === "check" ? "checkImport" : "import"](shop.id, file));
}

function answerOf(result: ImportResult): ImportAnswer {
  if (result.outcome !== "wrong") return { outcome: "saved", sums: result.sums, unused: result.unused };
  const problems = result.problems.map(({ rule, line, value = "" }) => ({
    field: "file",
    key: `consent.problems.${rule}`,
    values: { line, value, most: mostConsentLines },
  }));
  return { outcome: "invalid", problems, more: result.more };
}

export default function ImportConsent() {
  const { columns, most } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("consent.importTitle")} backAction={{ content: t("consent.title"), url: "/app/consent" }}>
      <ImportForm columns={columns} most={most} />
    </Page>
  );
}
