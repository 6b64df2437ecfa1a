import type { ListedAuditEntry } from '../../control/index.ts';
import type { JsonObject } from '../../domain/index.ts';
import type { Cell } from '../table.ts';
import { table } from '../table.ts';
import { NOTHING } from '../words.ts';

const CHANGE_LENGTH = 60;

/** Formats entries as a table, one per line. */
export function auditTable(entries: readonly ListedAuditEntry[]): string {
  return table(
    [
      { title: 'SEQ', align: 'right', cell: ({ seq }) => String(seq) },
      { title: 'AT', cell: ({ atMs }) => new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z') },
      { title: 'WHO', cell: ({ who, by }) => (by === null ? who : `${who} (${by})`) },
      { title: 'FROM', cell: ({ address }) => address || NOTHING },
      { title: 'METHOD', cell: ({ method }) => method },
      { title: 'SUBJECT', cell: ({ subject }) => subject ?? NOTHING },
      { title: 'OUTCOME', cell: outcomeCell },
      { title: 'CHANGE', cell: ({ before, after }) => changeText(before, after) },
    ],
    entries,
  );
}

function outcomeCell({ outcome, code }: ListedAuditEntry): Cell {
  const text = [outcome ?? 'unreadable', code].filter((word) => word !== null).join(': ');
  return { text, style: outcome === 'done' ? 'green' : 'red' };
}

/** Formats a change, such as `state: running -> paused`; long ones are truncated. */
function changeText(before: JsonObject | null, after: JsonObject | null): string {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const changes = [...names].map((name) => {
    const [was, is] = [before?.[name], after?.[name]];
    if (was === undefined) return `${name}: ${shown(is)}`;
    return `${name}: ${shown(was)} -> ${shown(is)}`;
  });
  const text = changes.join(', ') || NOTHING;
  return text.length <= CHANGE_LENGTH ? text : `${text.slice(0, CHANGE_LENGTH - 1)}…`;
}

function shown(value: JsonObject[string] | undefined): string {
  if (value === undefined) return NOTHING;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
