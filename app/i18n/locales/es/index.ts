import polaris from "@shopify/polaris/locales/es.json" with { type: "json" };
import automations from "./automations.json" with { type: "json" };
import common from "./common.json" with { type: "json" };
import connect from "./connect.json" with { type: "json" };
import consent from "./consent.json" with { type: "json" };
import customers from "./customers.json" with { type: "json" };
import events from "./events.json" with { type: "json" };
import home from "./home.json" with { type: "json" };
import links from "./links.json" with { type: "json" };
import messages from "./messages.json" with { type: "json" };
import privacy from "./privacy.json" with { type: "json" };
import reasons from "./reasons.json" with { type: "json" };
import results from "./results.json" with { type: "json" };
import settings from "./settings.json" with { type: "json" };
import setup from "./setup.json" with { type: "json" };
import shopper from "./shopper.json" with { type: "json" };
import storefront from "./storefront.json" with { type: "json" };
import templates from "./templates.json" with { type: "json" };

export const words = {
  ...automations,
  ...common,
  ...connect,
  ...consent,
  ...customers,
  ...events,
  ...home,
  ...links,
  ...messages,
  ...privacy,
  ...reasons,
  ...results,
  ...settings,
  ...setup,
  ...shopper,
  ...storefront,
  ...templates,
};
export { polaris };
