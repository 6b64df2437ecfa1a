import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { Failure } from '../../domain/index.ts';

/** What the issuer answered when it did not get to judge: a proxy's error page, a half-started server. */
const NOT_THE_ISSUER = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

export function refused(message: string): Failure {
  return new Failure('SIGN_IN_REFUSED', { message });
}

/** Why a sign-in came to nothing. The library's errors hold codes and tokens, so none of them goes along as a cause. */
export function signInFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof AuthorizationResponseError) {
    return refused(`The issuer did not let you sign in here (${wordOf(error.error)})`);
  }
  if (error instanceof ResponseBodyError && error.status < 500) {
    return refused(`The issuer gave the hub no token for this sign-in (${wordOf(error.error)})`);
  }
  if (error instanceof ClientError && !NOT_THE_ISSUER.has(error.code ?? '')) {
    const message = 'What the issuer answered is no answer to the sign-in that this browser began';
    return refused(`${message} (${error.code ?? error.message})`);
  }
  return issuerFailure(error);
}

/** Why there was no way to the issuer: no connection, or nobody there who speaks OpenID Connect. */
export function issuerFailure(error: unknown): Failure {
  if (error instanceof ClientError || error instanceof ResponseBodyError || isOfFetch(error)) {
    const reason = 'code' in error && error.code !== undefined ? ` (${error.code as string})` : '';
    const message = `The issuer cannot be reached, or is none${reason}; so nobody can sign in by it`;
    return new Failure('ISSUER_UNAVAILABLE', { message });
  }
  return Failure.from(error);
}

/** What `fetch` throws when a connection fails has a cause; a mistake of the hub's own has none. */
function isOfFetch(error: unknown): error is TypeError {
  return error instanceof TypeError && error.cause !== undefined;
}

/** An error code of OAuth 2.0; what comes by the browser could be any text. */
function wordOf(error: string): string {
  return /^\w{1,50}$/.test(error) ? error : 'no reason that can be shown';
}
