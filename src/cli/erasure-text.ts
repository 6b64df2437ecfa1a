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
  retried: 'outcomes of parked records',
  applied: 'applied versions',
  hints: 'hints',
  runs: 'runs whose cursor or error contained the key',
  'two-way': 'states of two-way flows',
  conflicts: 'conflicts',
  links: 'ids in all systems',
  audit: 'pseudonyms in the audit log',
};

/** Lists place by place what was erased, or would be, and what remains. */
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
      return `Remaining: ${count(rows)} in frames of the log of ${stream}, ${until}. A replay of that history brings it back.`;
    }
    case 'links':
      return `Remaining: its ids, ${count(rows)}, since stream ${stream} holds it too. Erase it there, or use --everywhere.`;
    case 'cursor':
      return `Remaining: the reading position of stream ${stream} contains the key until another record has been read.`;
    case 'unnamed-rows':
      return `To check: ${count(rows)} rejected rows of stream ${stream} have no readable key, but contain this text (stellwerk dead-letters list --stream ${stream}).`;
    case 'imports':
      return `To check: imports into stream ${stream} that have not finished (${count(rows)}), whose files may contain it. Erase again when they have, or cancel them (stellwerk imports list).`;
  }
}

function timeText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16)}Z`;
}
