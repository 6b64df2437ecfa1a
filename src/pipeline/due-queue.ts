interface Due<Value> {
  readonly atMs: number;
  /** Its place in the order in which values were pushed. */
  readonly nth: number;
  readonly value: Value;
}

/**
 * A binary min-heap by due time. Values that are due at the same time come out in the order in which they were pushed, so that a
 * drain after a death takes parked records in the same order as the one that died.
 */
export class DueQueue<Value> {
  readonly #heap: Due<Value>[] = [];
  #pushed = 0;

  push(atMs: number, value: Value): void {
    const heap = this.#heap;
    let index = heap.push({ atMs, nth: this.#pushed++, value }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(heap[index], heap[parent])) break;
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
      const smaller = isBefore(heap[right], heap[left]) ? right : left;
      if (!isBefore(heap[smaller], heap[index])) return;
      swap(heap, index, smaller);
      index = smaller;
    }
  }
}

/** Every value comes before a place that is empty. */
function isBefore(one: Due<unknown> | undefined, other: Due<unknown> | undefined): boolean {
  if (!one || !other) return one !== undefined;
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.nth < other.nth);
}

function swap(heap: unknown[], one: number, other: number): void {
  [heap[one], heap[other]] = [heap[other], heap[one]];
}
