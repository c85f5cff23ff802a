import { Box, InlineStack, Pagination } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useListParams } from "./use-list-params.ts";

/** Newer and older; there are no page numbers, as nothing counts the rows. */
export function RecordPages({ older, newer }: { older: string | null; newer: string | null }) {
  const { goTo } = useListParams();
  const { t } = useTranslation();
  if (!older && !newer) return null;
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border">
      <InlineStack align="center">
        <Pagination
          accessibilityLabel={t("records.pages")}
          accessibilityLabels={{ previous: t("records.newer"), next: t("records.older") }}
          hasPrevious={newer !== null}
          previousTooltip={t("records.newer")}
          onPrevious={() => newer && goTo("after", newer)}
          hasNext={older !== null}
          nextTooltip={t("records.older")}
          onNext={() => older && goTo("before", older)}
        />
      </InlineStack>
    </Box>
  );
}
