import type { MikroORM } from '@mikro-orm/postgresql';
import type { LinkedId } from '../domain/index.ts';
import { Link } from './entities/index.ts';

export type { LinkedId } from '../domain/index.ts';

export interface Links {
  readonly masterKey: string;
  /** Its ids in all systems, including the one that was asked for. */
  readonly links: readonly LinkedId[];
}

export interface EndpointName {
  readonly connector: string;
  readonly entity: string;
}

/**
 * Returns the endpoint in which a source's keys are ids. `<connector>/<entity>` (the default identity) is that entity
 * itself, so that a source's own id counts as its link and a flow in the other direction finds it. Anything without a
 * slash is a shared key space, such as `product` for SKUs that mean the same in several systems; it belongs to no
 * connector.
 */
export function identityEndpoint(identity: string): EndpointName {
  const slash = identity.indexOf('/');
  return { connector: identity.slice(0, Math.max(slash, 0)), entity: identity.slice(slash + 1) };
}

/** Finds everything that is linked with an id; null if the hub does not know the id. */
export async function findLinks(orm: MikroORM, id: LinkedId): Promise<Links | null> {
  const em = orm.em.fork();
  const { connector, entity, externalId } = id;
  const link = await em.findOne(Link, { endpoint: { connector, entity }, externalId });
  if (!link) return null;
  const all = await em.find(
    Link,
    { masterKey: link.masterKey },
    {
      populate: ['endpoint'],
      orderBy: { endpoint: { connector: 'asc', entity: 'asc' }, externalId: 'asc' },
    },
  );
  return {
    masterKey: link.masterKey,
    links: all.map((one) => ({
      connector: one.endpoint.connector,
      entity: one.endpoint.entity,
      externalId: one.externalId,
    })),
  };
}

/** Counts the things that the hub knows by the links' index: a third of a second per million. */
export function masterKeyCountSql(schema: string): string {
  return `select count(distinct master_key) from ${schema}.link`;
}
