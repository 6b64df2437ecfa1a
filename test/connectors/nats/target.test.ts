import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { DiscardPolicy } from '@nats-io/jetstream';
import { CloudEvent } from 'cloudevents';
import type { CloudEventV1 } from 'cloudevents';
import fc from 'fast-check';
import type { Outcome } from '../../../src/connector-api/index.ts';
import { fieldsOf, subjectOf, templateMistake } from '../../../src/connectors/nats/subject.ts';
import { delivery } from '../postgres/support.ts';
import type { Company } from './support.ts';
import { company, readRun, signal } from './support.ts';

function shown(outcomes: readonly Outcome[]): string[] {
  return outcomes.map((outcome) =>
    'failure' in outcome
      ? `${outcome.kind} ${outcome.failure.code}`
      : `${outcome.kind} ${'externalId' in outcome ? outcome.externalId : ''}`,
  );
}

async function messagesOf({ jsm, word }: Company) {
  const { state } = await jsm.streams.info(word);
  const all = [];
  for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) {
    const message = await jsm.streams.getMessage(word, { seq });
    if (message) all.push(message);
  }
  return all;
}

test('records are published to their subjects with operation, key and version in headers, and the stream acknowledges them', async () => {
  await using co = await company();
  await co.stream();
  const outcomes = await co
    .target()
    .deliver(
      [delivery('a.b *', 1), delivery('c', 3, { operation: 'delete', externalId: 'x' })],
      signal,
    );
  assert.deepEqual(shown(outcomes), ['applied a.b *', 'applied x']);
  assert.deepEqual(
    (await messagesOf(co))
      .map(({ subject, header, data }) => [
        subject.slice(co.word.length),
        JSON.parse(new TextDecoder().decode(data)) as unknown,
        ...['stellwerk-operation', 'stellwerk-key', 'stellwerk-version', 'Content-Type'].map(
          (name) => header.get(name),
        ),
      ])
      .toSorted(),
    [
      ['.a%2Eb%20%2A', { name: 'a.b * v1' }, 'upsert', 'a.b%20*', '1', 'application/json'],
      ['.c', { name: 'c v3' }, 'delete', 'c', '3', 'application/json'],
    ],
  );
});

test('the message of a traced record carries its traceparent, and other messages carry none', async () => {
  await using co = await company();
  await co.stream();
  const traceParent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;
  await co.target().deliver([delivery('a', 1, { traceParent }), delivery('b', 1)], signal);
  const told = (await messagesOf(co)).map(({ header }) => header.get('traceparent'));
  assert.deepEqual(told.toSorted(), ['', traceParent]);
});

test('the stream drops a repeat by its Nats-Msg-Id; where each thing has a subject of its own, also long after its window', async () => {
  await using co = await company();
  await co.stream({ duplicate_window: 100 * 1e6 });
  const target = co.target({ stream: co.word });
  const one = delivery('a', 1);
  assert.deepEqual(shown(await target.deliver([one], signal)), ['applied a']);
  assert.deepEqual(shown(await target.deliver([one], signal)), ['unchanged a']);
  await wait(400); // The window follows the server's own clock.
  const repeated = { ...one, repeated: true };
  assert.deepEqual(shown(await target.deliver([repeated], signal)), ['unchanged a']);
  assert.equal((await messagesOf(co)).length, 1);
  assert.deepEqual(shown(await target.deliver([{ ...repeated, ...delivery('a', 2) }], signal)), [
    'applied a',
  ]);
});

test('a CloudEvents envelope is valid according to the CloudEvents library', async () => {
  await using co = await company();
  await co.stream();
  const target = co.target({ format: 'cloudevents', subject: '{entity}.{operation}' });
  await target.deliver([delivery('1001', 7)], signal);
  const [message] = await messagesOf(co);
  assert.equal(message?.subject, `${co.word}.upsert`);
  assert.equal(message.header.get('Content-Type'), 'application/cloudevents+json');
  const event = new CloudEvent(message.json<CloudEventV1<unknown>>());
  assert.ok(event.validate());
  assert.deepEqual(
    [event.type, event.subject, event.data],
    [`${co.word}.changed`, '1001', { name: '1001 v7' }],
  );
});

test('each record has its own outcome: one that is too large for the stream fails alone', async () => {
  await using co = await company();
  await co.stream({ max_msg_size: 2_000 });
  const big = (bytes: number) => ({ document: { text: 'x'.repeat(bytes) } });
  const outcomes = await co
    .target()
    .deliver(
      [
        delivery('a', 1),
        delivery('b', 1, big(3_000)),
        delivery('c', 1, big(9_000_000)),
        delivery('d'.repeat(900), 1),
        delivery('ü'.repeat(500), 1),
        delivery('e', 1),
      ],
      signal,
    );
  assert.deepEqual(
    shown(outcomes).map((text) => text.slice(0, 22)),
    [
      'applied a',
      'failed TARGET_REFUSED',
      'failed TARGET_REFUSED',
      `applied ${'d'.repeat(14)}`,
      'failed TARGET_REFUSED',
      'applied e',
    ],
  );
});

test('a full stream counts as an unavailable target: the lane waits, and continues when there is room', async () => {
  await using co = await company();
  await co.stream({ max_msgs: 2, discard: DiscardPolicy.New });
  const target = co.target();
  const three = ['a', 'b', 'c'].map((key) => delivery(key, 1));
  assert.deepEqual(shown(await target.deliver(three, signal)).toSorted(), [
    'applied a',
    'applied b',
    'unreached TARGET_UNAVAILABLE',
  ]);
  await assert.rejects(target.deliver([delivery('d', 1)], signal), { code: 'TARGET_UNAVAILABLE' });
  await co.jsm.streams.purge(co.word);
  assert.deepEqual(shown(await target.deliver([delivery('d', 1)], signal)), ['applied d']);
});

test('if no stream keeps the subject the lane says so, instead of publishing to nobody', async () => {
  await using co = await company();
  const one = [delivery('a', 1)];
  await assert.rejects(co.target().deliver(one, signal), {
    code: 'TARGET_MISCONFIGURED',
    message: /No stream keeps/,
  });
  await co.stream();
  await assert.rejects(co.target({ stream: 'another' }).deliver(one, signal), {
    code: 'TARGET_MISCONFIGURED',
  });
});

test('without a stream, messages are published to whoever subscribes', async () => {
  await using co = await company();
  const listening = co.nc.subscribe(`${co.word}.>`, { max: 2 });
  await co.nc.flush();
  const target = co.target({ stream: false });
  const outcomes = await target.deliver([delivery('a', 1), delivery('b', 1)], signal);
  assert.deepEqual(shown(outcomes), ['applied a', 'applied b']);
  const heard = [];
  for await (const message of listening) heard.push(message.json());
  assert.deepEqual(heard, [{ name: 'a v1' }, { name: 'b v1' }]);
});

test('an invalid subject stops the lane before anything is sent', async () => {
  await using co = await company();
  for (const subject of ['{entity}.*', '{entity}..{key}', 'a b', '{entity}.{sku}', '>', '.a']) {
    await assert.rejects(co.target({ subject }).deliver([delivery('a', 1)], signal), {
      code: 'TARGET_MISCONFIGURED',
    });
  }
  assert.equal(templateMistake('shop.{entity}.{key}.{operation}', 'a.b'), null);
});

test('any key becomes one token of the subject, and no two keys share a token', () => {
  const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(key, key, (one, other) => {
      const subjects = [one, other].map((text) => subjectOf('a.{key}.z', 'a', delivery(text, 1)));
      for (const subject of subjects) assert.match(subject, /^a\.[^\s.*>]+\.z$/);
      assert.equal(subjects[0] === subjects[1], one === other);
      const word = fieldsOf('a.{key}.z', subjects[0] ?? '')?.key;
      assert.equal(decodeURIComponent(word as string), one);
    }),
  );
});

test('what one hub publishes another hub reads, with the same content, deletions and order', async () => {
  await using co = await company();
  await co.stream();
  const target = co.target();
  const told = (key: string, n: number) => ({ document: { id: key, n } });
  await target.deliver([delivery('a', 1, told('a', 1)), delivery('b', 1, told('b', 1))], signal);
  await target.deliver([delivery('a', 2, { ...told('a', 2), operation: 'delete' })], signal);
  const run = await readRun(co.source());
  assert.deepEqual(run.told, ['a 1', 'b 1', 'a gone']);
});
