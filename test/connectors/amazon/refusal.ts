import type { Reply } from '../../support/http-system.ts';

/** An answer with an error as Amazon has it. */
export function refusal(status: number, code: string, message: string, details = ''): Reply {
  return { status, body: { errors: [{ code, message, details }] } };
}
