import type { ConnectorKind } from '../../connector-api/index.ts';
import type { JsonSchema } from '../../domain/index.ts';

type Properties = Readonly<Record<string, JsonSchema>>;

/** A kind's documentation in Markdown, all of it from its spec. */
export function describeConnector(kind: ConnectorKind): string {
  const { properties = {}, required = [] } = kind.settings as {
    properties?: Properties;
    required?: readonly string[];
  };
  return [
    `## ${kind.kind}`,
    kind.summary,
    section('Settings', properties, required),
    section('As a source (`from`)', kind.sourceOptions, kind.requiredSourceOptions),
    section('As a target (`to`)', kind.targetOptions, kind.requiredTargetOptions),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function section(
  title: string,
  properties: Properties | undefined,
  required: readonly string[] = [],
): string {
  if (!properties) return '';
  const rows = Object.entries(properties).map(([name, schema]) => {
    const facts = [typeOf(schema), required.includes(name) ? 'required' : defaultOf(schema)];
    return `| \`${name}\` | ${facts.filter((fact) => fact !== '').join(', ')} | ${describe(schema)} |`;
  });
  const table =
    rows.length === 0
      ? 'Nothing of its own.'
      : ['| key | form | meaning |', '|---|---|---|', ...rows].join('\n');
  return `### ${title}\n\n${table}`;
}

function typeOf(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return schema.enum.map(String).join(' or ');
  const { type } = schema;
  return typeof type === 'string' ? type : Array.isArray(type) ? type.join(' or ') : '';
}

function defaultOf({ default: value }: JsonSchema): string {
  return value === undefined ? '' : `default ${JSON.stringify(value)}`;
}

function describe(schema: JsonSchema): string {
  const text = typeof schema.description === 'string' ? schema.description : '';
  return (schema['x-secret'] === true ? `${text} Secret: shown nowhere.` : text).replaceAll(
    '|',
    '\\|',
  );
}
