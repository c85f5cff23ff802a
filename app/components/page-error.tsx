import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { isRouteErrorResponse, useRevalidator, useRouteError } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ToldError } from "../doors/guard-routes.ts";
import { NotFound } from "./not-found.tsx";

/** Inside the app's frame, in the page's place: what went wrong in words, what to do, and never a stack trace. */
export function PageError() {
  const error = useRouteError();
  const { t } = useTranslation();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  if (isRouteErrorResponse(error) && (error.status === 401 || error.status === 403)) {
    return <Failure title={t("errors.sessionEndedTitle")} text={t("errors.sessionEnded")} />;
  }
  const told = isRouteErrorResponse(error) && isToldError(error.data) ? error.data : null;
  return (
    <Failure
      title={t("errors.unexpectedTitle")}
      text={t(told?.key ?? "errors.unexpected")}
      reference={told?.reference}
    />
  );
}

function Failure({ title, text, reference }: { title: string; text: string; reference?: string }) {
  const { t } = useTranslation();
  const { revalidate, state } = useRevalidator();
  return (
    <Page title={title} backAction={{ content: t("nav.home"), url: "/app" }}>
      <Banner
        tone="critical"
        action={{ content: t("errors.tryAgain"), onAction: revalidate, loading: state !== "idle" }}
      >
        <BlockStack gap="200">
          <Text as="p">{text}</Text>
          {reference ? (
            <Text as="p" tone="subdued">
              {t("errors.reference", { reference })}
            </Text>
          ) : null}
        </BlockStack>
      </Banner>
    </Page>
  );
}

function isToldError(data: unknown): data is ToldError {
  return typeof data === "object" && data !== null && "key" in data && "reference" in data;
}
