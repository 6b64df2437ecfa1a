import { decodeJwt } from 'jose';
import type { Configuration, TokenEndpointResponse } from 'openid-client';
import * as oidc from 'openid-client';
import { isLoopbackUrl } from '../addresses.ts';
import { issuerFailure, refused, signInFailure } from './failure.ts';
import { Tickets } from './tickets.ts';

const ANSWER_LIMIT_S = 5;

/** Settings for signing in with a browser at the issuer whose tokens the hub accepts. */
export interface SignInSettings {
  readonly issuer: string;
  /** The client id under which the issuer knows this hub. */
  readonly clientId: string;
  /** Null for a public client, which is protected by PKCE alone. */
  readonly clientSecret: string | null;
  /** Scopes to request besides `openid`. */
  readonly scopes: readonly string[];
  /** The resource to request the access token for (RFC 8707). Null if the issuer derives it from client or scopes. */
  readonly resource: string | null;
  /** The issuer's name for users. */
  readonly label: string;
  /** Public URL of the hub's pages, without a trailing slash. */
  readonly publicUrl: string;
}

/** The tokens that the issuer granted to a user. */
export interface Granted {
  /** The access token as an authorization header: from here on it is presented and judged like any other. */
  readonly authorization: string;
  /** When it expires. */
  readonly expiresAtMs: number;
  /**
   * Requests the next token, once; null if the issuer gave no refresh token. The issuer then refuses users who have
   * lost access.
   * @throws Failure SIGN_IN_REFUSED with the reason; ISSUER_UNAVAILABLE
   */
  readonly renew: (() => Promise<Granted>) | null;
}

/** The result of a sign-in. */
export interface SignedIn extends Granted {
  /** Where in the pages to continue, as given to `begin`. */
  readonly place: string;
  /** URL for signing out at the issuer, too; null if the issuer has none. */
  readonly signOutUrl: string | null;
}

/**
 * Signs users in with OpenID Connect: authorization code flow with PKCE, state and nonce. The ID token proves who just
 * signed in, in this browser. What the user may do depends on the access token alone, which the guard judges like one
 * presented by a program.
 */
export class SignIn {
  readonly #settings: SignInSettings;
  readonly #redirectUri: string;
  readonly #tickets = new Tickets();
  #client: Promise<Configuration> | null = null;

  constructor(settings: SignInSettings) {
    this.#settings = settings;
    this.#redirectUri = `${settings.publicUrl}/api/sign-in/callback`;
  }

  get label(): string {
    return this.#settings.label;
  }

  get publicUrl(): string {
    return this.#settings.publicUrl;
  }

  /**
   * @param place where in the pages to continue afterwards
   * @returns the URL to send the browser to, and the ticket that it has to keep until it is back
   * @throws Failure ISSUER_UNAVAILABLE
   */
  async begin(place: string): Promise<{ readonly url: string; readonly ticket: string }> {
    try {
      const client = await this.#discovered();
      const codeVerifier = oidc.randomPKCECodeVerifier();
      const begun = { state: oidc.randomState(), nonce: oidc.randomNonce(), codeVerifier, place };
      const url = oidc.buildAuthorizationUrl(client, {
        redirect_uri: this.#redirectUri,
        scope: ['openid', ...this.#settings.scopes].join(' '),
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...this.#resource(),
      });
      return { url: url.href, ticket: await this.#tickets.seal(begun) };
    } catch (error) {
      throw signInFailure(error);
    }
  }

  /**
   * @param query the unchanged query with which the issuer sent the browser back
   * @param ticket the ticket that the browser kept; null if it has none
   * @throws Failure SIGN_IN_REFUSED with the reason; ISSUER_UNAVAILABLE
   */
  async finish(query: string, ticket: string | null): Promise<SignedIn> {
    const begun = ticket === null ? null : await this.#tickets.open(ticket);
    if (!begun) throw refused('This browser did not begin a sign-in in the last ten minutes');
    try {
      const client = await this.#discovered();
      const tokens = await oidc.authorizationCodeGrant(
        client,
        new URL(`${this.#redirectUri}?${query}`),
        {
          expectedState: begun.state,
          expectedNonce: begun.nonce,
          pkceCodeVerifier: begun.codeVerifier,
        },
        this.#resource(),
      );
      const granted = this.#granted(tokens, tokens.claims()?.sub);
      return { ...granted, place: begun.place, signOutUrl: this.#signOutUrl(client) };
    } catch (error) {
      throw signInFailure(error);
    }
  }

  /** @param before the refresh token used, which remains valid if the issuer returns no new one */
  #granted(tokens: TokenEndpointResponse, subject: string | undefined, before?: string): Granted {
    const { access_token, refresh_token = before } = tokens;
    return {
      authorization: `Bearer ${access_token}`,
      expiresAtMs: endOf(access_token, subject),
      renew: refresh_token === undefined ? null : () => this.#renewed(refresh_token, subject),
    };
  }

  async #renewed(refreshToken: string, subject: string | undefined): Promise<Granted> {
    try {
      const client = await this.#discovered();
      const tokens = await oidc.refreshTokenGrant(client, refreshToken, this.#resource());
      return this.#granted(tokens, subject, refreshToken);
    } catch (error) {
      throw signInFailure(error);
    }
  }

  /** Discovers the issuer at the first sign-in, and again after a failure, so the issuer may start later than the hub. */
  #discovered(): Promise<Configuration> {
    this.#client ??= discover(this.#settings).catch((error: unknown) => {
      this.#client = null;
      throw issuerFailure(error);
    });
    return this.#client;
  }

  #resource(): { resource?: string } {
    const { resource } = this.#settings;
    return resource === null ? {} : { resource };
  }

  /** Carries no token, which would appear in the URL, so the issuer asks the user to confirm. */
  #signOutUrl(client: Configuration): string | null {
    if (client.serverMetadata().end_session_endpoint === undefined) return null;
    const back = { post_logout_redirect_uri: `${this.#settings.publicUrl}/` };
    return oidc.buildEndSessionUrl(client, back).href;
  }
}

async function discover(settings: SignInSettings): Promise<Configuration> {
  const { issuer, clientId, clientSecret } = settings;
  const proof = clientSecret === null ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
  const onLoopback = isLoopbackUrl(issuer) ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(new URL(issuer), clientId, undefined, proof, {
    timeout: ANSWER_LIMIT_S,
    // Also checks the ID token's signature, although the token comes directly from the issuer.
    execute: [oidc.enableNonRepudiationChecks, ...onLoopback],
  });
}

/** Returns when a token for this subject expires. The guard, which sees it next, checks that it is genuine. */
function endOf(token: string, subject: string | undefined): number {
  const { sub, exp = 0 } = claimsOf(token);
  if (sub === subject) return exp * 1_000;
  throw refused('The issuer gave an access token for a different user than the one who signed in');
}

function claimsOf(token: string) {
  try {
    return decodeJwt(token);
  } catch {
    throw refused(
      'The issuer gave an access token that is not a JWT; set `resource` or `scopes` of `hub.access.oauth.signIn` to request one for the hub',
    );
  }
}
