import type { ReactNode } from 'react';
import type { ConnectorStatus, ErrorStatus, StreamStatus } from '../../../domain/index.ts';
import type { ShownLane } from '../../dashboard/news.ts';
import { ago, count, plural, span, when } from '../format.ts';
import { Causes } from '../letters/causes.tsx';
import { useConnector, useLane, useNow, useStream } from '../live/hooks.ts';
import { StandingSign } from '../parts/standing.tsx';
import { LastError } from '../parts/trouble.tsx';
import { href } from '../routing.ts';
import { connectorStanding, laneStanding, streamStanding } from '../words.ts';
import { LaneActions } from './actions.tsx';
import { Plots } from './plots.tsx';

/** One lane: what it does, how it did in the last hour, what fails and what to do about it. */
export function LanePage({ name }: { readonly name: string }) {
  const lane = useLane(name);
  const stream = useStream(lane?.stream ?? '');
  const [target, source] = [
    useConnector(lane?.connector ?? ''),
    useConnector(stream?.connector ?? ''),
  ];
  if (!lane || !stream)
    return <p className="quiet">There is no lane “{name}”, or it is not known yet.</p>;
  return (
    <>
      <p className="crumb">
        <a href="#/">Landscape</a> / lane
      </p>
      <div className="page-head">
        <h1>
          {lane.stream} <span className="quiet">to {lane.connector}</span>
        </h1>
        <LaneActions lane={lane} stream={stream} />
      </div>
      <Facts lane={lane} stream={stream} />
      <LastError
        error={lane.lastError ?? stream.lastError ?? troubleOf(target) ?? troubleOf(source)}
      />
      <Plots lane={name} />
      <div className="columns">
        <Outcomes lane={lane} />
        <Reading stream={stream} />
        <Causes lane={name} />
      </div>
    </>
  );
}

/** Why a system that is not ready is not. Its lanes and streams wait for it, and have no failure of their own. */
function troubleOf(connector: ConnectorStatus | undefined): ErrorStatus | null {
  return connector && connector.state !== 'ready' ? connector.lastError : null;
}

function Facts({ lane, stream }: { lane: ShownLane; stream: StreamStatus }) {
  const nowMs = useNow();
  const source = useConnector(stream.connector);
  const target = useConnector(lane.connector);
  const since = lane.oldestWaitingSinceMs;
  return (
    <dl className="facts">
      <Fact name="Lane">
        <StandingSign standing={laneStanding(lane)} />
        <Note title={when(lane.sinceMs)}>for {span(nowMs - lane.sinceMs)}</Note>
      </Fact>
      <Fact name={`Source ${stream.connector}`}>
        {source ? <StandingSign standing={connectorStanding(source)} /> : '?'}
        <Note>{stream.entity}</Note>
      </Fact>
      <Fact name={`Target ${lane.connector}`}>
        {target ? <StandingSign standing={connectorStanding(target)} /> : '?'}
        <Note>{lane.entity}</Note>
      </Fact>
      <Fact name="Waiting">
        {count(lane.backlog + lane.parked)}
        <Note>
          {count(lane.parked)} parked
          {lane.pausedRecords > 0 ? `, ${count(lane.pausedRecords)} of paused keys` : ''}
        </Note>
      </Fact>
      <Fact name="Oldest waits">
        {since === null ? 'nothing waits' : span(nowMs - since)}
        {lane.health === 'late' ? <Note>overdue</Note> : null}
      </Fact>
      <Fact name="Records a minute">
        {count(lane.settledPerMinute)}
        <Note>
          {lane.lastSettledAtMs === null ? 'none yet' : `last ${ago(lane.lastSettledAtMs, nowMs)}`}
        </Note>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Note({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <span className="note quiet" title={title}>
      {children}
    </span>
  );
}

function Outcomes({ lane: { counts } }: { readonly lane: ShownLane }) {
  const rows = [
    ['applied', 'written to the target', counts.applied],
    ['unchanged', 'already in the target', counts.unchanged],
    ['superseded', 'by a newer version', counts.superseded],
    ...(counts.echoed > 0 ? [['echoed', 'the hub’s own write', counts.echoed] as const] : []),
    ['dead-lettered', 'kept for a person', counts.deadLettered],
  ] as const;
  const all = Math.max(
    1,
    rows.reduce((sum, [, , value]) => sum + value, 0),
  );
  return (
    <section className="card">
      <h2>How records ended</h2>
      <ul className="bars">
        {rows.map(([name, meaning, value]) => (
          <li key={name}>
            <span>
              {name} <span className="quiet">{meaning}</span>
            </span>{' '}
            <span className="number">{count(value)}</span>
            <span className="bar" aria-hidden="true">
              <span style={{ width: `${(100 * value) / all}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reading({ stream }: { readonly stream: StreamStatus }) {
  const nowMs = useNow();
  const { lastRun, nextRunAtMs } = stream;
  return (
    <section className="card">
      <h2>Reading {stream.connector}</h2>
      <p>
        <StandingSign standing={streamStanding(stream)} />
      </p>
      <dl className="pairs">
        <dt>Next run</dt>
        <dd>{nextRunAtMs === null ? 'on demand only' : ago(nextRunAtMs, nowMs)}</dd>
        {lastRun ? (
          <>
            <dt>Last run</dt>
            <dd title={when(lastRun.startedAtMs)}>
              {ago(lastRun.startedAtMs, nowMs)},{' '}
              {lastRun.finishedAtMs === null
                ? 'running'
                : `took ${span(lastRun.finishedAtMs - lastRun.startedAtMs)}`}
            </dd>
            <dt>Read</dt>
            <dd>
              {plural(lastRun.read, 'row')}, {count(lastRun.stored)} new
              {lastRun.rejected > 0 ? `, ${count(lastRun.rejected)} rejected` : ''}
            </dd>
          </>
        ) : null}
        <dt>In the log</dt>
        <dd>{plural(stream.records, 'record')}</dd>
      </dl>
      <p>
        <a href={href(['system', stream.connector])}>{stream.connector}</a>
      </p>
    </section>
  );
}
