import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { Failure } from '../../domain/index.ts';

/** Errors for answers that are not the issuer's decision: a proxy's error page, a server that is still starting. */
const NOT_THE_ISSUER = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

export function refused(message: string): Failure {
  return new Failure('SIGN_IN_REFUSED', { message });
}

/** Returns why a sign-in failed. The library's errors contain codes and tokens, so they are not attached as the cause. */
export function signInFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof AuthorizationResponseError) {
    return refused(`The issuer refused the sign-in (${wordOf(error.error)})`);
  }
  if (error instanceof ResponseBodyError && error.status < 500) {
    return refused(`The issuer gave the hub no token for this sign-in (${wordOf(error.error)})`);
  }
  if (error instanceof ClientError && !NOT_THE_ISSUER.has(error.code ?? '')) {
    const message =
      'The answer of the issuer does not belong to the sign-in that this browser began';
    return refused(`${message} (${error.code ?? error.message})`);
  }
  return issuerFailure(error);
}

/** Returns why the issuer could not be reached: no connection, or no OpenID Connect at that address. */
export function issuerFailure(error: unknown): Failure {
  if (error instanceof ClientError || error instanceof ResponseBodyError || isOfFetch(error)) {
    const reason = 'code' in error && error.code !== undefined ? ` (${error.code as string})` : '';
    const message = `The issuer cannot be reached, or does not support OpenID Connect${reason}, so sign-in is not possible`;
    return new Failure('ISSUER_UNAVAILABLE', { message });
  }
  return Failure.from(error);
}

/** Whether `fetch` threw the error. An error for a failed connection has a cause; a defect of the hub has none. */
function isOfFetch(error: unknown): error is TypeError {
  return error instanceof TypeError && error.cause !== undefined;
}

/** Returns the OAuth 2.0 error code if it looks like one; the browser could send any text. */
function wordOf(error: string): string {
  return /^\w{1,50}$/.test(error) ? error : 'no reason that can be shown';
}
