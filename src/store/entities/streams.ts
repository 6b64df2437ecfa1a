import { defineEntity, p } from '@mikro-orm/core';
import type { Cursor, ImportOrder, RunKind } from '../../domain/index.ts';
import { counter, identifier } from './columns.ts';

/* The memory of streams: cursors, schedules, runs and imports. */

/** How far a stream's source has been read, and the sums over all its runs. */
export const StreamState = defineEntity({
  name: 'StreamState',
  tableName: 'stream_state',
  properties: {
    name: identifier().primary(),
    /** `json`, not `jsonb`: a cursor is returned exactly as its source wrote it. */
    cursor: p.json<Cursor>().columnType('json').nullable(),
    read: counter(),
    stored: counter(),
    skipped: counter(),
    rejected: counter(),
    /** Where the log ended when the cursor was saved. */
    storedSeq: counter(),
  },
});

/** When a stream is next read automatically, with counts of its scheduled times. */
export const Schedule = defineEntity({
  name: 'Schedule',
  tableName: 'schedule',
  properties: {
    stream: identifier().primary(),
    dueAt: p.datetime(3),
    lastDueAt: p.datetime(3).nullable(),
    /** When a run was last ordered for a time. */
    orderedAt: p.datetime(3).nullable(),
    ordered: counter(),
    missed: counter(),
    skipped: counter(),
    timetable: p.text(),
  },
});

/** One poll, import or replay. */
export const Run = defineEntity({
  name: 'Run',
  tableName: 'run',
  indexes: [{ name: 'run_stream_id_index', properties: ['stream', 'id'] }],
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    startedAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
    read: counter(),
    stored: counter(),
    skipped: counter(),
    rejected: counter(),
    stream: identifier(),
    /** A failure code; null for a run that succeeded. */
    errorCode: p.text().nullable(),
    errorMessage: p.text().nullable(),
    kind: p.text().$type<RunKind>().defaultRaw("'poll'"),
    /** Of a replay. */
    lane: identifier().nullable(),
    cursorBefore: p.json<Cursor>().columnType('json').nullable(),
    cursorAfter: p.json<Cursor>().columnType('json').nullable(),
  },
});

/** One import: its order, its progress and its outcome. */
export const Import = defineEntity({
  name: 'Import',
  tableName: 'import',
  uniques: [{ properties: ['requestId'] }],
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    createdAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
    read: counter(),
    stored: counter(),
    rejected: counter(),
    byteOffset: counter(),
    lines: counter(),
    fileBytes: counter(),
    fileSize: counter(),
    logSeq: counter(),
    rejectsBytes: counter(),
    stream: identifier(),
    /** `finished` or `cancelled`; null until it has ended. */
    outcome: p.text().nullable(),
    requestedBy: p.text(),
    /** Identifies the request: a repeated request is one import. */
    requestId: identifier().nullable(),
    job: p.json<ImportOrder>().columnType('json'),
  },
});
