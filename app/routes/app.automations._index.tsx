import { BlockStack, Card, EmptyState, Page } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { automationName } from "../components/automations/automation-name.ts";
import { AutomationRow } from "../components/automations/automation-row.tsx";
import { ObstacleList } from "../components/automations/obstacle-list.tsx";
import { RemoveModal } from "../components/automations/remove-modal.tsx";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  return { ...(await pages.automations.list(shop.id)), currency: shop.currency };
}

const bodySchema = z.discriminatedUnion("intent", [
  z.strictObject({ intent: z.literal("switch"), id: z.uuid(), enabled: z.boolean() }),
  z.strictObject({
    intent: z.literal("duplicate"),
    id: z.uuid(),
    requestId: z.uuid(),
    name: z.string().min(1).max(120),
  }),
  z.strictObject({ intent: z.literal("remove"), id: z.uuid() }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const body = await readBody(request, bodySchema);
  if (body.intent === "switch") return pages.automations.setEnabled(shop.id, body.id, body.enabled);
  if (body.intent === "duplicate") return pages.automations.duplicate(shop.id, body);
  return pages.automations.remove(shop.id, body.id);
}

export default function Automations() {
  const { automations, shopObstacles, currency } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const change = useChange();
  const [removing, setRemoving] = useState<{ id: string; name: string } | null>(null);
  return (
    <Page
      title={t("automations.title")}
      subtitle={t("automations.last30Days")}
      backAction={{ content: t("nav.home"), url: "/app" }}
      primaryAction={{ content: t("automations.fromGallery"), url: "/app/automations/gallery" }}
    >
      <BlockStack gap="400">
        <ObstacleList obstacles={shopObstacles} />
        <Card padding="0">
          {automations.length === 0 ? (
            <EmptyState
              heading={t("automations.noneYet")}
              image=""
              action={{ content: t("automations.fromGallery"), url: "/app/automations/gallery" }}
            >
              <p>{t("automations.noneYetHelp")}</p>
            </EmptyState>
          ) : (
            <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
              {automations.map((automation) => (
                <AutomationRow
                  key={automation.id}
                  automation={automation}
                  currency={currency}
                  busy={change.busy}
                  refused={change.refusedOf(automation.id)}
                  onSwitch={(enabled) => change.submit({ intent: "switch", id: automation.id, enabled })}
                  onDuplicate={() =>
                    change.submit({
                      intent: "duplicate",
                      id: automation.id,
                      requestId: crypto.randomUUID(),
                      name: t("automations.copyOf", { name: automationName(t, automation) }),
                    })
                  }
                  onRemove={() => setRemoving({ id: automation.id, name: automationName(t, automation) })}
                />
              ))}
            </ul>
          )}
        </Card>
      </BlockStack>
      <RemoveModal
        removing={removing}
        onRemove={(id) => change.submit({ intent: "remove", id })}
        onClose={() => setRemoving(null)}
      />
    </Page>
  );
}

type Change = z.infer<typeof bodySchema>;

/** One change at a time: a double click sends it once. What was refused is kept beside its automation until the next try. */
function useChange() {
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof action>();
  const [asked, setAsked] = useState<Change | null>(null);
  const busy = fetcher.state !== "idle";
  const answer = busy ? undefined : fetcher.data;
  useEffect(() => {
    if (answer?.outcome === "switched") {
      window.shopify?.toast.show(t(answer.enabled ? "automations.switchedOn" : "automations.switchedOff"));
    }
    if (answer?.outcome === "created") window.shopify?.toast.show(t("automations.duplicated"));
    if (answer?.outcome === "removed") window.shopify?.toast.show(t("automations.removed"));
    if (answer?.outcome === "not_found") window.shopify?.toast.show(t("automations.gone"));
  }, [answer, t]);
  return {
    busy,
    refusedOf: (id: string) =>
      answer?.outcome === "refused" && "obstacles" in answer && asked?.id === id ? answer.obstacles : [],
    submit(change: Change) {
      if (busy) return;
      setAsked(change);
      fetcher.submit(change, { method: "post", encType: "application/json" });
    },
  };
}
