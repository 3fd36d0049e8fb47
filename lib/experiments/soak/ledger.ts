/** What became of the values of one episode: each is offered once, and either taken once or refused. */
export class Ledger {
  /** By the value's number; a value that somebody received is counted, however often. */
  readonly #accepted: boolean[] = [];
  readonly #refused: boolean[] = [];
  readonly #receivedCounts: number[] = [];
  #foreignCount = 0;

  /** The number of the next value to send. */
  offer(): number {
    this.#accepted.push(false);
    this.#refused.push(false);
    return this.#receivedCounts.push(0) - 1;
  }

  /** The channel said that it took the value. */
  accepted(value: number): void {
    this.#accepted[value] = true;
  }

  /** The channel said that it did not. */
  refused(value: number): void {
    this.#refused[value] = true;
  }

  received(value: number): void {
    if (value in this.#receivedCounts) this.#receivedCounts[value]! += 1;
    else this.#foreignCount += 1;
  }

  get acceptedCount(): number {
    return this.#accepted.filter(Boolean).length;
  }

  get refusedCount(): number {
    return this.#refused.filter(Boolean).length;
  }

  /** A sentence for each way in which the channel did not keep its word. */
  problems(): string[] {
    const values = this.#receivedCounts.map((_, value) => value);
    const counts = {
      "lost: taken and never received": values.filter(
        (value) => this.#accepted[value] && this.#receivedCounts[value] === 0,
      ).length,
      "received more than once": this.#receivedCounts.filter((count) => count > 1).length,
      "received although refused": values.filter(
        (value) => this.#refused[value] && this.#receivedCounts[value]! > 0,
      ).length,
      "neither taken nor refused": values.filter((value) => this.#accepted[value] === this.#refused[value])
        .length,
      "received and never sent": this.#foreignCount,
    };
    return Object.entries(counts).flatMap(([says, count]) => (count === 0 ? [] : [`${count} ${says}`]));
  }
}
