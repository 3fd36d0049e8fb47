import { describe, expect, it } from "vitest";
import { SmtpSession } from "../../../lib/servers/mail-sink/smtp-session.js";

/** A session, what it has replied and the mails that it holds until they are accepted. */
function session() {
  const replies: string[] = [];
  const mails: { readonly text: string; readonly accept: () => void }[] = [];
  const one = new SmtpSession({
    reply: (line) => replies.push(line),
    end: () => replies.push("end"),
    accept: (text) => new Promise((accept) => mails.push({ text, accept })),
  });
  return { one, replies, mails, codes: () => replies.map((line) => line.slice(0, 3)) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const ENVELOPE = "EHLO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n";

describe("an SMTP session", () => {
  it("takes a mail, in whatever pieces it comes, and replies once it is accepted", async () => {
    const { one, mails, codes } = session();
    one.greet();
    for (const character of `${ENVELOPE}Subject: x\r\n\r\nHello\r\n.\r\n`) one.receive(character);
    expect(mails.map(({ text }) => text)).toEqual(["Subject: x\r\n\r\nHello"]);
    expect(codes()).toEqual(["220", "250", "250", "250", "354"]);
    mails[0]!.accept();
    await settle();
    expect(codes().at(-1)).toBe("250");
  });

  it("looks at no further command before the mail is accepted", async () => {
    const { one, replies, mails, codes } = session();
    one.receive(`${ENVELOPE}Hello\r\n.\r\nQUIT\r\n`);
    await settle();
    expect(replies).not.toContain("end");
    mails[0]!.accept();
    await settle();
    expect(codes().slice(-3)).toEqual(["250", "221", "end"]);
  });

  it("gives a line its own dot back, and ends at a dot alone", () => {
    const { one, mails } = session();
    one.receive(`${ENVELOPE}..\r\n..dots\r\n.\r\n`);
    expect(mails.map(({ text }) => text)).toEqual([".\r\n.dots"]);
  });

  it("takes several mails, each with a recipient of its own", async () => {
    const { one, mails, codes } = session();
    one.receive(`${ENVELOPE}one\r\n.\r\n`);
    mails[0]!.accept();
    await settle();
    one.receive("DATA\r\n");
    expect(codes().at(-1)).toBe("503");
    one.receive("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\ntwo\r\n.\r\n");
    expect(mails.map(({ text }) => text)).toEqual(["one", "two"]);
  });

  it("answers what it does not know, and ends one that never ends its line", () => {
    const { one, codes } = session();
    one.receive("STARTTLS\r\nNOOP\r\nRSET\r\n");
    expect(codes()).toEqual(["502", "250", "250"]);
    one.receive("x".repeat(1_000_001));
    expect(codes().at(-1)).toBe("end");
  });
});
