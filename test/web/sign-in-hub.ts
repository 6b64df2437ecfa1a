import { freePort } from '../../bench/support/free-port.ts';
import type { AuditEntry } from '../../src/domain/index.ts';
import type { Desk } from '../access/oidc-people.ts';
import { HUB_CLIENT } from '../access/oidc-people.ts';
import type { TestIssuer } from '../access/oidc.ts';
import { AUDIENCE, startIssuer } from '../access/oidc.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const config = (port: number, { publicUrl, clientSecret }: Desk, issuer: string) => `
hub:
  http: { address: "127.0.0.1:${port}", publicUrl: "${publicUrl}" }
  access:
    oauth:
      issuer: ${issuer}
      audience: ${AUDIENCE}
      signIn:
        clientId: ${HUB_CLIENT}
        ${clientSecret === null ? '' : `clientSecret: ${clientSecret}`}
        resource: ${AUDIENCE}
        label: Works account
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: file, path: ./shop.jsonl }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    to: [{ connector: shop, entity: product }]
`;

/** A hub whose dashboard people sign in to at a real OpenID provider. */
export interface SignInHub extends AsyncDisposable {
  readonly hub: TestHub;
  readonly issuer: TestIssuer;
  readonly desk: Desk;
  readonly scope: TestScope;
  /** The address for browsers, on another site than the provider's. */
  readonly url: string;
  /** Returns the entries of the audit log, newest first. */
  noted(): Promise<readonly AuditEntry[]>;
}

/**
 * @param clientSecret null for a public client
 * @param renewed as in `Desk`
 */
export async function startSignInHub(
  clientSecret: string | null,
  renewed?: Desk['renewed'],
): Promise<SignInHub> {
  const cleanup = new AsyncDisposableStack();
  const scope = cleanup.use(await testScope());
  const port = await freePort();
  const people = { olga: 'operator', vera: 'viewer', nora: 'nobody' };
  const desk: Desk = {
    ...{ publicUrl: `http://localhost:${port}`, clientSecret, people, instead: null },
    ...(renewed ? { renewed } : {}),
  };
  const issuer = cleanup.use(await startIssuer([], desk));
  const yaml = config(port, desk, issuer.issuer);
  const hub = cleanup.use(
    await startTestHub(
      scope,
      await writeConfig(scope, yaml, { 'products.jsonl': '{"sku":"A1","v":1}\n' }),
    ),
  );
  return {
    ...{ hub, issuer, desk, scope },
    url: desk.publicUrl,
    async noted() {
      const { rows } = await hub.audit.list({}, { limit: 100, before: null });
      return rows.map(({ entry }) => JSON.parse(entry) as AuditEntry);
    },
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}
