import type { ConnectorKind } from '../../connector-api/index.ts';
import type { JsonSchema } from '../../domain/index.ts';
import { circuitSchema } from './circuit-schema.ts';
import { webhooksSchema } from './webhook-schema.ts';

type Properties = Readonly<Record<string, JsonSchema>>;

/** Returns a kind's documentation in Markdown, generated from its spec. */
export function describeConnector(kind: ConnectorKind): string {
  const { properties = {}, required = [] } = kind.settings as {
    properties?: Properties;
    required?: readonly string[];
  };
  return [
    `## ${kind.kind}`,
    kind.summary,
    section('Settings', properties, required),
    section('Settings of every kind', { circuit: circuitSchema, webhooks: webhooksSchema }),
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
  const rows = Object.entries(properties).flatMap(([name, schema]) =>
    rowsOf(name, schema, required.includes(name)),
  );
  const table =
    rows.length === 0 ? 'None.' : ['| key | form | meaning |', '|---|---|---|', ...rows].join('\n');
  return `### ${title}\n\n${table}`;
}

/**
 * Returns the rows of a setting and its parts, such as `get.path`, `secrets[].secret` or, for one form of several,
 * `paging.param (page)`.
 */
function rowsOf(name: string, schema: JsonSchema, isRequired: boolean, form = ''): string[] {
  const facts = [typeOf(schema), isRequired ? 'required' : defaultOf(schema)];
  const shown = `\`${name}\`${form === '' ? '' : ` (${form})`}`;
  const row = `| ${shown} | ${facts.filter((fact) => fact !== '').join(', ')} | ${describe(schema)} |`;
  const forms = (schema.oneOf ?? []) as readonly JsonSchema[];
  return [
    row,
    ...partsOf(name, schema, form),
    ...partsOf(`${name}[]`, (schema.items ?? {}) as JsonSchema, form),
    ...forms.flatMap((one) => partsOf(name, one, nameOf(one))),
  ];
}

function partsOf(name: string, schema: JsonSchema, form: string): string[] {
  const { properties = {}, required = [] } = schema as {
    properties?: Properties;
    required?: readonly string[];
  };
  // The constant that names a form is shown beside the form's other parts.
  return Object.entries(properties)
    .filter(([, part]) => part.const === undefined)
    .flatMap(([part, of]) => rowsOf(`${name}.${part}`, of, required.includes(part), form));
}

function nameOf({ properties = {} }: JsonSchema): string {
  const name = Object.values(properties as Properties).find((part) => part.const !== undefined);
  return typeof name?.const === 'string' ? name.const : '';
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
