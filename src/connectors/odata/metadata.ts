import { readXml } from '../../formats/index.ts';

/** A type with fields: an entity's, or one within it. */
export interface Structure {
  /** Names of the key's properties, in their order; none of a complex type. */
  readonly key: readonly string[];
  /** Types by property. */
  readonly properties: ReadonlyMap<string, string>;
  /** Types of related entities by navigation property. */
  readonly links: ReadonlyMap<string, string>;
}

/** What a service declares in its `$metadata` (OData CSDL XML, 4). */
export interface Metadata {
  /** Types of the entities by entity set. */
  readonly sets: ReadonlyMap<string, string>;
  /** A type by its qualified name, with what it inherits. Undefined for a type without fields. */
  structure(name: string): Structure | undefined;
  isEnum(name: string): boolean;
}

interface Declared {
  readonly base: string | undefined;
  readonly key: string[];
  readonly properties: Map<string, string>;
  readonly links: Map<string, string>;
}

/** @throws Failure IMPORT_UNREADABLE for what is not XML */
export async function parseMetadata(text: string): Promise<Metadata> {
  const declared = new Map<string, Declared>();
  const aliases = new Map<string, string>();
  const underlying = new Map<string, string>();
  const enums = new Set<string>();
  const sets = new Map<string, string>();
  let namespace = '';
  let current: Declared | null = null;

  function open(name: string, attributes: Readonly<Record<string, string>>): void {
    const {
      Name = '',
      Type = '',
      BaseType,
      Alias,
      UnderlyingType = '',
      EntityType = '',
    } = attributes;
    // Services differ in the prefix of the namespace.
    switch (name.replace(/^.*:/, '')) {
      case 'Schema':
        namespace = attributes.Namespace ?? '';
        if (Alias !== undefined) aliases.set(Alias, namespace);
        break;
      case 'EntityType':
      case 'ComplexType':
        current = { base: BaseType, key: [], properties: new Map(), links: new Map() };
        declared.set(`${namespace}.${Name}`, current);
        break;
      case 'PropertyRef':
        current?.key.push(Name);
        break;
      case 'Property':
        current?.properties.set(Name, Type);
        break;
      case 'NavigationProperty':
        current?.links.set(Name, Type);
        break;
      case 'EnumType':
        enums.add(`${namespace}.${Name}`);
        break;
      case 'TypeDefinition':
        underlying.set(`${namespace}.${Name}`, UnderlyingType);
        break;
      case 'EntitySet':
        sets.set(Name, EntityType);
        break;
    }
  }
  const close = (name: string) => {
    if (/(?:^|:)(?:Entity|Complex)Type$/.test(name)) current = null;
  };
  for await (const _part of readXml(inOne(text), '$metadata', () => ({ open, close })));

  /** Names a type by its namespace instead of an alias, and a derived simple type by the one that it is derived from. */
  function resolve(type: string): string {
    const [, list, name = ''] = /^(Collection\()?([^()]*)\)?$/.exec(type) ?? [];
    const dot = name.lastIndexOf('.');
    const space = name.slice(0, dot);
    const full = `${aliases.get(space) ?? space}${name.slice(dot)}`;
    const simple = underlying.get(full) ?? full;
    return list === undefined ? simple : `Collection(${simple})`;
  }
  const resolved = (types: ReadonlyMap<string, string>) =>
    [...types].map(([name, type]) => [name, resolve(type)] as const);
  function structure(type: string): Structure | undefined {
    const one = declared.get(resolve(type));
    if (!one) return undefined;
    const base = one.base === undefined ? undefined : structure(one.base);
    return {
      key: one.key.length > 0 ? one.key : (base?.key ?? []),
      properties: new Map([...(base?.properties ?? []), ...resolved(one.properties)]),
      links: new Map([...(base?.links ?? []), ...resolved(one.links)]),
    };
  }
  return { sets, structure, isEnum: (name) => enums.has(name) };
}

async function* inOne(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
