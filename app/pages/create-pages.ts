import { createAccessPages } from "./access.ts";
import { createAutomationPages } from "./automations.ts";
import { createConnectPages } from "./connect.ts";
import { createConsentPages } from "./consent.ts";
import { createCustomerPages } from "./customers.ts";
import { createEventPages } from "./events.ts";
import { createHomePages } from "./home.ts";
import { createLinkPages } from "./links.ts";
import { createMessagePages } from "./messages.ts";
import type { PageDeps } from "./page-deps.ts";
import { createPrivacyPages } from "./privacy.ts";
import { createResultPages } from "./results.ts";
import { createSettingsPages } from "./settings.ts";
import { createStorefrontPages } from "./storefront.ts";
import { createTemplatePages } from "./templates.ts";

export type Pages = ReturnType<typeof createPages>;

/** What pages may do; every use case names its shop first. */
export function createPages(deps: PageDeps) {
  return {
    access: createAccessPages(deps),
    home: createHomePages(deps),
    connect: createConnectPages(deps),
    storefront: createStorefrontPages(deps),
    templates: createTemplatePages(deps),
    automations: createAutomationPages(deps),
    links: createLinkPages(deps),
    messages: createMessagePages(deps),
    events: createEventPages(deps),
    consent: createConsentPages(deps),
    customers: createCustomerPages(deps),
    privacy: createPrivacyPages(deps),
    results: createResultPages(deps),
    settings: createSettingsPages(deps),
  };
}
