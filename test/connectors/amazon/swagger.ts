import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { SeenRequest } from '../../support/http-system.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'body';
  readonly required?: boolean;
  readonly type?: string;
  readonly [word: string]: unknown;
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
interface Model {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** A model of Amazon's in the form of Swagger 2. */
export class Swagger {
  readonly #model: Model;
  readonly #ajv = new Ajv({ strict: false, allErrors: true });

  constructor(text: string) {
    this.#model = JSON.parse(text) as Model;
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(this.#model, 'model');
  }

  /** The operation that a request asks for; undefined if the model has none. */
  operation({ method, path }: SeenRequest) {
    for (const [template, operations] of Object.entries(this.#model.paths)) {
      const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);
      const [place, operation] = [method.toLowerCase(), operations[method.toLowerCase()]];
      if (operation === undefined || !pattern.test(path)) continue;
      const at = `#/paths/${template.replaceAll('/', '~1')}/${place}/parameters`;
      return {
        id: operation.operationId,
        problemsOf: (request: SeenRequest) => this.#problems(operation, at, request),
      };
    }
    return undefined;
  }

  /** The answers of the sandbox to an operation. */
  sandbox(id: string): readonly { readonly status: number; readonly body: unknown }[] {
    return Object.values(this.#model.paths)
      .flatMap((operations) => Object.values(operations))
      .filter(({ operationId }) => operationId === id)
      .flatMap(({ responses }) => Object.entries(responses))
      .flatMap(([status, response]) => {
        const given = response['x-amzn-api-sandbox'] as { static?: { response: unknown }[] };
        return (given?.static ?? []).map(({ response: body }) => ({
          ...{ status: Number(status), body },
        }));
      });
  }

  #problems({ parameters }: Operation, at: string, { query, body }: SeenRequest): string[] {
    const unknown = [...query.keys()].filter(
      (name) => !parameters.some((one) => one.in === 'query' && one.name === name),
    );
    const wrong = parameters.flatMap((parameter, nth) => {
      if (parameter.in === 'body') return this.#invalid(`${at}/${nth}/schema`, body);
      if (parameter.in === 'path') return [];
      const text = query.get(parameter.name);
      if (text === null) return parameter.required ? [`${parameter.name} is missing`] : [];
      return this.#invalid(`${at}/${nth}`, valueOf(text, parameter));
    });
    return [...unknown.map((name) => `${name} is unknown`), ...wrong];
  }

  #invalid(place: string, value: unknown): string[] {
    const encoded = place.replaceAll('{', '%7B').replaceAll('}', '%7D');
    const { required: _, ...schema } = this.#at(place);
    const isBody = place.endsWith('/schema');
    const validate = this.#ajv.compile(isBody ? { $ref: `model${encoded}` } : schema);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ message, instancePath }) => `${instancePath} ${message}`);
  }

  #at(place: string): Readonly<Record<string, unknown>> {
    const names = place
      .slice(2)
      .split('/')
      .map((name) => name.replaceAll('~1', '/'));
    return names.reduce<Readonly<Record<string, unknown>>>(
      (here, name) => here[name] as Readonly<Record<string, unknown>>,
      this.#model as never,
    );
  }
}

/** A parameter's value; lists are separated by commas. */
function valueOf(text: string, { type }: Parameter): unknown {
  if (type === 'array') return text.split(',');
  return type === 'integer' ? Number(text) : text;
}
