import { BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Money } from "../records/money.tsx";
import { RecordTable } from "../records/record-table.tsx";
import { When } from "../when.tsx";

export type ListedEvent = {
  id: string;
  kind: string;
  outcome: string;
  at: string;
  contact: { id: string; label: string } | null;
  about: string | null;
  amount: { minor: string; currency: string } | null;
  automations: { id: string; name: string }[];
};

export function EventTable({ events, timeZone }: { events: ListedEvent[]; timeZone: string }) {
  const { t } = useTranslation();
  return (
    <RecordTable
      label={t("nav.events")}
      columns={[
        { title: t("eventList.time"), width: "11rem" },
        { title: t("eventList.kind"), width: "minmax(0, 3fr)" },
        { title: t("eventList.about"), width: "minmax(0, 2fr)" },
        { title: t("eventList.customer"), width: "minmax(0, 2fr)" },
        { title: t("eventList.started"), width: "minmax(0, 3fr)" },
      ]}
      rows={events.map((event) => ({
        id: event.id,
        cells: [
          <Link key="at" url={`/app/events/${event.id}`} monochrome>
            <When at={event.at} timeZone={timeZone} />
          </Link>,
          <What key="what" event={event} />,
          <About key="about" event={event} />,
          <Customer key="customer" contact={event.contact} />,
          <BlockStack key="started">
            {event.automations.map(({ id, name }) => (
              <Text key={id} as="p">
                {name}
              </Text>
            ))}
          </BlockStack>,
        ],
      }))}
    />
  );
}

function What({ event }: { event: ListedEvent }) {
  const { t } = useTranslation();
  return (
    <BlockStack>
      <Text as="p" fontWeight="medium">
        {t(`events.${event.kind}`, { defaultValue: event.kind })}
      </Text>
      {event.outcome === "applied" ? null : (
        <Text as="p" tone="subdued" variant="bodySm">
          {t(`outcomes.${event.outcome}`, { defaultValue: event.outcome })}
        </Text>
      )}
    </BlockStack>
  );
}

function About({ event }: { event: ListedEvent }) {
  if (!event.about && !event.amount) return null;
  return (
    <BlockStack>
      {event.about ? (
        <Text as="p" breakWord>
          {event.about}
        </Text>
      ) : null}
      {event.amount ? (
        <Text as="p" tone="subdued" variant="bodySm">
          <Money {...event.amount} />
        </Text>
      ) : null}
    </BlockStack>
  );
}

function Customer({ contact }: { contact: ListedEvent["contact"] }) {
  const { t } = useTranslation();
  if (!contact) return null;
  return (
    <Text as="p" breakWord>
      <Link url={`/app/customers/${contact.id}`} monochrome removeUnderline>
        <bdi>{contact.label || t("messages.noName")}</bdi>
      </Link>
    </Text>
  );
}
