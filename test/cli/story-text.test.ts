import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causesText } from '../../src/cli/dead-letters/causes.ts';
import { storiesText } from '../../src/cli/record/story-text.ts';
import { whereaboutsText } from '../../src/cli/record/text.ts';
import type { CauseGroup, RecordInLane, Story, StoryEvent } from '../../src/domain/index.ts';
import { failureCatalogue } from '../../src/domain/index.ts';

const T0 = Date.UTC(2026, 0, 5, 8, 30);

function event(kind: StoryEvent['kind'], more: Partial<StoryEvent> = {}): StoryEvent {
  return {
    ...{ kind, atMs: T0, stream: 'orders', lane: 'orders/erp', seq: 7, version: 3 },
    ...{ operation: 'upsert', before: null, after: null, code: null, message: '' },
    ...{ externalId: null, deadLetterId: null, dueAtMs: null },
    ...more,
  };
}

const story: Story = {
  thing: { masterKey: '48', links: [], streams: [], lanes: [] },
  events: [
    event('read', { lane: null, after: { no: '1' } }),
    event('mapped', { before: { no: '1', mail: 'a' }, after: { no: '1', contact: 'a' } }),
    event('attempt', { code: 'TARGET_BUSY', message: 'locked\u001b[31m\nby 4711' }),
    event('applied', { atMs: null, externalId: 'E1' }),
    event('waiting', { atMs: null, dueAtMs: T0 + 60_000, message: 'is tried again' }),
  ],
};

test('a story is a line per event: when, where, which version, what, and the fields that a mapping changed', () => {
  const told = { stories: [story], more: false };
  const lines = storiesText('1', told, { withDocuments: false, nowMs: T0 }).split('\n');
  assert.deepEqual(lines, [
    'master key 48',
    '',
    '2026-01-05T08:30:00.000Z  orders: version 3 read',
    '2026-01-05T08:30:00.000Z  orders/erp: version 3 mapped',
    '  contact, mail',
    '2026-01-05T08:30:00.000Z  orders/erp: version 3 attempt failed (TARGET_BUSY, locked by 4711)',
    'time unknown              orders/erp: version 3 applied (as E1)',
    'now                       orders/erp: version 3 waiting (is tried again, next try in 1 min)',
  ]);
});

test('versions that are times are shown as moments, in the story and in every place', () => {
  const version = T0 * 1_000;
  const shown = '2026-01-05T08:30:00.000Z';
  const log = { stream: 'orders', key: '1', totalVersions: 1, versionsAreTimes: true };
  const record = { seq: 7, key: '1', version, operation: 'upsert', document: {}, storedAtMs: T0 };
  const last = { code: 'TARGET_BUSY', message: 'locked' } as const;
  const parked = { seq: 7, version, attempts: 2, dueAtMs: null, last, deadLetterId: null };
  const lane: RecordInLane = {
    ...{ lane: 'orders/erp', key: '1', externalId: null },
    place: 'parked',
    laneState: 'running',
    applied: { seq: 6, version, storedAtMs: null, deleted: false },
    ...{ backlog: 0, parked: [parked], paused: false, deadLetters: [] },
  };
  const streams = [{ ...log, versions: [record] }] as Story['thing']['streams'];
  const thing = { masterKey: '48', links: [], streams, lanes: [lane] };
  const told = { stories: [{ thing, events: [event('applied', { version })] }], more: false };
  const text = storiesText('1', told, { withDocuments: false, nowMs: T0 });
  assert.match(text, new RegExp(`seq 7, version ${shown}, stored`));
  assert.match(text, new RegExp(`the target has version ${shown}$`, 'm'));
  assert.match(text, new RegExp(`^  version ${shown}: 2 attempts`, 'm'));
  assert.match(text, new RegExp(`orders/erp: version ${shown} applied`));
  assert.doesNotMatch(text, new RegExp(String(version)));
});

test('a cause is shown with counts, times, an example and what to do', () => {
  const group: CauseGroup = {
    ...{ id: 'x', stream: 'orders', lane: 'orders/erp', code: 'TARGET_REFUSED', class: 'data' },
    ...{ cause: 'customer # is blocked', open: 2, retrying: 0, closed: 1 },
    ...{ firstAtMs: T0 - 7_200_000, lastAtMs: T0 - 60_000, closedAtMs: null },
    example: { deadLetterId: '17', key: '1001', reason: 'customer 4711 is blocked' },
  };
  assert.deepEqual(causesText([group], T0).split('\n'), [
    'TARGET_REFUSED at orders/erp: 2 dead letters, 1 closed',
    '  cause       customer # is blocked',
    '  first       2 h ago',
    '  last        1 min ago',
    '  for example 1001 (17): customer 4711 is blocked',
    `  what to do  ${failureCatalogue.TARGET_REFUSED.remedy}`,
  ]);
});

test('an id that another id of its system replaced in a merge is marked', () => {
  const id = { connector: 'erp', entity: 'customer' };
  const links = [
    { ...id, externalId: '17', gaveWay: false },
    { ...id, externalId: '4711', gaveWay: true },
  ];
  const things = [{ masterKey: '48', links, streams: [], lanes: [] }];
  const lines = whereaboutsText('17', {
    things,
    more: false,
    withDocuments: false,
    nowMs: T0,
  }).split('\n');
  assert.deepEqual(lines, [
    'master key 48',
    '  erp/customer: 17',
    '  erp/customer: 4711 (replaced by another id of this system)',
  ]);
});
