import { Link } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { RecordTable } from "../records/record-table.tsx";
import { When } from "../when.tsx";

export type ShownAccessLogEntry = {
  id: string;
  at: string;
  staffId: string | null;
  place: string;
  contactId: string | null;
};

export function AccessLogTable({ entries, timeZone }: { entries: ShownAccessLogEntry[]; timeZone: string }) {
  const { t } = useTranslation();
  return (
    <RecordTable
      label={t("privacy.accessLog")}
      columns={[
        { title: t("privacy.when"), width: "minmax(0, 2fr)" },
        { title: t("privacy.who"), width: "minmax(0, 3fr)" },
        { title: t("privacy.where"), width: "minmax(0, 3fr)" },
      ]}
      rows={entries.map(({ id, at, staffId, place, contactId }) => ({
        id,
        cells: [
          <When key="when" at={at} timeZone={timeZone} />,
          staffId ? t("privacy.staff", { id: staffId }) : t("privacy.someone"),
          <span key="where">
            {t(`privacy.places.${place}`)}
            {contactId ? (
              <>
                {" · "}
                <Link url={`/app/customers/${contactId}`}>{t("privacy.open")}</Link>
              </>
            ) : null}
          </span>,
        ],
      }))}
    />
  );
}
