/** What is known of one worker; `chosenAt` counts choices, so that workers alike take turns. */
interface WorkerLoad {
  outstanding: number;
  connections: number;
  chosenAt: number;
}

/**
 * Chooses the worker for each new connection: the one with the fewest requests outstanding; among those alike the one
 * with the fewest open connections; among those alike the one that was chosen longest ago. A connection counts as one
 * outstanding request from the moment it is dealt, so that a burst is spread before any worker has told of it.
 *
 * It can choose when a connection comes and never again: what a kept connection asks for later stays where that is.
 */
export class LeastLoaded {
  readonly #workers: readonly WorkerLoad[];
  #choices = 0;

  /** @param workerCount from 1 up */
  constructor(workerCount: number) {
    this.#workers = Array.from({ length: workerCount }, () => ({
      outstanding: 0,
      connections: 0,
      chosenAt: 0,
    }));
  }

  /** @returns the chosen worker's number, counted from 0; its first request counts as outstanding already. */
  choose(): number {
    const chosen = this.#workers.reduce((best, worker) => (isLessLoaded(worker, best) ? worker : best));
    chosen.outstanding++;
    chosen.connections++;
    chosen.chosenAt = ++this.#choices;
    return this.#workers.indexOf(chosen);
  }

  /** A further request on a connection that was dealt before. */
  begun(worker: number): void {
    this.#workers[worker]!.outstanding++;
  }

  /** A request was answered, or will never be. */
  ended(worker: number): void {
    this.#workers[worker]!.outstanding--;
  }

  /** Says that a connection of this worker has closed. */
  closed(worker: number): void {
    this.#workers[worker]!.connections--;
  }
}

function isLessLoaded(a: WorkerLoad, b: WorkerLoad): boolean {
  if (a.outstanding !== b.outstanding) return a.outstanding < b.outstanding;
  if (a.connections !== b.connections) return a.connections < b.connections;
  return a.chosenAt < b.chosenAt;
}
