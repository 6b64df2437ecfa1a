import { ago, plural } from '../format.ts';
import { useNow } from '../live/hooks.ts';
import { StandingSign } from '../parts/standing.tsx';
import { href } from '../routing.ts';
import type { Standing } from '../words.ts';
import type { Story } from './story-types.ts';
import { StoryList } from './story.tsx';
import type { ThingLane } from './types.ts';

const places: Readonly<Record<string, Standing>> = {
  RECORD_PLACE_NOWHERE: { tone: 'off', text: 'nothing delivered' },
  RECORD_PLACE_DELIVERED: { tone: 'good', text: 'delivered' },
  RECORD_PLACE_BACKLOG: { tone: 'busy', text: 'waits for its turn' },
  RECORD_PLACE_PARKED: { tone: 'warn', text: 'parked, will be retried' },
  RECORD_PLACE_PAUSED: { tone: 'off', text: 'its key is paused' },
  RECORD_PLACE_DEAD_LETTER: { tone: 'bad', text: 'dead letter' },
};
const unknown: Standing = { tone: 'off', text: 'unknown' };

/** One thing: where it is, and how it got there. */
export function ThingCard({ story }: { readonly story: Story }) {
  const { record: thing, events = [] } = story;
  return (
    <article className="card thing">
      <h2>
        {thing.masterKey ? (
          <>
            Master key <code>{thing.masterKey}</code>
          </>
        ) : (
          'Not linked yet'
        )}
      </h2>
      <Links links={thing.links ?? []} />
      <h3>On the lanes</h3>
      <ul className="plain-list">
        {thing.lanes?.map((lane) => (
          <LaneRow key={`${lane.lane} ${lane.key}`} lane={lane} />
        ))}
      </ul>
      <h3>What happened</h3>
      {events.length === 0 ? (
        <p className="quiet">The log no longer holds a version of it.</p>
      ) : (
        <StoryList events={events} streams={thing.streams ?? []} />
      )}
    </article>
  );
}

function Links({ links }: { readonly links: NonNullable<Story['record']['links']> }) {
  if (links.length === 0) return null;
  return (
    <>
      <h3>In the systems</h3>
      <dl className="pairs">
        {links.map(({ connector, entity, externalId, gaveWay }) => (
          <div key={`${connector} ${entity} ${externalId}`} className="pair">
            <dt>
              {connector ? `${connector} ` : ''}
              <span className="quiet">{entity}</span>
            </dt>
            <dd>
              <code>{externalId}</code>
              {gaveWay ? <span className="quiet"> replaced by the other</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function LaneRow({ lane }: { readonly lane: ThingLane }) {
  const nowMs = useNow();
  const { applied, parked = [], deadLetters = [] } = lane;
  return (
    <li className="thing-lane">
      <StandingSign standing={places[lane.place] ?? unknown} />{' '}
      <a href={href(['lane', lane.lane])}>{lane.lane}</a>
      {lane.externalId ? (
        <>
          {' '}
          <span className="quiet">as</span> <code>{lane.externalId}</code>
        </>
      ) : null}
      {applied ? (
        <span className="quiet">
          {' '}
          · record {applied.seq} of the log{applied.deleted ? ', deleted there' : ''}
        </span>
      ) : null}
      {parked.map(({ seq, attempts, nextAttemptAt, lastCode, lastMessage }) => (
        <p key={seq} className="trouble">
          {plural(attempts ?? 0, 'attempt')} failed
          {lastCode ? ` (${lastCode}: ${lastMessage ?? ''})` : ''}
          {nextAttemptAt ? `, next ${ago(Date.parse(nextAttemptAt), nowMs)}` : ''}
        </p>
      ))}
      {deadLetters.map(({ id, code, reason }) => (
        <p key={id} className="trouble">
          <a href={href(['dead-letters', id])}>{code}</a> {reason}
        </p>
      ))}
    </li>
  );
}
