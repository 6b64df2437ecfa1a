import type {
  Difference,
  PlannedBasis,
  PlannedEffect,
  PlannedLane,
  PlannedRecord,
  PlanSummary,
} from '../../domain/index.ts';
import { differenceText, shown } from '../difference-text.ts';
import { plainLine } from '../plain-text.ts';
import { table } from '../table.ts';
import { count } from '../words.ts';

/** Whether nothing would be created, changed, deleted or rejected, and no target has drifted. */
export function isIdle({ lanes, rejected }: PlanSummary): boolean {
  return (
    rejected === 0 &&
    lanes.every(
      ({ counts }) =>
        counts.create + counts.change + counts.delete + counts.reject + counts.drifted === 0,
    )
  );
}

/** Formats the whole plan: a table of counts, then each lane's records by effect. */
export function planText(summary: PlanSummary, records: readonly PlannedRecord[]): string {
  const rows = records.filter(({ lane }) => lane === null);
  return [
    headOf(summary),
    '',
    countTable(summary.lanes),
    ...summary.lanes.flatMap(notesOf),
    ...rowsText(rows, summary.rejected),
    ...summary.lanes.flatMap((lane) => laneText(lane, records)),
    ...(isIdle(summary) ? ['', 'Nothing would change.'] : []),
  ].join('\n');
}

function headOf({ stream, read, skipped, complete }: PlanSummary): string {
  const known = skipped > 0 ? `, ${count(skipped)} of them already stored` : '';
  const rest = complete
    ? ''
    : ' The limit was reached before the end of the source: there may be more.';
  const rows = read === 1 ? '1 row' : `${count(read)} rows`;
  return `Plan of stream ${plainLine(stream)}: ${rows} read${known}. Nothing was written.${rest}`;
}

function countTable(lanes: readonly PlannedLane[]): string {
  const number = (title: string, of: (lane: PlannedLane) => number) => ({
    title,
    align: 'right' as const,
    cell: (lane: PlannedLane) => count(of(lane)),
  });
  const asked = lanes.some(({ againstTarget }) => againstTarget);
  return table(
    [
      { title: 'LANE', cell: ({ name }) => name },
      number('CREATE', ({ counts }) => counts.create),
      number('CHANGE', ({ counts }) => counts.change),
      number('DELETE', ({ counts }) => counts.delete),
      number('REJECT', ({ counts }) => counts.reject),
      number('WAIT', ({ counts }) => counts.wait),
      number('UNCHANGED', ({ counts }) => counts.unchanged),
      number('SUPERSEDED', ({ counts }) => counts.superseded),
      ...(asked ? [number('DRIFTED', ({ counts }) => counts.drifted)] : []),
    ],
    lanes,
  );
}

function notesOf({ name, backlog, parked }: PlannedLane): string[] {
  const waiting = [
    ...(backlog > 0 ? [`${count(backlog)} in the backlog`] : []),
    ...(parked > 0 ? [`${count(parked)} parked`] : []),
  ];
  if (waiting.length === 0) return [];
  return [
    `${plainLine(name)}: earlier records that still wait are not part of this plan: ${waiting.join(', ')}.`,
  ];
}

function rowsText(rows: readonly PlannedRecord[], total: number): string[] {
  if (total === 0) return [];
  return [
    '',
    `${count(total)} ${total === 1 ? 'row' : 'rows'} would be rejected at intake`,
    ...rows.map(({ position, reason }) => `  ! ${plainLine(`${position}: ${reason}`)}`),
    ...moreThan(rows.length, total),
  ];
}

const GROUPS = [
  { effect: 'reject', mark: '!', verb: 'would be rejected' },
  { effect: 'create', mark: '+', verb: 'would be created' },
  { effect: 'change', mark: '~', verb: 'would be changed' },
  { effect: 'delete', mark: '-', verb: 'would be deleted' },
  { effect: 'wait', mark: '.', verb: 'would wait' },
  { effect: 'unchanged', mark: '?', verb: 'would not be sent, but the target has drifted' },
] as const satisfies readonly { effect: PlannedEffect; mark: string; verb: string }[];

function laneText(lane: PlannedLane, records: readonly PlannedRecord[]): string[] {
  return GROUPS.flatMap(({ effect, mark, verb }) => {
    const total = effect === 'unchanged' ? lane.counts.drifted : lane.counts[effect];
    if (total === 0) return [];
    const told = records.filter((one) => one.lane === lane.name && one.effect === effect);
    const fields = effect === 'change' ? fieldsText(lane) : '';
    return [
      '',
      `${plainLine(lane.name)}: ${count(total)} ${verb}${fields}`,
      ...told.flatMap((record) => recordText(record, mark)),
      ...moreThan(told.length, total),
    ];
  });
}

function fieldsText({ fields }: PlannedLane): string {
  const told = fields.slice(0, 8).map(({ path, records }) => `${path} (${count(records)})`);
  if (told.length === 0) return '';
  return `; fields: ${plainLine(told.join(', '))}${fields.length > 8 ? ', …' : ''}`;
}

function recordText(record: PlannedRecord, mark: string): string[] {
  const { key, externalId, effect, code, reason, differences, basis } = record;
  const other = externalId !== null && externalId !== key ? ` (${externalId} in the target)` : '';
  const why = reason === null ? '' : `  ${code === null ? '' : `${code}: `}${reason}`;
  const head = `  ${mark} ${plainLine(`${key}${other}${why}`)}`;
  if (effect === 'create') return [`${head}  ${fieldList(differences)}`];
  if (effect === 'delete') return [head];
  const note = NOTES[basis];
  return [
    note ? `${head}  [${note}]` : head,
    ...differences.map((difference) => `      ${differenceText(difference)}`),
    ...(effect === 'change' && differences.length === 0 ? ['      no field differs'] : []),
  ];
}

const NOTES: Readonly<Partial<Record<PlannedBasis, string>>> = {
  remapped: 'the mapping has changed since the last delivery',
  planned: 'compared with an earlier version in this plan',
  unknown: 'the content of the target is not known',
};

function fieldList(differences: readonly Difference[]): string {
  const fields = differences.map(({ path, after }) => `${plainLine(path)} ${shown(after)}`);
  const told = fields.slice(0, 6).join(', ');
  return fields.length > 6 ? `${told}, … (${fields.length} fields)` : told;
}

function moreThan(told: number, total: number): string[] {
  return told < total ? [`  and ${count(total - told)} more: --details ${total} shows them`] : [];
}
