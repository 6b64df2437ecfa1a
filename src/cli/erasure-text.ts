import type { ErasedPlace, Erasure, Remaining } from '../domain/index.ts';
import { plainLine } from './plain-text.ts';
import type { Column } from './table.ts';
import { table } from './table.ts';
import { count, NOTHING } from './words.ts';

const placeTexts: Readonly<Record<ErasedPlace, string>> = {
  log: 'records in the log',
  parked: 'parked records',
  'paused-keys': 'paused keys',
  'dead-letters': 'dead letters',
  retried: 'ends of parked records',
  applied: 'applied versions',
  hints: 'hints',
  runs: 'runs that named it',
  'two-way': 'states of two-way flows',
  conflicts: 'conflicts',
  links: 'ids in all systems',
  audit: 'pseudonyms in the audit log',
};

/** What was erased place by place, or would be, and what stays. */
export function erasureText({ erased, remaining }: Erasure, isDryRun: boolean): string {
  const nothing = isDryRun ? 'Nothing would be erased.' : 'Nothing was left to erase.';
  const rest = remaining.map((one) => plainLine(remainingText(one)));
  const end = isDryRun ? ['Nothing was written.'] : [];
  return [erased.length > 0 ? table(columns, erased) : nothing, ...rest, ...end].join('\n');
}

const columns: readonly Column<Erasure['erased'][number]>[] = [
  { title: 'PLACE', cell: ({ place }) => placeTexts[place] },
  { title: 'STREAM', cell: ({ stream }) => plainLine(stream) || NOTHING },
  { title: 'ERASED', align: 'right', cell: ({ count: rows }) => count(rows) },
];

function remainingText({ kind, stream, count: rows, untilMs }: Remaining): string {
  switch (kind) {
    case 'frames': {
      const until = untilMs === null ? 'without an age limit' : `until ${timeText(untilMs)}`;
      return `Still there: ${count(rows)} in frames of the log of ${stream}, ${until}. A replay of that history brings it back.`;
    }
    case 'links':
      return `Still there: its ids, ${count(rows)}, since stream ${stream} holds it, too. Erase it there, or use --everywhere.`;
    case 'cursor':
      return `Still there: the reading position of stream ${stream} names the key until it has read another record.`;
    case 'unnamed-rows':
      return `To look at: ${count(rows)} rejected rows of stream ${stream} show no key, but hold this text (stellwerk dead-letters list --stream ${stream}).`;
    case 'imports':
      return `To look at: imports under way into stream ${stream}, ${count(rows)}, whose files may hold it. Erase again when they are over.`;
  }
}

function timeText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16)}Z`;
}
