import { span, when } from './format.ts';
import { useConnector, useLive, useNow } from './live/hooks.ts';
import { Action } from './parts/action.tsx';
import { StandingSign } from './parts/standing.tsx';
import { LastError } from './parts/trouble.tsx';
import { href } from './routing.ts';
import { connectorStanding, laneStanding, streamStanding } from './words.ts';

/** One system: its state, and what is read from it and written to it. */
export function SystemPage({ name }: { readonly name: string }) {
  const connector = useConnector(name);
  const streams = useLive((live) => live.streams);
  const lanes = useLive((live) => live.lanes);
  const nowMs = useNow();
  if (!connector)
    return <p className="quiet">There is no connector “{name}”, or it is not known yet.</p>;
  const paused = connector.state === 'paused' || connector.state === 'failed';
  return (
    <>
      <p className="crumb">
        <a href="#/">Landscape</a> / connector
      </p>
      <div className="page-head">
        <h1>{name}</h1>
        <div className="actions">
          <Action
            method={`ConnectorService/${paused ? 'ResumeConnector' : 'PauseConnector'}`}
            request={{ name }}
            done={() =>
              paused ? `${name} is resumed.` : `${name} is paused; nothing is in flight.`
            }
          >
            {paused ? 'Resume' : 'Pause'}
          </Action>
        </div>
      </div>
      <p>
        <StandingSign standing={connectorStanding(connector)} />{' '}
        <span className="quiet" title={when(connector.sinceMs)}>
          for {span(nowMs - connector.sinceMs)} · {connector.kind}
        </span>
      </p>
      <LastError error={connector.lastError} />
      <div className="columns">
        <section className="card">
          <h2>Read from it</h2>
          <ul className="plain-list">
            {streams
              .filter((stream) => stream.connector === name)
              .map((stream) => (
                <li key={stream.name}>
                  <StandingSign standing={streamStanding(stream)} brief />{' '}
                  <StreamName stream={stream.name} lanes={lanes} />{' '}
                  <span className="quiet">{stream.entity}</span>
                </li>
              ))}
          </ul>
        </section>
        <section className="card">
          <h2>Written to it</h2>
          <ul className="plain-list">
            {lanes
              .filter((lane) => lane.connector === name)
              .map((lane) => (
                <li key={lane.name}>
                  <StandingSign standing={laneStanding(lane)} brief />{' '}
                  <a href={href(['lane', lane.name])}>{lane.name}</a>{' '}
                  <span className="quiet">{lane.entity}</span>
                </li>
              ))}
          </ul>
        </section>
      </div>
    </>
  );
}

/** A stream has no page of its own; the page of each of its lanes shows how it is read. */
function StreamName({
  stream,
  lanes,
}: {
  readonly stream: string;
  readonly lanes: readonly { readonly name: string; readonly stream: string }[];
}) {
  const lane = lanes.find((one) => one.stream === stream);
  return lane ? <a href={href(['lane', lane.name])}>{stream}</a> : stream;
}
