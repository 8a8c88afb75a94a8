/** Something the user can mend: shown to them in their language, never logged as a fault. */
export class UserError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, string>>;

  /** `options.cause` is for the log: it is never shown. */
  constructor(code: string, details: Readonly<Record<string, string>> = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.name = 'UserError';
    this.code = code;
    this.details = details;
  }
}
