import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { scheduleTable, scheduled } from '../../src/cli/schedule-table.ts';
import { timetableText } from '../../src/runtime/config/index.ts';
import { plainTimetable } from '../../src/runtime/timetable/index.ts';
import { products } from '../support/fake-hub.ts';

const nowMs = Date.UTC(2026, 4, 4, 12);
const schedule = { text: 'every 5m', lastDueAtMs: null, ordered: 9, missed: 2, skipped: 1 };

test('schedules are shown with their next and last time and what was missed, in the order in which they are due', () => {
  const last = { ...schedule, lastDueAtMs: nowMs - 300_000 };
  const rows = scheduled([
    { ...products, name: 'late', nextRunAtMs: nowMs + 7_200_000, schedule },
    { ...products, name: 'never', nextRunAtMs: null, schedule: null },
    { ...products, name: 'soon', nextRunAtMs: nowMs + 60_000, schedule: last },
  ]);
  const lines = stripVTControlCharacters(scheduleTable(rows, nowMs)).split('\n');
  assert.equal(lines.length, 3);
  assert.match(
    lines[1] ?? '',
    /^soon +every 5m +2026-05-04T12:01:00Z \(in 1 min\) +2026-05-04T11:55:00Z \(5 min ago\) +9 +2 +1$/,
  );
  assert.match(lines[2] ?? '', /^late +every 5m +2026-05-04T14:00:00Z \(in 2 h\) +- +9 +2 +1$/);
});

test('a timetable is one line, without defaults', () => {
  const hours = { fromMinute: 480, untilMinute: 1_080, days: [1, 2, 3, 4, 5] };
  const every = { ...plainTimetable, beat: { everyMs: 300_000 } };
  assert.equal(timetableText(every), 'every 5m');
  assert.equal(
    timetableText({ ...every, hours, timeZone: 'Europe/Berlin', jitterMs: 30_000 }),
    'every 5m, mon-fri 08:00-18:00 Europe/Berlin, jitter 30s',
  );
  const nightly = { ...plainTimetable, beat: { cron: '0 6 * * *' }, catchUp: 'none' as const };
  assert.equal(timetableText(nightly), 'cron 0 6 * * * UTC, catch up none');
});
