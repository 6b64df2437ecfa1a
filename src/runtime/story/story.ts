import type {
  RecordQuestion,
  Story,
  StoryEvent,
  StoryQuestion,
  View,
  Whereabouts,
} from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { HistoryParts } from '../history.ts';
import { lookUp } from '../whereabouts.ts';
import { laneEvents } from './lane-events.ts';
import type { Hidden } from './masked.ts';
import { maskedDocument, maskedThing } from './masked.ts';

/** Master keys are whole numbers. */
const MASTER_KEY = /^\d{1,18}$/;
const QUALIFIED = /^([^/]+)\/(.+)\/([^/]+)$/;

/** Returns the things that a text names, each with its story. */
export async function tellStories(
  parts: HistoryParts,
  question: StoryQuestion,
  view: View,
  signal: AbortSignal,
): Promise<{ stories: readonly Story[]; more: boolean }> {
  const { things, more } = await findThings(parts, question, signal);
  const stories = await Promise.all(things.map((thing) => tellStory(parts, thing, view, signal)));
  return { stories, more };
}

/** Looks up the text as an id first; tries other meanings only when no thing has that id. */
async function findThings(
  parts: HistoryParts,
  { by, versions }: StoryQuestion,
  signal: AbortSignal,
): Promise<{ things: readonly Whereabouts[]; more: boolean }> {
  const meanings = by.kind === 'text' ? meaningsOf(by.text) : [by];
  for (const meaning of meanings) {
    try {
      return await lookUp(parts, { by: meaning, versions }, signal);
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'NOT_FOUND')) throw error;
    }
  }
  const named = by.kind === 'text' ? `"${by.text}"` : `master key ${by.masterKey}`;
  throw new Failure('NOT_FOUND', { message: `Nothing is known of ${named}.` });
}

function meaningsOf(text: string): readonly RecordQuestion['by'][] {
  const id = { kind: 'id', connector: null, entity: null } as const;
  const trimmed = text.trim();
  const [, connector, entity, own] = QUALIFIED.exec(trimmed) ?? [];
  return [
    { ...id, id: text },
    ...(trimmed !== text && trimmed !== '' ? [{ ...id, id: trimmed }] : []),
    ...(connector && entity && own ? [{ ...id, connector, entity, id: own }] : []),
    ...(MASTER_KEY.test(trimmed) ? [{ kind: 'master-key', masterKey: trimmed } as const] : []),
  ];
}

async function tellStory(
  parts: HistoryParts,
  thing: Whereabouts,
  view: View,
  signal: AbortSignal,
): Promise<Story> {
  const hiddenOf = hiddenBy(parts, view);
  const read = thing.streams.flatMap(({ stream, versions }) =>
    versions.map((record) => readEvent(stream, record, hiddenOf(stream))),
  );
  const inLanes = await Promise.all(
    thing.lanes.map(async (place) => {
      const { ledger, lane } = laneAtWork(parts, place.lane);
      const log = thing.streams.find(
        ({ stream, key }) => stream === lane.stream && key === place.key,
      );
      const versions = log?.versions ?? [];
      const story = await ledger.story.of(
        place.key,
        versions.map(({ seq }) => seq),
      );
      const { masterKey } = thing;
      const hidden = hiddenOf(lane.stream);
      return laneEvents({ lane, place, versions, story, masterKey, hidden, signal });
    }),
  );
  const streamOf = (lane: string) => laneAtWork(parts, lane).lane.stream;
  return {
    thing: maskedThing(thing, hiddenOf, streamOf),
    events: inOrder([...read, ...inLanes.flat()]),
  };
}

function readEvent(
  stream: string,
  record: Whereabouts['streams'][number]['versions'][number],
  hidden: Hidden,
): StoryEvent {
  const { seq, version, operation, storedAtMs, document } = record;
  return {
    ...{ kind: 'read', atMs: storedAtMs, stream, lane: null, seq, version, operation },
    ...{ before: null, after: maskedDocument(document, hidden), code: null, message: '' },
    ...{ externalId: null, deadLetterId: null, dueAtMs: null },
  };
}

/** Sorts by time. An event without a time comes after the reading of its version; waiting events come last. */
function inOrder(events: readonly StoryEvent[]): StoryEvent[] {
  const readAt = new Map(
    events.map(({ kind, stream, seq, atMs }) => [kind === 'read' ? `${stream} ${seq}` : '', atMs]),
  );
  const timeOf = ({ kind, atMs, stream, seq }: StoryEvent) =>
    atMs ?? (kind === 'waiting' ? Infinity : (readAt.get(`${stream} ${seq}`) ?? 0));
  // Subtracting two infinities would give NaN.
  return events.toSorted((one, other) => {
    const [before, after] = [timeOf(one), timeOf(other)];
    return before === after ? 0 : before - after;
  });
}

function laneAtWork({ lanes }: HistoryParts, name: string) {
  const lane = lanes.get(name);
  if (lane) return lane;
  throw new Failure('NOT_FOUND', { message: `There is no lane "${name}".` });
}

/** Returns the personal fields of each stream that this caller may not see. */
export function hiddenBy(
  { streams }: Pick<HistoryParts, 'streams'>,
  { personal }: View,
): (stream: string) => Hidden {
  return (stream) => (personal ? [] : (streams.get(stream)?.plan.personal ?? []));
}
