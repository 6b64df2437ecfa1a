import type { CauseGroup } from '../../domain/index.ts';
import { failureCatalogue } from '../../domain/index.ts';
import { plainLine } from '../plain-text.ts';
import { table } from '../table.ts';
import { ago, count, cut, KEY_LENGTH, NOTHING } from '../words.ts';

/** Formats failures by cause as a table, one per line. */
export function causeTable(groups: readonly CauseGroup[], nowMs: number): string {
  return table(
    [
      { title: 'DEAD LETTERS', align: 'right', cell: ({ open }) => count(open) },
      { title: 'RETRYING', align: 'right', cell: ({ retrying }) => count(retrying) },
      { title: 'AT', cell: ({ lane, stream }) => lane ?? `${stream} (intake)` },
      { title: 'CODE', cell: ({ code }) => code },
      { title: 'FIRST', cell: ({ firstAtMs }) => ago(firstAtMs, nowMs) },
      { title: 'LAST', cell: ({ lastAtMs }) => ago(lastAtMs, nowMs) },
      { title: 'FOR EXAMPLE', cell: ({ example }) => exampleText(example, KEY_LENGTH) },
      { title: 'REASON', cell: ({ example }) => plainLine(example.reason) },
    ],
    groups,
  );
}

/** Formats everything about each cause, with what to do. */
export function causesText(groups: readonly CauseGroup[], nowMs: number): string {
  return groups.map((group) => causeText(group, nowMs)).join('\n\n');
}

function causeText(group: CauseGroup, nowMs: number): string {
  const { lane, stream, code, cause, open, retrying, closed, closedAtMs, example } = group;
  const { firstAtMs, lastAtMs } = group;
  const counts = [
    ...(open > 0 ? [open === 1 ? '1 dead letter' : `${count(open)} dead letters`] : []),
    ...(retrying > 0 ? [`${count(retrying)} being retried`] : []),
    ...(closed > 0 ? [`${count(closed)} closed`] : []),
  ].join(', ');
  const over = closedAtMs === null ? '' : `, closed ${ago(closedAtMs, nowMs)}`;
  return [
    `${code} at ${lane ?? `${stream} (intake)`}: ${counts}${over}`,
    `  cause       ${plainLine(cause)}`,
    `  first       ${ago(firstAtMs, nowMs)}`,
    `  last        ${ago(lastAtMs, nowMs)}`,
    `  for example ${exampleText(example)}: ${plainLine(example.reason)}`,
    `  what to do  ${failureCatalogue[code].remedy}`,
  ].join('\n');
}

function exampleText({ key, deadLetterId }: CauseGroup['example'], keyLength = Infinity): string {
  if (deadLetterId === null) return plainLine(cut(key ?? NOTHING, keyLength));
  if (key === null) return `dead letter ${deadLetterId}`;
  return plainLine(`${cut(key, keyLength)} (${deadLetterId})`);
}
