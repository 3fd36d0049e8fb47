import { createServer, type Server } from "node:http";
import { compute } from "../../workloads/compute.js";

/** A unit is about a twentieth of a millisecond on today's processors. */
const STEPS_PER_UNIT = 50_000;

/** The path that asks for so many units of work; none makes a greeting. */
export function workPath(units: number): string {
  return `/units/${units}`;
}

/** What every worker answers to a request for so many units. */
export function workAnswer(units: number): string {
  return `${compute(units, units * STEPS_PER_UNIT)}\n`;
}

/** A server whose requests say how much they take: each computes its units on the event loop, and is counted then. */
export function createWorkServer(onWork: (units: number) => void): Server {
  return createServer((request, response) => {
    const units = Number(/^\/units\/(\d{1,6})$/.exec(request.url ?? "")?.[1] ?? Number.NaN);
    if (Number.isNaN(units)) {
      response.writeHead(404).end();
      return;
    }
    if (units > 0) onWork(units);
    response.end(workAnswer(units));
  });
}
