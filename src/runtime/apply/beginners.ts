import type { ConfigChange } from '../../domain/index.ts';
import type { HubPlan, LanePlan, StreamPlan } from '../config/index.ts';
import type { Beginners } from '../landscape.ts';
import { movedStreams, originsWith } from './origins.ts';

type Plan = Pick<HubPlan, 'connectors' | 'streams'>;

/**
 * Fields of a stream that its actor does not use: its timetable is kept in the store and the bus, the rest concerns
 * only its lanes.
 */
const notTheActors =
  /^(every|cron|timeZone|between|days|jitter|overlap|catchUp|semantics|validate|personal)(\.|$)/;
/** Fields of a stream that its lanes use. */
const theLanes = /^(semantics|validate|priority|conflate|limits\.perKey)(\.|$)/;

/**
 * Returns which of the parts that stay configured must restart: those whose own settings changed, and those that depend
 * on a restarted part: a connector's streams and lanes, and the lanes of a stream whose records change.
 */
export function beginnersOf(
  changes: readonly ConfigChange[],
  before: Plan,
  after: Plan,
): Beginners {
  const changed = changes.filter(({ change }) => change === 'changed');
  const named = (kind: ConfigChange['kind'], test: (path: string) => boolean = () => true) =>
    new Set(
      changed
        .filter((change) => change.kind === kind && change.fields.some(({ path }) => test(path)))
        .map(({ name }) => name),
    );
  const connectors = named('connector');
  const streams = named('stream', (path) => !notTheActors.test(path));
  const lanes = named('lane');
  const retold = named('stream', (path) => theLanes.test(path));
  const renewed = renewedStreams(before, after);
  const former = {
    streams: new Map(before.streams.map((stream) => [stream.name, stream])),
    lanes: new Map(before.streams.flatMap((stream) => stream.lanes.map((one) => [one.name, one]))),
  };
  for (const stream of after.streams) {
    if (connectors.has(stream.connector)) streams.add(stream.name);
    const { name } = stream;
    const all = retold.has(name) || renewed.has(name) || hasOtherIdentity(former.streams, stream);
    for (const lane of stream.lanes) {
      const turned = hasOtherTwoWay(former.lanes, lane);
      if (all || turned || connectors.has(lane.connector)) lanes.add(lane.name);
    }
  }
  return { connectors, streams, lanes };
}

/** Returns the streams whose records change. Their log was read by the former definition, and their cursor no longer applies. */
export function renewedStreams(before: Plan, after: Plan): ReadonlySet<string> {
  return new Set(movedStreams(originsWith({}, before), after).map(({ name }) => name));
}

/** The opposite lane may have changed the fields that the two have in common. */
function hasOtherTwoWay(lanes: ReadonlyMap<string, LanePlan>, lane: LanePlan): boolean {
  const former = lanes.get(lane.name);
  return former !== undefined && JSON.stringify(former.twoWay) !== JSON.stringify(lane.twoWay);
}

function hasOtherIdentity(streams: ReadonlyMap<string, StreamPlan>, stream: StreamPlan): boolean {
  const former = streams.get(stream.name);
  return former !== undefined && former.identity !== stream.identity;
}
