import type { ServerResponse } from "node:http";
import type { World } from "../world.ts";
import { handsetMediaPath } from "./render-message.ts";

/** A file that a business uploaded and sent, as the phone opens it; Meta's own address wants the business's token. */
export function sendHandsetMedia(world: World, url: string, res: ServerResponse): void {
  const [path = ""] = url.split("?");
  const media = world.media.get(decodeURIComponent(path.slice(handsetMediaPath.length)));
  if (!media) {
    res.writeHead(404, { "content-type": "text/plain" }).end("The file is gone.");
    return;
  }
  res.writeHead(200, {
    "content-type": media.mimeType,
    "content-length": media.bytes.length,
    "content-disposition": "inline",
  });
  res.end(media.bytes);
}
