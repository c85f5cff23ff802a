import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";

type ManifestRoute = { id: string; parentId?: string; module: string; imports?: string[] };
type Manifest = { url: string; entry: { module: string; imports: string[] }; routes: Record<string, ManifestRoute> };

export type RouteJavascript = {
  id: string;
  /** What the page needs before it can be used, compressed, in bytes: frame, parents, the page, one language. */
  bytes: number;
  /** Of these, what no other page below /app shares. */
  ownBytes: number;
};

/** How much JavaScript each page below /app loads at once. Chunks that are fetched later, when they are needed, do not count. */
export async function javascriptOfRoutes(root: string): Promise<RouteJavascript[]> {
  const assets = join(root, "build/client/assets");
  const files = await readdir(assets);
  const manifest = await readManifest(root, assets);
  const words = files.filter((file) => /^en-[\w-]+\.js$/.test(file)).map((file) => `/assets/${file}`);
  const pages = Object.values(manifest.routes).filter(({ id }) => id.startsWith("routes/app") && id !== "routes/app.$");
  const needs = new Map(pages.map((page) => [page.id, new Set([...chunksOf(page, manifest), ...words, manifest.url])]));
  const sizes = new Map<string, number>();
  for (const chunk of new Set([...needs.values()].flatMap((set) => [...set]))) {
    sizes.set(chunk, gzipSync(await readFile(join(assets, basename(chunk)))).length);
  }
  const sum = (chunks: string[]) => chunks.reduce((total, chunk) => total + (sizes.get(chunk) ?? 0), 0);
  return pages
    .filter(({ id }) => id !== "routes/app")
    .map(({ id }) => {
      const chunks = [...(needs.get(id) ?? [])];
      const own = chunks.filter((chunk) => [...needs].every(([other, set]) => other === id || !set.has(chunk)));
      return { id, bytes: sum(chunks), ownBytes: sum(own) };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

/** The one of the last build, named somewhere in what the server loads: older ones may still lie beside it. */
async function readManifest(root: string, assets: string): Promise<Manifest> {
  const server = join(root, "build/server");
  const files = (await readdir(server, { recursive: true })).filter((file) => file.endsWith(".js"));
  const sources = await Promise.all(files.map((file) => readFile(join(server, file), "utf8")));
  const url = sources.map((source) => /\/assets\/(manifest-[\w-]+\.js)/.exec(source)?.[1]).find(Boolean);
  if (!url) throw new Error("build/server names no manifest. Run: npm run build");
  const source = await readFile(join(assets, url), "utf8");
  const written = source.replace(/^window\.__remixManifest=/, "").replace(/;\s*$/, "");
  return JSON.parse(written) as Manifest;
}

function chunksOf(page: ManifestRoute, manifest: Manifest): string[] {
  const chunks = [manifest.entry.module, ...manifest.entry.imports];
  for (let route: ManifestRoute | undefined = page; route; route = manifest.routes[route.parentId ?? ""]) {
    chunks.push(route.module, ...(route.imports ?? []));
  }
  return chunks;
}
