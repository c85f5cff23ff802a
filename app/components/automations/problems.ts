import type { AutomationDefinition } from "../../core/automations/definition.ts";
import { placesOf, withoutBranches } from "./step-tree.ts";

/** Said of a field of a definition, by its path in it; `key` is an i18n key. */
export type PathProblem = {
  path: readonly (string | number)[];
  key: string;
  values?: Record<string, string | number>;
  /** "waits": nothing is wrong with the path, but its messages wait until this is mended. */
  severity: "error" | "waits";
};

export type OwnedProblem = Omit<PathProblem, "path"> & { owner: string; field: string };

/**
 * Problems by the step they are about instead of by its place, so that they stay with it when it is moved. What has been
 * changed since is not blamed any more: `judged` is the definition the problems were found in, `current` the one shown.
 */
export function ownProblems(
  problems: readonly PathProblem[],
  judged: AutomationDefinition,
  current: AutomationDefinition,
): OwnedProblem[] {
  const places = placesOf(judged.steps);
  const now = new Map(placesOf(current.steps).map(({ step }) => [step.id, JSON.stringify(withoutBranches(step))]));
  return problems.flatMap(({ path, key, values, severity }) => {
    if (path.length === 0) return []; // about the shop
    const place = places
      .filter(({ list, index }) => startsWith(path, [...list, index]))
      .sort((one, other) => other.list.length - one.list.length)[0];
    const said = { key, severity, ...(values ? { values } : {}) };
    if (!place) return rootProblem(path, judged, current).map((at) => ({ ...at, ...said }));
    if (now.get(place.step.id) !== JSON.stringify(withoutBranches(place.step))) return [];
    return [{ owner: place.step.id, field: path.slice(place.list.length + 1).join("."), ...said }];
  });
}

function rootProblem(path: PathProblem["path"], judged: AutomationDefinition, current: AutomationDefinition) {
  const name = String(path[0] ?? "steps") as keyof AutomationDefinition;
  if (JSON.stringify(judged[name]) !== JSON.stringify(current[name])) return [];
  return [{ owner: name === "cancelOn" ? "stops" : "start", field: path.join(".") }];
}

function startsWith(path: PathProblem["path"], prefix: readonly (string | number)[]): boolean {
  return prefix.every((part, index) => String(path[index]) === String(part));
}
