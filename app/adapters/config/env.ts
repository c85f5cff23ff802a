import { z } from "zod";
import { parseKeys, type EncryptionKey } from "../crypto/keys.ts";

/**
 * The only reader of the environment. Every variable says what it is for and shows an example: the same words are the
 * error message and the line in .env.example (npm run env-example; a test compares the two).
 */
type Variable<T> = { about: string; example: string; schema: z.ZodType<T, string | undefined> };

const text = () => z.string({ error: "is missing" }).min(1, "is empty");
const optionalText = () => z.string().min(1, "is empty").optional();
const integer = (fallback: number, min: number, max: number) =>
  z
    .string()
    .default(String(fallback))
    .transform((value, issue) => {
      const number = Number(value);
      if (Number.isInteger(number) && number >= min && number <= max) return number;
      issue.addIssue({ code: "custom", message: `must be a whole number from ${min} to ${max}` });
      return z.NEVER;
    });
const url = () => text().pipe(z.url({ protocol: /^https?$/, error: "must be an http(s) address" }));

const connectionSchema = z.object({ wabaId: z.string(), phoneNumberId: z.string(), accessToken: z.string() });

const variables = {
  SHOPIFY_API_KEY: {
    about: "Client ID of the app, from the Shopify Partner dashboard.",
    example: "0123456789abcdef0123456789abcdef",
    schema: text(),
  },
  SHOPIFY_API_SECRET: {
    about: "Client secret of the app; checks webhooks and session tokens.",
    example: "shpss_0123456789abcdef",
    schema: text(),
  },
  SHOPIFY_API_SECRET_PREVIOUS: {
    about: "The client secret before a rotation: webhooks signed with it are still believed. Leave out otherwise.",
    example: "",
    schema: optionalText(),
  },
  SHOPIFY_APP_URL: {
    about: "Public https address of this app, as in shopify.app.toml.",
    example: "https://tidings.example.com",
    schema: url(),
  },
  SCOPES: {
    about: "Required access scopes, comma-separated, as in shopify.app.toml; optional ones are asked for in the app.",
    example: "read_customers,read_fulfillments,read_locales,read_orders,read_products,read_returns,write_app_proxy",
    schema: text().transform((value) => value.split(",").map((scope) => scope.trim())),
  },
  WHATSAPP_APP_SECRET: {
    about: "App secret of the Meta app; checks callbacks.",
    example: "0123456789abcdef0123456789abcdef",
    schema: text(),
  },
  WHATSAPP_APP_SECRET_PREVIOUS: {
    about: "The Meta app secret before a rotation. Leave out otherwise.",
    example: "",
    schema: optionalText(),
  },
  WHATSAPP_VERIFY_TOKEN: {
    about: "Any word; typed into Meta's webhook settings and given back by Meta when it subscribes.",
    example: "choose-a-long-random-word",
    schema: text(),
  },
  WHATSAPP_API_URL: {
    about: "Base address of Meta's Graph API.",
    example: "https://graph.facebook.com",
    schema: url().default("https://graph.facebook.com"),
  },
  WHATSAPP_API_VERSION: {
    about: "Version of the Graph API.",
    example: "v25.0",
    schema: z
      .string()
      .regex(/^v\d+\.\d+$/, 'must look like "v25.0"')
      .default("v25.0"),
  },
  WHATSAPP_APP_ID: {
    about:
      "App ID of the Meta app. With it and WHATSAPP_SIGNUP_CONFIG_ID merchants connect their number in Meta's own window (Embedded Signup); without it they type account, number and token.",
    example: "",
    schema: optionalText(),
  },
  WHATSAPP_SIGNUP_CONFIG_ID: {
    about: "Configuration ID of Facebook Login for Business with the login variation WhatsApp Embedded Signup.",
    example: "",
    schema: optionalText(),
  },
  WHATSAPP_SIGNUP_SDK_URL: {
    about: "Address of Meta's JavaScript SDK, which opens the window of Embedded Signup.",
    example: "https://connect.facebook.net/en_US/sdk.js",
    schema: url().default("https://connect.facebook.net/en_US/sdk.js"),
  },
  WHATSAPP_SIGNUP_ORIGINS: {
    about: "Origins whose messages are believed to be Embedded Signup's, comma-separated. Nobody else's are.",
    example: "https://www.facebook.com,https://web.facebook.com",
    schema: z
      .string()
      .default("https://www.facebook.com,https://web.facebook.com")
      .transform((value) => value.split(",").map((origin) => origin.trim()))
      .pipe(z.array(z.url({ protocol: /^https?$/, error: "must be http(s) origins" }))),
  },
  ENCRYPTION_KEYS: {
    about:
      "Keys for tokens at rest: <id>:<32 bytes in base64>, comma-separated. The first encrypts, all decrypt; to rotate, put a new one first. Make one with: openssl rand -base64 32",
    example: "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    schema: text().transform((value, issue): EncryptionKey[] => {
      const keys = parseKeys(value);
      if (keys.outcome === "ok") return keys.keys;
      issue.addIssue({ code: "custom", message: keys.problem });
      return z.NEVER;
    }),
  },
  DATABASE_URL: {
    about:
      "PostgreSQL. Without it an embedded database in DATA_DIR is used: for trying and developing, one process only.",
    example: "postgresql://tidings:secret@localhost:5432/tidings",
    schema: optionalText(),
  },
  DATABASE_MAX_CONNECTIONS: {
    about: "Connections one process may hold.",
    example: "10",
    schema: integer(10, 2, 500),
  },
  DATA_DIR: {
    about: "Directory of the embedded database.",
    example: ".data",
    schema: z.string().min(1).default(".data"),
  },
  ROLE: {
    about: "What this process does: web, worker, or all.",
    example: "all",
    schema: z.enum(["all", "web", "worker"], { error: "must be all, web or worker" }).default("all"),
  },
  PORT: { about: "Port to listen on.", example: "3000", schema: integer(3000, 0, 65_535) },
  LISTEN_ADDRESS: {
    about: "Address to listen on. (Not HOST: the Shopify CLI sets that to the app's public address.)",
    example: "0.0.0.0",
    schema: z.string().min(1).default("0.0.0.0"),
  },
  LOG_LEVEL: {
    about: "debug, info, warn, error or silent.",
    example: "info",
    schema: z
      .enum(["debug", "info", "warn", "error", "silent"], { error: "must be debug, info, warn, error or silent" })
      .default("info"),
  },
  METRICS_TOKEN: {
    about: "Bearer token for /metrics. Without it /metrics answers to this machine only.",
    example: "",
    schema: optionalText(),
  },
  SHUTDOWN_GRACE_SECONDS: {
    about: "How long a stop may take to finish what is under way.",
    example: "20",
    schema: integer(20, 1, 600),
  },
  SMTP_URL: {
    about:
      "Mail server for notifications to merchants: smtp:// or smtps:// with user and password. Without it no email is sent.",
    example: "",
    schema: optionalText().pipe(
      z.url({ protocol: /^smtps?$/, error: "must look like smtps://user:password@mail.example.com" }).optional(),
    ),
  },
  SMTP_FROM: {
    about:
      'Who the emails are from, e.g. "Tidings <hello@example.com>". Without it: tidings@ the host of SHOPIFY_APP_URL.',
    example: "",
    schema: optionalText(),
  },
  CONNECT_ON_INSTALL: {
    about:
      'For a deployment that serves one WhatsApp account: JSON {"wabaId","phoneNumberId","accessToken"}, connected to a shop when it installs the app.',
    example: "",
    schema: optionalText().transform((value, issue) => {
      if (value === undefined) return undefined;
      const parsed = connectionSchema.safeParse(parseJson(value));
      if (parsed.success) return parsed.data;
      issue.addIssue({ code: "custom", message: "must be JSON with wabaId, phoneNumberId and accessToken" });
      return z.NEVER;
    }),
  },
  CONNECT_ACCESS_TOKEN: {
    about: "Only for the command npm run connect: the WhatsApp system user's token.",
    example: "",
    schema: optionalText(),
  },
} satisfies Record<string, Variable<unknown>>;

type Name = keyof typeof variables;
export type Env = { [N in Name]: z.output<(typeof variables)[N]["schema"]> };

/** What is wrong with the environment, all of it at once, in words for whoever starts the process. */
export class EnvironmentError extends Error {
  constructor(problems: { name: string; problem: string; about: string; example: string }[]) {
    const lines = problems.map(
      ({ name, problem, about, example }) =>
        `  ${name} ${problem}\n    ${about}${example ? `\n    Example: ${name}=${example}` : ""}`,
    );
    super(`The configuration is not complete:\n\n${lines.join("\n\n")}\n\nSee .env.example.`);
    this.name = "EnvironmentError";
  }
}

/** Reads and checks the environment; throws EnvironmentError naming every missing or wrong variable. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const values: Record<string, unknown> = {};
  const problems: ConstructorParameters<typeof EnvironmentError>[0] = [];
  for (const [name, variable] of Object.entries(variables)) {
    const given = source[name] === "" ? undefined : source[name];
    const parsed = variable.schema.safeParse(given);
    if (parsed.success) values[name] = parsed.data;
    else {
      const problem = parsed.error.issues[0]?.message ?? "is wrong";
      problems.push({ name, problem, about: variable.about, example: variable.example });
    }
  }
  if (problems.length > 0) throw new EnvironmentError(problems);
  return values as Env;
}

/** The environment under `shopify app dev`, which tells the tunnel's address, another one each time, as HOST. */
export function developmentEnvironment(source: Record<string, string | undefined> = process.env) {
  return source.HOST?.startsWith("https://") ? { ...source, SHOPIFY_APP_URL: source.HOST } : source;
}

/** The text of .env.example. */
export function envExample(): string {
  const blocks = Object.entries(variables).map(([name, { about, example, schema }]) => {
    const required = !(schema as z.ZodType).safeParse(undefined).success;
    return `# ${about}\n${required ? "" : "# "}${name}=${example}\n`;
  });
  return `# Copy to .env and fill in. Lines that are commented out have a default.\n\n${blocks.join("\n")}`;
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
