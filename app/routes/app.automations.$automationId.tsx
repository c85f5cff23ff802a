import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { EditorPage } from "../components/automations/editor-page.tsx";
import { TestCard } from "../components/automations/test-card.tsx";
import { localeOfRequest } from "../i18n/locales.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  const automation = await pages.automations.read(shop, idOf(params.automationId), localeOfRequest(request));
  if (!automation) throw notFound();
  // What it can be tested with are people's orders.
  noteLook("automation_test");
  return { automation, currency: shop.currency, timeZone: shop.timeZone };
}

function idOf(param: string | undefined): string {
  const id = z.uuid().safeParse(param);
  if (!id.success) throw notFound();
  return id.data;
}

function notFound(): Response {
  return new Response("There is no such automation.", { status: 404 });
}

const subjectSchema = z.strictObject({ kind: z.string().max(40), id: z.string().min(1).max(200) });

const bodySchema = z.discriminatedUnion("intent", [
  z.strictObject({
    intent: z.literal("save"),
    version: z.number().int(),
    name: z.string().trim().max(80),
    definition: z.unknown(),
  }),
  z.strictObject({ intent: z.literal("switch"), enabled: z.boolean() }),
  z.strictObject({
    intent: z.literal("test"),
    definition: z.unknown(),
    subject: subjectSchema,
    replies: z.record(z.string().max(40), z.string().max(20)),
  }),
  z.strictObject({
    intent: z.literal("sendTest"),
    definition: z.unknown(),
    stepId: z.string().max(40),
    phone: z.string().max(40),
    subject: subjectSchema.optional(),
    requestId: z.uuid(),
  }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  const id = idOf(params.automationId);
  const body = await readBody(request, bodySchema);
  switch (body.intent) {
    case "save":
      return found(await pages.automations.save(shop.id, { ...body, id }));
    case "switch":
      return found(await pages.automations.setEnabled(shop.id, id, body.enabled));
    case "test":
      noteLook("automation_test");
      return pages.automations.test(shop.id, body);
    case "sendTest":
      return pages.automations.sendToPhone(shop.id, body);
  }
}

function found<A extends { outcome: string }>(answer: A): Exclude<A, { outcome: "not_found" }> {
  if (answer.outcome === "not_found") throw notFound();
  return answer as Exclude<A, { outcome: "not_found" }>;
}

export default function Automation() {
  const { automation, currency, timeZone } = useLoaderData<typeof loader>();
  return (
    <EditorPage key={automation.id} automation={automation} currency={currency}>
      {({ definition }, { chosen, choose }) => (
        <TestCard
          definition={definition}
          chosen={chosen}
          onChoose={choose}
          recent={automation.cases}
          savedTrigger={automation.definition.trigger}
          timeZone={timeZone}
        />
      )}
    </EditorPage>
  );
}
