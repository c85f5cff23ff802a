/** What stands ready in the chat of somebody who presses a click-to-WhatsApp advert. */
export const advertText = "Hello! Can I get more info on this?";

/** What Meta puts into the first message that comes by it; each press has a click of its own. */
export function advertReferral() {
  return {
    source_url: "https://fb.me/3cr4Wqqkv",
    source_id: "120226305854810726",
    source_type: "ad",
    headline: "Linen for the summer",
    body: "Tote bags of German linen. Ask us which one fits.",
    media_type: "image",
    image_url: "https://scontent.xx.fbcdn.net/v/t45.1-linen",
    ctwa_clid: crypto.randomUUID().replaceAll("-", ""),
  };
}
