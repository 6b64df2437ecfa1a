interface Due<Value> {
  readonly atMs: number;
  readonly value: Value;
}

/** A binary min-heap by due time. Values that are due at the same time come out in no particular order. */
export class DueQueue<Value> {
  readonly #heap: Due<Value>[] = [];

  push(atMs: number, value: Value): void {
    const heap = this.#heap;
    let index = heap.push({ atMs, value }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (at(heap, parent) <= at(heap, index)) break;
      swap(heap, parent, index);
      index = parent;
    }
  }

  /** Returns the first value without removing it. */
  peek(): Due<Value> | undefined {
    return this.#heap[0];
  }

  pop(): Due<Value> | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    this.#sink();
    return first;
  }

  #sink(): void {
    const heap = this.#heap;
    for (let index = 0; ;) {
      const left = 2 * index + 1;
      const right = left + 1;
      const smaller = at(heap, right) < at(heap, left) ? right : left;
      if (at(heap, index) <= at(heap, smaller)) return;
      swap(heap, index, smaller);
      index = smaller;
    }
  }
}

function at(heap: readonly Due<unknown>[], index: number): number {
  return heap[index]?.atMs ?? Infinity;
}

function swap(heap: unknown[], one: number, other: number): void {
  [heap[one], heap[other]] = [heap[other], heap[one]];
}
