const redacted = "[redacted]";

/** Names of fields whose value is personal or secret, whatever it looks like. */
const secretField =
  /^(?:.*(?:token|secret|password|authorization|cookie|hmac|signature|phone|wa_?id|e164|recipient|email|first_?name|last_?name|address)|to|from|body|text|content|payload|headers?|variables|name|evidence|title|detail|hint|original_?message|params|parameters)$/i;

/** Things that are not to be read anywhere, also inside an error's message. */
const patterns = [
  /\bBearer\s+[\w.~+/-]+=*/gi,
  /\b(?:shpat|shpca|shppa|shpss|shprt|prtapi)_[\w-]+/gi,
  /\bEAA[A-Za-z0-9]{20,}/g,
  /\bey[\w-]{10,}\.[\w-]{10,}\.[\w-]+/g,
  /\bv1\.[\w-]{1,32}\.[\w-]{16}\.[\w-]{22}\.[\w-]*/g,
  /\b[\w.+-]+@[\w-]+\.[\w.-]+\b/g,
  /\bwamid\.[\w+/=-]+/g,
  // A phone number as people or Meta write it; ids in our logs are UUIDs or carry their name in the field.
  /(?<![\w-])\+?\d[\d ()/.-]{6,18}\d(?![\w-])/g,
];

/** Text with everything that looks like a phone number, an address or a token blacked out. */
export function redactText(text: string): string {
  return patterns.reduce((kept, pattern) => kept.replace(pattern, redacted), text);
}

const keptAsIs = /^(?:.*Id|id|at|.*At|code|status|count|.*Ms|port|pid|attempts|version)$/;

/** A copy that is fit for a log: secret fields blacked out, texts searched, errors reduced to name, code, message and stack. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return value.toISOString();
  if (depth > 6) return redacted;
  if (value instanceof Error) return redactError(value, depth);
  if (ArrayBuffer.isView(value)) return redacted;
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redactValue(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, redactField(name, item, depth)]));
}

function redactField(name: string, value: unknown, depth: number): unknown {
  if (secretField.test(name)) return redacted;
  if (keptAsIs.test(name) && (typeof value === "string" || typeof value === "number")) return value;
  return redactValue(value, depth + 1);
}

function redactError(error: Error, depth: number): unknown {
  const code = (error as { code?: unknown }).code;
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    message: redactText(messageWithoutValues(error)),
    stack: frames && redactText(frames.join("\n")),
    ...(error.cause ? { cause: redactValue(error.cause, depth + 1) } : {}),
  };
}

const quoted = /"(?:[^"\\]|\\.)*"/g;

/** Databases and Prisma quote what they were given: arguments, parameters, whole rows. Where it happened and its code stay. */
function messageWithoutValues({ name, message }: Error & { severity?: unknown }): string {
  if (name === "PrismaClientValidationError") {
    // The call with all its arguments, and in the last line what is wrong with them.
    return (message.trimEnd().split("\n").at(-1) ?? "").replace(quoted, redacted);
  }
  if (/^Prisma|^DriverAdapterError$|^DatabaseError$|^error$/.test(name)) {
    return message.replace(/Message: `[\s\S]*/, `Message: ${redacted}`).replace(quoted, redacted);
  }
  return message;
}
