import type { Services } from "./services.server.ts";

declare module "@remix-run/server-runtime" {
  /** What every loader and action is given; see app/main.ts. */
  interface AppLoadContext {
    services: Services;
  }
}
