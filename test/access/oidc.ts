import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { JWK, JWTPayload } from 'jose';
import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import Provider from 'oidc-provider';

const AUDIENCE = 'https://hub.example/control';
const SECRET = 'a-secret-of-the-client-of-these-tests';
const HOUR_S = 3_600;

/** A real OpenID provider on loopback that gives JWT access tokens to clients named after roles. */
export interface TestIssuer extends AsyncDisposable {
  readonly issuer: string;
  readonly audience: string;
  /** A token by the client credentials grant. @param audience another resource than the hub */
  token(client: string, audience?: string): Promise<string>;
  /** One that the provider would not give out, signed with the provider's own key. */
  forged(claims: JWTPayload): Promise<string>;
  /** One that nobody signed. */
  unsigned(): string;
}

/** @param clients names; one called `nobody` gets no role */
export async function startIssuer(clients: readonly string[]): Promise<TestIssuer> {
  const key = await signingKey();
  const { promise: listening, resolve: listen } = Promise.withResolvers<Provider>();
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => {
    void listening.then((provider) => provider.callback()(request, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  listen(openProvider(issuer, clients, key));
  const now = () => Math.floor(Date.now() / 1000);
  const usual = () => ({ iss: issuer, aud: AUDIENCE, sub: 'admin', roles: ['admin'] });
  return {
    issuer,
    audience: AUDIENCE,
    async token(client, audience = AUDIENCE) {
      const response = await fetch(`${issuer}/token`, {
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
}

async function signingKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: 'test-key', use: 'sig', alg: 'ES256' };
}

function openProvider(issuer: string, clients: readonly string[], key: JWK): Provider {
  return new Provider(issuer, {
    jwks: { keys: [key] },
    clients: clients.map((client) => ({
      client_id: client,
      client_secret: SECRET,
      grant_types: ['client_credentials'],
      id_token_signed_response_alg: 'ES256',
      redirect_uris: [],
      response_types: [],
    })),
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
          accessTokenTTL: HOUR_S,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    extraTokenClaims: (_context, token) =>
      token.clientId === 'nobody' ? {} : { roles: [`stellwerk:${token.clientId}`] },
  });
}
