/** Who may import whom. The data flows one way; docs/architecture.md draws it. */

const core = (...names) => names.map((name) => `^app/core/${name}/`);
const notOfTest = { pathNot: "\\.test\\.tsx?$" };

/** Modules of core in the order in which they may know each other: each only those before it. */
const layers = [
  ["shared"],
  ["contacts", "consent", "product-requests", "links"],
  ["templates"],
  ["policy"],
  ["outbox"],
  ["automations", "opt-in", "sending", "statuses", "conversations"],
  ["shopify-consent"],
  ["customers"],
  ["results", "access"],
  ["intake", "callbacks", "shops", "setup", "notices"],
  ["analytics"],
  ["privacy"],
];

const upward = layers.slice(0, -1).map((names, index) => ({
  name: `core-${names.join("-")}-knows-only-what-is-below`,
  severity: "error",
  from: { path: core(...names), ...notOfTest },
  to: { path: core(...layers.slice(index + 1).flat()), dependencyTypesNot: ["type-only"] },
}));

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "app-knows-no-sandbox-no-tests",
      severity: "error",
      from: { path: "^app/", ...notOfTest },
      to: { path: "^(sandbox|test|bench|scripts)/" },
    },
    {
      name: "sandbox-knows-no-app",
      severity: "error",
      from: { path: "^sandbox/", ...notOfTest },
      to: { path: "^(app|prisma)/.*\\.tsx?$" },
    },
    {
      name: "core-knows-no-adapter",
      severity: "error",
      from: { path: "^app/core/", ...notOfTest },
      to: { path: "^app/(?!core/)" },
    },
    {
      name: "core-uses-no-platform",
      severity: "error",
      from: { path: "^app/core/", ...notOfTest },
      to: {
        path: "node_modules/(?!(zod|luxon|@types/luxon|libphonenumber-js|lossless-json|countries-and-timezones|@prisma)/)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "core-uses-no-node-module",
      severity: "error",
      from: { path: "^app/core/", ...notOfTest },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "adapters-know-no-routes-no-jobs",
      severity: "error",
      from: { path: "^app/adapters/", ...notOfTest },
      to: { path: "^app/(routes|components|jobs|doors|services|main)" },
    },
    {
      name: "only-one-file-builds-shopify",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/(shopify\\.server|routes/)" },
      to: { path: "node_modules/@shopify/shopify-app-remix" },
    },
    {
      name: "only-the-queue-knows-pg-boss",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/adapters/queue/" },
      to: { path: "node_modules/pg-boss" },
    },
    {
      name: "components-know-types-only",
      severity: "error",
      from: { path: "^app/components/", ...notOfTest },
      to: { path: "^app/(core|adapters|jobs|doors|services)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "routes-reach-the-world-through-services",
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: "^(app/(adapters|jobs|doors|pages)|prisma)/", dependencyTypesNot: ["type-only"] },
    },
    ...upward,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|prisma/generated)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: "specify",
    enhancedResolveOptions: {
      conditionNames: ["import", "require", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
