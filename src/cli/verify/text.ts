import type { Finding, VerifiedLane, VerifiedRecord, VerifySummary } from '../../domain/index.ts';
import { differenceText } from '../difference-text.ts';
import { plainLine } from '../plain-text.ts';
import { table } from '../table.ts';
import { count } from '../words.ts';

/** Whether nothing is missing, different or surplus, as far as the targets could be asked. */
export function agrees({ lanes }: VerifySummary): boolean {
  return lanes.every(({ counts }) => counts.missing + counts.different + counts.surplus === 0);
}

function wasAsked({ lanes }: VerifySummary): boolean {
  return lanes.every(({ counts }) => counts.unchecked === 0);
}

/** Formats the whole comparison: a table of counts, then each lane's records by finding. */
export function verifyText(summary: VerifySummary, records: readonly VerifiedRecord[]): string {
  return [
    headOf(summary),
    '',
    countTable(summary.lanes),
    ...summary.lanes.flatMap((lane) => notesOf(lane, summary)),
    ...summary.lanes.flatMap((lane) => laneText(lane, records)),
    ...(agrees(summary) && wasAsked(summary) ? ['', agreementText(summary)] : []),
  ].join('\n');
}

function agreementText({ lanes }: VerifySummary): string {
  const waiting = lanes.reduce((sum, { counts }) => sum + counts.waiting, 0);
  if (waiting === 0) return 'Source and targets agree.';
  const records = waiting === 1 ? '1 record is' : `${count(waiting)} records are`;
  return `Nothing else differs, but ${records} still on the way, parked, paused or a dead letter.`;
}

function headOf({ stream, read, rejected, complete }: VerifySummary): string {
  const rows = read === 1 ? '1 row' : `${count(read)} rows`;
  const unfit = rejected > 0 ? `, ${count(rejected)} of them cannot become records` : '';
  const rest = complete
    ? ''
    : ' The limit was reached before the end of the source: there may be more.';
  return `Comparison of stream ${plainLine(stream)}: ${rows} read${unfit}.${rest}`;
}

function countTable(lanes: readonly VerifiedLane[]): string {
  const number = (title: string, of: (counts: VerifiedLane['counts']) => number) => ({
    title,
    align: 'right' as const,
    cell: ({ counts }: VerifiedLane) => count(of(counts)),
  });
  const some = (of: (counts: VerifiedLane['counts']) => number, title: string) =>
    lanes.some(({ counts }) => of(counts) > 0) ? [number(title, of)] : [];
  return table(
    [
      { title: 'LANE', cell: ({ name }) => name },
      number('SAME', ({ same }) => same),
      number('MISSING', ({ missing }) => missing),
      number('DIFFERENT', ({ different }) => different),
      number('SURPLUS', ({ surplus }) => surplus),
      number('WAITING', ({ waiting }) => waiting),
      ...some(({ rejected }) => rejected, 'REJECTED'),
      ...some(({ leftOut }) => leftOut, 'LEFT OUT'),
      ...some(({ superseded }) => superseded, 'SUPERSEDED'),
      ...some(({ unchecked }) => unchecked, 'UNCHECKED'),
      ...some(({ repaired }) => repaired, 'SENT AGAIN'),
    ],
    lanes,
  );
}

function notesOf(lane: VerifiedLane, { complete }: VerifySummary): string[] {
  const { name, counts, surplusChecked } = lane;
  const told = plainLine(name);
  if (counts.unchecked > 0) return [`${told}: its target cannot be asked for its content.`];
  if (surplusChecked || !complete) return [];
  return [`${told}: its target cannot list its records, so surplus ones are not detected.`];
}

const GROUPS = [
  { finding: 'missing', mark: '+', verb: 'missing in the target' },
  { finding: 'different', mark: '~', verb: 'different in the target' },
  { finding: 'surplus', mark: '-', verb: 'only in the target' },
  { finding: 'waiting', mark: '.', verb: 'on their way' },
  { finding: 'rejected', mark: '!', verb: 'cannot be delivered' },
] as const satisfies readonly { finding: Finding; mark: string; verb: string }[];

function laneText(lane: VerifiedLane, records: readonly VerifiedRecord[]): string[] {
  return GROUPS.flatMap(({ finding, mark, verb }) => {
    const total = lane.counts[finding];
    if (total === 0) return [];
    const told = records.filter((one) => one.lane === lane.name && one.finding === finding);
    const rest = total - told.length;
    return [
      '',
      `${plainLine(lane.name)}: ${count(total)} ${verb}`,
      ...told.flatMap((record) => recordText(record, mark)),
      ...(rest > 0 ? [`  and ${count(rest)} more: --details ${total} shows them`] : []),
    ];
  });
}

function recordText({ key, externalId, reason, differences }: VerifiedRecord, mark: string) {
  const name = key ?? externalId ?? '';
  const other = externalId !== null && externalId !== name ? ` (${externalId} in the target)` : '';
  const why = reason === null ? '' : `  ${reason}`;
  return [
    `  ${mark} ${plainLine(`${name}${other}${why}`)}`,
    ...differences.map((difference) => `      ${differenceText(difference)}`),
  ];
}
