import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { PrintSheet } from "../components/links/print-sheet.tsx";
import { referenceOf } from "../core/links/link-address.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const id = z.uuid().safeParse(params.linkId);
  const link = id.success ? await pages.links.read(shop.id, id.data) : null;
  if (!link) throw new Response("There is no such link.", { status: 404 });
  const svg = await pages.links.drawSvg(link.address);
  // Its own page says what to do.
  if (svg === null) throw redirect(`/app/links/${link.id}`);
  return {
    id: link.id,
    name: link.name,
    phone: link.phone,
    text: link.text,
    reference: referenceOf(link),
    shopName: shop.name,
    svg,
  };
}

export default function PrintLink() {
  const { id, name, ...sheet } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t("links.printTitle")}
      backAction={{ content: name, url: `/app/links/${id}` }}
      primaryAction={{ content: t("links.print"), onAction: () => window.print() }}
    >
      <PrintSheet {...sheet} />
    </Page>
  );
}
