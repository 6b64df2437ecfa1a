import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../../domain/index.ts';
import { Failure, isJsonObject, suggest } from '../../domain/index.ts';
import type { PathSegment, SpecMistake } from '../spec/index.ts';
import { newAjv } from './ajv.ts';
import { explain } from './explain.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** Keywords whose value is a schema, a list of schemas, or a map of schemas. */
const schemaAt = new Set(
  'items additionalProperties unevaluatedItems unevaluatedProperties contains propertyNames not if then else'.split(
    ' ',
  ),
);
const schemasIn = new Set('allOf anyOf oneOf prefixItems'.split(' '));
const schemaMapIn = new Set(
  'properties patternProperties $defs definitions dependentSchemas'.split(' '),
);
/** Keywords of other tools that occur in real schemas and mean nothing to validation. */
const annotations =
  'example deprecated readOnly writeOnly contentEncoding contentMediaType contentSchema nullable';

/** Finds every mistake in a JSON Schema; unknown keywords are mistakes unless they start with `x-`. */
export function checkSchema(schema: JsonSchema): readonly SpecMistake[] {
  const dialect = schema.$schema;
  if (typeof dialect === 'string' && dialect.replace(/#$/, '') !== DIALECT) {
    return [mistake(['$schema'], 'dialect', `${dialect} is not supported.`, `Use ${DIALECT}.`)];
  }
  const mistakes = [...metaMistakes(judge, schema), ...unknownWords(judge, schema, [])];
  return mistakes.length > 0 ? mistakes : compileMistakes(schema);
}

/** Holds the compiled meta schema, whose compilation takes ten times as long as a schema's. It keeps no schema that it checks. */
const judge = newAjv();

function metaMistakes(ajv: Ajv2020, schema: JsonSchema): readonly SpecMistake[] {
  if (ajv.validateSchema(schema) === true) return [];
  const found = (ajv.errors ?? []).map(explain).filter((explanation) => explanation !== null);
  // A wrong `type` breaks three branches of the meta schema; only the one that lists the allowed words is helpful.
  const paths = Map.groupBy(found, ({ path }) => JSON.stringify(path));
  return [...paths.values()].flatMap((group) => {
    const best = group.find(({ rule }) => rule === 'enum') ?? group[0];
    return best ? [mistake(best.path, 'schema', `${best.message}.`, 'Correct the schema.')] : [];
  });
}

function unknownWords(ajv: Ajv2020, schema: unknown, path: readonly PathSegment[]): SpecMistake[] {
  if (!isJsonObject(schema)) return [];
  return Object.entries(schema).flatMap(([word, value]) => {
    const here = [...path, word];
    if (schemaAt.has(word)) return unknownWords(ajv, value, here);
    if (schemasIn.has(word))
      return children(value).flatMap(([at, child]) =>
        unknownWords(ajv, child, [...here, Number(at)]),
      );
    if (schemaMapIn.has(word))
      return children(value).flatMap(([at, child]) => unknownWords(ajv, child, [...here, at]));
    if (word === 'format') return unknownFormat(ajv, value, here);
    if (isKnown(ajv, word)) return [];
    return [
      mistake(
        here,
        'unknown-keyword',
        `${word} is not a JSON Schema keyword.`,
        suggest(word, keywords(ajv)),
      ),
    ];
  });
}

function unknownFormat(ajv: Ajv2020, format: unknown, path: readonly PathSegment[]): SpecMistake[] {
  if (typeof format !== 'string' || format in ajv.formats) return [];
  const remedy = suggest(format, Object.keys(ajv.formats));
  return [mistake(path, 'unknown-format', `${format} is not a known format.`, remedy)];
}

function children(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function isKnown(ajv: Ajv2020, word: string): boolean {
  return (
    word.startsWith('x-') || annotations.split(' ').includes(word) || word in ajv.RULES.keywords
  );
}

function keywords(ajv: Ajv2020): readonly string[] {
  return [...Object.keys(ajv.RULES.keywords), ...schemaMapIn];
}

/** Finds the mistakes that only compiling reveals: references without a target, patterns that are not regular expressions. */
function compileMistakes(schema: JsonSchema): readonly SpecMistake[] {
  try {
    // A new instance, since several schemas may have the same `$id`.
    newAjv({ validateSchema: false }).compile(schema);
    return [];
  } catch (thrown) {
    const { message } = Failure.from(thrown);
    return [
      mistake([], 'schema', `The schema cannot be compiled: ${message}.`, 'Correct the schema.'),
    ];
  }
}

function mistake(
  path: readonly PathSegment[],
  rule: string,
  message: string,
  remedy: string,
): SpecMistake {
  return { path, rule, message, remedy };
}
