import { BlockStack, Page } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Problems } from "../components/home/problems.tsx";
import { StatusCard } from "../components/home/status-card.tsx";
import { Overview } from "../components/results/overview.tsx";
import type { SwitchAnswer } from "../components/setup/automations-step.tsx";
import { SetupGuide } from "../components/setup/setup-guide.tsx";
import { useBlocks } from "../components/storefront/use-blocks.ts";
import type { SaveAnswer } from "../components/use-save.ts";
import { libraryLanguages } from "../core/templates/languages.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const [home, setup, overview] = await Promise.all([
    pages.home.read(shop.id),
    pages.home.readSetup(shop.id),
    pages.results.readOverview(shop.id),
  ]);
  return { home, setup, overview };
}

const language = z.enum(libraryLanguages);
const bodySchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("languages"),
    offered: z.array(language).min(1),
    fallback: language,
    version: z.number().int().min(0),
  }),
  z.object({ intent: z.literal("automations"), keys: z.array(z.string().max(100)).min(1).max(200) }),
  z.object({ intent: z.literal("storefront"), seen: z.enum(["added", "skipped", "wanted"]) }),
  z.object({ intent: z.literal("test"), phone: z.string().max(100), requestId: z.uuid() }),
  z.object({ intent: z.literal("dismiss") }),
]);

export async function action({ request, context }: ActionFunctionArgs): Promise<SaveAnswer | SwitchAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const body = await readBody(request, bodySchema);
  switch (body.intent) {
    case "languages": {
      const { offered, fallback, version } = body;
      return pages.settings.saveLanguages(shop.id, { offered, fallback }, version);
    }
    case "automations": {
      const { on, refused } = await pages.home.switchOnAutomations(shop.id, body.keys);
      if (refused.length === 0) return { outcome: "saved" };
      return { outcome: "refused", key: "setup.automations.refused", values: { count: refused.length, on }, refused };
    }
    case "storefront":
      await pages.home.changeSetup(shop.id, `storefront_${body.seen}`);
      return { outcome: "saved" };
    case "dismiss":
      await pages.home.changeSetup(shop.id, "dismissed");
      return { outcome: "saved" };
    case "test": {
      const sent = await pages.home.sendTest(shop.id, body);
      if (sent.outcome === "planned") return { outcome: "saved" };
      if (sent.outcome === "refused") return { outcome: "refused", key: `setup.test.refused.${sent.why}` };
      return { outcome: "invalid", problems: [{ field: "phone", key: "setup.test.invalid_phone" }] };
    }
  }
}

export default function Home() {
  const { home, setup: read, overview } = useLoaderData<typeof loader>();
  const setup = typeof read === "string" ? null : read;
  const chatButton = useBlocks()("chat-button");
  useStorefrontNoted(chatButton === "on" && setup !== null && !setup.storefront.added);
  useFinishTold(read === "finished");
  // Before a number is connected the guide says it better.
  const problems = setup && !setup.done.connect ? [] : home.problems;
  return (
    <Page title="Tidings">
      <BlockStack gap="400">
        {problems.length > 0 ? <Problems problems={problems} /> : null}
        {setup ? <SetupGuide setup={setup} /> : null}
        <StatusCard home={home} chatButton={chatButton} />
        {home.lastMessage ? <Overview overview={overview} ratesUrl="/app/settings/costs" /> : null}
      </BlockStack>
    </Page>
  );
}

/** The guide's step is done by what the theme says, not by having clicked a link. */
function useStorefrontNoted(seenNow: boolean) {
  const { submit, state, data } = useFetcher<SaveAnswer>();
  useEffect(() => {
    if (!seenNow || state !== "idle" || data) return;
    submit({ intent: "storefront", seen: "added" }, { method: "post", encType: "application/json" });
  }, [seenNow, state, data, submit]);
}

/** The guide goes when its last step is done; a word says why. */
function useFinishTold(finished: boolean) {
  const { t } = useTranslation();
  const before = useRef(finished);
  useEffect(() => {
    if (finished && !before.current) window.shopify?.toast.show(t("setup.finished"));
    before.current = finished;
  }, [finished, t]);
}
