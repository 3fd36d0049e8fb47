import { describe, expect, it } from "vitest";
import { parseResponse } from "../../../lib/experiments/from-python-to-go/parse-response.js";

const whole = "HTTP/1.1 200 OK\r\nDate: today\r\ncontent-length: 12\r\n\r\nhello world\n";

describe("parseResponse", () => {
  it("gives the body, however many pieces it came in", () => {
    for (let length = 0; length < whole.length; length += 1)
      expect(parseResponse(whole.slice(0, length))).toBeNull();
    expect(parseResponse(whole)).toBe("hello world\n");
  });

  it("gives an empty body", () => {
    expect(parseResponse("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).toBe("");
  });

  it("gives the status line of anything but 200", () => {
    expect(parseResponse("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno\n")).toBe(
      "HTTP/1.1 404 Not Found",
    );
  });

  it("refuses a body without or beyond its length", () => {
    expect(() => parseResponse("HTTP/1.1 200 OK\r\n\r\nhello")).toThrow("no Content-Length");
    expect(() => parseResponse(`${whole}more`)).toThrow("longer than its Content-Length of 12");
  });
});
