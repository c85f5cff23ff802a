import { newTraceId } from "./ids.ts";

/** What a Graph handler answers. */
export type GraphAnswer = { status: number; body: unknown };

type ErrorKind = { status: number; title: string; details: string };

/**
 * Meta's table (support/error-codes): HTTP status, title and usual details. Where its documents and what people captured
 * disagree on the status, the documents are followed: 404 for 132001, 429 for 130429, 400 for 131048 and 131056.
 */
const table: Record<number, ErrorKind> = {
  0: { status: 401, title: "AuthException", details: "We were unable to authenticate the app user." },
  1: { status: 500, title: "An unknown error has occurred.", details: "Invalid request or possible server error." },
  2: { status: 503, title: "Service temporarily unavailable", details: "Temporary due to downtime or overload." },
  3: { status: 500, title: "API Method", details: "Capability or permissions issue." },
  4: {
    status: 400,
    title: "Application request limit reached",
    details: "The app has reached its API call rate limit.",
  },
  10: {
    status: 403,
    title: "Application does not have permission for this action",
    details: "Permission is either not granted or has been removed.",
  },
  100: {
    status: 400,
    title: "Invalid parameter",
    details: "The request included one or more unsupported or misspelled parameters.",
  },
  190: { status: 401, title: "Error validating access token", details: "Your access token has expired." },
  200: { status: 403, title: "Permissions error", details: "Permission is either not granted or has been removed." },
  368: {
    status: 403,
    title: "Temporarily blocked for policies violations",
    details: "The account has been restricted or disabled for violating a platform policy.",
  },
  80007: {
    status: 400,
    title: "Rate limit issues",
    details: "The WhatsApp Business Account has reached its rate limit.",
  },
  130403: { status: 400, title: "Message blocked", details: "This user can not be messaged." },
  130429: { status: 429, title: "Rate limit hit", details: "Cloud API message throughput has been reached." },
  130472: {
    status: 400,
    title: "User's number is part of an experiment",
    details: "Message was not sent as part of an experiment.",
  },
  130497: {
    status: 403,
    title: "Business account is restricted from messaging users in this country.",
    details: "Business account is restricted from messaging users in this country.",
  },
  131000: { status: 500, title: "Something went wrong", details: "Message failed to send due to an unknown error." },
  131005: { status: 403, title: "Access denied", details: "Permission is either not granted or has been removed." },
  131008: {
    status: 400,
    title: "Required parameter is missing",
    details: "The request is missing a required parameter.",
  },
  131009: { status: 400, title: "Parameter value is not valid", details: "One or more parameter values are invalid." },
  131016: { status: 503, title: "Service unavailable", details: "A service is temporarily unavailable." },
  131021: {
    status: 400,
    title: "Recipient cannot be sender",
    details: "Sender and recipient phone number is the same.",
  },
  131026: { status: 400, title: "Message undeliverable", details: "Message Undeliverable." },
  131031: {
    status: 403,
    title: "Account has been locked",
    details: "The WhatsApp Business Account has been restricted or disabled for violating a platform policy.",
  },
  131042: {
    status: 400,
    title: "Business eligibility payment issue",
    details: "Message failed to send because there were one or more errors related to your payment method.",
  },
  131045: {
    status: 500,
    title: "Incorrect certificate",
    details: "Message failed to send due to a phone number registration error.",
  },
  131047: {
    status: 400,
    title: "Re-engagement message",
    details:
      "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
  },
  131048: {
    status: 400,
    title: "Spam rate limit hit",
    details:
      "Message failed to send because there are restrictions on how many messages can be sent from this phone number.",
  },
  131049: {
    status: 400,
    title: "This message was not delivered to maintain healthy ecosystem engagement.",
    details: "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
  },
  131050: {
    status: 400,
    title:
      "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business",
    details: "Recipient has chosen to stop receiving marketing messages from your business.",
  },
  131051: { status: 400, title: "Unsupported message type", details: "Message type is not currently supported." },
  131052: { status: 400, title: "Media download error", details: "Unable to download the media sent by the user." },
  131053: { status: 400, title: "Media upload error", details: "Unable to upload the media used in the message." },
  131056: {
    status: 400,
    title: "(Business Account, Consumer Account) pair rate limit hit",
    details:
      "Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.",
  },
  131057: { status: 500, title: "Account in maintenance mode", details: "Business Account is in maintenance mode." },
  131063: {
    status: 400,
    title: "Marketing templates can not be sent with this endpoint",
    details: "Use the Marketing Messages API.",
  },
  131064: {
    status: 400,
    title: "Account messaging limit",
    details: "The account's messaging is limited because of template classification.",
  },
  132000: { status: 400, title: "Number of parameters does not match the expected number of params", details: "" },
  132001: { status: 404, title: "Template name does not exist in the translation", details: "" },
  132005: { status: 400, title: "Translated text too long", details: "The translated text is too long." },
  132007: {
    status: 400,
    title: "Template format character policy violated",
    details: "Template content violates a WhatsApp policy.",
  },
  132012: { status: 400, title: "Parameter format does not match format in the created template", details: "" },
  132015: {
    status: 400,
    title: "Template is paused",
    details: "Template is paused due to low quality so it cannot be sent in a template message.",
  },
  132016: {
    status: 400,
    title: "Template is disabled",
    details: "Template has been paused too many times due to low quality and is now permanently disabled.",
  },
  132018: { status: 400, title: "Template parameters invalid", details: "" },
  133004: { status: 503, title: "Server temporarily unavailable", details: "Server is temporarily unavailable." },
  133005: { status: 400, title: "Two step verification PIN mismatch", details: "Two-step verification PIN incorrect." },
  133010: {
    status: 400,
    title: "Account not registered",
    details: "Phone number not registered on the Whatsapp Business Platform.",
  },
  134101: {
    status: 400,
    title: "Template is still syncing",
    details: "The template is still being synced; try again in up to 10 minutes.",
  },
  135000: {
    status: 400,
    title: "Generic user error",
    details: "Message failed to send because of an unknown error with your request parameters.",
  },
};

export function errorTitle(code: number): string {
  return table[code]?.title ?? "Something went wrong";
}

export function errorDetails(code: number): string {
  return table[code]?.details ?? "";
}

/** A refusal of the messaging endpoints. */
export function refuse(code: number, details?: string, more: { title?: string; status?: number } = {}): GraphAnswer {
  const kind = table[code];
  return {
    status: more.status ?? kind?.status ?? 400,
    body: {
      error: {
        message: `(#${code}) ${more.title ?? kind?.title ?? "Something went wrong"}`,
        type: "OAuthException",
        code,
        error_data: { messaging_product: "whatsapp", details: details ?? kind?.details ?? "" },
        // 130429 is the one Meta still documents with a subcode.
        ...(code === 130429 ? { error_subcode: 2494055 } : {}),
        fbtrace_id: newTraceId(),
      },
    },
  };
}

/** A refusal of the management endpoints: what is wrong stands in error_user_title and error_user_msg. */
export function refuseManagement(subcode: number | null, title: string, message: string): GraphAnswer {
  return {
    status: 400,
    body: {
      error: {
        message: "Invalid parameter",
        type: "OAuthException",
        code: 100,
        ...(subcode === null ? {} : { error_subcode: subcode }),
        is_transient: false,
        error_user_title: title,
        error_user_msg: message,
        fbtrace_id: newTraceId(),
      },
    },
  };
}

export function unknownObject(method: string, id: string): GraphAnswer {
  return {
    status: 400,
    body: {
      error: {
        message:
          `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to ` +
          "missing permissions, or does not support this operation. Please read the Graph API documentation at " +
          "https://developers.facebook.com/docs/graph-api",
        type: "GraphMethodException",
        code: 100,
        error_subcode: 33,
        fbtrace_id: newTraceId(),
      },
    },
  };
}

export function badToken(): GraphAnswer {
  return {
    status: 401,
    body: {
      error: {
        message: "Invalid OAuth access token - Cannot parse access token",
        type: "OAuthException",
        code: 190,
        fbtrace_id: newTraceId(),
      },
    },
  };
}

/** The code of an answer made above; null for a success. */
export function codeOf(answer: GraphAnswer): number | null {
  if (answer.status === 200) return null;
  const body = answer.body;
  if (typeof body !== "object" || body === null || !("error" in body)) return answer.status;
  const error = body.error;
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "number"
    ? error.code
    : answer.status;
}
