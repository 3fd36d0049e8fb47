/** The processor time that this process has used since the meter was made or reset. */
export class CpuMeter {
  #start = process.cpuUsage();

  reset(): void {
    this.#start = process.cpuUsage();
  }

  /** User and system time together, in milliseconds. */
  get usedMs(): number {
    const used = process.cpuUsage(this.#start);
    return (used.user + used.system) / 1000;
  }
}
