interface Entry<Item> {
  readonly dueMs: number;
  readonly sequence: number;
  readonly item: Item;
}

/**
 * Items by the time at which they are due; those due at the same time keep the order in which they were put.
 * A binary heap: `put` and `take` cost the logarithm of the size.
 */
export class DueQueue<Item> {
  readonly #heap: Entry<Item>[] = [];
  #sequence = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the next item is due; `Infinity` for an empty queue. */
  get nextDueMs(): number {
    return this.#heap[0]?.dueMs ?? Number.POSITIVE_INFINITY;
  }

  put(dueMs: number, item: Item): void {
    const entry = { dueMs, sequence: this.#sequence++, item };
    let place = this.#heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(entry, this.#heap[parent]!)) break;
      this.#heap[place] = this.#heap[parent]!;
      place = parent;
    }
    this.#heap[place] = entry;
  }

  /** Takes the next item out if it is due by `nowMs`, and else gives null. */
  takeDue(nowMs: number): { readonly dueMs: number; readonly item: Item } | null {
    const first = this.#heap[0];
    if (!first || first.dueMs > nowMs) return null;
    const last = this.#heap.pop()!;
    if (this.#heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(entry: Entry<Item>): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, entry)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = entry;
  }
}

function isBefore<Item>(a: Entry<Item>, b: Entry<Item>): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.sequence < b.sequence);
}
