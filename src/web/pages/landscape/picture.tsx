import { useMemo, useState } from 'react';
import { Background, BackgroundVariant, Controls, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useLive } from '../live/hooks.ts';
import { layOut } from './layout.ts';
import type { Line } from './layout.ts';
import { Station } from './station.tsx';
import type { StationNode } from './station.tsx';
import { Track } from './track.tsx';
import type { TrackEdge } from './track.tsx';

const nodeTypes = { station: Station };
const edgeTypes = { track: Track };
/** Above this number of lanes, moving dashes would cost more than they show. */
const MOVING_LANES = 40;

/** The picture. Stations and tracks draw their own figures, so the layout is computed only when the stations or tracks change. */
export function Picture() {
  const shape = useLive(({ connectors, streams, lanes }) => shapeOf(connectors, streams, lanes));
  const { nodes, edges, height } = useMemo(() => drawn(shape), [shape]);
  const [isMoving, setMoving] = useState(true);
  const animated = isMoving && edges.length <= MOVING_LANES;
  return (
    <section
      className={`picture ${animated ? 'moving' : ''}`}
      style={{ height }}
      aria-label="Systems and the lanes between them"
    >
      <ReactFlow<StationNode, TrackEdge>
        key={shape}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        fitView
        fitViewOptions={{ padding: 0.06, minZoom: 0.5, maxZoom: 1.1 }}
        minZoom={0.1}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements
        preventScrolling={false}
        zoomOnScroll={false}
        panOnScroll={false}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={22} size={1} />
        <Controls showInteractive={false} aria-label="Zoom" />
      </ReactFlow>
      {edges.length <= MOVING_LANES ? (
        <button
          className="plain still"
          aria-pressed={!isMoving}
          onClick={() => setMoving(!isMoving)}
        >
          {isMoving ? 'Stop moving' : 'Show movement'}
        </button>
      ) : null}
    </section>
  );
}

interface Shape {
  readonly stations: readonly string[];
  readonly lines: readonly Line[];
}

/** Only names and ends, as text, because it is compared at every change. */
function shapeOf(
  connectors: readonly { readonly name: string }[],
  streams: readonly { readonly name: string; readonly connector: string }[],
  lanes: readonly { readonly name: string; readonly stream: string; readonly connector: string }[],
): string {
  const sources = new Map(streams.map(({ name, connector }) => [name, connector]));
  const known = new Set(connectors.map(({ name }) => name));
  const lines = lanes
    .map(({ name, stream, connector }) => ({
      lane: name,
      from: sources.get(stream) ?? '',
      to: connector,
    }))
    .filter(({ from, to }) => known.has(from) && known.has(to));
  return JSON.stringify({ stations: [...known], lines } satisfies Shape);
}

function drawn(text: string) {
  const { stations, lines } = JSON.parse(text) as Shape;
  const plan = layOut(stations, lines);
  const nodes: StationNode[] = plan.stations.map(({ name, x, y, width, height }) => ({
    id: name,
    type: 'station' as const,
    position: { x, y },
    width,
    height,
    data: {},
  }));
  const edges: TrackEdge[] = plan.tracks.map(({ lane, from, to, ...place }) => ({
    id: lane,
    type: 'track' as const,
    source: from,
    target: to,
    data: place,
  }));
  const bottom = Math.max(0, ...plan.stations.map(({ y, height }) => y + height));
  return { nodes, edges, height: `clamp(24rem, ${Math.round(bottom + 60)}px, 72vh)` };
}
