import { BlockStack, Button, Card, Page, Text } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { AccountBanner } from "../components/connect/account-banner.tsx";
import { AccountCard } from "../components/connect/account-card.tsx";
import { connectAnswer, type ConnectAnswer } from "../components/connect/connect-answer.ts";
import { NumberRolesForm } from "../components/connect/number-roles.tsx";
import { SignupCard } from "../components/connect/signup-card.tsx";
import { useSave } from "../components/use-save.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const connections = await pages.connect.read(shop.id);
  const now = context.services.ctx.clock.now();
  return { ...connections, signup: pages.connect.signup, timeZone: shop.timeZone, now };
}

const metaId = z.string().regex(/^\d{6,25}$/);
const body = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("signup"),
    code: z.string().min(1).max(4096),
    wabaId: metaId,
    phoneNumberId: metaId.optional(),
  }),
  z.object({
    intent: z.literal("assign"),
    roles: z.object({ defaultId: z.uuid(), utilityId: z.uuid().nullable(), marketingId: z.uuid().nullable() }),
    version: z.number(),
  }),
  z.object({ intent: z.literal("refresh"), accountId: z.uuid() }),
]);

export async function action({ request, context }: ActionFunctionArgs): Promise<ConnectAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const wish = await readBody(request, body);
  if (wish.intent === "signup") return connectAnswer(await pages.connect.connectByCode(shop.id, wish));
  if (wish.intent === "assign") {
    const assigned = await pages.connect.assign(shop.id, wish.roles, wish.version);
    return assigned.outcome === "unknown_number" ? { outcome: "refused", key: "connect.roles.gone" } : assigned;
  }
  const refreshed = await pages.connect.refresh(shop.id, wish.accountId);
  if (refreshed.outcome === "not_found") throw new Response("There is no such account.", { status: 404 });
  return refreshed.outcome === "refreshed" ? { outcome: "saved" } : { outcome: "refused", key: "connect.stillWrong" };
}

export default function Connect() {
  const { accounts, roles, rolesVersion, signup, timeZone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const check = useSave({ told: "connect.checked" });
  const sending = accounts.flatMap(({ numbers }) => numbers).filter(({ status }) => status !== "disconnected");
  return (
    <Page title={t("connect.title")} backAction={{ content: t("nav.settings"), url: "/app/settings" }}>
      <BlockStack gap="400">
        <AccountBanner
          accounts={accounts}
          now={now}
          timeZone={timeZone}
          checking={check.saving}
          onCheck={(accountId) => check.save({ intent: "refresh", accountId })}
        />
        {accounts.map((account) => (
          <AccountCard key={account.id} account={account} />
        ))}
        {sending.length > 1 ? <NumberRolesForm roles={roles} version={rolesVersion} numbers={sending} /> : null}
        <SignupCard signup={signup} isFirst={accounts.length === 0} />
        <ManualCard isOnlyWay={signup === null} />
      </BlockStack>
    </Page>
  );
}

function ManualCard({ isOnlyWay }: { isOnlyWay: boolean }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="h2" variant="headingMd">
          {t("connect.manual.title")}
        </Text>
        <Text as="p">{t("connect.manual.what")}</Text>
        <Button url="/app/connect/manual" {...(isOnlyWay ? { variant: "primary" as const } : {})}>
          {t("connect.manual.open")}
        </Button>
      </BlockStack>
    </Card>
  );
}
