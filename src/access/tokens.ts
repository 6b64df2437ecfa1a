import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { Role } from '../domain/index.ts';
import { Failure, isJsonObject } from '../domain/index.ts';
import type { Proof } from './proof.ts';
import { unauthenticated } from './proof.ts';

/**
 * Only signatures by a private key: a hub that knew a shared secret could be made to accept tokens that others sign
 * with it.
 */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const ANSWER_LIMIT_MS = 5_000;
const CLOCK_TOLERANCE_S = 30;

export interface OAuthSettings {
  /** The issuer as tokens name it in `iss`. */
  readonly issuer: string;
  /** The audience that tokens must name in `aud`. */
  readonly audience: string;
  /** URL of its public keys; null to take it from its OpenID configuration. */
  readonly jwksUrl: string | null;
  /** Dotted path of the roles in a token: a word or a list of words, with or without the prefix `stellwerk:`. */
  readonly rolesClaim: string;
}

/** Verifies access tokens (JWT) of one OAuth 2.0 issuer against its published keys. */
export class TokenVerifier {
  readonly #settings: OAuthSettings;
  #keys: Promise<JWTVerifyGetKey> | null = null;

  constructor(settings: OAuthSettings) {
    this.#settings = settings;
  }

  /** @throws Failure UNAUTHENTICATED with the reason; ISSUER_UNAVAILABLE */
  async prove(token: string): Promise<Proof> {
    const { issuer, audience, rolesClaim } = this.#settings;
    try {
      const { payload } = await jwtVerify(token, await this.#keySet(), {
        ...{ issuer, audience, algorithms: ALGORITHMS },
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['exp', 'sub'],
      });
      const role = highestRole(claim(payload, rolesClaim));
      return { name: payload.sub ?? '', by: 'oauth', role, streams: null, refusal: null };
    } catch (error) {
      throw tokenFailure(error);
    }
  }

  /** Looks up the keys with the first token, and again after a failure, so the issuer may start later than the hub. */
  #keySet(): Promise<JWTVerifyGetKey> {
    this.#keys ??= findKeySet(this.#settings).catch((error: unknown) => {
      this.#keys = null;
      throw error;
    });
    return this.#keys;
  }
}

async function findKeySet({ issuer, jwksUrl }: OAuthSettings): Promise<JWTVerifyGetKey> {
  const url = jwksUrl ?? (await discover(issuer));
  return createRemoteJWKSet(new URL(url), { timeoutDuration: ANSWER_LIMIT_MS });
}

/** OpenID Connect Discovery 1.0, section 4. */
async function discover(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    const said = (await response.json()) as Readonly<Record<'issuer' | 'jwks_uri', unknown>>;
    const { issuer: name, jwks_uri: jwksUrl } = said;
    if (!response.ok || typeof jwksUrl !== 'string' || !URL.canParse(jwksUrl)) {
      throw new Error(`status ${response.status}, without jwks_uri`);
    }
    // Otherwise the keys are those of another issuer, who could sign tokens in this one's name.
    if (name !== issuer) throw otherIssuer(issuer, name);
    return jwksUrl;
  } catch (error) {
    throw error instanceof Failure ? error : issuerUnavailable(error);
  }
}

function tokenFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof errors.JWTExpired) return unauthenticated('The token has expired', error);
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthenticated(`The token's "${error.claim}" is not what this hub expects`, error);
  }
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid)
    return issuerUnavailable(error);
  if (error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC') {
    return unauthenticated('The token was not signed by this issuer', error);
  }
  // The remaining errors are about fetching the keys: no connection, or an answer that is not a key set.
  return issuerUnavailable(error);
}

function otherIssuer(issuer: string, name: unknown): Failure {
  const message = `The issuer at ${issuer} calls itself ${JSON.stringify(name)?.slice(0, 200)}, so no token can be verified; hub.access.oauth.issuer must be spelled the same`;
  return new Failure('ISSUER_UNAVAILABLE', { message });
}

function issuerUnavailable(cause: unknown): Failure {
  const message = 'The keys of the OAuth issuer cannot be read, so no token can be verified';
  return new Failure('ISSUER_UNAVAILABLE', { message, cause });
}

function claim(payload: JWTPayload, path: string): unknown {
  // The name of a namespaced claim may itself contain dots.
  if (path in payload) return payload[path];
  let value: unknown = payload;
  for (const name of path.split('.')) value = isJsonObject(value) ? value[name] : undefined;
  return value;
}

const rolesDownwards = ['admin', 'operator', 'viewer'] as const satisfies readonly Role[];

function highestRole(value: unknown): Role | null {
  const words: unknown[] = typeof value === 'string' ? value.split(/[ ,]+/) : [value].flat();
  const isNamed = (role: Role) => words.includes(role) || words.includes(`stellwerk:${role}`);
  return rolesDownwards.find(isNamed) ?? null;
}
