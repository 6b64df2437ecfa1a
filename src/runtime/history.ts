import type { BusConnection } from '../bus/index.ts';
import type { HistoryPort } from '../control/index.ts';
import type { LaneState } from '../domain/index.ts';
import type { Store } from '../store/index.ts';
import type { LaneAtWork } from './lane-effects.ts';
import type { StreamAtWork } from './stream-effects.ts';
import { listConflicts } from './conflicts.ts';
import { hiddenBy, maskedThing, tellStories } from './story/index.ts';
import { lookUp } from './whereabouts.ts';

export interface HistoryParts {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
  readonly lanes: ReadonlyMap<string, LaneAtWork>;
  readonly laneState: (name: string) => LaneState;
}

/** Answers questions about the past (runs) and about where records are. */
export function openHistory(parts: HistoryParts): HistoryPort {
  const { runs } = parts.store;
  return {
    async listRuns(filter, { limit, before }) {
      const found = await runs.list(filter, { limit: limit + 1, before });
      const page = found.slice(0, limit);
      return { runs: page, next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
    },
    getRun: (id) => runs.get(id),
    listConflicts: (flow, page) => listConflicts(parts, flow, page),
    async lookUp(question, view, signal) {
      const { things, more } = await lookUp(parts, question, signal);
      const hiddenOf = hiddenBy(parts, view);
      const streamOf = (lane: string) => parts.lanes.get(lane)?.plan.stream ?? '';
      return { things: things.map((thing) => maskedThing(thing, hiddenOf, streamOf)), more };
    },
    story: (question, view, signal) => tellStories(parts, question, view, signal),
  };
}
