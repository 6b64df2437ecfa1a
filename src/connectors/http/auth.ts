import { isJsonObject } from '../../connector-api/index.ts';
import type { Side } from './failures.ts';
import { connectionFailure, refused } from './failures.ts';
import { readAnswer } from './read-answer.ts';
import type { HttpAuth } from './spec.ts';

/** A token is renewed this long before it expires, so that none expires in flight. */
const EARLY_MS = 30_000;
const DEFAULT_LIFETIME_S = 300;
/** Far more than any token needs. */
const TOKEN_LIMIT = { maxBytes: 1024 * 1024 };
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
  if (auth.kind === 'oauth2') return new TokenAuthorizer(auth, timeoutMs);
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

interface Token {
  readonly value: string;
  readonly endsAtMs: number;
}

/** OAuth 2.0 client credentials (RFC 6749, 4.4). At most one token request is in flight, however many requests need it. */
class TokenAuthorizer implements Authorizer {
  readonly #auth: OAuth2;
  readonly #timeoutMs: number;
  #token: Promise<Token> | null = null;
  /** The headers with the newest token. */
  #sent: Readonly<Record<string, string>> = {};

  constructor(auth: OAuth2, timeoutMs: number) {
    this.#auth = auth;
    this.#timeoutMs = timeoutMs;
  }

  async headers(side: Side, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const asked = this.#token;
    const known = asked && (await orAborted(asked, signal).catch(() => null));
    signal.throwIfAborted();
    // Of several waiting requests only the first discards the token; the others find the new one being fetched.
    if (known && known.endsAtMs - EARLY_MS < Date.now() && this.#token === asked)
      this.#token = null;
    const { value } = await orAborted((this.#token ??= this.#begin(side)), signal);
    const { header } = this.#auth;
    this.#sent = header === undefined ? { authorization: `Bearer ${value}` } : { [header]: value };
    return this.#sent;
  }

  renew(refused: Readonly<Record<string, string>>): boolean {
    const name = this.#auth.header ?? 'authorization';
    if (refused[name] === this.#sent[name]) this.#token = null;
    return true;
  }

  #begin(side: Side): Promise<Token> {
    const fetching = this.#fetch(side);
    fetching.catch(() => {
      if (this.#token === fetching) this.#token = null;
    });
    return fetching;
  }

  /** Not aborted with the request that asked first, because others wait for it too. */
  async #fetch(side: Side): Promise<Token> {
    const { tokenUrl, clientId, clientSecret, scope, credentials } = this.#auth;
    const inBody = credentials === 'body';
    const basic = [clientId, clientSecret].map(encodeURIComponent).join(':');
    const where = `token endpoint ${new URL(tokenUrl).host}`;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      ...(scope ? { scope } : {}),
      ...(inBody ? { client_id: clientId, client_secret: clientSecret } : {}),
    });
    const answer = await fetch(tokenUrl, {
      method: 'POST',
      // The credentials are for this address only.
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(inBody ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` }),
      },
      body,
      signal: AbortSignal.timeout(this.#timeoutMs),
    }).catch((error: unknown) => {
      throw connectionFailure(error, side, where);
    });
    const text = await readAnswer(answer, TOKEN_LIMIT, side, where).catch((error: unknown) => {
      throw connectionFailure(error, side, where);
    });
    if (answer.status >= 500 || PASSING.has(answer.status))
      throw connectionFailure(new Error(`HTTP ${answer.status}`), side, where);
    if (!answer.ok)
      throw refused(side, `${where} refuses the client credentials (HTTP ${answer.status}).`);
    return toToken(text, side, where);
  }
}

/** Waits for a shared promise, or until the signal aborts. */
async function orAborted<Value>(shared: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([shared, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function toToken(text: string, side: Side, where: string): Token {
  const value = text.startsWith('{') ? parseAnswer(text, side, where) : null;
  if (!isJsonObject(value) || typeof value.access_token !== 'string') {
    throw refused(side, `${where} answered without an access_token.`);
  }
  const lifetimeS = Number(value.expires_in ?? DEFAULT_LIFETIME_S);
  return { value: value.access_token, endsAtMs: Date.now() + lifetimeS * 1000 };
}

/** The answer is not shown because it may contain the token. */
function parseAnswer(text: string, side: Side, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw connectionFailure(new Error('the answer is not complete JSON'), side, where);
  }
}
