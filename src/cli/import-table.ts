import type { ImportStatus } from '../domain/index.ts';
import type { Column } from './table.ts';
import { table } from './table.ts';
import { ago, bytes, count, duration, NOTHING, state } from './words.ts';

/** Formats imports as a table, one per line. */
export function importTable(imports: readonly ImportStatus[], nowMs: number): string {
  return imports.length === 0 ? 'There are no imports.' : table(columns(nowMs), imports);
}

function columns(nowMs: number): Column<ImportStatus>[] {
  return [
    { title: 'IMPORT', cell: ({ id }) => id },
    { title: 'INTO', cell: ({ stream }) => stream },
    { title: 'FROM', cell: ({ source }) => source },
    { title: 'STATE', cell: (one) => state(one.state) },
    { title: 'ROWS', align: 'right', cell: ({ counts }) => count(counts.read) },
    { title: 'REJECTED', align: 'right', cell: ({ counts }) => count(counts.rejected) },
    {
      title: 'DONE',
      align: 'right',
      cell: (one) => `${bytes(one.bytesDone)} of ${bytes(one.bytesTotal)}`,
    },
    { title: 'ROWS/S', align: 'right', cell: ({ rowsPerSecond }) => count(rowsPerSecond) },
    {
      title: 'LEFT',
      align: 'right',
      cell: ({ leftMs }) => (leftMs === null ? NOTHING : duration(leftMs)),
    },
    { title: 'SINCE', cell: ({ sinceMs }) => ago(sinceMs, nowMs) },
  ];
}
