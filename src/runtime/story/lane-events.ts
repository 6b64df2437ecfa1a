import type {
  FailedAttempt,
  RecordInLane,
  Stage,
  StoredRecord,
  StoryEvent,
  StoryKind,
} from '../../domain/index.ts';
import type { Claim, Lane } from '../../pipeline/index.ts';
import type { KeyStory } from '../../store/index.ts';
import type { Hidden } from './masked.ts';
import { maskedDocument, maskedMapping, maskedMessage } from './masked.ts';

/** All that is known of a thing in one lane. */
export interface LaneChapter {
  readonly lane: Lane;
  readonly place: RecordInLane;
  /** Its versions that the log still holds. */
  readonly versions: readonly StoredRecord[];
  readonly story: KeyStory;
  readonly masterKey: string | null;
  readonly hidden: Hidden;
  readonly signal: AbortSignal;
}

/** A place in the log, as events name it. */
type Place = Pick<StoryEvent, 'seq' | 'version'>;
type Make = (
  kind: StoryKind,
  atMs: number | null,
  place: Place,
  more?: Partial<StoryEvent>,
) => StoryEvent;

const stages: readonly Stage[] = [
  'intake',
  'decode',
  'validate',
  'link',
  'map',
  'deliver',
  'settle',
];

/**
 * Returns what happened to a thing in one lane, and where it waits. Unordered, except that events of one moment are in
 * the order they occurred.
 */
export async function laneEvents(chapter: LaneChapter): Promise<StoryEvent[]> {
  const { versions, story } = chapter;
  const make = makerOf(chapter);
  const taken = await Promise.all(versions.map((record) => takenEvents(chapter, record, make)));
  return [
    ...taken.flat(),
    ...attemptEvents(chapter, make),
    ...story.returned.map(({ outcome, endedAtMs, ...place }) =>
      make(endKind(outcome) ?? 'set-aside', endedAtMs, place, {
        externalId: chapter.place.externalId,
      }),
    ),
    ...letterEvents(chapter, make),
    ...waitingEvents(chapter, make),
  ];
}

function makerOf({ lane, versions, hidden }: LaneChapter): Make {
  const records = new Map(versions.map((record) => [record.seq, record]));
  return (kind, atMs, { seq, version }, more = {}) => {
    const record = seq === null ? undefined : records.get(seq);
    const told = kind === 'waiting' ? [] : hidden;
    return {
      ...{ kind, atMs, stream: lane.stream, lane: lane.name, seq, version },
      operation: record?.operation ?? null,
      ...{
        before: null,
        after: null,
        code: null,
        externalId: null,
        deadLetterId: null,
        dueAtMs: null,
      },
      ...more,
      message: maskedMessage(more.message ?? '', record?.document, told),
    };
  };
}

/** Returns how far a version came when a batch took it, and what became of it then and in later passes. */
async function takenEvents(
  chapter: LaneChapter,
  record: StoredRecord,
  make: Make,
): Promise<StoryEvent[]> {
  const { story, place } = chapter;
  const settled = story.settled.filter(({ seq }) => seq === record.seq);
  const [first] = settled;
  if (!first) {
    // It was settled before outcomes were kept, or so long ago that its outcome was deleted.
    const isHeld = place.applied?.seq === record.seq;
    return isHeld ? [make('applied', null, record, { externalId: place.externalId })] : [];
  }
  const ends = settled.flatMap(({ outcome, atMs }) => {
    const kind = endKind(outcome);
    return kind === null ? [] : [make(kind, atMs, record, { externalId: place.externalId })];
  });
  const tried = attemptsOf(story).filter(({ seq }) => seq === record.seq);
  const beganAtMs = Math.min(first.atMs, ...tried.map(({ attempt }) => attempt.atMs));
  return [
    ...(await stepEvents(chapter, record, { make, atMs: beganAtMs, outcome: first.outcome })),
    ...ends,
  ];
}

interface Step {
  readonly make: Make;
  readonly atMs: number;
  readonly outcome: string;
}

/** Returns validated, linked, mapped: as far as the version came. A version superseded before that took no steps. */
async function stepEvents(
  chapter: LaneChapter,
  record: StoredRecord,
  step: Step,
): Promise<StoryEvent[]> {
  const { story, hidden, place, masterKey } = chapter;
  const { make, atMs, outcome } = step;
  if (outcome === 'superseded') return [];
  const letter = story.letters.find(({ seq }) => seq === record.seq);
  if (outcome === 'dead-letter' && !letter) return [];
  const reached =
    outcome === 'dead-letter' && letter ? stages.indexOf(letter.stage) : stages.length;
  const passed = (stage: Stage) => reached > stages.indexOf(stage);
  const { externalId } = place;
  const claim: Claim = { masterKey: masterKey ?? '0', externalId, applied: null };
  const mapped = async () => ({
    before: maskedDocument(record.document, hidden),
    after: await maskedMapping(chapter, record, claim),
  });
  return [
    ...(passed('validate') ? [make('validated', atMs, record)] : []),
    ...(passed('link') ? [make('linked', atMs, record, { externalId })] : []),
    ...(passed('map') ? [make('mapped', atMs, record, await mapped())] : []),
  ];
}

function endKind(outcome: string): StoryKind | null {
  if (outcome === 'retry' || outcome === 'wait') return 'set-aside';
  // Its dead letter reports it.
  if (outcome === 'dead-letter') return null;
  return outcome as StoryKind;
}

interface Tried extends Place {
  readonly attempt: FailedAttempt;
}

/** Returns the failed attempts, each once: a dead letter and the record that was parked before it list the same ones. */
function attemptsOf({ returned, waiting, letters }: KeyStory): Tried[] {
  const all = [...returned, ...waiting, ...letters].flatMap(({ seq, version, history }) =>
    history.map((attempt) => ({ seq, version, attempt })),
  );
  return [...new Map(all.map((one) => [`${one.seq} ${one.attempt.atMs}`, one])).values()];
}

function attemptEvents({ story }: LaneChapter, make: Make): StoryEvent[] {
  return attemptsOf(story).map(({ attempt: { atMs, code, message }, ...place }) =>
    make('attempt', atMs, place, { code, message }),
  );
}

const CLOSINGS = {
  replayed: 'the target took it',
  superseded: 'a later version took its place',
  discarded: 'a person gave it up',
} as const;

function letterEvents({ story }: LaneChapter, make: Make): StoryEvent[] {
  return story.letters.flatMap(
    ({ id, code, reason, buriedAtMs, closedAtMs, closing, ...place }) => {
      const message = reason;
      const buried = make('buried', buriedAtMs, place, { code, message, deadLetterId: id });
      if (closing === null) return [buried];
      const closed = make('closed', closedAtMs, place, { deadLetterId: id });
      return [buried, { ...closed, message: CLOSINGS[closing] }];
    },
  );
}

/** Returns what the thing waits for now. */
function waitingEvents({ place, story }: LaneChapter, make: Make): StoryEvent[] {
  const { laneState, paused, backlog, deadLetters } = place;
  const because = laneState === 'running' ? '' : `; the lane is ${laneState}`;
  const parked = story.waiting.map(({ dueAtMs, ...at }) =>
    make('waiting', null, at, { dueAtMs, message: parkedReason(dueAtMs, paused) + because }),
  );
  const letters = deadLetters.map(({ id, code, version }) => {
    const seq = story.letters.find((letter) => letter.id === id)?.seq ?? null;
    const message = 'waits for a person, or for a later version that goes through';
    return make('waiting', null, { seq, version }, { deadLetterId: id, code, message });
  });
  const more = backlog === 1 ? '1 version' : `${backlog} versions`;
  const queued = `${more} in the log that the lane has yet to take${because}`;
  const nowhere = { seq: null, version: null };
  return [
    ...letters,
    ...parked,
    ...(backlog > 0 ? [make('waiting', null, nowhere, { message: queued })] : []),
  ];
}

function parkedReason(dueAtMs: number | null, paused: boolean): string {
  if (paused) return 'its key is paused';
  return dueAtMs === null ? 'waits behind an earlier version of its key' : 'is tried again';
}
