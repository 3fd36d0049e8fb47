import { describe, expect, it } from "vitest";
import { answer, decode, encode, request } from "../../lib/jupyter/messages.js";

function overTheWire(frames: readonly (Buffer | string)[]): Buffer[] {
  return frames.map((frame) => Buffer.from(frame));
}

describe("messages", () => {
  const asked = request("execute_request", "a session", { code: "1 + 1 // é" });

  it("arrive as they were sent", () => {
    expect(decode("key", overTheWire(encode("key", asked)))).toEqual(asked);
  });

  it("answer to the identities and the header of their request, in one session whoever asked", () => {
    const routed = { ...asked, identities: [Buffer.from("client")] };
    const reply = decode(
      "key",
      overTheWire(encode("key", answer(routed, "execute_reply", { status: "ok" }))),
    );
    expect(reply).toMatchObject({
      identities: [Buffer.from("client")],
      parent: asked.header,
      header: { msg_type: "execute_reply" },
      content: { status: "ok" },
    });
    expect(reply.header.msg_id).not.toBe(asked.header.msg_id);
    // JupyterLab takes a change of session for a restart, and drops what it has not handled.
    const other = answer(request("kernel_info_request", "another session", {}), "kernel_info_reply", {});
    expect(other.header.session).toBe(reply.header.session);
    expect(reply.header.session).not.toBe("a session");
  });

  it("are refused under another key", () => {
    expect(() => decode("other", overTheWire(encode("key", asked)))).toThrow("another signature");
  });

  it("are refused when a part was changed", () => {
    const frames = overTheWire(encode("key", asked));
    frames[frames.length - 1] = Buffer.from('{"code":"process.exit()"}');
    expect(() => decode("key", frames)).toThrow("another signature");
  });

  it.each([[[]], [["<IDS|MSG>"]], [["<IDS|MSG>", "00", "{}", "{}"]], [["nothing", "of", "the", "kind"]]])(
    "are refused when the frames are %j",
    (frames) => {
      expect(() => decode("key", overTheWire(frames))).toThrow(/^expected a Jupyter message/);
    },
  );
});
