// A mail server that keeps nothing: prints its port, then one JSON line for each mail.
// Usage: node smtp-receiver.mjs
// Ends when stdin closes, so that it never outlives the test that started it.
import { SMTPServer } from "smtp-server";

const print = (line) => process.stdout.write(`${line}\n`);

/** The text of a plain mail, whichever of the two usual encodings it came in. */
function decode(mail) {
  const [head, ...rest] = mail.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(head)?.[1]?.toLowerCase();
  if (encoding === "base64") {
    return Buffer.from(body, "base64").toString("utf8");
  }
  if (encoding !== "quoted-printable") {
    return body;
  }
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo.map((recipient) => recipient.address);
      const text = decode(Buffer.concat(chunks).toString("latin1"));
      print(JSON.stringify({ from: mailFrom.address, to, text }));
      done();
    });
  },
});

server.listen(0, "127.0.0.1", () => print(server.server.address().port));

process.stdin.resume();
process.stdin.on("close", () => process.exit(0));
