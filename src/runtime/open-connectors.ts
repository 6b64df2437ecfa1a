import type { Connector } from '../connector-api/index.ts';
import { CircuitMeter, Failure } from '../domain/index.ts';
import type { ConnectorPlan, HubPlan } from './config/index.ts';

/** An opened connector, with what its lanes share. */
export interface OpenConnector {
  readonly plan: ConnectorPlan;
  readonly connector: Connector;
  readonly meter: CircuitMeter;
}

/**
 * Returns the connectors of a plan: opens those that must start, and keeps the former instances of the others.
 * @throws whatever a kind throws
 */
export function openConnectors(
  { connectors, baseDir }: HubPlan,
  begin: ReadonlySet<string>,
  former: ReadonlyMap<string, OpenConnector>,
): ReadonlyMap<string, OpenConnector> {
  return new Map(
    connectors.map((plan) => {
      const known = former.get(plan.name);
      return [plan.name, known && !begin.has(plan.name) ? known : openConnector(plan, baseDir)];
    }),
  );
}

function openConnector(plan: ConnectorPlan, baseDir: string): OpenConnector {
  const { name, kind, settings, circuit } = plan;
  return {
    plan,
    connector: kind.open(settings, { name, baseDir }),
    meter: new CircuitMeter(circuit),
  };
}

export async function closeConnectors(connectors: Iterable<OpenConnector>): Promise<void> {
  await Promise.all(Array.from(connectors, ({ connector }) => connector.close()));
}

/** @throws Failure CONFIG_INVALID */
export function findConnector(
  connectors: ReadonlyMap<string, OpenConnector>,
  name: string,
): OpenConnector {
  const found = connectors.get(name);
  if (found) return found;
  throw new Failure('CONFIG_INVALID', { message: `There is no connector ${name}.` });
}
