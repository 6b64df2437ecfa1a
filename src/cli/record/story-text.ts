import type { Difference, Story, StoryEvent } from '../../domain/index.ts';
import { differencesBetween, shownVersion } from '../../domain/index.ts';
import { plainLine, plainText } from '../plain-text.ts';
import { ahead } from '../words.ts';
import type { Times } from './text.ts';
import { timesIn, whereaboutsText } from './text.ts';

interface Told {
  /** Shows the documents instead of the names of the fields that a mapping changed. */
  readonly withDocuments: boolean;
  readonly nowMs: number;
}

/** Formats where things are, and what happened to them, oldest first. */
export function storiesText(
  id: string,
  { stories, more }: { readonly stories: readonly Story[]; readonly more: boolean },
  told: Told,
): string {
  const paragraphs = stories.flatMap(({ thing, events }) => [
    whereaboutsText(id, { things: [thing], more: false, withDocuments: false, nowMs: told.nowMs }),
    events.map((event) => eventText(event, timesIn(thing), told)).join('\n'),
  ]);
  const rest = more ? ['There are more things with that id: select one with --master-key.'] : [];
  return [...paragraphs, ...rest].join('\n\n');
}

const WORDS: Readonly<Record<StoryEvent['kind'], string>> = {
  read: 'read',
  validated: 'valid',
  linked: 'linked',
  mapped: 'mapped',
  attempt: 'attempt failed',
  'set-aside': 'parked',
  buried: 'dead letter',
  closed: 'dead letter closed',
  applied: 'applied',
  unchanged: 'unchanged',
  superseded: 'superseded',
  echo: 'echo',
  waiting: 'waiting',
};
/** Wide enough for an ISO 8601 time. */
const TIME_WIDTH = 24;

function eventText(event: StoryEvent, times: Times, told: Told): string {
  const { atMs, kind, lane, stream, version } = event;
  const missing = kind === 'waiting' ? 'now' : 'time unknown';
  const when = (atMs === null ? missing : new Date(atMs).toISOString()).padEnd(TIME_WIDTH);
  const which = version === null ? '' : ` version ${shownVersion(version, times(stream))}`;
  const facts = factsOf(event, told.nowMs);
  const head = plainLine(`${when}  ${lane ?? stream}:${which} ${WORDS[kind]}${facts}`);
  return [head, ...contentText(event, told)].join('\n');
}

function factsOf(event: StoryEvent, nowMs: number): string {
  const { kind, code, message, externalId, deadLetterId, dueAtMs, operation } = event;
  const facts = [
    kind === 'read' && operation === 'delete' ? 'deleted' : null,
    deadLetterId === null ? null : `dead letter ${deadLetterId}`,
    externalId === null || kind === 'linked' ? null : `as ${externalId}`,
    code,
    message || null,
    dueAtMs === null ? null : `next try ${ahead(dueAtMs, nowMs)}`,
  ].filter((fact) => fact !== null);
  return facts.length === 0 ? '' : ` (${facts.join(', ')})`;
}

function contentText({ before, after, kind }: StoryEvent, { withDocuments }: Told): string[] {
  if (withDocuments) return after === null ? [] : [plainText(JSON.stringify(after, null, 2))];
  if (kind !== 'mapped') return [];
  if (after === null) return ['  left out by the mapping'];
  const changed = differencesBetween(before ?? {}, after).map(({ path }: Difference) => path);
  return changed.length === 0 ? [] : [`  ${plainLine(changed.join(', '))}`];
}
