import { z } from "zod";

const id = z.uuid().optional().catch(undefined);

/** Where in a list a page begins, as its address says. */
export const placeSchema = z.object({ before: id, after: id });
