import type { Json } from '../domain/index.ts';

/** Sets an own field whatever its name: assigning to `__proto__` would lose the value or change the document's prototype. */
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
