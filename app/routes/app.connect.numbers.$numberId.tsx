import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { connectAnswer, type ConnectAnswer } from "../components/connect/connect-answer.ts";
import { DisconnectCard } from "../components/connect/disconnect-card.tsx";
import { NumberBadges } from "../components/connect/number-badges.tsx";
import { NumberFacts } from "../components/connect/number-facts.tsx";
import { ConnectAgain } from "../components/connect/pin-form.tsx";
import { ProfileForm } from "../components/connect/profile-form.tsx";
import profileStyles from "../components/connect/profile.css?url";
import { phoneInText } from "../components/phone-in-text.ts";
import type { ProfileProblem, SavedProfile } from "../core/shops/business-profile.ts";
import { profileLimits, profileProblems, verticals } from "../core/shops/profile-rules.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: profileStyles }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  const numberId = z.uuid().safeParse(params.numberId);
  const found = numberId.success ? await pages.connect.number(shop.id, numberId.data) : null;
  if (!found) throw new Response("There is no such number.", { status: 404 });
  return { ...found, timeZone: shop.timeZone };
}

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most * 4);
const body = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("profile"),
    version: z.number(),
    profile: z.object({
      about: text(profileLimits.about),
      address: text(profileLimits.address),
      description: text(profileLimits.description),
      email: text(profileLimits.email),
      websites: z.array(text(profileLimits.website)).max(profileLimits.websites),
      vertical: z.enum(verticals),
    }),
  }),
  z.object({
    intent: z.literal("disconnect"),
    queue: z.discriminatedUnion("do", [
      z.object({ do: z.literal("wait") }),
      z.object({ do: z.literal("cancel") }),
      z.object({ do: z.literal("move"), toNumberId: z.uuid() }),
    ]),
  }),
  z.object({
    intent: z.literal("connect"),
    pin: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  }),
]);

export async function action({ request, context, params }: ActionFunctionArgs): Promise<ConnectAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const wish = await readBody(request, body);
  const numberId = z.uuid().safeParse(params.numberId);
  const ids = numberId.success ? await pages.connect.idsOf(shop.id, numberId.data) : null;
  if (!numberId.success || !ids) throw new Response("There is no such number.", { status: 404 });
  if (wish.intent === "connect") {
    const again = { phoneNumberId: ids.phoneNumberId, typedPin: wish.pin };
    return connectAnswer(await pages.connect.connectNumber(shop.id, ids.accountId, again));
  }
  if (wish.intent === "profile") {
    return profileAnswer(await pages.connect.saveProfile(shop.id, numberId.data, wish.profile, wish.version));
  }
  const { outcome } = await pages.connect.disconnect(shop.id, numberId.data, wish.queue);
  return outcome === "disconnected"
    ? { outcome: "saved" }
    : { outcome: "refused", key: "connect.disconnect.noSuccessor" };
}

function profileAnswer(saved: SavedProfile): ConnectAnswer {
  if (saved.outcome === "invalid") return { outcome: "invalid", problems: saved.problems.map(said) };
  if (saved.outcome === "refused") {
    return { outcome: "refused", key: "connect.refused", values: { message: saved.message } };
  }
  return saved.outcome === "saved" || saved.outcome === "conflict"
    ? saved
    : { outcome: "refused", key: "connect.unavailable" };
}

function said({ field, rule, values }: ProfileProblem) {
  return { field, key: `connect.profile.${rule}`, ...(values ? { values } : {}) };
}

export default function ConnectedNumberPage() {
  const { account, number, profile, waiting, successors, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const sends = number.status !== "disconnected";
  return (
    <Page
      title={phoneInText(number.displayPhone)}
      titleMetadata={<NumberBadges number={number} accountSends={account.status === "connected"} />}
      backAction={{ content: t("connect.title"), url: "/app/connect" }}
    >
      <BlockStack gap="400">
        {sends ? null : <ConnectAgain number={number} accountIsHere={account.disconnectedAt === null} />}
        <NumberFacts number={number} account={account} timeZone={timeZone} />
        {sends && profile ? (
          <ProfileForm
            read={profile}
            name={number.verifiedName}
            phone={number.displayPhone}
            limits={profileLimits}
            verticals={verticals}
            check={profileProblems}
          />
        ) : null}
        {sends && !profile ? (
          <Card>
            <Text as="p" tone="subdued">
              {t("connect.profile.notReadable")}
            </Text>
          </Card>
        ) : null}
        {sends ? <DisconnectCard waiting={waiting} successors={successors} /> : null}
      </BlockStack>
    </Page>
  );
}
