import type { ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../../domain/index.ts';

/**
 * Replaces errors that only say that a value matches none of several forms by more helpful ones: the mistakes within
 * the form that was meant, or, when that is unknown, the list of forms.
 */
export function tellingErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const silent = new Set<ErrorObject>();
  const added: ErrorObject[] = [];
  for (const choice of errors) {
    if (choice.keyword !== 'anyOf' && choice.keyword !== 'oneOf') continue;
    const inside = errors.filter((error) => error.schemaPath.startsWith(`${choice.schemaPath}/`));
    const { unwanted, instead } = byName(inside, choice) ?? byType(inside, choice);
    for (const error of unwanted) silent.add(error);
    if (instead) added.push(instead);
    // A value of the wrong type has its own error outside the forms.
    const isTold = errors.some((error) => isWrongType(error, choice) && !inside.includes(error));
    if (isTold || instead || inside.length > unwanted.length) silent.add(choice);
  }
  return [...errors, ...added].filter((error) => !silent.has(error));
}

interface Sorted {
  readonly unwanted: readonly ErrorObject[];
  /** One error in place of all of them. */
  readonly instead: ErrorObject | null;
}

/** Forms of different types: a text is not an object with missing fields. */
function byType(inside: readonly ErrorObject[], choice: ErrorObject): Sorted {
  return { unwanted: inside.filter((error) => isWrongType(error, choice)), instead: null };
}

function isWrongType({ keyword, instancePath }: ErrorObject, choice: ErrorObject): boolean {
  return keyword === 'type' && instancePath === choice.instancePath;
}

/**
 * Forms named by a field, such as `kind: cursor`: errors of the other forms are irrelevant, and when no form has the
 * given name, or none is given, one error with all names is more helpful. Null for other forms.
 */
function byName(inside: readonly ErrorObject[], choice: ErrorObject): Sorted | null {
  const forms = choice.schema as readonly JsonSchema[];
  const field = nameFieldOf(forms);
  if (field === null) return null;
  const isAbout = ({ keyword, params, instancePath }: ErrorObject) =>
    keyword === 'required'
      ? instancePath === choice.instancePath && params.missingProperty === field
      : keyword === 'const' && instancePath === `${choice.instancePath}/${field}`;
  const formOf = ({ schemaPath }: ErrorObject) =>
    schemaPath.slice(choice.schemaPath.length + 1).split('/', 1)[0];
  const otherForms = new Set(inside.filter(isAbout).map(formOf));
  const unwanted = inside.filter(
    (error) => otherForms.has(formOf(error)) || isWrongType(error, choice),
  );
  const first = unwanted.find(isAbout);
  if (!first || otherForms.size < forms.length) return { unwanted, instead: null };
  const names = forms.map((form) => constOf(form, field));
  const instead =
    first.keyword === 'required'
      ? { ...first, parentSchema: { properties: { [field]: { description: oneOf(names) } } } }
      : { ...first, keyword: 'enum', params: { allowedValues: names } };
  return { unwanted, instead };
}

/** Returns the field that has a different constant in each form. */
function nameFieldOf(forms: readonly JsonSchema[]): string | null {
  const fields = Object.keys(forms[0]?.properties ?? {});
  const isName = (field: string) => forms.every((form) => constOf(form, field) !== undefined);
  return fields.find(isName) ?? null;
}

function constOf({ properties }: JsonSchema, field: string): unknown {
  return (properties as Record<string, JsonSchema> | undefined)?.[field]?.const;
}

function oneOf(names: readonly unknown[]): string {
  return `one of ${names.map(String).join(', ')}.`;
}
