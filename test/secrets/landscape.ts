import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CliOptions } from '../cli/support.ts';
import { rowsOf } from '../support/database.ts';
import { writeConfig } from '../support/hub.ts';
import type { HttpSystem, Reply, SeenRequest } from '../support/http-system.ts';
import type { TestScope } from '../support/scope.ts';

/** Every secret of the landscape, each a random text, by its purpose. */
export type Marks = Readonly<Record<(typeof places)[number], string>>;

const places = [
  'hubDatabase',
  'hubBus',
  'databasePassword',
  'wrongPassword',
  'apiKey',
  'bearerToken',
  'basicPassword',
  'clientSecret',
  'wrongClientSecret',
  'headerToken',
  'literalToken',
  'urlPassword',
  'accessToken',
] as const;

/** Makes the secrets; one has characters that URLs, JSON and base64 encode differently. */
export function makeMarks(): Marks {
  const marks = places.map((place) => [place, `s3${randomBytes(9).toString('hex')}`] as const);
  return {
    ...(Object.fromEntries(marks) as Marks),
    apiKey: `k"y/${randomBytes(9).toString('hex')}+=`,
  };
}

/** Returns a system that repeats whatever it is sent, credentials first, as some do in their error messages. */
export function echo(marks: Marks): (request: SeenRequest) => Reply {
  return (request) => {
    const { authorization = '', 'x-key': key, 'x-token': token } = request.headers;
    const told = `no: ${authorization} ${String(key)} ${String(token)} ${JSON.stringify(request.body)}`;
    if (request.path === '/token') {
      const [, basic = ''] = authorization.split(' ');
      const right = Buffer.from(basic, 'base64').toString().includes(marks.clientSecret);
      if (right) return { body: { access_token: marks.accessToken, expires_in: 3600 } };
      return { status: 401, body: { error: `${told} ${Buffer.from(basic, 'base64').toString()}` } };
    }
    // The connector's check succeeds, but everything that its lane sends is refused.
    const closed = request.path.startsWith('/closed') && request.method === 'POST';
    return { status: closed ? 401 : 422, body: { message: told } };
  };
}

const config = (namespace: string, url: string, marks: Marks) => `
hub: { namespace: ${namespace} }
connectors:
  pim: { kind: file, path: ./products.jsonl }
  erp: { kind: postgres, url: "\${ERP_URL}" }
  lost: { kind: postgres, url: "\${LOST_URL}" }
  keyed: { kind: http, url: "${url}/a", auth: { kind: apiKey, header: x-key, key: "\${API_KEY}" } }
  bearing: { kind: http, url: "${url}/b", auth: { kind: bearer, token: "\${file:./token.txt}" } }
  basic: { kind: http, url: "${url}/c", auth: { kind: basic, user: hub, password: "\${BASIC}" } }
  granted: { kind: http, url: "${url}/d", auth: { kind: oauth2, tokenUrl: "${url}/token", clientId: hub, clientSecret: "\${file:./client.txt}" } }
  refused: { kind: http, url: "${url}/e", auth: { kind: oauth2, tokenUrl: "${url}/token", clientId: hub, clientSecret: "\${WRONG_CLIENT}" } }
  tagged: { kind: http, url: "${url}/f", headers: { x-token: "\${HEADER}" } }
  literal: { kind: http, url: "${url}/g", auth: { kind: bearer, token: ${marks.literalToken} } }
  closed: { kind: http, url: "${url}/closed", headers: { x-token: "\${HEADER}" } }
  away: { kind: postgres, url: "postgres://hub:${marks.urlPassword}@127.0.0.1:1/none" }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: updatedAt }
    to:
${[
  'erp',
  'lost',
  'keyed',
  'bearing',
  'basic',
  'granted',
  'refused',
  'tagged',
  'literal',
  'closed',
  'away',
]
  .map((connector) => `      - { connector: ${connector}, entity: products }`)
  .join('\n')}
  mirror:
    from: { connector: lost, entity: nothing, key: id, version: at }
    to: [{ connector: erp, entity: copies }]
`;

/** Writes the configuration and its secret files. @returns the options with which the CLI runs a hub there */
export async function secretLandscape(
  scope: TestScope,
  system: HttpSystem,
  marks: Marks,
): Promise<CliOptions> {
  const role = `${scope.namespace}_role`;
  await rowsOf(
    scope.databaseUrl,
    `create role ${role} superuser login password '${marks.databasePassword}'`,
  );
  const hubRole = `${scope.namespace}_hub`;
  await rowsOf(
    scope.databaseUrl,
    `create role ${hubRole} superuser login password '${marks.hubDatabase}'`,
  );
  await writeConfig(scope, config(scope.namespace, system.url, marks), {
    'products.jsonl': '{"sku":"A1","updatedAt":"2026-01-01T00:00:00Z"}\n',
    'client.txt': `${marks.clientSecret}\n`,
    'token.txt': marks.bearerToken,
  });
  await writeFile(path.join(scope.dir, 'broken.yaml'), brokenConfig(marks));
  const env = {
    STELLWERK_DATABASE_URL: withUser(scope.databaseUrl, hubRole, marks.hubDatabase),
    STELLWERK_NATS_URL: withUser(scope.natsUrl, 'hub', marks.hubBus),
    STELLWERK_LOG_LEVEL: 'trace',
    ERP_URL: withUser(scope.databaseUrl, role, marks.databasePassword),
    LOST_URL: withUser(scope.databaseUrl, role, marks.wrongPassword),
    API_KEY: marks.apiKey,
    BASIC: marks.basicPassword,
    WRONG_CLIENT: marks.wrongClientSecret,
    HEADER: marks.headerToken,
  };
  return { cwd: scope.dir, env };
}

/** Drops the roles that the landscape created in the server. */
export async function dropRoles(scope: TestScope): Promise<void> {
  for (const role of ['role', 'hub']) {
    await rowsOf(scope.databaseUrl, `drop owned by ${scope.namespace}_${role} cascade`);
    await rowsOf(scope.databaseUrl, `drop role ${scope.namespace}_${role}`);
  }
}

export function withUser(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}

/** Secrets in places where they are invalid, so that the messages about them quote the value. */
const brokenConfig = (marks: Marks) => `
connectors:
  shop: { kind: http, url: "\${API_KEY}", auth: { kind: bearer, token: ${marks.literalToken}, more: "\${BASIC}" } }
  erp: { kind: "\${HEADER}", url: "\${ERP_URL}" }
  pim: { kind: file, path: ./products.jsonl, "colour": "\${file:./client.txt}" }
streams:
  products:
    from: { connector: "\${WRONG_CLIENT}", entity: product, key: sku, version: updatedAt }
    every: "\${file:./token.txt}"
    to: [{ connector: shop, entity: products, map: { sku: { from: sku, convert: "\${BASIC}" } } }]
`;
