import { type Channel, CLOSED, ClosedChannelError, EMPTY } from "../../primitives/channel.js";
import { otherwise, select } from "../../primitives/select.js";
import { type Random, seededRandom } from "../../stats/random.js";
import { Ledger } from "./ledger.js";

export interface EpisodeCounts {
  readonly operationCount: number;
  readonly receivedCount: number;
  /** Values that were not sent: cancelled, not chosen, or the channel was closed. */
  readonly refusedCount: number;
  readonly cancelledCount: number;
  readonly selectCount: number;
  readonly closeCount: number;
}

export interface EpisodePlan {
  readonly seed: number;
  readonly operationCount: number;
  readonly openChannel: (capacity: number) => Channel<number>;
  /** Under which many waits stand, and which never aborts. */
  readonly calm: AbortSignal;
}

/** Two channels, a few senders and receivers, until all is sent, drained and closed. */
export function runEpisode(plan: EpisodePlan): Promise<EpisodeCounts & { readonly problems: string[] }> {
  return new Episode(plan).run();
}

const CLOSE_CHANCE = 0.0005;
const LARGEST_CAPACITY = 8;

class Episode {
  readonly #random: Random;
  readonly #channels: readonly Channel<number>[];
  readonly #ledger = new Ledger();
  readonly #calm: AbortSignal;
  /** Those whose wait may still be cancelled. */
  readonly #cancellable: AbortController[] = [];
  #leftCount: number;
  readonly #counts = {
    operationCount: 0,
    receivedCount: 0,
    cancelledCount: 0,
    selectCount: 0,
    closeCount: 0,
  };

  constructor({ seed, operationCount, openChannel, calm }: EpisodePlan) {
    this.#random = seededRandom(seed);
    this.#channels = [0, 1].map(() => openChannel(this.#random.below(LARGEST_CAPACITY + 1)));
    this.#calm = calm;
    this.#leftCount = operationCount;
  }

  async run(): Promise<EpisodeCounts & { readonly problems: string[] }> {
    const times = (count: number, start: () => Promise<void>) => Array.from({ length: count }, start);
    const receivers = [this.#receiveAll(), ...times(this.#random.below(4), () => this.#receive())];
    await Promise.all(times(1 + this.#random.below(4), () => this.#send()));
    for (const channel of this.#channels) channel.close();
    await Promise.all(receivers);
    const waiting = this.#channels.flatMap((channel) => {
      const { waitingSenderCount, waitingReceiverCount, bufferedCount } = channel.stats();
      const count = waitingSenderCount + waitingReceiverCount + bufferedCount;
      return count === 0 ? [] : [`${count} still wait in a channel at the end`];
    });
    return {
      ...this.#counts,
      refusedCount: this.#ledger.refusedCount,
      problems: [...this.#ledger.problems(), ...waiting],
    };
  }

  async #send(): Promise<void> {
    while (this.#goesOn()) {
      const value = this.#ledger.offer();
      try {
        if (await this.#sendOnce(value)) this.#ledger.accepted(value);
        else this.#ledger.refused(value);
      } catch (error) {
        this.#expected(error);
        this.#ledger.refused(value);
        // Over a closed channel nothing would ever wait: the others need their turn.
        await null;
      }
    }
  }

  /** @returns whether the value was taken */
  async #sendOnce(value: number): Promise<boolean> {
    const [one, other] = this.#inAnyOrder();
    switch (this.#random.below(5)) {
      case 0: {
        const sent = one.trySend(value);
        if (!sent) await null;
        return sent;
      }
      case 1:
        await one.send(value, this.#cancellableSignal());
        return true;
      case 2:
        await one.send(value, this.#calm);
        return true;
      case 3: {
        this.#counts.selectCount += 1;
        const chosen = (await select(
          {
            here: one.sending(value),
            there: other.receiving(),
            ...(this.#chance(0.3) && { none: otherwise() }),
          },
          { signal: this.#cancellableSignal(), random: () => this.#random.float() },
        ))!;
        if (chosen.name === "there") this.#take(chosen.value as IteratorResult<number, undefined>);
        return chosen.name === "here";
      }
      default:
        await one.send(value);
        return true;
    }
  }

  /** Always waits for both channels, so that no sender is left alone while the others wait elsewhere. */
  async #receiveAll(): Promise<void> {
    const open = new Set(this.#channels);
    while (open.size > 0) {
      this.#goesOn();
      this.#counts.selectCount += 1;
      const cases = Object.fromEntries(this.#channels.map((channel, index) => [index, channel.receiving()]));
      const { name, value } = await select(cases, { signal: this.#calm, random: () => this.#random.float() });
      if (this.#take(value)) open.delete(this.#channels[Number(name)]!);
    }
  }

  async #receive(): Promise<void> {
    const open = new Set(this.#channels);
    while (open.size > 0) {
      this.#goesOn();
      const channel = this.#random.below(2) === 0 ? [...open][0] : [...open].at(-1);
      try {
        if (await this.#receiveOnce(channel!)) open.delete(channel!);
      } catch (error) {
        this.#expected(error);
      }
    }
  }

  /** @returns whether the channel is closed and drained */
  async #receiveOnce(channel: Channel<number>): Promise<boolean> {
    switch (this.#random.below(4)) {
      case 0: {
        const value = channel.tryReceive();
        if (value === EMPTY) await null;
        else if (value !== CLOSED) this.#take({ value, done: false });
        return value === CLOSED;
      }
      case 1:
        return this.#take(await channel.receive(this.#cancellableSignal()));
      case 2: {
        this.#counts.selectCount += 1;
        const chosen = (await select(
          { here: channel.receiving(), ...(this.#chance(0.2) && { none: otherwise() }) },
          { signal: this.#calm, random: () => this.#random.float() },
        ))!;
        return chosen.name === "here" && this.#take(chosen.value as IteratorResult<number, undefined>);
      }
      default:
        return this.#take(await channel.receive(this.#calm));
    }
  }

  #take(result: IteratorResult<number, undefined>): boolean {
    if (result.done) return true;
    this.#counts.receivedCount += 1;
    this.#ledger.received(result.value);
    return false;
  }

  /** One operation more; now and then it cancels somebody else's wait, or closes a channel. */
  #goesOn(): boolean {
    this.#counts.operationCount += 1;
    this.#leftCount -= 1;
    if (this.#cancellable.length > 0 && this.#chance(0.2)) {
      const [chosen] = this.#cancellable.splice(this.#random.below(this.#cancellable.length), 1);
      chosen!.abort(new Cancelled());
    }
    if (this.#chance(CLOSE_CHANCE)) {
      this.#counts.closeCount += 1;
      this.#inAnyOrder()[0].close();
    }
    return this.#leftCount > 0;
  }

  #cancellableSignal(): AbortSignal {
    const controller = new AbortController();
    // The oldest have long been served: few are kept, so that cancelling meets one that waits.
    if (this.#cancellable.length >= 4) this.#cancellable.shift();
    this.#cancellable.push(controller);
    return controller.signal;
  }

  #inAnyOrder(): readonly [Channel<number>, Channel<number>] {
    const [a, b] = this.#channels as [Channel<number>, Channel<number>];
    return this.#random.below(2) === 0 ? [a, b] : [b, a];
  }

  #chance(share: number): boolean {
    return this.#random.float() < share;
  }

  #expected(error: unknown): void {
    if (error instanceof Cancelled) this.#counts.cancelledCount += 1;
    else if (!(error instanceof ClosedChannelError)) throw error;
  }
}

class Cancelled extends Error {}
