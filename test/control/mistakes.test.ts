import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, credentials } from '@grpc/grpc-js';
import type { MethodDefinition } from '@grpc/proto-loader';
import { errorOf } from '../../src/control/failure-status.ts';
import { loadProtocol } from '../../src/control/protocol.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const config = `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: file, path: ./shop.jsonl }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: none }
    to: [{ connector: shop, entity: products }]
`;

const deep = `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
const bundle = (...names: string[]) => ({
  main: 'stellwerk.yaml',
  files: [{ name: 'stellwerk.yaml', text: config }, ...names.map((name) => ({ name, text: '' }))],
});

/** Requests that a real hub used to fail at, and the field at fault; null where it is the content of a bundle. */
const mistakes: readonly (readonly [method: string, request: object, field: string | null])[] = [
  ['DeadLetterService/GetDeadLetter', { id: '999999999999999999' }, 'id'],
  ['DeadLetterService/ReplayDeadLetters', { filter: { ids: ['9'.repeat(16)] } }, 'filter.ids'],
  [
    'DeadLetterService/ReplayDeadLetters',
    { filter: { ids: ['1'] }, documentJson: deep },
    'document_json',
  ],
  [
    'DeadLetterService/ReplayDeadLetters',
    { filter: { ids: ['1'] }, documentJson: deep, dryRun: true },
    'document_json',
  ],
  ...['http://', 'https://:1/x', 'x'].map((from) => {
    const order = { stream: 'products', from, format: 'IMPORT_FORMAT_JSONL' };
    return ['ImportService/StartImport', { order }, 'order.from'] as const;
  }),
  ['PlanService/PlanStream', {}, 'stream'],
  ['VerifyService/VerifyStream', {}, 'stream'],
  ['ConfigurationService/DiffConfiguration', { bundle: bundle('stellwerk.yaml/x') }, null],
  ['ConfigurationService/DiffConfiguration', { bundle: bundle('a/b', 'a/b/c/d') }, null],
  ['ConfigurationService/DiffConfiguration', { bundle: bundle('ä'.repeat(128)) }, null],
];

test('a real hub names the field at fault, and never reports a defect of its own', async () => {
  await using scope = await testScope();
  const file = await writeConfig(scope, config, { 'products.jsonl': '' });
  await using hub = await startTestHub(scope, file);
  const { definition } = await loadProtocol();
  const client = new Client(hub.grpcAddress, credentials.createInsecure());
  for (const [name, request, field] of mistakes) {
    const [service = '', method = ''] = name.split('/');
    const methods = definition[`stellwerk.control.v1.${service}`] as Record<
      string,
      MethodDefinition<object, object>
    >;
    const { path, requestSerialize, responseDeserialize } = methods[method] ?? assert.fail(name);
    const { promise, resolve } = Promise.withResolvers<Parameters<typeof errorOf>[0] | null>();
    // For the client, a stream that fails before its first message is the same as one answer.
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, resolve);
    const failure = errorOf((await promise) ?? assert.fail(`${name} succeeded`), hub.grpcAddress);
    assert.ok('code' in failure, `${name}: ${failure.message}`);
    assert.equal(failure.code, 'INVALID_REQUEST', `${name}: ${failure.message}`);
    const violations = failure.details.violations as { readonly field: string }[] | undefined;
    assert.equal(violations?.[0]?.field ?? null, field, name);
  }
  client.close();
});
