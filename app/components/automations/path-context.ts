import { createContext, useContext } from "react";
import type { Step } from "../../core/automations/definition.ts";
import type { ListPath } from "./step-tree.ts";

/** What can be done to the path, wherever in it one stands. */
export type PathEditing = {
  steps: readonly Step[];
  /** "start", "stops", or the id of the step whose settings are shown. */
  chosen: string;
  choose(id: string): void;
  /** The step that is looking for another place; null: none. */
  moving: string | null;
  setMoving(id: string | null): void;
  insert(list: ListPath, index: number, step: Step): void;
  /** Puts the moving step there. */
  move(list: ListPath, index: number): void;
  shift(id: string, by: -1 | 1): void;
  copy(id: string): void;
  remove(id: string): void;
};

const PathContext = createContext<PathEditing | null>(null);

export const PathProvider = PathContext.Provider;

export function usePath(): PathEditing {
  const path = useContext(PathContext);
  if (!path) throw new Error("A step stands outside of its path.");
  return path;
}
