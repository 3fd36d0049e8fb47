import dns from "node:dns";
import { afterEach, describe, expect, it, vi } from "vitest";
import { networkResolver, threadPoolResolver } from "../../lib/workloads/resolve-name.js";

afterEach(() => vi.restoreAllMocks());

const answer = { address: "10.0.0.1", family: 4 };
const never = new AbortController().signal;

describe("the resolver on the thread pool", () => {
  it("gives the first address", async () => {
    vi.spyOn(dns.promises, "lookup").mockResolvedValue(answer as never);
    const resolver = threadPoolResolver();
    expect(await resolver.address("host", never)).toBe("10.0.0.1");
    expect(resolver.pendingCount()).toBe(0);
  });

  it("lets go of an aborted lookup, whose work goes on until it ends", async () => {
    let resolve!: (answer: never) => void;
    const promise = new Promise<never>((settle) => {
      resolve = settle;
    });
    vi.spyOn(dns.promises, "lookup").mockReturnValue(promise);
    const resolver = threadPoolResolver();
    const deadline = new AbortController();
    const address = resolver.address("host", deadline.signal);
    deadline.abort("too late");
    await expect(address).rejects.toBe("too late");
    expect(resolver.pendingCount()).toBe(1);
    resolve(answer as never);
    await vi.waitFor(() => expect(resolver.pendingCount()).toBe(0));
  });

  it("passes on the error of a name that does not resolve", async () => {
    vi.spyOn(dns.promises, "lookup").mockRejectedValue(new Error("ENOTFOUND"));
    const resolver = threadPoolResolver();
    await expect(resolver.address("host", never)).rejects.toThrow("ENOTFOUND");
    expect(resolver.pendingCount()).toBe(0);
  });
});

describe("the resolver on the network", () => {
  it("asks nobody once the signal has aborted", async () => {
    const resolver = networkResolver("127.0.0.1:1");
    await expect(resolver.address("host", AbortSignal.abort("too late"))).rejects.toBe("too late");
    expect(resolver.pendingCount()).toBe(0);
  });

  it("cancels its queries when the signal aborts", async () => {
    let reject!: (error: Error) => void;
    const promise = new Promise<never>((_, settle) => {
      reject = settle;
    });
    vi.spyOn(dns.promises.Resolver.prototype, "resolve4").mockReturnValue(promise);
    const cancel = vi
      .spyOn(dns.promises.Resolver.prototype, "cancel")
      .mockImplementation(() => reject(Object.assign(new Error("cancelled"), { code: "ECANCELLED" })));
    const resolver = networkResolver("127.0.0.1:1");
    const deadline = new AbortController();
    const address = resolver.address("host", deadline.signal);
    deadline.abort("too late");
    await expect(address).rejects.toBe("too late");
    expect(cancel).toHaveBeenCalledOnce();
    expect(resolver.pendingCount()).toBe(0);
  });
});
