import { randomUUID } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { embeddedAppUrl } from "../shopify/auth/embedded-url.ts";
import { sessionTokenClaims, signSessionToken } from "../shopify/auth/session-token.ts";

export type PretendAdminOptions = {
  root: string;
  appUrl: string;
  shopDomain: string;
  apiKey: string;
  apiSecret: string;
  now(): number;
};

/** What the Shopify admin does on its servers: signs session tokens and the app's first address, knows its extensions. */
export function createPretendAdmin(options: PretendAdminOptions) {
  const userId = "902541635";
  const sid = randomUUID();

  /** Lives for a minute of the sandbox's time, as Shopify's do. */
  function sessionToken(): string {
    const { shopDomain, apiKey, apiSecret } = options;
    const claims = sessionTokenClaims({ nowMs: options.now(), shopDomain, apiKey, userId, jti: randomUUID(), sid });
    return signSessionToken(claims, apiSecret);
  }

  function launchUrl(path: string, locale = "en"): string {
    const { appUrl, shopDomain, apiSecret } = options;
    const nowMs = options.now();
    return embeddedAppUrl({
      appUrl,
      path,
      shopDomain,
      locale,
      session: sid,
      idToken: sessionToken(),
      nowMs,
      apiSecret,
    });
  }

  return { sessionToken, launchUrl, extensions: () => readThemeExtensions(join(options.root, "extensions")) };
}

export type ExtensionInfo = { handle: string; type: "theme_app_extension"; activations: BlockActivation[] };
type BlockActivation = {
  handle: string;
  name: string;
  target: string;
  status: "active" | "available" | "unavailable";
  activations: { target: string; themeId: string }[];
};

/** The answer of App Bridge's `shopify.app.extensions()`: the sandbox's theme has every block of the app switched on. */
async function readThemeExtensions(folder: string): Promise<ExtensionInfo[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.map((name) => readThemeExtension(join(folder, name), name)));
  return found.filter((extension) => extension !== undefined);
}

async function readThemeExtension(folder: string, name: string): Promise<ExtensionInfo | undefined> {
  const toml = await readFile(join(folder, "shopify.extension.toml"), "utf8").catch(() => "");
  if (!/^\s*type\s*=\s*"theme(?:_app_extension)?"/m.test(toml)) return undefined;
  const handle = /^\s*handle\s*=\s*"([^"]+)"/m.exec(toml)?.[1] ?? name;
  const files = await readdir(join(folder, "blocks")).catch(() => []);
  const blocks = await Promise.all(
    files.filter((file) => file.endsWith(".liquid")).map((file) => readBlock(folder, file)),
  );
  return { handle, type: "theme_app_extension", activations: blocks };
}

async function readBlock(folder: string, file: string): Promise<BlockActivation> {
  const source = await readFile(join(folder, "blocks", file), "utf8");
  const written = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema/.exec(source)?.[1] ?? "{}";
  const schema = JSON.parse(written) as { name?: string; target?: string };
  const handle = file.replace(/\.liquid$/, "");
  const target = schema.target ?? "section";
  const activations = [{ target, themeId: "gid://shopify/OnlineStoreTheme/1" }];
  return { handle, name: schema.name ?? handle, target, status: "active", activations };
}
