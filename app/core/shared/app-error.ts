/** A broken invariant or an operation that can not go on. Expected outcomes are unions, not errors. */
export class AppError extends Error {
  /** Stable, for logs, metrics and tests. */
  readonly code: string;
  /** i18n key of what to tell the user, if anybody is there to be told. */
  readonly userMessageKey: string;

  constructor(code: string, internalMessage: string, userMessageKey = "errors.unexpected", options?: ErrorOptions) {
    super(internalMessage, options);
    this.name = "AppError";
    this.code = code;
    this.userMessageKey = userMessageKey;
  }
}
