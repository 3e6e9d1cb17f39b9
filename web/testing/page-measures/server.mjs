import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";

const BINARY =
  process.env.CODEBELL_BIN ?? resolve(import.meta.dirname, "../../../target/release/codebell");
const SECRET = "whsec_bench";
export const OWNER = { email: "bench@example.com", password: "correct horse battery staple" };
export const A_SECOND = 20;

/** The release server with one Owner, and a provider that posts to it. */
export async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), "cb-"));
  // PostgreSQL's account has to get in where root starts it.
  await chmod(folder, 0o711);
  const env = {
    PATH: process.env.PATH,
    CODEBELL_DATA_DIR: folder,
    CODEBELL_LISTEN: "127.0.0.1:0",
    CODEBELL_LOG: "warn",
    RECEIVESMS_WEBHOOK_SECRET: SECRET,
  };
  const process_ = spawn(BINARY, ["serve"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: process_.stdout });
  const url = await new Promise((found) => {
    lines.on("line", (line) => {
      const address = /http:\/\/[\d.:]+/.exec(line)?.[0];
      if (address) found(address);
    });
  });
  // Only a server makes an installation.
  await run(["user", "add", "--email", OWNER.email, "--name", "Bench", "--role", "owner"], env);
  return {
    url,
    ...provider(url),
    async stop() {
      process_.kill("SIGTERM");
      await new Promise((ended) => process_.once("exit", ended));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function run(args, env) {
  return new Promise((done, fail) => {
    const stdio = ["pipe", "ignore", "inherit"];
    const command = spawn(BINARY, [...args, "--password-stdin"], { env, stdio });
    command.once("exit", (code) => (code === 0 ? done() : fail(new Error(`ended with ${code}`))));
    command.stdin.end(`${OWNER.password}\n`);
  });
}

/** Posts signed messages, each with a mark of its own by which a page is searched for it. */
function provider(url) {
  let sent = 0;

  async function post() {
    sent += 1;
    const mark = `REF${sent}X`;
    const body = JSON.stringify({
      event: "sms.received",
      version: "1",
      data: {
        messageId: sent,
        from: "+14155551234",
        to: `+120255501${String(sent % 50).padStart(2, "0")}`,
        body: `${mark} Your Acme Bank code is ${100_000 + (sent % 900_000)}. Valid for 5 minutes.`,
        receivedAt: new Date().toISOString(),
      },
    });
    const signature = createHmac("sha256", SECRET).update(body).digest("hex");
    const at = Date.now();
    const answer = await fetch(`${url}/webhooks/receivesms`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", "x-webhook-signature": `sha256=${signature}` },
    });
    if (answer.status !== 200) throw new Error(`the webhook was answered ${answer.status}`);
    return { mark, at };
  }

  return {
    /** Posts at the pace of the measures for so many seconds; answers what was posted and when. */
    async postFor(seconds, beforeEach = () => {}) {
      const start = performance.now();
      const posts = [];
      for (let n = 0; n < seconds * A_SECOND; n += 1) {
        await wait(Math.max(0, start + (n * 1000) / A_SECOND - performance.now()));
        await beforeEach(n);
        posts.push(post());
      }
      return Promise.all(posts);
    },
    /** Posts so many messages as fast as they are taken. */
    async fill(count) {
      const posters = Array.from({ length: 64 }, async () => {
        while (sent < count) await post();
      });
      await Promise.all(posters);
    },
  };
}
