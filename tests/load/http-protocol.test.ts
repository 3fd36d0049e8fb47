import { describe, expect, it } from "vitest";
import { httpProtocol } from "../../lib/load/http-protocol.js";

const { request, answerIn } = httpProtocol("/page");
const whole = "HTTP/1.1 200 OK\r\nDate: today\r\ncontent-length: 12\r\n\r\nhello world\n";

describe("httpProtocol", () => {
  it("asks for its page on a connection that stays", () => {
    expect(request).toBe("GET /page HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  });

  it("gives the body, however many pieces it came in", () => {
    for (let length = 0; length < whole.length; length += 1)
      expect(answerIn(whole.slice(0, length))).toBeNull();
    expect(answerIn(whole)).toBe("hello world\n");
  });

  it("tells a response that came before from one that only begins like it, or follows it", () => {
    const other = whole.replace("hello", "Hello");
    expect([whole, whole, other, whole.slice(0, -1), whole].map(answerIn)).toEqual([
      "hello world\n",
      "hello world\n",
      "Hello world\n",
      null,
      "hello world\n",
    ]);
  });

  it("gives an empty body", () => {
    expect(answerIn("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).toBe("");
  });

  it("gives the status line of anything but 200", () => {
    expect(answerIn("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno\n")).toBe(
      "HTTP/1.1 404 Not Found",
    );
  });

  it("refuses a body without or beyond its length", () => {
    expect(() => answerIn("HTTP/1.1 200 OK\r\n\r\nhello")).toThrow("no Content-Length");
    expect(() => answerIn(`${whole}more`)).toThrow("longer than its Content-Length of 12");
  });
});
