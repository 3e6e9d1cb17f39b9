// Measures how long after a signed webhook was sent its event is heard by the official Socket.IO
// client, while 100 others listen. Usage: node event-latency.mjs <url> <token>
// The first 100 messages warm up and do not count.
import { createHmac } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { io } from "socket.io-client";

const OTHERS = 100;
const A_SECOND = 50;
const WARM_UP = 100;
const MESSAGES = 500;
const [url, token] = process.argv.slice(2);

const connect = (onMessage) =>
  new Promise((resolve, reject) => {
    const socket = io(url, { transports: ["websocket"], forceNew: true, auth: { token } });
    socket.on("message.received", onMessage);
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });

let heardByOthers = 0;
const sent = new Map();
const waits = [];
const sockets = [];
for (let n = 0; n < OTHERS; n += 1) {
  sockets.push(
    await connect(() => {
      heardByOthers += 1;
    }),
  );
}
sockets.push(
  await connect((message) => {
    const id = Number(message.body.match(/Ref (\d+)/)[1]);
    if (id >= WARM_UP) waits.push(performance.now() - sent.get(id));
  }),
);

const post = async (id) => {
  const body = JSON.stringify({
    event: "sms.received",
    version: "1",
    data: {
      messageId: id,
      from: "+14155551234",
      to: `+120255501${String(id % 50).padStart(2, "0")}`,
      body: `Your Acme Bank code is ${100_000 + id}. Ref ${id}`,
      receivedAt: new Date().toISOString(),
    },
  });
  const signature = createHmac("sha256", "whsec_bench").update(body).digest("hex");
  sent.set(id, performance.now());
  const headers = {
    "content-type": "application/json",
    "x-webhook-signature": `sha256=${signature}`,
  };
  const answer = await fetch(`${url}/webhooks/receivesms`, { method: "POST", body, headers });
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
};

const start = performance.now();
const posts = [];
for (let id = 0; id < WARM_UP + MESSAGES; id += 1) {
  await wait(Math.max(0, start + (id * 1000) / A_SECOND - performance.now()));
  posts.push(post(id));
}
await Promise.all(posts);
const deadline = performance.now() + 5000;
while (waits.length < MESSAGES && performance.now() < deadline) await wait(20);
while (heardByOthers < OTHERS * posts.length && performance.now() < deadline) await wait(20);
for (const socket of sockets) socket.close();

waits.sort((a, b) => a - b);
const at = (share) =>
  waits[Math.min(waits.length - 1, Math.floor(waits.length * share))].toFixed(1);
const lost = MESSAGES - waits.length + OTHERS * posts.length - heardByOthers;
console.log(`p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${at(0)}–${at(1)}), ${lost} lost`);
