import type { Emission } from '../../connector-api/index.ts';
import type { Json, JsonObject, JsonSchema } from '../../domain/index.ts';
import type { HubPlan, LanePlan } from './plan.ts';
import { planVersion } from './plan-version.ts';
import { redact } from './redact.ts';

/** For schemas that the hub itself writes, which every tool understands; schemas of the configuration are passed on unchanged. */
const SCHEMA_FORMAT = 'application/schema+json;version=draft-07';

/**
 * Returns what a hub with this configuration sends to others, over webhooks and NATS, as an AsyncAPI 3.0 document: a
 * channel and an operation for each lane to such a connector, with payloads by the schemas of mapping and validation
 * where they are known. Secrets are masked.
 */
export function asyncApi(plan: HubPlan): JsonObject {
  const servers: Record<string, JsonObject> = {};
  const channels: Record<string, JsonObject> = {};
  const operations: Record<string, JsonObject> = {};
  const schemas: Record<string, JsonObject> = {};
  for (const lane of plan.streams.flatMap(({ lanes }) => lanes)) {
    const emission = emissionOf(plan, lane);
    if (!emission) continue;
    const id = idOf(lane.name);
    const used = addServers(servers, lane.connector, emission);
    schemas[`${id}.document`] = documentOf(`${id}.document`, lane.schema ?? { type: 'object' });
    const document = { $ref: placeOf(`${id}.document`) };
    schemas[id] = { schemaFormat: SCHEMA_FORMAT, schema: emission.payload(document) as Json };
    channels[id] = channelOf(id, lane, emission, used);
    operations[`send.${id}`] = {
      action: 'send',
      channel: refTo('channels', id),
      messages: [refTo('channels', id, 'messages', 'change')],
      ...(Object.keys(emission.bindings).length === 0 ? {} : { bindings: emission.bindings }),
    };
  }
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: plan.hub.namespace ?? 'stellwerk',
      version: planVersion(plan),
      description: 'Changes that this hub sends to other systems.',
    },
    defaultContentType: 'application/json',
    ...{ servers, channels, operations, components: { schemas } },
  };
  return JSON.parse(redact(JSON.stringify(document), plan.secrets)) as JsonObject;
}

function emissionOf({ connectors }: HubPlan, lane: LanePlan): Emission | null {
  const connector = connectors.find(({ name }) => name === lane.connector);
  return connector?.kind.emits?.(connector.settings, lane.target) ?? null;
}

/** Numbers the servers of one cluster. @returns references to them */
function addServers(
  servers: Record<string, JsonObject>,
  connector: string,
  emission: Emission,
): readonly JsonObject[] {
  return emission.servers.map(({ host, protocol }, index) => {
    const id = index === 0 ? connector : `${connector}.${index + 1}`;
    servers[id] = { host, protocol };
    return refTo('servers', id);
  });
}

function channelOf(
  id: string,
  lane: LanePlan,
  emission: Emission,
  servers: readonly JsonObject[],
): JsonObject {
  const { address, description, parameters, contentType, headers } = emission;
  const told = Object.entries(parameters).map(([name, meaning]) => [
    name,
    { description: meaning },
  ]);
  return {
    address,
    title: `${lane.target.entity} of the stream ${lane.stream}`,
    description,
    servers,
    ...(told.length === 0 ? {} : { parameters: Object.fromEntries(told) as JsonObject }),
    messages: {
      change: {
        name: id,
        title: `A change of ${lane.target.entity}`,
        contentType,
        headers: headers as JsonObject,
        payload: refTo('components', 'schemas', id),
      },
    },
  };
}

function documentOf(id: string, schema: JsonSchema): JsonObject {
  return { schemaFormat: SCHEMA_FORMAT, schema: moveReferences(schema as Json, placeOf(id)) };
}

function placeOf(id: string): string {
  return `#/components/schemas/${id}/schema`;
}

/** References within a schema are relative to its root, which moves. */
function moveReferences(node: Json, at: string): Json {
  if (Array.isArray(node)) return node.map((item: Json) => moveReferences(item, at));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) =>
      name === '$ref' && typeof value === 'string' && value.startsWith('#')
        ? [name, at + value.slice(1)]
        : [name, moveReferences(value, at)],
    ),
  );
}

/** Replaces slashes, which would be path steps in a reference. */
function idOf(lane: string): string {
  return lane.replaceAll('/', '.');
}

function refTo(...steps: readonly string[]): JsonObject {
  return { $ref: `#/${steps.join('/')}` };
}
