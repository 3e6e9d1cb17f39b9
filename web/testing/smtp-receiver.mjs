// A mail server that keeps nothing: prints its port, then one JSON line for each mail.
// Usage: node smtp-receiver.mjs
// Mail to an address that begins with "full" is put off, to one that begins with "nobody" refused.
// Ends when stdin closes, so that it never outlives the test that started it.
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

const print = (line) => process.stdout.write(`${line}\n`);

const refuse = (code, words) => Object.assign(new Error(words), { responseCode: code });

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo({ address }, _session, done) {
    if (address.startsWith("full")) return done(refuse(452, "the mailbox is full"));
    if (address.startsWith("nobody")) return done(refuse(550, "there is no such mailbox"));
    done();
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", async () => {
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo.map((recipient) => recipient.address);
      const mail = await PostalMime.parse(Buffer.concat(chunks));
      const { subject, messageId, text, html } = mail;
      print(JSON.stringify({ from: mailFrom.address, to, subject, messageId, text, html }));
      done();
    });
  },
});

server.listen(0, "127.0.0.1", () => print(server.server.address().port));

process.stdin.resume();
process.stdin.on("close", () => process.exit(0));
