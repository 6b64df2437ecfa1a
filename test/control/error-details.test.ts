import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { suite, test } from 'node:test';
import type { ServiceError } from '@grpc/grpc-js';
import fc from 'fast-check';
import { errorOf, statusOf } from '../../src/control/failure-status.ts';
import type { FailureCode } from '../../src/domain/index.ts';
import { Failure, failureCatalogue } from '../../src/domain/index.ts';
import { bufCurl, root, startControl } from './support.ts';

const V1 = 'stellwerk.control.v1';

interface Detail {
  readonly type: string;
  readonly value: string;
}

/** The details of an error as a foreign client prints them, by type; buf knows the types from the proto files. */
function detailsIn(stderr: string): Record<string, Record<string, unknown>> {
  const { details } = JSON.parse(stderr) as { details: Detail[] };
  const byType: Record<string, Record<string, unknown>> = {};
  for (const { type, value } of details) {
    byType[type.split('.').at(-1) ?? type] = decode(type, value);
  }
  return byType;
}

function decode(type: string, value: string): Record<string, unknown> {
  const args = ['convert', 'proto', '--type', type];
  const formats = ['--from', '-#format=binpb', '--to', '-#format=json'];
  const options = { cwd: root, input: Buffer.from(value, 'base64'), timeout: 30_000 };
  const json = execFileSync('node_modules/.bin/buf', [...args, ...formats], options);
  return JSON.parse(json.toString()) as Record<string, unknown>;
}

suite('The details of an error', { concurrency: true }, () => {
  test('tell a foreign client the reason, the field, the rule and the remedy', async () => {
    await using control = await startControl();
    const request = { pageSize: 501 };
    const { stderr } = await bufCurl(
      control.address,
      `${V1}.DeadLetterService/ListDeadLetters`,
      request,
    );
    const { ErrorInfo, BadRequest, LocalizedMessage } = detailsIn(stderr);
    assert.equal(ErrorInfo?.reason, 'INVALID_REQUEST');
    assert.equal(ErrorInfo.domain, 'stellwerk');
    assert.deepEqual(BadRequest, {
      fieldViolations: [{ field: 'page_size', description: 'takes 0 to 500' }],
    });
    assert.equal(LocalizedMessage?.message, failureCatalogue.INVALID_REQUEST.remedy);
  });

  test('name fields within the filter as the proto file does', async () => {
    await using control = await startControl();
    const request = { filter: { codes: ['NONSENSE'] }, all: true };
    const { stderr } = await bufCurl(
      control.address,
      `${V1}.DeadLetterService/DiscardDeadLetters`,
      request,
    );
    const [violation] = detailsIn(stderr).BadRequest?.fieldViolations as { field: string }[];
    assert.equal(violation?.field, 'filter.codes');
  });

  test('say when to try again, if that is known', async () => {
    await using control = await startControl();
    control.hub.onSend = async () => {
      throw new Failure('TARGET_THROTTLED', { message: 'Too fast.', retryAfterMs: 1_500 });
    };
    const request = { name: 'products' };
    const { stderr } = await bufCurl(control.address, `${V1}.StreamService/PauseStream`, request);
    const { RetryInfo, ErrorInfo } = detailsIn(stderr);
    assert.deepEqual(RetryInfo, { retryDelay: '1.500s' });
    assert.deepEqual(ErrorInfo?.metadata, { retryable: 'true', stage: 'deliver' });
  });

  test('reach our own client intact, whatever the failure', () => {
    const codes = Object.keys(failureCatalogue) as FailureCode[];
    const text = fc.string({ unit: 'grapheme', maxLength: 3_000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        text,
        fc.option(fc.nat(1_000_000), { nil: undefined }),
        fc.option(fc.record({ field: text, rule: text }, { noNullPrototype: true }), {
          nil: undefined,
        }),
        (code, message, retryAfterMs, details) => {
          const failure = new Failure(code, {
            message,
            ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
            ...(details ? { details } : {}),
          });
          const read = errorOf(statusOf(failure) as ServiceError, 'here');
          assert.ok(read instanceof Failure);
          assert.equal(read.code, code);
          assert.equal(read.retryAfterMs, retryAfterMs);
          assert.equal(read.details.stage, failure.stage);
          if (details) assert.deepEqual(read.details.violations, [details]);
        },
      ),
    );
  });

  test('fit into the trailers that any client accepts, however many mistakes there are', () => {
    const mistakes = Array.from({ length: 500 }, (_, nth) => ({
      path: `streams.s${nth}.from.key`,
      message: 'x'.repeat(5_000),
    }));
    const failure = new Failure('CONFIG_INVALID', { message: 'm', details: { mistakes } });
    const [bytes] = statusOf(failure).metadata?.get('grpc-status-details-bin') ?? [];
    assert.ok(bytes && bytes.length < 6_000, String(bytes?.length));
  });

  test('are ignored if they are not readable', () => {
    const error = statusOf(new Failure('NOT_FOUND', { message: 'None.' })) as ServiceError;
    error.metadata.set('grpc-status-details-bin', Buffer.from('no protobuf at all'));
    const read = errorOf(error, 'here');
    assert.equal(read instanceof Failure && read.code, 'NOT_FOUND');
  });
});
