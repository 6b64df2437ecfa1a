import type {
  AppliedFate,
  FlowFate,
  Relinked,
  RelinkedFlow,
  RelinkedLane,
  RelinkedThing,
} from '../../domain/index.ts';
import { idText } from '../../domain/index.ts';
import { plainLine } from '../plain-text.ts';
import type { Column } from '../table.ts';
import { table } from '../table.ts';
import { count, NOTHING } from '../words.ts';

const laneTexts: Readonly<Record<AppliedFate, string>> = {
  kept: 'counts as before',
  again: 'the newest record is delivered again now',
  next: 'the next record is delivered, changed or not',
  new: 'the next record is delivered as a new thing: matched or created',
  'given-up': 'the other version is newer and counts',
};

const flowTexts: Readonly<Record<FlowFate, string>> = {
  kept: 'counts as before',
  joined: 'the sides are compared again; where they differ, the conflict rule decides',
  parted: 'the sides are two things now',
};

/** Formats what a merge or split changed, or would change. */
export function relinkedText(
  { things, lanes, flows, conflicts }: Relinked,
  isDryRun: boolean,
): string {
  const nothing = lanes.length === 0 && flows.length === 0;
  return [
    ...things.map(thingText),
    ...(lanes.length > 0 ? [table(laneColumns, lanes)] : []),
    ...(flows.length > 0 ? [table(flowColumns, flows)] : []),
    ...leftBehind(things),
    ...(conflicts > 0
      ? [`${count(conflicts)} recorded conflicts now belong to the other thing.`]
      : []),
    ...(nothing ? ['No lane is affected.'] : []),
    ...(isDryRun ? ['Nothing was written.'] : []),
  ].join('\n\n');
}

/** Lists ids that an earlier merge replaced and may belong to what leaves now. */
function leftBehind([stays, leaves]: Relinked['things']): readonly string[] {
  if (!stays || !leaves) return [];
  return stays.ids
    .filter(
      ({ gaveWay, connector, entity }) =>
        gaveWay && !leaves.ids.some((id) => id.connector === connector && id.entity === entity),
    )
    .map((id) =>
      plainLine(
        `${idText(id)} stays with master key ${stays.masterKey}. If it belongs to the ids that leave, name it too.`,
      ),
    );
}

function thingText({ masterKey, ids }: RelinkedThing): string {
  const lines = ids.map((id) => {
    const note = id.gaveWay ? ' (replaced by the other: known, but no longer written)' : '';
    return `  ${plainLine(idText(id))}${note}`;
  });
  return [masterKey === '' ? 'a new master key' : `master key ${masterKey}`, ...lines].join('\n');
}

const masterKeyText = ({ masterKey }: { readonly masterKey: string }) => masterKey || 'new';

const laneColumns: readonly Column<RelinkedLane>[] = [
  { title: 'LANE', cell: ({ lane }) => lane },
  { title: 'MASTER KEY', align: 'right', cell: masterKeyText },
  { title: 'VERSION', align: 'right', cell: ({ version }) => version?.toString() ?? NOTHING },
  { title: 'THEN', cell: ({ fate }) => laneTexts[fate] },
];

const flowColumns: readonly Column<RelinkedFlow>[] = [
  { title: 'FLOW', cell: ({ flow }) => flow },
  { title: 'MASTER KEY', align: 'right', cell: masterKeyText },
  { title: 'THEN', cell: ({ fate }) => flowTexts[fate] },
];
