import { memo } from 'react';
import { Handle, Position } from '@xyflow/react';
import type { Node, NodeProps } from '@xyflow/react';
import { useConnector } from '../live/hooks.ts';
import { StandingSign } from '../parts/standing.tsx';
import { href } from '../routing.ts';
import { connectorStanding } from '../words.ts';

export type StationNode = Node<Record<string, never>, 'station'>;

/** A system. */
export const Station = memo(function Station({ id }: NodeProps<StationNode>) {
  const connector = useConnector(id);
  if (!connector) return null;
  const standing = connectorStanding(connector);
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <a className={`station ${standing.tone} nopan`} href={href(['system', id])} title={id}>
        <span className="station-name">{id}</span>
        <span className="quiet">{connector.kind}</span>
        <StandingSign standing={standing} />
      </a>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
});
