import { expect, it } from "vitest";
import type { Variant } from "../../../lib/catalogue/entry.js";
import { pricesOf } from "../../../lib/experiments/catch-em-all/calibrate-fetch.js";
import {
  type FetchPrices,
  fetchPredictions,
  predictFetch,
} from "../../../lib/experiments/catch-em-all/fetch-prediction.js";

const conditions = { documents: 150, limit: 50, rttMs: 10, serviceMs: 0 };
const each = { requestMs: 2, connectionMs: 4, serverRequestMs: 0.5, serverConnectionMs: 1 };
const prices: FetchPrices = {
  byLanguage: new Map([
    ["typescript", each],
    ["python", each],
  ]),
  certificatesMs: 30,
  coreCount: 2,
};

function predicted(id: Variant["id"]): number | undefined {
  const variant = { id } as Variant;
  return predictFetch([variant], "c", conditions, prices)[0]?.value;
}

it.each([
  // 20 ms of handshake, 150 round trips, 150 documents of 2 ms, one connection of 4 ms.
  ["ts/await-in-loop", 20 + 1500 + 300 + 4],
  // Three round trips each, and the price of a connection each.
  ["ts/new-connection", 4500 + 300 + 600],
  // The same, and the certificates 150 times.
  ["python/requests", 4500 + 300 + 600 + 4500],
  ["python/aiohttp-loop", 20 + 1500 + 300 + 4 + 30],
  // 900 ms of work in all; what its one thread does, without the server's part, is the longest.
  ["ts/gather", 900 - 75 - 150],
  ["ts/bounded", 300 + 200 - 75 - 50],
  // aiohttp opens 100 connections and reads the certificates once.
  ["python/aiohttp-gather", 300 + 400 + 30 - 75 - 100],
] as const)("%s: round trips, work or both decide", (id, ms) => {
  expect(predicted(id)).toBeCloseTo(ms, 9);
});

it("says nothing of a language that was not calibrated", () => {
  expect(predicted("go/serial")).toBeUndefined();
});

it("tells documents and connections apart, and no price is below nothing", () => {
  const network = { limit: 50, rttMs: 10, serviceMs: 1 };
  // Sixteen documents of 0.5 ms over one connection of 2 ms; four of both.
  const prices = pricesOf({ documentMs: 13, serverMs: 10 }, { documentMs: 36, serverMs: 10 }, network);
  expect(prices).toEqual({ requestMs: 2, connectionMs: 3, serverRequestMs: 0.5, serverConnectionMs: 2 });
  const noisy = pricesOf({ documentMs: 9, serverMs: 1 }, { documentMs: 20, serverMs: 9 }, network);
  expect(noisy).toMatchObject({ requestMs: 0, connectionMs: 0, serverRequestMs: 0 });
});

it("publishes every primitive that it used", () => {
  const { primitives } = fetchPredictions(prices, []);
  expect(Object.keys(primitives)).toEqual([
    "typescript-document",
    "typescript-connection",
    "typescript-document-at-server",
    "typescript-connection-at-server",
    "python-document",
    "python-connection",
    "python-document-at-server",
    "python-connection-at-server",
    "python-certificates",
    "cores",
  ]);
});
