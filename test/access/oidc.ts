import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { JWK, JWTPayload } from 'jose';
import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import Provider from 'oidc-provider';
import type { Configuration } from 'oidc-provider';
import { askWho, forPeople } from './oidc-people.ts';
import type { Desk, MadeTokens } from './oidc-people.ts';

export const AUDIENCE = 'https://hub.example/control';
const SECRET = 'a-secret-of-the-client-of-these-tests';
const HOUR_S = 3_600;

/** A real OpenID provider on loopback that gives JWT access tokens to clients named after roles. */
export interface TestIssuer extends AsyncDisposable {
  readonly issuer: string;
  readonly audience: string;
  /** Returns a token by the client credentials grant. @param audience a resource other than the hub */
  token(client: string, audience?: string): Promise<string>;
  /** Returns a token that the provider would not issue, signed with the provider's own key. */
  forged(claims: JWTPayload): Promise<string>;
  /** Returns an unsigned token. */
  unsigned(): string;
  /** While true, connections are cut instead of answered. */
  isDown: boolean;
}

/**
 * @param clients names of clients; one called `nobody` gets no role
 * @param desk how people sign in with a browser; default: not at all
 */
export async function startIssuer(clients: readonly string[], desk?: Desk): Promise<TestIssuer> {
  const key = await signingKey();
  const { promise: listening, resolve: listen } = Promise.withResolvers<Provider>();
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => {
    if (issuer.isDown) return void request.socket.destroy();
    void listening.then((provider) =>
      request.url?.startsWith('/interaction/')
        ? askWho(provider, request, response)
        : provider.callback()(request, response),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  listen(openProvider(url, clients, key, desk));
  const now = () => Math.floor(Date.now() / 1000);
  const usual = () => ({ iss: url, aud: AUDIENCE, sub: 'admin', roles: ['admin'] });
  const issuer: TestIssuer = {
    issuer: url,
    isDown: false,
    audience: AUDIENCE,
    async token(client, audience = AUDIENCE) {
      const response = await fetch(`${url}/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${client}:${SECRET}`).toString('base64')}`,
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience }),
      });
      const answer = (await response.json()) as { access_token?: string };
      if (answer.access_token === undefined) throw new Error(JSON.stringify(answer));
      return answer.access_token;
    },
    async forged(claims) {
      const payload = { ...usual(), exp: now() + HOUR_S, ...claims };
      const header = { alg: 'ES256', kid: key.kid ?? '', typ: 'at+jwt' };
      return new SignJWT(payload).setProtectedHeader(header).sign(await importJWK(key, 'ES256'));
    },
    unsigned: () => new UnsecuredJWT({ ...usual(), exp: now() + HOUR_S }).encode(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return issuer;
}

async function signingKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: 'test-key', use: 'sig', alg: 'ES256' };
}

function openProvider(
  issuer: string,
  clients: readonly string[],
  key: JWK,
  desk: Desk | undefined,
): Provider {
  const programs = clients.map((client) => ({
    client_id: client,
    client_secret: SECRET,
    grant_types: ['client_credentials'],
    id_token_signed_response_alg: 'ES256' as const,
    redirect_uris: [],
    response_types: [],
  }));
  const people = desk ? forPeople(desk, AUDIENCE) : null;
  const configuration: Configuration = {
    ...people?.configuration,
    jwks: { keys: [key] },
    clients: [...programs, ...(people ? [people.client] : [])],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => AUDIENCE,
        getResourceServerInfo: (_context, resource) => ({
          scope: '',
          audience: resource,
          accessTokenFormat: 'jwt',
          accessTokenTTL: desk?.renewed?.everyS ?? HOUR_S,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    extraTokenClaims(_context, token) {
      const role = 'accountId' in token ? desk?.people[token.accountId] : token.clientId;
      return role === undefined || role === 'nobody' ? {} : { roles: [`stellwerk:${role}`] };
    },
  };
  const provider = new Provider(issuer, configuration);
  if (desk) provider.use((context, next) => tamper(desk, context, next));
  return provider;
}

/** Replaces tokens in the answer of the token endpoint when the test asks for it. */
async function tamper(
  { instead }: Desk,
  context: { readonly path: string; body: unknown },
  next: () => Promise<void>,
): Promise<void> {
  await next();
  if (context.path !== '/token' || !instead) return;
  const made = context.body as MadeTokens;
  context.body = { ...made, ...(await instead(made)) };
}
