import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Connector, ConnectorKind, Source, Target } from '../../src/connector-api/index.ts';
import { Failure, shortened } from '../../src/domain/index.ts';
import { discreet } from '../../src/runtime/config/discreet.ts';
import { redact } from '../../src/runtime/config/redact.ts';
import { secretsIn } from '../../src/runtime/config/secret-texts.ts';

const SECRET = 'pa"ss/wörd 1';
const settings = {} as Parameters<NonNullable<Connector['target']>>[0];
const signal = AbortSignal.timeout(1_000);

const failure = () =>
  new Failure('TARGET_REFUSED', {
    message: `You sent ${SECRET} and ${encodeURIComponent(SECRET)}.`,
    retryAfterMs: 7,
    details: { status: 422, body: { told: [SECRET] } },
  });

class Telling implements Connector {
  readonly #failure = failure();

  async check(): Promise<void> {
    throw this.#failure;
  }

  source() {
    return { read: () => this.check().then(() => assert.fail()) };
  }

  target() {
    const failed = { kind: 'failed', failure: this.#failure } as const;
    const applied = { kind: 'applied', externalId: SECRET } as const;
    return { deliver: async () => [applied, failed] };
  }

  async close(): Promise<void> {}
}

const can = () => assert.fail();
/** What has all abilities of the contract. */
const able: { readonly source: Required<Source>; readonly target: Required<Target> } = {
  source: { isSilent: true, read: can, fetch: can, untilChanged: can, close: can },
  target: {
    ...{ untilReady: can, deliver: can, match: can, peek: can, lastWrites: can, keys: can },
    close: can,
  },
};

const kind: ConnectorKind = {
  kind: 'telling',
  summary: '',
  settings: {},
  open: () => new Telling(),
};
const open = () => discreet(kind, [SECRET]).open({}, { name: 'x', baseDir: '.' });

const clean = {
  code: 'TARGET_REFUSED',
  message: 'You sent *** and ***.',
  retryAfterMs: 7,
  details: { status: 422, body: { told: ['***'] } },
};

suite('A connector that repeats secrets', () => {
  test('has them removed from what it throws, and nothing else is changed', async () => {
    await assert.rejects(open().check(signal), clean);
    const source = open().source?.(settings as never);
    await assert.rejects(source?.read({ cursor: null, limit: 1, signal }) ?? assert.fail(), clean);
  });

  test('has them removed from failures of single records, while the data of records stays', async () => {
    const outcomes = (await open().target?.(settings).deliver([], signal)) ?? [];
    assert.deepEqual(outcomes[0], { kind: 'applied', externalId: SECRET });
    const [, failed] = outcomes;
    assert.ok(failed && 'failure' in failed);
    assert.equal(failed.failure.message, clean.message);
    assert.deepEqual(failed.failure.details, clean.details);
  });

  test('keeps the capabilities that it has, and gains none', () => {
    assert.ok(!('match' in (open().target?.(settings) ?? {})));
    const mute = { ...kind, open: () => ({ check: failure, close: failure }) as never };
    const opened = discreet(mute, [SECRET]).open({}, { name: 'x', baseDir: '.' });
    assert.deepEqual(Object.keys(opened), ['check', 'close']);
    const source = Object.keys(able.source);
    const target = Object.keys(able.target);
    const ably = {
      ...kind,
      open: () => ({ source: () => able.source, target: () => able.target }),
    };
    const both = discreet(ably as never, [SECRET]).open({}, { name: 'x', baseDir: '.' });
    assert.deepEqual(
      Object.keys(both.source?.(settings as never) ?? {}).toSorted(),
      source.toSorted(),
    );
    assert.deepEqual(Object.keys(both.target?.(settings) ?? {}).toSorted(), target.toSorted());
  });
});

test('a text without a secret is not changed, and a text with a secret loses it in every encoding', () => {
  const secret = fc.string({ minLength: 4, maxLength: 12, unit: 'grapheme' });
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (hidden, before, behind) => {
      const mark = `§${hidden}§`;
      const text = `${before} ${mark} ${JSON.stringify(mark)} ${encodeURIComponent(mark.toWellFormed())} ${behind}`;
      assert.ok(!redact(text, [mark]).includes(mark));
      assert.ok(!redact(text, [mark]).includes(encodeURIComponent(mark.toWellFormed())));
      assert.equal(redact('plain words', [mark]), 'plain words');
    }),
  );
});

test('what is left of a secret where a text was cut within it is hidden', () => {
  for (let chars = 4; chars < SECRET.length; chars++) {
    const answer = `401: ${SECRET} is no key`;
    const cut = shortened(answer, '401: '.length + chars);
    assert.equal(redact(`GET /a (HTTP ${cut})`, [SECRET]), 'GET /a (HTTP 401: ***…)');
  }
});

test('passwords in addresses are hidden, in a text of any length', () => {
  const word = fc.string({ unit: fc.constantFrom('://', ':', '@', '/', ' ', 'a', '\n') });
  fc.assert(
    fc.property(word, (text) => {
      const hidden = text.replace(/(:\/\/[^:/@\s]*):[^@\s]*@/g, '$1:***@');
      assert.equal(redact(text, []), hidden);
    }),
  );
  // In time that grows with the square of its length, this would take half an hour.
  const long = '://a:'.repeat(400_000);
  assert.equal(redact(`${long} amqp://hub:pw@mq`, []), `${long} amqp://hub:***@mq`);
});

test('only the secret parts of an address are hidden, and nothing of a path', () => {
  for (const [text, expected] of [
    ['s3cret', ['s3cret']],
    ['postgres://hub:p%40ss@db/erp', ['p%40ss', 'p@ss']],
    ['https://shop.example/api?key=abc', ['abc']],
    ['http://127.0.0.1:8080', []],
    ['./products.jsonl', []],
    ['/data/pim.jsonl', []],
    ['C:\\data\\pim.jsonl', []],
    ['nats://[broken:pw', ['nats://[broken:pw']],
  ] as const) {
    assert.deepEqual(secretsIn(text), expected, text);
  }
});
