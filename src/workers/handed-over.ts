import { move, transferableSymbol, valueSymbol } from 'piscina';

/** Marks a worker's result whose buffers are transferred to the main thread instead of copied. */
export function handedOver(result: object, buffers: readonly ArrayBuffer[]): unknown {
  return move({
    get [transferableSymbol]() {
      return buffers;
    },
    get [valueSymbol]() {
      return result;
    },
  });
}
