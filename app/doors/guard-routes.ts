import type { ServerBuild } from "@remix-run/node";
import type { Ids, Log } from "../core/ports.ts";
import { AppError } from "../core/shared/app-error.ts";

/** What a page is told of an error: which words to show, and the reference of the log entry that has the rest. */
export type ToldError = { key: string; reference: string };

type RouteFunction = (args: never) => unknown;

/**
 * The build with every loader and action guarded. What is thrown unexpectedly is logged under a reference, and the browser
 * gets the reference and nothing else: from a loader as an error for the nearest boundary, from an action as an answer to
 * its form ("refused"), so that the form stays as it was typed. Responses that are thrown on purpose pass.
 */
export function guardRoutes(build: ServerBuild, { log, ids }: { log: Log; ids: Ids }): ServerBuild {
  function tell(error: unknown, routeId: string, part: string): ToldError {
    const reference = ids.next().slice(-8);
    log.error("a page failed", { referenceId: reference, route: routeId, part, error });
    return { key: error instanceof AppError ? error.userMessageKey : "errors.unexpected", reference };
  }

  function guardedLoader(routeId: string, loader: RouteFunction): RouteFunction {
    return async (args) => {
      try {
        return await loader(args);
      } catch (error) {
        if (error instanceof Response) throw error;
        throw Response.json(tell(error, routeId, "loader"), { status: 500 });
      }
    };
  }

  function guardedAction(routeId: string, action: RouteFunction): RouteFunction {
    return async (args) => {
      try {
        return await action(args);
      } catch (error) {
        if (error instanceof Response) throw error;
        const { key, reference } = tell(error, routeId, "action");
        return Response.json({ outcome: "refused", key, values: { reference }, reference }, { status: 500 });
      }
    };
  }

  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route] as const;
    const { loader, action } = route.module;
    const module = {
      ...route.module,
      ...(loader ? { loader: guardedLoader(id, loader) } : {}),
      ...(action ? { action: guardedAction(id, action) } : {}),
    };
    return [id, { ...route, module }] as const;
  });
  return { ...build, routes: Object.fromEntries(routes) as ServerBuild["routes"] };
}
