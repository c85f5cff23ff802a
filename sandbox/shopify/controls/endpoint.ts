import { ZodError } from "zod";
import { faultsWish } from "../faults.ts";
import { json, type Answer } from "../http.ts";
import type { World } from "../world.ts";
import { isAction, runAction, type ShopifyControls } from "./create-controls.ts";
import { WishError } from "./wishes.ts";

/** POST /control/shopify/<action> and GET /control/shopify/state. */
export async function answerControl(
  world: World,
  controls: ShopifyControls,
  request: { method: string; name: string; wish: unknown },
): Promise<Answer> {
  if (request.method === "GET" && request.name === "state") return json(200, controls.snapshot());
  if (request.method !== "POST") return json(405, { error: "controls are POST" });
  if (request.wish === undefined) return json(422, { error: "the wish is not JSON" });
  try {
    switch (request.name) {
      case "faults":
        return json(200, controls.faults(faultsWish.parse(request.wish)));
      case "release":
        controls.release();
        return json(200, {});
      case "deliverDue":
        await controls.deliverDue();
        return json(200, {});
      case "reset":
        controls.reset();
        return json(200, {});
      default:
        return isAction(request.name)
          ? json(200, runAction(world, request.name, request.wish))
          : json(404, { error: `there is no control ${request.name}` });
    }
  } catch (error) {
    if (error instanceof WishError) return json(422, { error: error.message });
    if (error instanceof ZodError) return json(422, { error: "the wish is not understood", issues: error.issues });
    throw error;
  }
}
