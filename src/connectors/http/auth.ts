import { isJsonObject } from '../../connector-api/index.ts';
import { orAborted } from '../common/or-aborted.ts';
import type { Side } from './failures.ts';
import { connectionFailure, refused } from './failures.ts';
import { readAnswer } from './read-answer.ts';
import type { HttpAuth } from './spec.ts';

/** A token is renewed this long before it expires, so that none expires in flight. */
const EARLY_MS = 30_000;
const DEFAULT_LIFETIME_S = 300;
/** Far more than any token needs. */
const LOGIN_LIMIT = { maxBytes: 1024 * 1024 };
/** Request timeout, too early, too many requests: these say nothing about the credentials. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

type OAuth2 = Extract<HttpAuth, { kind: 'oauth2' }>;

/** Authenticates the hub to a system. */
export interface Authorizer {
  headers(side: Side, signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /**
   * Discards a token that the system did not accept, unless it is replaced already: an issuer may end a token when it gives a new one.
   * @param refused the headers that carried it
   * @returns whether another attempt makes sense
   */
  renew(refused: Readonly<Record<string, string>>): boolean;
}

export function authorizer(auth: HttpAuth, timeoutMs: number): Authorizer {
  if (auth.kind === 'oauth2')
    return new LoginAuthorizer((side) => fetchToken(auth, timeoutMs, side));
  const headers = fixedHeaders(auth);
  return { headers: () => Promise.resolve(headers), renew: () => false };
}

function fixedHeaders(auth: Exclude<HttpAuth, OAuth2>): Readonly<Record<string, string>> {
  switch (auth.kind) {
    case 'none':
      return {};
    case 'basic':
      return {
        authorization: `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString('base64')}`,
      };
    case 'bearer':
      return { authorization: `Bearer ${auth.token}` };
    case 'apiKey':
      return { [auth.header]: auth.key };
  }
}

/** What a login gave. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly endsAtMs: number;
}

/** Logs in when the first request needs it. At most one login is in flight, however many requests need it. */
export class LoginAuthorizer implements Authorizer {
  readonly #login: (side: Side) => Promise<Credentials>;
  #credentials: Promise<Credentials> | null = null;
  /** The headers of the newest login that has ended. */
  #newest: Readonly<Record<string, string>> | null = null;

  /** @param login not aborted with the request that asked first, because others wait for it too */
  constructor(login: (side: Side) => Promise<Credentials>) {
    this.#login = login;
  }

  async headers(side: Side, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const asked = this.#credentials;
    const known = asked && (await orAborted(asked, signal).catch(() => null));
    signal.throwIfAborted();
    // Of several waiting requests only the first discards the token; the others find the new one being fetched.
    if (known && known.endsAtMs - EARLY_MS < Date.now() && this.#credentials === asked)
      this.#credentials = null;
    const { headers } = await orAborted((this.#credentials ??= this.#begin(side)), signal);
    return headers;
  }

  renew(refused: Readonly<Record<string, string>>): boolean {
    if (refused === this.#newest) {
      this.#credentials = null;
      // Others that were refused with the same find a login under way.
      this.#newest = null;
    }
    return true;
  }

  #begin(side: Side): Promise<Credentials> {
    const login = this.#login(side);
    login.then(
      ({ headers }) => (this.#newest = headers),
      () => {
        if (this.#credentials === login) this.#credentials = null;
      },
    );
    return login;
  }
}

/** Gets a token by OAuth 2.0 client credentials (RFC 6749, 4.4). */
async function fetchToken(
  { tokenUrl, clientId, clientSecret, scope, credentials, header }: OAuth2,
  timeoutMs: number,
  side: Side,
): Promise<Credentials> {
  const inBody = credentials === 'body';
  const basic = [clientId, clientSecret].map(encodeURIComponent).join(':');
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(scope ? { scope } : {}),
    ...(inBody ? { client_id: clientId, client_secret: clientSecret } : {}),
  });
  const sent = inBody ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` };
  const { token, endsAtMs } = await requestToken(tokenUrl, body, sent, { timeoutMs, side });
  const headers = header ? { [header]: token } : { authorization: `Bearer ${token}` };
  return { headers, endsAtMs };
}

/**
 * Gets a token by any grant of OAuth 2.0 (RFC 6749, 5).
 * @throws Failure …_UNAVAILABLE when the issuer is unavailable, or says that it refuses the credentials
 */
export async function requestToken(
  tokenUrl: string,
  body: URLSearchParams,
  headers: Readonly<Record<string, string>>,
  { timeoutMs, side }: Readonly<{ timeoutMs: number; side: Side }>,
): Promise<{ readonly token: string; readonly endsAtMs: number }> {
  const where = `token endpoint ${new URL(tokenUrl).host}`;
  const { answer, text } = await requestLogin(
    tokenUrl,
    { headers: { accept: 'application/json', ...headers }, body },
    { timeoutMs, side, where },
  );
  if (answer.ok) return toToken(text, side, where);
  const code = /"error"\s*:\s*"([a-z_]{1,40})"/.exec(text)?.[1];
  const why = `HTTP ${answer.status}${code === undefined ? '' : `: ${code}`}`;
  throw refused(side, `${where} refuses the client credentials (${why}).`);
}

/**
 * Sends the request of a login.
 * @returns the answer, unless it says nothing about the credentials
 * @throws Failure …_UNAVAILABLE when the system is unavailable
 */
export async function requestLogin(
  url: string,
  request: Pick<RequestInit, 'headers' | 'body'>,
  { timeoutMs, side, where }: Readonly<{ timeoutMs: number; side: Side; where: string }>,
): Promise<{ readonly answer: Response; readonly text: string }> {
  const away = (error: unknown) => {
    throw connectionFailure(error, side, where);
  };
  const answer = await fetch(url, {
    ...request,
    method: 'POST',
    // The credentials are for this address only.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(away);
  const text = await readAnswer(answer, LOGIN_LIMIT, side, where).catch(away);
  if (answer.status >= 500 || PASSING.has(answer.status)) away(new Error(`HTTP ${answer.status}`));
  return { answer, text };
}

/** Reads the answer of a token endpoint (RFC 6749, 5.1). */
export function toToken(text: string, side: Side, where: string) {
  const value = text.startsWith('{') ? parseAnswer(text, side, where) : null;
  if (!isJsonObject(value) || typeof value.access_token !== 'string') {
    throw refused(side, `${where} answered without an access_token.`);
  }
  const lifetimeS = Number(value.expires_in ?? DEFAULT_LIFETIME_S);
  return {
    token: value.access_token,
    endsAtMs: Date.now() + lifetimeS * 1000,
    refreshToken: typeof value.refresh_token === 'string' ? value.refresh_token : null,
  };
}

/** The answer is not shown because it may contain the token. */
function parseAnswer(text: string, side: Side, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw connectionFailure(new Error('the answer is not complete JSON'), side, where);
  }
}
