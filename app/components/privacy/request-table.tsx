import { Badge, BlockStack, Button, InlineError, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { RecordTable } from "../records/record-table.tsx";
import { useSave } from "../use-save.ts";
import { When } from "../when.tsx";
import { DownloadFile } from "./download-file.tsx";

export type ShownRequest = {
  id: string;
  topic: string;
  receivedAt: string;
  dueAt: string;
  completedAt: string | null;
  outcome: string | null;
  fileUntil: string | null;
  fileName: string;
  askers: { id: string; label: string }[] | null;
  urgency: "soon" | "over" | null;
  failing: boolean;
};

export function RequestTable({ requests, timeZone }: { requests: ShownRequest[]; timeZone: string }) {
  const { t } = useTranslation();
  return (
    <RecordTable
      label={t("privacy.requests")}
      columns={[
        { title: t("privacy.kind"), width: "minmax(0, 3fr)" },
        { title: t("privacy.received"), width: "minmax(0, 2fr)", named: true },
        { title: t("privacy.due"), width: "minmax(0, 2fr)", named: true },
        { title: t("privacy.state"), width: "minmax(0, 5fr)" },
      ]}
      rows={requests.map((request) => ({
        id: request.id,
        cells: [
          <BlockStack key="kind" gap="050">
            <Text as="p" fontWeight="medium" breakWord>
              {t(`privacy.topics.${request.topic}`)}
            </Text>
            <Askers askers={request.askers} />
          </BlockStack>,
          <When key="received" at={request.receivedAt} timeZone={timeZone} />,
          <Due key="due" request={request} timeZone={timeZone} />,
          <State key="state" request={request} timeZone={timeZone} />,
        ],
      }))}
    />
  );
}

function Askers({ askers }: Pick<ShownRequest, "askers">) {
  const { t } = useTranslation();
  if (askers?.length === 0)
    return (
      <Text as="p" tone="subdued" variant="bodySm">
        {t("privacy.notKnown")}
      </Text>
    );
  return askers?.map(({ id, label }) => (
    <Text key={id} as="p" breakWord>
      <Link url={`/app/customers/${id}`}>
        <bdi>{label || t("messages.noName")}</bdi>
      </Link>
    </Text>
  ));
}

type Props = { request: ShownRequest; timeZone: string };

function Due({ request, timeZone }: Props) {
  const { t } = useTranslation();
  const { urgency, dueAt } = request;
  return (
    <BlockStack gap="100" inlineAlign="start">
      <When at={dueAt} timeZone={timeZone} />
      {urgency ? (
        <Badge tone={urgency === "over" ? "critical" : "attention"}>
          {t(urgency === "over" ? "privacy.overdue" : "privacy.dueSoon")}
        </Badge>
      ) : null}
    </BlockStack>
  );
}

function State({ request, timeZone }: Props) {
  const { t, i18n } = useTranslation();
  const { outcome, completedAt, fileUntil, failing } = request;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeZone });
  return (
    <BlockStack gap="200" inlineAlign="start">
      <BlockStack gap="050">
        <Text as="p">{outcome ? t(`privacy.outcomes.${outcome}`) : t("privacy.working")}</Text>
        <Text as="p" tone="subdued" variant="bodySm">
          {completedAt ? <When at={completedAt} timeZone={timeZone} /> : failing ? t("privacy.failing") : null}
        </Text>
      </BlockStack>
      {fileUntil ? (
        <BlockStack gap="100">
          <DownloadFile requestId={request.id} fileName={request.fileName} />
          <Text as="p" tone="subdued" variant="bodySm">
            {t("privacy.until", { date: day.format(new Date(fileUntil)) })}
          </Text>
        </BlockStack>
      ) : null}
      {outcome === "ready" ? <AnswerButton requestId={request.id} /> : null}
    </BlockStack>
  );
}

function AnswerButton({ requestId }: { requestId: string }) {
  const { t } = useTranslation();
  const { save, saving, answer } = useSave({ told: "privacy.marked" });
  return (
    <InlineStack gap="200" blockAlign="center">
      <Button size="slim" loading={saving} onClick={() => save({ intent: "answer", requestId })}>
        {t("privacy.answer")}
      </Button>
      {answer?.outcome === "refused" ? <InlineError message={t(answer.key)} fieldID={`answer-${requestId}`} /> : null}
    </InlineStack>
  );
}
