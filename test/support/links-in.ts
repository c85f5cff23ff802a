/** What WhatsApp makes of the links in a block's HTML: the number they lead to and the text they bring. */
export function linksIn(html: string): Array<{ phone: string; text: string }> {
  return [...html.matchAll(/<a [^>]*href="(https:\/\/wa\.me\/[^"]*)"/g)].map(([, href = ""]) => {
    const plain = href.replace(/&#(x?)([\da-f]+);|&(\w+);/gi, (_whole, hex?: string, code?: string, name?: string) =>
      code ? String.fromCharCode(Number.parseInt(code, hex ? 16 : 10)) : (named[name ?? ""] ?? ""),
    );
    const url = new URL(plain);
    return { phone: url.pathname.slice(1), text: url.searchParams.get("text") ?? "" };
  });
}

const named: Record<string, string> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"' },
  ...{ nbsp: "\u00a0", pound: "£", euro: "€" },
};
