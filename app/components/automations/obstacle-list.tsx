import { Box, InlineStack, Link, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { GrantButton } from "../access/grant-button.tsx";
import type { Obstacle } from "../../pages/automation-obstacles.ts";

/** What stands in an automation's way, each with the place where it is mended. `quiet`: without a colour of its own. */
export function ObstacleList({ obstacles, quiet = false }: { obstacles: readonly Obstacle[]; quiet?: boolean }) {
  const { t } = useTranslation();
  if (obstacles.length === 0) return null;
  return (
    <Box {...(quiet ? {} : { background: "bg-surface-caution", borderRadius: "200", padding: "300" })}>
      <List>
        {obstacles.map(({ key, values, fix, scopes, more }, index) => (
          <List.Item key={index}>
            <InlineStack gap="200">
              <Text as="span" breakWord>
                {t(key, values ?? {})}
              </Text>
              {more ? (
                <Text as="span" tone="subdued">
                  {t("automations.moreLikeIt", { count: more })}
                </Text>
              ) : null}
              {fix ? <Link url={fix.url}>{t(fix.key)}</Link> : null}
              {scopes ? <GrantButton scopes={scopes} /> : null}
            </InlineStack>
          </List.Item>
        ))}
      </List>
    </Box>
  );
}
