import { freshPin } from "../../adapters/crypto/fresh-pin.ts";
import { enableGallery } from "../../core/automations/enable-gallery.ts";
import { connectAccount } from "../../core/shops/connect-account.ts";
import { AppError } from "../../core/shared/app-error.ts";
import type { Services } from "../../services.server.ts";

/** For deployments that serve one WhatsApp account: connects it, submits the template library, switches the gallery on. */
export async function connectAccountJob(services: Services, { shopId }: { shopId: string }): Promise<void> {
  const { ctx, env, log, queue, secrets, whatsApp } = services;
  if (!env.CONNECT_ON_INSTALL) return;
  const connected = await connectAccount(ctx, whatsApp, secrets, {
    shopId,
    ...env.CONNECT_ON_INSTALL,
    freshPin: freshPin(),
  });
  if (connected.outcome === "unavailable") throw new AppError("whatsapp_unavailable", `Connecting: ${connected.cause}`);
  if (connected.outcome !== "connected")
    return log.error("the WhatsApp account was not connected", { shopId, ...connected });
  await enableGallery(ctx, shopId);
  await queue.send("submit-templates", { shopId }, { singletonKey: shopId });
  log.info("WhatsApp account connected", { shopId, numberId: connected.numberId });
}
