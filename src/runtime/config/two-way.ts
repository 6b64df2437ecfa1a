import type { SharedField, Side } from '../../pipeline/index.ts';
import { crossings } from './crossings.ts';
import type { LanePlan, StreamPlan, TwoWayPlan } from './plan.ts';
import type { RawTarget } from './raw.ts';
import type { At, Report } from './report.ts';

/** A lane that is declared two-way. */
export interface TwoWayEntry {
  readonly lane: LanePlan;
  readonly stream: StreamPlan;
  readonly raw: RawTarget & Required<Pick<RawTarget, 'twoWay'>>;
  readonly at: At;
}

/** Joins lanes in pairs by the name of their flow. @returns what each lane must know of it, by its name */
export function pairTwoWay(
  entries: readonly TwoWayEntry[],
  report: Report,
): ReadonlyMap<string, TwoWayPlan> {
  const plans = new Map<string, TwoWayPlan>();
  for (const pair of Map.groupBy(entries, ({ raw }) => raw.twoWay.flow).values()) {
    // Sorted by name, so that reordering lines in the file does not swap the sides.
    const [a, b, ...others] = pair.toSorted((one, other) =>
      one.lane.name < other.lane.name ? -1 : 1,
    );
    if (!a || !b || others.length > 0) {
      const message = `${pair.length} lanes belong to the flow \`${a?.raw.twoWay.flow}\`; it needs exactly two.`;
      for (const { at } of pair)
        report.add([...at, 'twoWay', 'flow'], 'pair', message, remedies.pair);
      continue;
    }
    checkPair(a, b, report);
    const shared = sharedFields(a, b, report);
    checkCrossings(a, b, shared, report);
    const { flow, conflict: rule = 'last-writer' } = a.raw.twoWay;
    const sharesKeys = a.stream.identity === b.stream.identity;
    for (const [side, { lane, stream }] of [['a', a] as const, ['b', b] as const]) {
      const { deleted } = stream.source;
      plans.set(lane.name, { flow, side, shared, rule, sharesKeys, deleted });
    }
  }
  return plans;
}

const remedies = {
  pair: 'Give the lane and its opposite lane the same `flow`, and no other lane.',
  back: 'Let each deliver to the system and entity that the other reads.',
  crossing:
    'Map it by its plain name in both lanes, or in one lane only; or list what flows both ways by `fields` of both, if it does not matter.',
  fields: 'List them by `fields: { target field: source field }`, or map them by plain names.',
} as const;

function checkPair(a: TwoWayEntry, b: TwoWayEntry, report: Report): void {
  for (const [one, other] of [[a, b] as const, [b, a] as const]) {
    const { lane, stream, at, raw } = one;
    const { connector, source } = other.stream;
    if (lane.connector !== connector || lane.target.entity !== source.entity) {
      const message = `Lane ${lane.name} delivers to ${lane.connector}/${lane.target.entity}, but the opposite stream reads ${connector}/${source.entity}.`;
      report.add([...at, 'twoWay'], 'pair', message, remedies.back);
    }
    if (stream.semantics !== 'state') {
      const message =
        'Events only go one way: what happened in one system did not happen in the other.';
      report.add([...at, 'twoWay'], 'semantics', message, 'Write `semantics: state`.');
    }
    if (lane.target.options.versionColumn !== undefined) {
      const message = 'Both sides write the column, so their versions would mix.';
      report.add(
        [...at, 'versionColumn'],
        'two-way',
        message,
        'Remove it: the hub keeps the versions.',
      );
    }
    if ((raw.twoWay.conflict ?? 'last-writer') !== (other.raw.twoWay.conflict ?? 'last-writer')) {
      const message = 'The two lanes of the flow resolve conflicts by different rules.';
      report.add([...at, 'twoWay', 'conflict'], 'pair', message, 'Write the same in both.');
    }
    const byWriter = (raw.twoWay.conflict ?? 'last-writer') === 'last-writer';
    if (byWriter && stream.source.version === null) {
      const message = `Without \`from.version\` it is unknown who wrote last in ${stream.connector}.`;
      report.add(
        [...at, 'twoWay', 'conflict'],
        'two-way',
        message,
        'Add it, or write `conflict: owner-wins`.',
      );
    }
  }
}

/** Returns the fields that each side copies from the other. Fields that only one side writes go one way. */
function sharedFields(a: TwoWayEntry, b: TwoWayEntry, report: Report): readonly SharedField[] {
  const [there, back] = [copiedBy(a.raw), copiedBy(b.raw)];
  const pairs = Object.entries(there).filter(([to, from]) => back[from] === to);
  if (pairs.length === 0) {
    const message = 'No field is copied in both directions, so nothing flows both ways.';
    report.add([...a.at, 'twoWay', 'fields'], 'two-way', message, remedies.fields);
  }
  return pairs.map(([inB, inA]) => {
    const owner = ownerOf({ a, b }, { a: inA, b: inB }, report);
    return { names: { a: inA, b: inB }, owner };
  });
}

/** Reports fields that travel both ways without being merged. Keys do, and are never edited. */
function checkCrossings(
  a: TwoWayEntry,
  b: TwoWayEntry,
  shared: readonly SharedField[],
  report: Report,
): void {
  // Who lists what flows both ways has thought of the rest.
  if (a.raw.twoWay.fields || b.raw.twoWay.fields) return;
  for (const { to, from } of crossings(a.raw.map, b.raw.map)) {
    const isShared = shared.some(({ names }) => names.a === from && names.b === to);
    if (isShared || from === a.stream.source.key || to === b.stream.source.key) continue;
    const message = `\`${to}\` and \`${from}\` are made from each other, but not merged: each lane would write its own side's value over an edit on the other.`;
    report.add([...a.at, 'map'], 'two-way', message, remedies.crossing);
  }
}

/** Returns target fields with their source fields. */
function copiedBy({ map, twoWay }: TwoWayEntry['raw']): Readonly<Record<string, string>> {
  if (twoWay.fields) return twoWay.fields;
  const plain = /^[^.[\]*$]+$/;
  const fields = typeof map === 'object' ? Object.entries(map) : [];
  return Object.fromEntries(
    fields.filter(
      (field): field is [string, string] =>
        plain.test(field[0]) && typeof field[1] === 'string' && plain.test(field[1]),
    ),
  );
}

function ownerOf(
  sides: Readonly<Record<Side, TwoWayEntry>>,
  names: SharedField['names'],
  report: Report,
): Side | null {
  const { a, b } = sides;
  if ((a.raw.twoWay.conflict ?? 'last-writer') === 'last-writer') return null;
  // A lane's `owns` speaks for its source, but names fields as its target does.
  const ofA = a.raw.twoWay.owns?.includes(names.b) ?? false;
  const ofB = b.raw.twoWay.owns?.includes(names.a) ?? false;
  if (ofA !== ofB) return ofA ? 'a' : 'b';
  const message = `${ofA ? 'Both sides own' : 'Neither side owns'} \`${names.b}\` (\`${names.a}\` the other way).`;
  report.add(
    [...a.at, 'twoWay', 'owns'],
    'two-way',
    message,
    'Name it in `owns` of one of the two lanes.',
  );
  return null;
}
