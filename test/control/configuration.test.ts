import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConfigOrder } from '../../src/control/index.ts';
import type { ConfigBundle, ConfigOutcome } from '../../src/domain/index.ts';
import { Failure } from '../../src/domain/index.ts';
import type { TestControl } from './support.ts';
import { bufCurl, startControl } from './support.ts';

const SERVICE = 'stellwerk.control.v1.ConfigurationService';
const bundle = { main: 'a.yaml', files: [{ name: 'a.yaml', text: 'x: 1\n' }] };
const outcome: ConfigOutcome = {
  version: 7,
  applied: true,
  changes: [
    {
      kind: 'lane',
      name: 'products/shop',
      change: 'changed',
      fields: [{ path: 'retry.attempts', before: undefined, after: 3 }],
    },
  ],
  losses: ['Something is lost.'],
};

interface Applied {
  readonly bundle: ConfigBundle | number;
  readonly order: ConfigOrder;
}

async function serve(): Promise<TestControl & { readonly applied: Applied[] }> {
  const control = await startControl();
  const applied: Applied[] = [];
  const versions = [9, 8, 7].map((version) => ({
    ...{ version, hash: 'h', appliedAtMs: 0, appliedBy: 'me', note: '' },
  }));
  Object.assign(control.hub.configuration, {
    apply: async (given: ConfigBundle, order: ConfigOrder) => {
      applied.push({ bundle: given, order });
      return outcome;
    },
    rollback: async (version: number, order: ConfigOrder) => {
      applied.push({ bundle: version, order });
      return outcome;
    },
    history: async (limit: number, before: number | null) =>
      versions.filter(({ version }) => version < (before ?? 99)).slice(0, limit),
    get: async () => {
      throw new Failure('NOT_FOUND', { message: 'There is no version 5 of the configuration.' });
    },
  });
  return { ...control, applied };
}

test('an order arrives unchanged, and its outcome is returned field by field', async () => {
  await using control = await serve();
  const { stdout, stderr } = await bufCurl(control.address, `${SERVICE}/ApplyConfiguration`, {
    ...{ bundle, expectedVersion: 6, allowDataLoss: true, note: 'why' },
  });
  assert.equal(stderr, '');
  assert.deepEqual(JSON.parse(stdout), {
    version: 7,
    applied: true,
    changes: [
      {
        kind: 'lane',
        name: 'products/shop',
        effect: 'CONFIGURATION_EFFECT_CHANGED',
        settings: [{ path: 'retry.attempts', afterJson: '3' }],
      },
    ],
    losses: ['Something is lost.'],
  });
  const [{ order, bundle: given } = {}] = control.applied;
  assert.deepEqual(given, { main: 'a.yaml', files: { 'a.yaml': 'x: 1\n' } });
  assert.match(order?.requestedBy ?? '', /^grpc 127\.0\.0\.1/);
  assert.deepEqual(
    { ...order, requestedBy: '' },
    { expectedVersion: 6, dryRun: false, allowDataLoss: true, note: 'why', requestedBy: '' },
  );
});

test('a comparison never changes anything', async () => {
  await using control = await serve();
  await bufCurl(control.address, `${SERVICE}/DiffConfiguration`, { bundle });
  assert.equal(control.applied[0]?.order.dryRun, true);
});

test('versions are listed in pages', async () => {
  await using control = await serve();
  const page = async (request: object) =>
    JSON.parse(
      (await bufCurl(control.address, `${SERVICE}/ListConfigurationVersions`, request)).stdout,
    ) as { versions: { version: number }[]; nextPageToken?: string };
  const first = await page({ pageSize: 2 });
  assert.deepEqual(
    [first.versions.map(({ version }) => version), first.nextPageToken],
    [[9, 8], '8'],
  );
  const second = await page({ pageSize: 2, pageToken: '8' });
  assert.deepEqual(
    [second.versions.map(({ version }) => version), second.nextPageToken],
    [[7], undefined],
  );
});

for (const [method, request, message] of [
  ['ApplyConfiguration', {}, /Field "bundle" must hold the configuration/],
  ['DiffConfiguration', {}, /Field "bundle" must hold the configuration/],
  [
    'ApplyConfiguration',
    { bundle: { ...bundle, files: [...bundle.files, ...bundle.files] } },
    /names a file twice/,
  ],
  [
    'ApplyConfiguration',
    { bundle, expectedVersion: -1 },
    /Field "expected_version" takes a version/,
  ],
  ['ApplyConfiguration', { bundle, note: 'x'.repeat(1_001) }, /Field "note" takes at most 1000/],
  ['RollbackConfiguration', {}, /Field "version" takes a version/],
  ['GetConfiguration', { version: -3 }, /Field "version" takes a version/],
  ['GetConfiguration', { version: 5 }, /There is no version 5/],
  ['ListConfigurationVersions', { pageSize: 501 }, /Field "page_size" takes 0 to 500/],
  [
    'ListConfigurationVersions',
    { pageToken: 'x' },
    /Field "page_token" takes the next_page_token of an earlier answer/,
  ],
] as const) {
  test(`${method} refuses ${JSON.stringify(request).slice(0, 60)} and says why`, async () => {
    await using control = await serve();
    const { code, stderr } = await bufCurl(control.address, `${SERVICE}/${method}`, request);
    assert.notEqual(code, 0);
    assert.match(stderr.replaceAll('\\"', '"'), message);
    assert.equal(control.applied.length, 0);
  });
}
