import { vitePlugin as remix } from "@remix-run/dev";
import postcssRTLCSS from "postcss-rtlcss";
import { Mode } from "postcss-rtlcss/options";
import { defineConfig } from "vite";

/** `:where` adds no weight: which of Polaris's rules wins stays as it is. */
const mirror = postcssRTLCSS({
  mode: Mode.combined,
  ltrPrefix: ':where([dir="ltr"])',
  rtlPrefix: ':where([dir="rtl"])',
  bothPrefix: ":where([dir])",
});

export default defineConfig({
  plugins: [
    remix({
      ignoredRouteFiles: ["**/*.test.*"],
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
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
          Once: (root, helpers) =>
            root.source?.input.file?.includes("/@shopify/polaris/") ? mirror.Once?.(root, helpers) : undefined,
        },
      ],
    },
  },
  build: { assetsInlineLimit: 0, target: "es2022" },
  // Polaris ships JSON imports that Node can not take as they are.
  ssr: { noExternal: ["@shopify/polaris", /^@shopify\/shopify-app-remix/] },
});
