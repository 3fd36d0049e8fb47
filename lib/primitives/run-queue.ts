const CHUNK_LENGTH = 1024;

/** Some consecutive elements of a queue. */
class Chunk<Element> {
  readonly slots: (Element | undefined)[] = new Array(CHUNK_LENGTH).fill(undefined);
  next: Chunk<Element> | undefined = undefined;
}

/**
 * A first-in, first-out queue for millions of objects, in a chain of short arrays: one slot for each that waits,
 * none is ever moved, and a chunk that has been drained can be collected.
 *
 * A list linked through its elements is what a garbage collector copies worst, as it finds one at a time; a ring
 * copies all of its slots whenever it doubles, and keeps as many as it ever held.
 */
export class RunQueue<Element extends object> {
  #first = new Chunk<Element>();
  #last = this.#first;
  #firstIndex = 0;
  #endIndex = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(element: Element): void {
    if (this.#endIndex === CHUNK_LENGTH) {
      this.#last.next = new Chunk();
      this.#last = this.#last.next;
      this.#endIndex = 0;
    }
    this.#last.slots[this.#endIndex] = element;
    this.#endIndex += 1;
    this.#size += 1;
  }

  /** Takes the oldest element out; undefined when there is none. */
  shift(): Element | undefined {
    if (this.#size === 0) return undefined;
    if (this.#firstIndex === CHUNK_LENGTH) {
      this.#first = this.#first.next!;
      this.#firstIndex = 0;
    }
    const { slots } = this.#first;
    const element = slots[this.#firstIndex];
    // Left in its slot, the element could not be collected until its whole chunk was drained.
    slots[this.#firstIndex] = undefined;
    this.#firstIndex += 1;
    this.#size -= 1;
    // A queue that runs empty time and again stays in its one chunk.
    if (this.#size === 0) this.#firstIndex = this.#endIndex = 0;
    return element;
  }
}
