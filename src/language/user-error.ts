/** Something the user can mend: shown to them in their language, never logged as a fault. */
export class UserError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, string>>;

  constructor(code: string, details: Readonly<Record<string, string>> = {}) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'UserError';
    this.code = code;
    this.details = details;
  }
}
