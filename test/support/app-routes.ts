import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export type AppRoute = {
  /** Remix's id, as in "routes/app.messages.$messageId". */
  id: string;
  /** "/app/messages/:messageId" */
  path: string;
  params: string[];
  hasLoader: boolean;
  hasAction: boolean;
  /** It shows something: has a default export. */
  isPage: boolean;
};

const folder = resolve(import.meta.dirname, "../../app/routes");

/** Every route below /app, from the files' names and exports, so that no list has to be kept. */
export function appRoutes(): AppRoute[] {
  return readdirSync(folder)
    .filter((file) => /^app(\..+)?\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => readRoute(file))
    .sort((a, b) => a.path.localeCompare(b.path));
}

function readRoute(file: string): AppRoute {
  const source = readFileSync(join(folder, file), "utf8");
  const name = file.replace(/\.tsx?$/, "");
  const segments = name
    .split(".")
    .filter((segment) => segment !== "_index")
    .map((segment) => segment.replace(/_$/, ""))
    .map((segment) => (segment === "$" ? "*" : segment.replace(/^\$/, ":")));
  return {
    id: `routes/${name}`,
    path: `/${segments.join("/")}`,
    params: segments.filter((segment) => segment.startsWith(":")).map((segment) => segment.slice(1)),
    hasLoader: hasExport(source, "loader"),
    hasAction: hasExport(source, "action"),
    isPage: /^export default /m.test(source) && name !== "app" && !name.endsWith("$"),
  };
}

function hasExport(source: string, name: string): boolean {
  return new RegExp(`^export (?:async )?(?:function|const) ${name}\\b`, "m").test(source);
}

/** The page that an address leads to: words before parameters, as Remix chooses. */
export function routeOf(address: string, routes: AppRoute[]): AppRoute | undefined {
  const path = new URL(address, "http://app").pathname.replace(/\/$/, "");
  const matching = routes.filter(
    (route) => route.isPage && new RegExp(`^${route.path.replace(/:\w+/g, "[^/]+")}$`).test(path),
  );
  return matching.sort((a, b) => a.params.length - b.params.length)[0];
}
