/**
 * A first-in, first-out queue in an array whose length is a power of two: no allocation per element, where
 * `Array.prototype.shift` would move the rest. It grows by doubling and never shrinks.
 */
export class Ring<Element> {
  #slots: (Element | undefined)[];
  #mask: number;
  #head = 0;
  #size = 0;

  constructor(slotCount = 8) {
    const length = 2 ** Math.ceil(Math.log2(Math.max(1, slotCount)));
    this.#slots = new Array(length).fill(undefined);
    this.#mask = length - 1;
  }

  get size(): number {
    return this.#size;
  }

  push(element: Element): void {
    if (this.#size === this.#slots.length) this.#grow();
    this.#slots[(this.#head + this.#size) & this.#mask] = element;
    this.#size += 1;
  }

  /** Takes the oldest element out. Only while `size > 0`: an element may itself be undefined. */
  shift(): Element {
    const element = this.#slots[this.#head] as Element;
    // Left in its slot, the element could not be collected until the ring came round again.
    this.#slots[this.#head] = undefined;
    this.#head = (this.#head + 1) & this.#mask;
    this.#size -= 1;
    return element;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Array(old.length * 2).fill(undefined);
    for (let index = 0; index < this.#size; index += 1) {
      this.#slots[index] = old[(this.#head + index) & this.#mask];
    }
    this.#mask = this.#slots.length - 1;
    this.#head = 0;
  }
}
