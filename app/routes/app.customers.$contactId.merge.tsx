import { BlockStack, Card, InlineGrid, Page, Text } from "@shopify/polaris";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { CustomerTable } from "../components/customers/customer-table.tsx";
import { MergeSide, MergeResult } from "../components/customers/merge-side.tsx";
import { NothingHere } from "../components/records/nothing-here.tsx";
import { RecordFilters } from "../components/records/record-filters.tsx";
import { useSave, type SaveAnswer } from "../components/use-save.ts";
import { phoneInText } from "../components/phone-in-text.ts";
import { readBody } from "../read-body.server.ts";
import { requireShop } from "../require-shop.server.ts";

const notFound = () => new Response("There is no such customer.", { status: 404 });
const idSchema = z.uuid();

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, pages, noteLook } = await requireShop(request, context);
  const { searchParams } = new URL(request.url);
  const keepId = idSchema.safeParse(params.contactId);
  const dropId = idSchema.safeParse(searchParams.get("with"));
  const read = keepId.success ? await pages.customers.read(shop.id, keepId.data) : null;
  if (read?.outcome === "merged") throw redirect(`/app/customers/${read.into}`);
  if (read?.outcome !== "found") throw notFound();
  const { customer } = read;
  noteLook("merge", customer.id);
  const preview = dropId.success ? await pages.customers.readMerge(shop.id, customer.id, dropId.data) : null;
  const search = searchParams.get("search") ?? "";
  // Two rows of one person most often have the same name.
  const found = preview
    ? []
    : (await pages.customers.list(shop.id, { search: search || customer.lastName || customer.label })).customers;
  return {
    customer: { id: customer.id, label: customer.label },
    preview,
    others: found.filter(({ id }) => id !== customer.id),
    timeZone: shop.timeZone,
  };
}

export async function action({ request, context, params }: ActionFunctionArgs): Promise<SaveAnswer> {
  const { shop, pages } = await requireShop(request, context);
  const keepId = idSchema.safeParse(params.contactId);
  const { dropId } = await readBody(request, z.object({ dropId: idSchema }));
  const merged = keepId.success ? await pages.customers.merge(shop.id, keepId.data, dropId) : null;
  if (!merged || merged.outcome === "unknown_customer") throw notFound();
  throw redirect(`/app/customers/${merged.contactId}?told=merged`);
}

export default function MergeCustomer() {
  const { customer, preview } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const name = phoneInText(customer.label) || t("messages.noName");
  return (
    <Page
      title={t("customer.mergeTitle", { name })}
      backAction={
        preview
          ? { content: t("customer.mergeChoose"), url: `/app/customers/${customer.id}/merge` }
          : { content: name, url: `/app/customers/${customer.id}` }
      }
      fullWidth={!preview}
    >
      {preview ? <SideBySide /> : <Choose />}
    </Page>
  );
}

function Choose() {
  const { customer, others, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <BlockStack gap="400">
      <Text as="p">{t("customer.mergeHelp")}</Text>
      <Card padding="0">
        <RecordFilters search={t("customers.search")} choices={[]} />
        {others.length === 0 ? (
          <NothingHere title={t("customers.noneFound")} text={t("customer.mergeNoneHelp")} />
        ) : (
          <CustomerTable
            customers={others}
            timeZone={timeZone}
            linkTo={(id) => `/app/customers/${customer.id}/merge?with=${id}`}
          />
        )}
      </Card>
    </BlockStack>
  );
}

function SideBySide() {
  const { preview, timeZone } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { save, saving } = useSave();
  if (!preview) return null;
  const { keep, drop, consent } = preview;
  return (
    <BlockStack gap="400">
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        <MergeSide title={t("customer.mergeKeep")} person={keep} timeZone={timeZone} />
        <MergeSide
          title={t("customer.mergeDrop")}
          person={drop}
          timeZone={timeZone}
          onSwap={() => navigate(`/app/customers/${drop.id}/merge?with=${keep.id}`, { replace: true })}
        />
      </InlineGrid>
      <MergeResult
        name={phoneInText(keep.label) || t("messages.noName")}
        consent={consent}
        saving={saving}
        onMerge={() => save({ dropId: drop.id })}
      />
    </BlockStack>
  );
}
