import { randomUUID } from "node:crypto";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { Banner, Link, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { LinkForm, type LinkAnswer } from "../components/links/link-form.tsx";
import { chatLinkSchema } from "../core/links/chat-link.ts";
import { longestLinkName, longestLinkText } from "../core/links/link-address.ts";
import { linkAnswer } from "../link-answer.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  return {
    id: randomUUID(),
    phones: await pages.links.phones(shop.id),
  };
}

const bodySchema = chatLinkSchema.extend({ id: z.uuid() });

export async function action({ request, context }: ActionFunctionArgs): Promise<LinkAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const { id, ...fields } = await readBody(request, bodySchema);
  return linkAnswer(await pages.links.make(shop.id, id, fields));
}

export default function NewLink() {
  const { id, phones } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const navigate = useNavigate();
  // The page asks for news every few seconds; the link that is being made stays this one.
  const [own] = useState(id);
  const [first] = phones;
  return (
    <Page title={t("links.make")} backAction={{ content: t("links.title"), url: "/app/links" }}>
      {first ? (
        <LinkForm
          saved={{ name: "", text: "", phone: first.phone }}
          version={0}
          intent={{ id: own }}
          phones={phones}
          longest={{ name: longestLinkName, text: longestLinkText }}
          code={null}
          onSaved={() => navigate(`/app/links/${own}`)}
        />
      ) : (
        <Banner tone="warning">
          <Text as="p">
            {t("links.noNumber")} <Link url="/app/connect">{t("remedies.connect")}</Link>
          </Text>
        </Banner>
      )}
    </Page>
  );
}
