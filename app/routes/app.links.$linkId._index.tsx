import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { Badge, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { CodeCard } from "../components/links/code-card.tsx";
import { CountsCard } from "../components/links/counts-card.tsx";
import { LinkForm, type LinkAnswer } from "../components/links/link-form.tsx";
import { useSave } from "../components/use-save.ts";
import { chatLinkSchema } from "../core/links/chat-link.ts";
import { longestLinkName, longestLinkText } from "../core/links/link-address.ts";
import { linkAnswer } from "../link-answer.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

const notFound = () => new Response("There is no such link.", { status: 404 });

function linkIdOf(params: { linkId?: string }): string {
  const id = z.uuid().safeParse(params.linkId);
  if (!id.success) throw notFound();
  return id.data;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const link = await pages.links.read(shop.id, linkIdOf(params));
  if (!link) throw notFound();
  const [phones, svg] = await Promise.all([pages.links.phones(shop.id), pages.links.drawSvg(link.address)]);
  return { link, phones, svg };
}

/** Counted when the page is opened and after a change, not every few seconds. */
export function shouldRevalidate({ formMethod, currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) {
  return formMethod !== undefined || currentUrl.href !== nextUrl.href;
}

const bodySchema = z.discriminatedUnion("intent", [
  chatLinkSchema.extend({ intent: z.literal("change"), version: z.number().int() }),
  z.object({ intent: z.enum(["pause", "resume", "remove", "restore"]) }),
]);

export async function action({ request, context, params }: ActionFunctionArgs): Promise<LinkAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const id = linkIdOf(params);
  const body = await readBody(request, bodySchema);
  if (body.intent === "change") {
    const { intent: _intent, version, ...fields } = body;
    return linkAnswer(await pages.links.change(shop.id, id, fields, version));
  }
  const { known } =
    body.intent === "pause" || body.intent === "resume"
      ? await pages.links.pause(shop.id, id, body.intent === "pause")
      : await pages.links.remove(shop.id, id, body.intent === "remove");
  if (!known) throw notFound();
  return { outcome: "saved" };
}

export default function ChatLink() {
  const { link, phones, svg } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { save, saving } = useSave();
  const { id, name, text, phone, version, code, paused, removed } = link;
  return (
    <Page
      title={name}
      titleMetadata={removed ? <Badge>{t("links.removed")}</Badge> : paused ? <Badge>{t("links.paused")}</Badge> : null}
      backAction={{ content: t("links.title"), url: "/app/links" }}
      secondaryActions={[
        {
          content: t(paused ? "links.resume" : "links.pause"),
          helpText: t("links.pauseHelp"),
          disabled: saving || removed,
          onAction: () => save({ intent: paused ? "resume" : "pause" }),
        },
        {
          content: t(removed ? "links.restore" : "links.remove"),
          destructive: !removed,
          disabled: saving,
          onAction: () => save({ intent: removed ? "restore" : "remove" }),
        },
      ]}
    >
      <LinkForm
        key={id}
        saved={{ name, text, phone }}
        version={version}
        intent={{ intent: "change" }}
        phones={phones}
        longest={{ name: longestLinkName, text: longestLinkText }}
        code={code}
      >
        <CodeCard link={link} svg={svg} />
        <CountsCard link={link} />
      </LinkForm>
    </Page>
  );
}
