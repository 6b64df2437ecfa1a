import type { Json } from '../domain/index.ts';

/** Gives a document a field of its own, whatever it is called: `__proto__` when assigned is lost, or changes what the document is. */
export function setField<Value extends Json>(
  document: Record<string, Value>,
  name: string,
  value: Value,
): void {
  if (name !== '__proto__') document[name] = value;
  else
    Object.defineProperty(document, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
}
