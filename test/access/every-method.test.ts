import assert from 'node:assert/strict';
import { test } from 'node:test';
import { methodRules } from '../../src/control/gate/rules.ts';
import type { Role } from '../../src/domain/index.ts';
import type { AnyMethod } from './any-method.ts';
import { allMethods, callAny, openClient } from './any-method.ts';
import { startIssuer } from './oidc.ts';
import { bearer, startGuarded } from './support.ts';

const methods = await allMethods();
const MUCH_CALLED = '192.0.2.66';
const PER_MINUTE = 5_000;

/** Requests that succeed. Other methods get an empty request, which is enough to test who may call them. */
const requests: Readonly<Record<string, object>> = {
  'ConnectorService/GetConnector': { name: 'shop' },
  'ConnectorService/PauseConnector': { name: 'shop' },
  'ConnectorService/ResumeConnector': { name: 'shop' },
  'StreamService/GetStream': { name: 'products' },
  'StreamService/PauseStream': { name: 'products' },
  'StreamService/ResumeStream': { name: 'products' },
  'StreamService/SyncStream': { name: 'products' },
  'LaneService/GetLane': { name: 'products/shop' },
  'LaneService/PauseLane': { name: 'products/shop' },
  'LaneService/ResumeLane': { name: 'products/shop' },
  'LaneService/ReplayLane': { name: 'products/shop', seq: 1 },
  'LaneService/PauseLaneKey': { name: 'products/shop', key: 'a' },
  'LaneService/ResumeLaneKey': { name: 'products/shop', key: 'a' },
  'LaneService/ListPausedLaneKeys': { name: 'products/shop' },
  'DeadLetterService/ReplayDeadLetters': { all: true },
  'DeadLetterService/DiscardDeadLetters': { all: true },
  'RecordService/EraseRecord': { stream: 'products', key: 'a' },
  'RecordService/MergeRecords': {
    record: { connector: 'shop', entity: 'customer', externalId: '17' },
    other: { connector: 'erp', entity: 'customer', externalId: '4711' },
  },
  'RecordService/SplitRecord': {
    ids: [{ connector: 'shop', entity: 'customer', externalId: '17' }],
  },
  'AccessService/CreateApiKey': { name: 'nightly report', role: 'ROLE_VIEWER' },
};

/** Requests for methods that change something only when the request asks for it. */
const changing: Readonly<Record<string, object>> = {
  'VerifyService/VerifyStream': { repair: true },
};

const ranks: Readonly<Record<Role, number>> = { viewer: 0, operator: 1, admin: 2 };

interface Visitor {
  readonly title: string;
  readonly headers: () => Promise<Record<string, string>>;
  /** The visitor's role, or the status and code with which every call is refused. */
  readonly meets: Role | readonly [status: string, code: string];
  /** Whether methods that are open to all refuse the visitor, too. */
  readonly everywhere?: boolean;
  /** Whether only its first refusal is recorded. */
  readonly recordedOnce?: boolean;
  /** The visitor's name in the audit log. */
  readonly who: string;
}

const stranger = ['UNAUTHENTICATED', 'UNAUTHENTICATED'] as const;

test('every method has a rule, and every rule has a method', () => {
  assert.deepEqual(Object.keys(methodRules).sort(), methods.map(({ name }) => name).sort());
});

test('Every method of the control API', async (t) => {
  await using cleanup = new AsyncDisposableStack();
  const issuer = cleanup.use(await startIssuer(['viewer', 'operator', 'admin', 'nobody']));
  const oauth = {
    issuer: issuer.issuer,
    audience: issuer.audience,
    jwksUrl: null,
    rolesClaim: 'roles',
  };
  const control = cleanup.use(
    await startGuarded({
      oauth,
      allow: ['127.0.0.0/8', '192.0.2.0/24'],
      trustedProxies: ['127.0.0.1'],
      limits: { perIdentity: 100_000, perAddress: PER_MINUTE },
    }),
  );
  const client = openClient(control.address);
  cleanup.defer(() => client.close());
  const { keys, guard } = control;
  const issue = (role: Role, expiresAtMs: number | null = null) =>
    keys.create({ name: `the ${role}`, role, streams: null, expiresAtMs });

  const visitors: readonly Visitor[] = [
    { title: 'an anonymous caller', headers: async () => ({}), meets: stranger, who: 'anonymous' },
    ...(['viewer', 'operator', 'admin'] as const).map((role): Visitor => {
      const secret = issue(role).then((issued) => bearer(issued.secret));
      return {
        title: `a key for role ${role}`,
        headers: () => secret,
        meets: role,
        who: `the ${role}`,
      };
    }),
    ...(['viewer', 'operator', 'admin'] as const).map((role): Visitor => {
      const token = issuer.token(role).then(bearer);
      return { title: `a token for role ${role}`, headers: () => token, meets: role, who: role };
    }),
    {
      title: 'a token without a role',
      headers: async () => bearer(await issuer.token('nobody')),
      meets: ['PERMISSION_DENIED', 'PERMISSION_DENIED'],
      who: 'nobody',
    },
    {
      title: 'an expired token',
      headers: async () => bearer(await issuer.forged({ exp: Math.floor(Date.now() / 1000) - 60 })),
      meets: stranger,
      who: 'anonymous',
    },
    {
      title: 'a token for another audience',
      headers: async () => bearer(await issuer.token('admin', 'https://other.example/api')),
      meets: stranger,
      who: 'anonymous',
    },
    {
      title: 'a token of another issuer',
      headers: async () => bearer(await issuer.forged({ iss: 'https://other.example' })),
      meets: stranger,
      who: 'anonymous',
    },
    {
      title: 'a token that nobody signed (alg: none)',
      headers: async () => bearer(issuer.unsigned()),
      meets: stranger,
      who: 'anonymous',
    },
    {
      title: 'a revoked key',
      async headers() {
        const { key, secret } = await issue('admin');
        await keys.revoke(key.id);
        return bearer(secret);
      },
      meets: stranger,
      who: 'the admin',
    },
    {
      title: 'an expired key',
      headers: async () => bearer((await issue('admin', Date.now() - 1)).secret),
      meets: stranger,
      who: 'the admin',
    },
    {
      title: 'an admin from an address that is not allowed',
      headers: async () => ({
        ...bearer((await issue('admin')).secret),
        'x-forwarded-for': '203.0.113.9',
      }),
      meets: ['PERMISSION_DENIED', 'ADDRESS_DENIED'],
      everywhere: true,
      who: 'anonymous',
    },
    {
      title: 'an admin from an address over its limit',
      headers: async () => ({
        ...bearer((await issue('admin')).secret),
        'x-forwarded-for': MUCH_CALLED,
      }),
      meets: ['RESOURCE_EXHAUSTED', 'RATE_LIMITED'],
      recordedOnce: true,
      who: 'anonymous',
    },
  ];

  await exhaust();
  for (const visitor of visitors) {
    await t.test(
      `answers ${visitor.title} with the right status, and writes the right audit entries`,
      async () => {
        const headers = await visitor.headers();
        for (const [index, method] of methods.entries()) {
          await visit(visitor, method, headers, index === 0);
        }
      },
    );
  }

  async function exhaust(): Promise<void> {
    const attempt = {
      peerAddress: '127.0.0.1',
      ownAddress: '127.0.0.1',
      forwardedFor: MUCH_CALLED,
      authorization: null,
      certificateName: null,
    };
    for (let call = 0; call < PER_MINUTE; call++) await guard.decide(attempt, null);
  }

  async function visit(
    { meets, who, everywhere = false, recordedOnce = false }: Visitor,
    method: AnyMethod,
    headers: Record<string, string>,
    isFirst: boolean,
  ): Promise<void> {
    const rule = methodRules[method.name];
    assert.ok(rule);
    control.entries.length = 0;
    const request = requests[method.name] ?? changing[method.name] ?? {};
    const end = await callAny(client, method, request, headers);
    const entries = control.entries.map(({ method: name, who: by, outcome, code }) => ({
      ...{ name, by, outcome, code },
    }));
    const isOpen = rule.role === null && !everywhere;
    const refused = expectedRefusal(meets, rule.role, isOpen);
    if (refused) {
      assert.deepEqual([end.status, end.code], refused, method.name);
      const entry = { name: method.name, by: who, outcome: 'denied', code: refused[1] };
      assert.deepEqual(entries, isFirst || !recordedOnce ? [entry] : [], method.name);
      return;
    }
    const door = ['UNAUTHENTICATED', 'PERMISSION_DENIED', 'ADDRESS_DENIED', 'RATE_LIMITED'];
    assert.ok(!door.includes(end.code ?? end.status), `${method.name}: ${end.details}`);
    if (method.name in requests) assert.equal(end.status, 'OK', `${method.name}: ${end.details}`);
    const outcome = end.status === 'OK' ? 'done' : 'failed';
    const entry = { name: method.name, by: who, outcome, code: end.code };
    assert.deepEqual(entries, rule.change ? [entry] : [], method.name);
  }
});

function expectedRefusal(
  meets: Visitor['meets'],
  needed: Role | null,
  isOpen: boolean,
): readonly [string, string] | null {
  if (isOpen) return null;
  if (typeof meets !== 'string') return meets;
  if (needed === null || ranks[meets] >= ranks[needed]) return null;
  return ['PERMISSION_DENIED', 'PERMISSION_DENIED'];
}
