import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Only app/adapters/config reads the environment.",
};
const noOwnClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Time is passed in: use ctx.clock." },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "Time is passed in: use ctx.clock.",
  },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: "Use ctx.ids." },
];

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      "build",
      "prisma/generated",
      ".data",
      ".cache",
      "sandbox/ui",
      "sandbox/admin/*.js",
      "sandbox/shopify/storefront/theme",
      "extensions/**/dist",
      "extensions/tidings-chat/assets",
      // Written by Shopify's CLI.
      "extensions/*/shopify.d.ts",
    ],
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "react-hooks": reactHooks },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/ban-ts-comment": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/no-floating-promises": ["error", { ignoreVoid: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "no-empty": "error",
      "no-console": "error",
      eqeqeq: "error",
      "prefer-const": "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx", "hack"] }],
    },
  },
  {
    files: ["app/**/*.tsx"],
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  {
    files: ["app/**/*.ts", "app/**/*.tsx"],
    ignores: ["app/adapters/config/**", "**/*.test.ts"],
    rules: { "no-restricted-syntax": ["error", noEnvironment] },
  },
  {
    files: ["app/core/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-syntax": ["error", noEnvironment, ...noOwnClock],
      "no-restricted-globals": ["error", "fetch", "setTimeout", "setInterval"],
    },
  },
  // Augmenting somebody else's module takes an interface.
  {
    files: ["**/*.d.ts", "test/support/database.ts"],
    rules: { "@typescript-eslint/consistent-type-definitions": "off" },
  },
  { files: ["scripts/**", "sandbox/**", "bench/**", "test/**", "app/commands/**"], rules: { "no-console": "off" } },
);
