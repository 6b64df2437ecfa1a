import type { ReactNode } from 'react';
import { ago, integer, when } from '../format.ts';
import { useNow } from '../live/hooks.ts';
import { StandingSign } from '../parts/standing.tsx';
import { Version } from '../parts/version.tsx';
import { href } from '../routing.ts';
import { ShownDocuments } from './documents.tsx';
import type { StoryEvent } from './story-types.ts';
import { storyStanding } from './story-words.ts';
import type { ThingStream } from './types.ts';

const WAITING = 'RECORD_EVENT_KIND_WAITING';
/** Kinds that include the thing's id in the target. */
const gotIt = new Set(['RECORD_EVENT_KIND_APPLIED', 'RECORD_EVENT_KIND_UNCHANGED']);

/** What happened to a thing in all streams and lanes, oldest first; what waits now comes last. */
export function StoryList({
  events,
  streams,
}: {
  readonly events: readonly StoryEvent[];
  readonly streams: readonly ThingStream[];
}) {
  const timed = new Set(
    streams.flatMap(({ stream, versionsAreTimes }) => (versionsAreTimes ? [stream] : [])),
  );
  return (
    <ol className="story" aria-label="What happened">
      {keyed(events).map(([key, event]) => (
        <Moment key={key} event={event} isTime={timed.has(event.stream)} />
      ))}
    </ol>
  );
}

/** Names that stay the same when events are added, so that opened details stay open. */
function keyed(events: readonly StoryEvent[]): readonly (readonly [string, StoryEvent])[] {
  const seen = new Map<string, number>();
  return events.map((event) => {
    const { kind, lane = '', stream, seq = '', at = '' } = event;
    const name = [kind, lane, stream, seq, at].join(' ');
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return [`${name} ${times}`, event] as const;
  });
}

interface MomentProps {
  readonly event: StoryEvent;
  /** Whether its version is a time. */
  readonly isTime: boolean;
}

function Moment({ event, isTime }: MomentProps) {
  const { lane, stream, seq, version = '0' } = event;
  const standing = storyStanding(event);
  // What a lane has yet to take may be several versions, and has no place in the log here.
  const isOne = integer(seq) > 0;
  return (
    <li className={`moment ${standing.tone}`}>
      <p className="moment-head">
        <MomentTime event={event} /> <StandingSign standing={standing} />{' '}
        <span className="quiet">
          {lane ? <a href={href(['lane', lane])}>{lane}</a> : stream}
          {isOne ? (
            <>
              {' · version '}
              <Version version={version} isTime={isTime} />
            </>
          ) : null}
        </span>
      </p>
      <Facts event={event} />
      <ShownDocuments event={event} />
    </li>
  );
}

function MomentTime({ event: { at, kind } }: { readonly event: StoryEvent }) {
  if (!at)
    return <span className="moment-time quiet">{kind === WAITING ? 'now' : 'time not kept'}</span>;
  return (
    <time className="moment-time quiet" dateTime={at} title={at}>
      {when(at)}
    </time>
  );
}

function Facts({ event }: { readonly event: StoryEvent }) {
  const nowMs = useNow();
  const { kind, code, message, remedy, externalId, deadLetterId, nextAttemptAt } = event;
  const facts: ReactNode[] = [];
  if (code) facts.push(<code key="code">{code}</code>);
  if (message) facts.push(<span key="message">{message}</span>);
  if (externalId && gotIt.has(kind))
    facts.push(
      <span key="id">
        as <code>{externalId}</code>
      </span>,
    );
  if (deadLetterId)
    facts.push(
      <a key="letter" href={href(['dead-letters', deadLetterId])}>
        dead letter {deadLetterId}
      </a>,
    );
  if (nextAttemptAt)
    facts.push(<span key="next">next try {ago(Date.parse(nextAttemptAt), nowMs)}</span>);
  return (
    <>
      {facts.length > 0 ? <p className="moment-facts">{spaced(facts)}</p> : null}
      {remedy ? <Remedy text={remedy} isNow={kind === WAITING} /> : null}
    </>
  );
}

/** Visible for what waits now; on demand for past events. */
function Remedy({ text, isNow }: { readonly text: string; readonly isNow: boolean }) {
  if (isNow) return <p className="moment-facts quiet">{text}</p>;
  return (
    <details>
      <summary>What to do</summary>
      <p>{text}</p>
    </details>
  );
}

function spaced(facts: readonly ReactNode[]): ReactNode[] {
  return facts.flatMap((fact, index) => (index === 0 ? [fact] : [' ', fact]));
}
