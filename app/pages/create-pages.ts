import { createAccessPages } from "./access.ts";
import { createAutomationPages } from "./automations.ts";
import { createConnectPages } from "./connect.ts";
import { createCustomerPages } from "./customers.ts";
import { createEventPages } from "./events.ts";
import { createHomePages } from "./home.ts";
import { createMessagePages } from "./messages.ts";
import type { PageDeps } from "./page-deps.ts";
import { createResultPages } from "./results.ts";
import { createSettingsPages } from "./settings.ts";
import { createTemplatePages } from "./templates.ts";

export type Pages = ReturnType<typeof createPages>;

/** What pages may do; every use case names its shop first. */
export function createPages(deps: PageDeps) {
  return {
    access: createAccessPages(deps),
    home: createHomePages(deps),
    connect: createConnectPages(deps),
    templates: createTemplatePages(deps),
    automations: createAutomationPages(deps),
    messages: createMessagePages(deps),
    events: createEventPages(deps),
    customers: createCustomerPages(deps),
    results: createResultPages(deps),
    settings: createSettingsPages(deps),
  };
}
