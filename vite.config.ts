import { vitePlugin as remix } from "@remix-run/dev";
import rtlcss from "rtlcss";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    remix({
      ignoredRouteFiles: ["**/*.test.*"],
      future: {
        v3_fetcherPersist: true,
        // All routes are told at once, 4 KB: asked for link by link, they cost a request a page, and an error in the console of whoever leaves it first.
        v3_lazyRouteDiscovery: false,
        v3_relativeSplatPath: true,
        v3_singleFetch: false,
        v3_throwAbortReason: true,
        v3_routeConfig: false,
      },
    }),
  ],
  // Polaris says "left" and "right" in its styles; ours say "start" and "end", and stay as they are.
  css: {
    postcss: {
      plugins: [
        {
          postcssPlugin: "mirror-polaris",
          Once(root, { postcss }) {
            if (!root.source?.input.file?.includes("/polaris-mirrored.css")) return;
            const mirrored = postcss.parse(rtlcss.process(root.toString()));
            root.removeAll().append(mirrored.nodes);
          },
        },
      ],
    },
  },
  build: { assetsInlineLimit: 0, target: "es2022" },
  // Polaris ships JSON imports that Node can not take as they are.
  ssr: { noExternal: ["@shopify/polaris", /^@shopify\/shopify-app-remix/] },
});
